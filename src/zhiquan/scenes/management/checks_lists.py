"""Checks of an organisation and its papers against the registers of this office.

The parameters name the registers and where the values come from, so that every matter uses the same few checks. A list
that was never filled says nothing: the answer is unknown, and a paper is asked for.
"""

from __future__ import annotations

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.access.selectors import reach_of
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.text import Text
from zhiquan.scenes.management.lists import described, entries_of, entry_by_number, evidence, in_force, kept
from zhiquan.scenes.management.sources import Sources, text_of

OWN = Text("本局登记簿", "This office's registers")
APPLICANT = "organisation.uscc"


def not_listed(context: CheckContext) -> CheckResult:
    """The organisation stands on none of the ``lists`` [{register, label}]; ``code`` says whose code is asked.

    With ``same`` {name: source} only entries count whose data agree in all of them (the same indication, say).
    """
    lists = {row["register"]: text_of(row["label"]) for row in context.params["lists"]}
    uscc = str(Sources.of(context).value(context.params.get("code", APPLICANT)))
    same = {name: str(Sources.of(context).value(source)) for name, source in context.params.get("same", {}).items()}
    entries = entries_of(uscc, lists, context.on)
    found = [entry for entry in entries if all(str(entry.data.get(name, "")) == same[name] for name in same)]
    if found:
        said = [described(entry, lists[entry.register]) for entry in found]
        text = Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))
        return CheckResult("not-listed", CheckOutcome.FAIL, text, OWN, context.on, evidence(found))
    silent = [label for register, label in lists.items() if not kept(register)]
    if silent:
        names = Text("、".join(one.zh for one in silent), ", ".join(one.en for one in silent))
        text = _EMPTY.format(names=names)
        return CheckResult("not-listed", CheckOutcome.UNKNOWN, text, OWN, context.on)
    names = Text("、".join(one.zh for one in lists.values()), ", ".join(one.en for one in lists.values()))
    return CheckResult("not-listed", CheckOutcome.PASS, _NOT_ON.format(names=names), OWN, context.on)


def recorded(context: CheckContext) -> CheckResult:
    """An entry of the organisation in ``register`` (called ``label``) is in force.

    ``code`` says whose code is asked; with ``optional`` nobody need be named (no agency was asked to act).
    """
    label = text_of(context.params["label"])
    uscc = str(Sources.of(context).value(context.params.get("code", APPLICANT)))
    if not uscc and context.params.get("optional"):
        text = Text("没有填写，不适用", "nobody was named, so it does not apply")
        return CheckResult("recorded", CheckOutcome.PASS, text, OWN, context.on)
    found = entries_of(uscc, [context.params["register"]], context.on)
    if found:
        text = described(found[0], label)
        return CheckResult("recorded", CheckOutcome.PASS, text, OWN, context.on, evidence(found))
    return CheckResult("recorded", CheckOutcome.FAIL, _NOT_RECORDED.format(label=label), OWN, context.on)


def not_entered_before(context: CheckContext) -> CheckResult:
    """The number made of the sources ``number`` was never entered into ``register``; an ended entry counts too."""
    label, number = text_of(context.params["label"]), Sources.of(context).number(context.params["number"])
    entry = entry_by_number(context.params["register"], number)
    if entry is None:
        text = _NEVER.format(label=label, number=number)
        return CheckResult("not-entered-before", CheckOutcome.PASS, text, OWN, context.on)
    text = described(entry, label)
    return CheckResult("not-entered-before", CheckOutcome.FAIL, text, OWN, context.on, evidence([entry]))


