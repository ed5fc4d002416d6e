"""Checks of an organisation's own file, for programmes and policies: what it holds, what stands in the registers."""

from __future__ import annotations

from django.db.models import Q

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import reach_of
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import concerning
from zhiquan.rules.text import Text
from zhiquan.scenes.management.checks_lists import OWN
from zhiquan.scenes.management.lists import HOLDER, described, evidence, kept
from zhiquan.scenes.management.portfolio import portfolio_of
from zhiquan.scenes.management.sources import text_of

ANYBODY = "anybody"


def entry_in_force(context: CheckContext) -> CheckResult:
    """An entry of ``register`` (called ``label``) is in force: of the organisation, or with ``whose: anybody`` any.

    ``by`` names where an entry's data keep the credit code, ``uscc`` without it; ``holds`` {name: value} what its data
    must say. An entry of anybody's counts where it reaches the organisation's place. A register that was never filled
    says nothing.
    """
    params, label = context.params, text_of(context.params["label"])
    on = Q(valid_from__lte=context.on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=context.on))
    rows = RegisterEntry.objects.filter(on, register=params["register"])
    rows = rows.filter(**{f"data__{name}": value for name, value in params.get("holds", {}).items()})
    if params.get("whose") != ANYBODY:
        rows = rows.filter(concerning(context.organisation["uscc"], params.get("by", HOLDER)))
    place = str(context.organisation["division"])
    reaching = (one for one in rows.order_by("-valid_from", "-pk") if reach_of(one.division).holds(place))
    found = next(reaching, None) if params.get("whose") == ANYBODY else rows.order_by("-valid_from", "-pk").first()
    if found:
        text = described(found, label)
        return CheckResult("entry-in-force", CheckOutcome.PASS, text, OWN, context.on, evidence([found]))
    if not kept(params["register"]):
        return CheckResult("entry-in-force", CheckOutcome.UNKNOWN, _EMPTY.format(label=label), OWN, context.on)
    return CheckResult("entry-in-force", CheckOutcome.FAIL, _NONE.format(label=label), OWN, context.on)


def holds_a_right(context: CheckContext) -> CheckResult:
    """The organisation holds a patent: by records, or by its own word and the records' silence only perhaps."""
    organisation = Organisation.objects.get(uscc=context.organisation["uscc"])
    held = [one for one in portfolio_of(organisation, context.on) if not one.gone]
    sure = [one for one in held if one.holding.outcome is CheckOutcome.PASS]
    told = (sure or held)[:1]
    source = told[0].holding.source if told else Text("专利库", "The corpus")
    as_of = told[0].holding.as_of if told else None
    if sure:
        text = _HOLDS.format(count=len(sure), number=sure[0].number)
        return CheckResult("holds-a-right", CheckOutcome.PASS, text, source, as_of)
    text = _MAYBE.format(count=len(held)) if held else _NO_RIGHT
    return CheckResult("holds-a-right", CheckOutcome.UNKNOWN, text, source, as_of)


_EMPTY = Text("本局尚未录入{label}，须另行核对", "{label}: nothing is entered here, so ask the office")
_NONE = Text("{label}中没有有效的登记", "{label}: no entry is in force")
_HOLDS = Text("记录载明持有专利 {count} 件（{number} 等）", "records name it as holder of {count}, {number} among them")
_MAYBE = Text(
    "以其名义申请或者自行确认的专利 {count} 件，是否仍为权利人须核对",
    "{count} filed in its name or said to be its own; holder today?",
)
_NO_RIGHT = Text(
    "库中没有以该名称记载的专利，可在权利清单中补充", "no patent is recorded under its name; add them to its list"
)
