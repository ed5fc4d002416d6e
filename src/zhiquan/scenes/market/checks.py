"""The refusal grounds of a pledge registration, as far as the records here can answer (domain-rules E).

Each answers pass, fail or unknown with source and as-of date. The corpus tells what was filed, by whom and when, and
of some rights what happened since; ownership, annuities, suspension and invalidation stay unknown and ask for a copy
of the patent register 专利登记簿副本.
"""

from __future__ import annotations

from datetime import date

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.registers.selectors import entries_for_right
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Ledger, due, term_of
from zhiquan.rules.text import Text
from zhiquan.scenes.shared import corpus
from zhiquan.scenes.shared.findings import Finding, Right, each
from zhiquan.scenes.shared.holding import events_of, holder, plain_name, transfers_of

_FORM = Text("申请表", "The application form")
_OWN_REGISTER = Text("本局质押登记簿", "This office's register of pledges")
_TWINS = {PatentKind.INVENTION.value, PatentKind.UTILITY_MODEL.value}


def pledgor_is_owner(context: CheckContext) -> CheckResult:
    """The corpus knows the applicant at filing, not today's holder: it can hint, never prove."""
    pledgor = context.form.get("pledgor", "")

    def judge(right: Right) -> Finding:
        if right.record is None:
            text = Text("库中没有记录，权利人不明", "no record, so the holder is not known")
        elif plain_name(pledgor) in map(plain_name, right.record.applicants):
            text = Text(
                "与申请时的申请人一致，是否仍为权利人须核对",
                "the applicant at filing; holder today?",
            )
        else:
            names = "、".join(right.record.applicants)
            text = Text(
                f"申请时的申请人为{names}，须核对是否已变更",
                f"filed by {names}; transferred since?",
            )
        return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("pledgor-is-owner", context, judge)


def co_owner_consent(context: CheckContext) -> CheckResult:
    """One applicant at filing and "not held jointly" agree; everything else is for the papers."""
    joint = context.form.get("co_owned") == "yes"

    def judge(right: Right) -> Finding:
        if joint:
            text = Text(
                "申请表称为共有，须核对共有人及其同意",
                "said to be held jointly; see the co-owners' consent",
            )
        elif right.record is None:
            text = Text("库中没有记录，是否共有不明", "no record, so joint ownership is not known")
        elif len(right.record.applicants) > 1:
            text = Text("申请时有多个申请人，申请表称非共有", "several applicants, but said not to be joint")
        else:
            text = Text("申请时只有一个申请人，申请表称非共有", "one applicant, and said not to be joint")
            return Finding(CheckOutcome.PASS, text, right.source, right.vintage)
        return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("co-owner-consent", context, judge)


def term_covers_debt(context: CheckContext) -> CheckResult:
    """The debt, or what the answer ``field`` of the params ends, ends before the term does.

    What lies between the ordinary and the longest possible term is unknown.
    """
    book, ends = moment().book, date.fromisoformat(context.form[context.params.get("field", "debt_to")])
    what = Text("债务", "the debt runs") if "field" not in context.params else Text("许可", "the licence runs")

    def judge(right: Right) -> Finding:
        filed = right.record.filing_date if right.record else None
        if filed is None:
            text = Text("库中没有申请日，期限不明", "no filing date is held, so the term is not known")
            return Finding(CheckOutcome.UNKNOWN, text, right.source)
        term = term_of(right.kind, filed, book)
        text = _TERM.format(what=what, ends=ends, term=term.expires_on)
        covered = ends < term.expires_on and term.provision.sure
        outcome = CheckOutcome.PASS if covered else CheckOutcome.UNKNOWN
        outcome = CheckOutcome.FAIL if ends >= term.latest_on else outcome
        return Finding(outcome, text, term.provision.source.text(), right.vintage)

    return each("term-covers-debt", context, judge)


def already_pledged(context: CheckContext) -> CheckResult:
    """An open entry in this office's register fails; none leaves open what other offices have registered."""

    def judge(right: Right) -> Finding:
        entries = entries_for_right(right.number, register="pledge", on=context.on)
        if entries:
            number, since = entries[0].number, entries[0].valid_from
            text = Text(f"已质押，登记号 {number}（{since}）", f"pledged already under {number} ({since})")
            return Finding(CheckOutcome.FAIL, text, _OWN_REGISTER, context.on)
        text = Text("本局登记簿中没有，他处登记不明", "not in this office's register; elsewhere is not known")
        return Finding(CheckOutcome.UNKNOWN, text, _OWN_REGISTER, context.on)

    return each("already-pledged", context, judge)