def entry_matches(context: CheckContext) -> CheckResult:
    """The entry ``number`` of ``register`` is in force and its data agree with the application in all of ``same``.

    What this register does not hold may be registered elsewhere: unknown; with ``complete`` nothing is elsewhere. With
    ``holds`` {name: value} the entry's data must say so, with ``reach`` it counts only for applicants of its division.
    """
    sources, label = Sources.of(context), text_of(context.params["label"])
    number = sources.number(context.params["number"])
    entry = entry_by_number(context.params["register"], number)
    if entry is None:
        if context.params.get("complete"):
            text = _NEVER.format(label=label, number=number)
            return CheckResult("entry-matches", CheckOutcome.FAIL, text, OWN, context.on)
        text = _NOT_HELD.format(label=label, number=number)
        return CheckResult("entry-matches", CheckOutcome.UNKNOWN, text, OWN, context.on)
    found = evidence([entry])
    if not in_force(entry, context.on):
        text = _ENDED.format(entry=described(entry, label), end=entry.valid_to or "-")
        return CheckResult("entry-matches", CheckOutcome.FAIL, text, OWN, context.on, found)
    if foreign := _foreign(entry, context, label):
        return CheckResult("entry-matches", CheckOutcome.FAIL, foreign, OWN, context.on, found)
    same: dict[str, str] = context.params.get("same", {})
    wrong = [name for name, source in same.items() if str(entry.data.get(name, "")) != str(sources.value(source))]
    if wrong:
        text = _DIFFERS.format(entry=described(entry, label), names="、".join(wrong))
        return CheckResult("entry-matches", CheckOutcome.FAIL, text, OWN, context.on, found)
    return CheckResult("entry-matches", CheckOutcome.PASS, described(entry, label), OWN, context.on, found)


def _foreign(entry: RegisterEntry, context: CheckContext, label: Text) -> Text | None:
    """Say why an entry is not for this applicant: it is about something else, or about another place."""
    holds: dict[str, str] = context.params.get("holds", {})
    if any(entry.data.get(name) != value for name, value in holds.items()):
        return _OTHERWISE.format(entry=described(entry, label))
    if context.params.get("reach") and not reach_of(entry.division).holds(str(context.organisation["division"])):
        return _ELSEWHERE.format(entry=described(entry, label))
    return None


def tier_before(context: CheckContext) -> CheckResult:
    """The organisation holds the tier below the one it asks for: ``order`` names the tiers from the lowest up."""
    order: list[str] = context.params["order"]
    label, wanted = text_of(context.params["label"]), str(context.form.get(context.params["field"], ""))
    found = entries_of(context.organisation["uscc"], [context.params["register"]], context.on)
    held = {str(entry.data.get("tier", "")): entry for entry in reversed(found)}
    if wanted in held:
        text = described(held[wanted], label)
        text = Text(f"已是该级别：{text.zh}", f"held already: {text.en}")
        return CheckResult("tier-before", CheckOutcome.FAIL, text, OWN, context.on, evidence([held[wanted]]))
    place = order.index(wanted)
    if place == 0:
        text = Text("最低一级，无须先有其他级别", "the lowest tier needs none before it")
        return CheckResult("tier-before", CheckOutcome.PASS, text, OWN, context.on)
    below = held.get(order[place - 1])
    if below is not None:
        return CheckResult(
            "tier-before", CheckOutcome.PASS, described(below, label), OWN, context.on, evidence([below])
        )
    text = Text("登记簿中没有有效的前一级别", "no entry of the tier below is in force")
    return CheckResult("tier-before", CheckOutcome.FAIL, text, OWN, context.on)


_EMPTY = Text("本局尚未录入{names}，须核对证明材料", "{names}: nothing is entered here, so see the papers")
_NOT_ON = Text("不在下列名单上：{names}", "on none of these lists: {names}")
_NOT_RECORDED = Text("{label}中没有该单位有效的登记", "{label}: no entry of the organisation is in force")
_NEVER = Text("{label}中没有 {number}", "{label}: {number} was never entered")
_NOT_HELD = Text(
    "本局{label}中没有 {number}，他处登记不明", "{label}: {number} is not held here; elsewhere is not known"
)
_ENDED = Text("{entry}不在有效期内（止于 {end}）", "{entry} is not in force (to {end})")
_OTHERWISE = Text("{entry}不是为本事项发布的", "{entry} is about something else")
_ELSEWHERE = Text("{entry}不含申请单位所在地", "{entry} does not reach the applicant's place")
_DIFFERS = Text("{entry}与申请不一致：{names}", "{entry} does not agree with the application: {names}")
