"""What a decision of these matters means outside its case: an entry in a register, its end, a bar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import EffectContext
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import end, enter
from zhiquan.rules.law import Ledger, due
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.lists import described, entries_of
from zhiquan.scenes.management.sources import Sources, text_of

ONE_DAY = timedelta(days=1)


def enter_register(context: EffectContext) -> None:
    """Enter what was decided into ``register``.

    Parameters: ``number`` (sources, the case's number without them), ``rights`` (a source), ``data`` {name: source},
    ``fixed`` {name: value}, ``from`` (the source of a date, the day of the step without it), ``to`` (the source of a
    date) or ``term`` (a provision), ``when`` {source: value}: nothing is entered unless all of them agree. The code and
    name of the applicant are always kept. A number that another case has entered is a ``Conflict``.
    """
    sources, params = Sources.of(context), context.params
    if any(str(sources.value(source)) != str(value) for source, value in params.get("when", {}).items()):
        return
    since = _day(sources, params.get("from")) or context.on
    until = _day(sources, params.get("to")) or _end_of_term(params.get("term"), since, context.division)
    rights = sources.value(params["rights"]) if "rights" in params else ()
    enter(
        register=params["register"],
        number=sources.number(params.get("number", ["case.number"])),
        division=context.division,
        rights=[rights] if isinstance(rights, str) else rights,
        data={
            "uscc": context.organisation.get("uscc", ""),
            "name": context.organisation.get("name", ""),
            **{name: sources.value(source) for name, source in params.get("data", {}).items()},
            **params.get("fixed", {}),
        },
        valid_from=since,
        valid_to=until,
        basis=context.case_number,
    )


def end_register(context: EffectContext) -> None:
    """End the entries in force that this case has entered into ``register``, as of the day of the step.

    With ``when`` {source: value} only where all of them agree; with ``before`` (the source of a date) their last day is
    the one before it, so that a new term begins where the old one ends.
    """
    sources = Sources.of(context)
    if any(str(sources.value(source)) != str(value) for source, value in context.params.get("when", {}).items()):
        return
    begun = _day(sources, context.params.get("before"))
    last = begun - ONE_DAY if begun else context.on
    held = RegisterEntry.objects.filter(
        register=context.params["register"], basis=context.case_number, ended_by="", valid_from__lte=last
    )
    for entry in held:
        if entry.valid_to is None or entry.valid_to >= last:
            end(entry, last, context.case_number)


def bar_listed(context: EffectContext) -> None:
    """Refuse the step (``management.listed``) while the applicant stands on one of ``lists``: nothing is paid then."""
    lists = {row["register"]: text_of(row["label"]) for row in context.params["lists"]}
    found = entries_of(str(context.organisation.get("uscc", "")), lists, context.on)
    if found:
        raise Refusal("management.listed", _LISTED.format(entry=described(found[0], lists[found[0].register])))


def _day(sources: Sources, source: str | None) -> date | None:
    given: Any = sources.value(source) if source else ""
    return date.fromisoformat(given) if given else None


def _end_of_term(key: str | None, since: date, division: str) -> date | None:
    if key is None:
        return None
    now = moment()
    return due(Ledger.under(now.book.at(key, since, division), _TERM, since), now.calendar).on


_TERM = Text("有效期", "Term")
_LISTED = Text("申请单位现在{entry}，不能办理这一步。", "The applicant is now on {entry}; this step cannot be taken.")