def same_day_dual_filing(context: CheckContext) -> CheckResult:
    """The same thing filed on the same day as invention and as utility model (Patent Rules art. 47)."""

    records = corpus.open_corpus()

    def judge(right: Right) -> Finding:
        if right.kind is PatentKind.DESIGN:
            text = Text("外观设计不存在同日另一专利", "a design has no second patent of the same day")
            return Finding(CheckOutcome.PASS, text, right.source, right.vintage)
        record = right.record
        if record is None:
            return Finding(CheckOutcome.UNKNOWN, Text("库中没有记录", "no record"), right.source)
        if record.filing_date is None:
            text = Text("库中没有申请日，同日申请不明", "no filing date is held, so the day is not known")
            return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)
        day = [other for name in record.applicants for other in records.same_day(name, record.filing_date)]
        twins = [
            o.key for o in day if o.kind in _TWINS - {record.kind} and plain_name(o.title) == plain_name(record.title)
        ]
        if twins:
            text = Text(f"同日另有同名专利 {twins[0]}", f"{twins[0]} of the same title was filed on the same day")
            return Finding(CheckOutcome.FAIL, text, right.source, right.vintage)
        text = Text("库中没有同日同名的另一专利", "the corpus holds no second one of the day and title")
        return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("same-day-dual-filing", context, judge)


def contract_items(context: CheckContext) -> CheckResult:
    """The contract states all five items a pledge contract must state; ``items`` of the params lists them."""
    missing = [item for item in context.params["items"] if item not in context.form.get("contract_items", ())]
    if missing:
        labels = Text("、".join(_ITEMS[i].zh for i in missing), ", ".join(_ITEMS[i].en for i in missing))
        text = Text("合同缺少：{items}", "the contract lacks: {items}").format(items=labels)
        return CheckResult("contract-items", CheckOutcome.FAIL, text, _FORM, context.on)
    return CheckResult("contract-items", CheckOutcome.PASS, Text("内容齐全", "complete"), _FORM, context.on)


def applicant_is_party(context: CheckContext) -> CheckResult:
    """The organisation that applies is the pledgor or the pledgee, or one whose code ``fields`` of the params name."""
    parties = {context.form.get(key) for key in context.params.get("fields", ("pledgor_uscc", "pledgee_uscc"))}
    if context.organisation["uscc"] in parties:
        text = Text("是合同当事人", "a party to the contract")
        return CheckResult("applicant-is-party", CheckOutcome.PASS, text, _FORM, context.on)
    text = _NO_PLEDGE_PARTY if "fields" not in context.params else _NO_PARTY
    return CheckResult("applicant-is-party", CheckOutcome.FAIL, text, _FORM, context.on)


def giver_holds(context: CheckContext) -> CheckResult:
    """The transferor or licensor holds the rights, by the newest word among transfers and named owners."""
    numbers = context.form.get("rights", ())
    events, moved = events_of(numbers), transfers_of(numbers)
    name, code = str(context.form.get("giver", "")), str(context.form.get("giver_uscc", ""))

    def judge(right: Right) -> Finding:
        return holder(right.record, events.get(right.number, ()), moved.get(right.number), name, code)

    return each("giver-holds", context, judge)


def filed_in_time(context: CheckContext) -> CheckResult:
    """The contract is filed within the months that the law gives from its taking effect (Patent Rules art. 15)."""
    now, begun = moment(), date.fromisoformat(context.form["effective_on"])
    provision = now.book.at("patent.licence.filing", begun)
    last = due(Ledger.under(provision, _FILING, begun), now.calendar).on
    text = _FILED.format(day=begun, last=last or Text("待定", "not known"))
    outcome = CheckOutcome.UNKNOWN if last is None else CheckOutcome.PASS if context.on <= last else CheckOutcome.FAIL
    return CheckResult("filed-in-time", outcome, text, provision.source.text(), context.on)


_TERM = Text("{what}至{ends}，期限至{term}", "{what} to {ends}, the term to {term}")
_NO_PLEDGE_PARTY = Text("申请单位既非出质人也非质权人", "the applicant is neither pledgor nor pledgee")
_NO_PARTY = Text("申请单位不是合同当事人", "the applicant is no party to the contract")
_FILING = Text("备案期限", "Time to file")
_FILED = Text("合同 {day} 生效，应在 {last} 前备案", "in effect from {day}, to be filed by {last}")
_ITEMS = {
    "parties": Text("当事人的名称、地址", "names and addresses of the parties"),
    "debt": Text("被担保债权的种类和数额", "kind and amount of the debt"),
    "term": Text("债务履行期限", "term of the debt"),
    "patents": Text("专利信息", "the patents"),
    "scope": Text("担保的范围", "scope of the security"),
}
