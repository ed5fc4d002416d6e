"""What stands for or against a request to settle a patent dispute (Order 81 arts. 12-19; domain-rules D1).

Each answers pass, fail or unknown with source and as-of date. The corpus tells who filed, not who holds the right
today; that no court was asked is the requester's word. Such answers say so, and ask for papers where papers can tell.
"""

from __future__ import annotations

from datetime import date

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.access.selectors import prefix_of
from zhiquan.office.registers.selectors import entries_for_right
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Ledger, due
from zhiquan.rules.text import Text
from zhiquan.scenes.protection.disputes import disputes_of, open_cases, respondent_key
from zhiquan.scenes.protection.effects import ADJUDICATION
from zhiquan.scenes.shared.findings import Finding, Right, each

_FORM = Text("请求书", "The request")
_OWN = Text("本局登记簿", "This office's registers")
YES = "yes"


def requester(context: CheckContext) -> CheckResult:
    """The requester may ask: holder, licensee with the right to act, heir; the copy of the register proves it."""
    stands = context.form.get("standing", "owner")
    name = context.organisation["name"]
    if stands == "ordinary" and context.form.get("authorised") != YES:
        text = Text("普通被许可人没有单独请求的约定或者授权", "an ordinary licensee without agreement or power to act")
        return CheckResult("requester", CheckOutcome.FAIL, text, _law("adjudication.requester"), context.on)

    def judge(right: Right) -> Finding:
        if stands != "owner" or right.record is None:
            text = Text("须核对登记簿副本和许可合同或者继承证明", "see the register copy and the contract or the proof")
        elif name in right.record.applicants:
            text = Text(
                "与申请时的申请人一致，是否转让须核对登记簿副本", "as filed; the register copy tells any transfer"
            )
        else:
            text = Text("与申请时的申请人不同，须核对登记簿副本", "not the applicant at filing; see the register copy")
        return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("requester", context, judge)


def jurisdiction(context: CheckContext) -> CheckResult:
    """The authority asked answers for the place of the act or the seat of a respondent (Patent Rules art. 97)."""
    form = context.form
    asked = prefix_of(form["authority"])
    seats = [row.get("division", "") for row in form.get("respondents", ())]
    if any(place.startswith(asked) for place in (form.get("act_place", ""), *seats) if place):
        text = Text("侵权行为地或者被请求人所在地在其辖区", "the place of the act or a respondent's seat lies there")
        return CheckResult("jurisdiction", CheckOutcome.PASS, text, _law("adjudication.jurisdiction"), context.on)
    text = Text("侵权行为地和被请求人所在地均不在其辖区，请改向有管辖权的部门请求",
                "neither the act nor a respondent's seat lies there; ask the authority that is competent")  # fmt: skip
    return CheckResult("jurisdiction", CheckOutcome.FAIL, text, _law("adjudication.jurisdiction"), context.on)


def no_suit(context: CheckContext) -> CheckResult:
    """No court was asked and no other way was agreed: the requester says so."""
    said = context.form.get("no_suit") == YES and context.form.get("no_agreement") == YES
    outcome = CheckOutcome.PASS if said else CheckOutcome.FAIL
    text = (
        Text("请求人声明未起诉且没有约定其他解决方式", "declared by the requester")
        if said
        else Text("已经起诉或者约定了其他解决方式，不能再请求处理", "a suit or another way agreed rules this out")
    )
    return CheckResult("no-suit", outcome, text, _FORM, context.on)


def prescription(context: CheckContext) -> CheckResult:
    """Three years from knowledge of the act and the infringer; a continuing act is accepted all the same."""
    now = moment()
    provision = now.book.at("adjudication.prescription", context.on)
    known = date.fromisoformat(context.form["known_on"])
    last = due(Ledger.under(provision, _TERM, known), now.calendar).on
    values = {"known": known.isoformat(), "last": last.isoformat() if last else "?"}
    if last is not None and context.on <= last:
        outcome, text = CheckOutcome.PASS, _WITHIN
    elif context.form.get("continuing") == YES:
        outcome, text = CheckOutcome.PASS, _CONTINUES
    else:
        outcome, text = CheckOutcome.FAIL, _PAST
    return CheckResult("prescription", outcome, text.format(**values), provision.source.text(), context.on)


def evaluation_report(context: CheckContext) -> CheckResult:
    """For a utility model or a design the authority may ask for the evaluation report; inventions have none."""

    def judge(right: Right) -> Finding:
        source = _law("adjudication.documents")
        if right.kind is PatentKind.INVENTION:
            return Finding(CheckOutcome.PASS, Text("发明专利无需评价报告", "none for inventions"), source, context.on)
        text = Text("可以要求出具专利权评价报告", "the evaluation report may be asked for")
        return Finding(CheckOutcome.UNKNOWN, text, source, context.on)

    return each("evaluation-report", context, judge)


def no_other_case(context: CheckContext) -> CheckResult:
    """No case about the same dispute is open here."""
    for dispute in disputes_of(context.form, context.params):
        if open_cases(dispute, context.on):
            text = Text(f"就 {dispute.right} 与“{dispute.name}”的同一纠纷已有立案在办",
                        f"a case about {dispute.right} and “{dispute.name}” is open")  # fmt: skip
            return CheckResult("no-other-case", CheckOutcome.FAIL, text, _OWN, context.on)
    text = Text("本系统没有同一纠纷的在办案件", "no case about the same dispute is open here")
    return CheckResult("no-other-case", CheckOutcome.PASS, text, _OWN, context.on)


def repeat(context: CheckContext) -> CheckResult:
    """A decision in force about the same right and respondent is on record (Order 81 art. 34)."""
    if context.form.get("repeat") != YES:
        return CheckResult("repeat", CheckOutcome.PASS, Text("未主张重复侵权", "not claimed"), _FORM, context.on)
    keys = {respondent_key(row) for row in context.form.get("respondents", ())}
    for right in context.form.get("rights", ()):
        for entry in entries_for_right(right, ADJUDICATION, context.on):
            if keys & {row["key"] for row in entry.data["respondents"]}:
                text = Text(f"{right}：{entry.number} 号案的裁决已于{entry.valid_from}生效",
                            f"{right}: the decision in {entry.number} took effect on {entry.valid_from}")  # fmt: skip
                return CheckResult("repeat", CheckOutcome.PASS, text, _OWN, context.on)
    text = Text("本局没有登记，须核对生效裁决或者判决", "not on record here; see the decision or judgment in force")
    return CheckResult("repeat", CheckOutcome.UNKNOWN, text, _OWN, context.on)


def _law(key: str) -> Text:
    now = moment()
    return now.book.at(key, now.on).source.text()


_TERM = Text("请求处理的时效", "Time to ask")
_WITHIN = Text("自{known}知道之日起，至{last}届满", "known on {known}, so until {last}")
_CONTINUES = Text("已于{last}届满，但侵权行为仍在继续，应当受理", "over since {last}, but the act continues: accepted")
_PAST = Text(
    "已于{last}届满；被请求人以此抗辩成立的，撤销案件", "over since {last}; withdrawn if the defence is raised"
)
