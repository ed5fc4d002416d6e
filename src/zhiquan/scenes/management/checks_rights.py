"""Checks of rights that several of these matters ask: who holds them, what is licensed, pledged or declared already."""

from __future__ import annotations

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.registers.selectors import entries_for_right
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text
from zhiquan.scenes.management.checks_lists import OWN
from zhiquan.scenes.management.lists import described
from zhiquan.scenes.management.sources import text_of
from zhiquan.scenes.shared.findings import Finding, Right, each
from zhiquan.scenes.shared.holding import plain_name

YES = "yes"
BINDING = frozenset({"exclusive", "sole"})
"""Kinds of licences that leave no room for another licensee 独占、排他."""
FORM = Text("申请表", "The application form")


def applicant_holds(context: CheckContext) -> CheckResult:
    """The corpus knows the applicant at filing, not today's holder: it hints and never proves."""
    name = plain_name(str(context.organisation["name"]))

    def judge(right: Right) -> Finding:
        if right.record is None:
            text = Text("库中没有记录，权利人不明", "no record, so the holder is not known")
        elif name in map(plain_name, right.record.applicants):
            text = Text("与申请时的申请人一致，是否转让须核对", "the applicant at filing; transferred since?")
        else:
            names = "、".join(right.record.applicants)
            text = Text(f"申请时的申请人为{names}，须核对是否已受让", f"filed by {names}; transferred since?")
        return Finding(CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("applicant-holds", context, judge)


def evaluation_report(context: CheckContext) -> CheckResult:
    """A utility model or a design needs the evaluation report 专利权评价报告 (Patent Law art. 50)."""
    source = _law("open-licence.report")

    def judge(right: Right) -> Finding:
        if right.kind is PatentKind.INVENTION:
            return Finding(CheckOutcome.PASS, Text("发明专利无需评价报告", "none for inventions"), source, context.on)
        text = Text("须提供专利权评价报告", "the evaluation report has to be handed in")
        return Finding(CheckOutcome.UNKNOWN, text, source, context.on)

    return each("evaluation-report", context, judge)


def no_binding_licence(context: CheckContext) -> CheckResult:
    """No exclusive or sole licence runs (Patent Rules art. 86): the form says so, and the register does not gainsay."""

    def judge(right: Right) -> Finding:
        for entry in entries_for_right(right.number, "licence", context.on):
            if entry.data.get("kind") in BINDING:
                text = described(entry, Text("许可备案中的独占或者排他许可", "an exclusive or sole licence"))
                return Finding(CheckOutcome.FAIL, text, OWN, context.on)
        if context.form.get("binding_licence") == YES:
            text = Text("申请表称独占或者排他许可在有效期内", "the form says that an exclusive or sole licence runs")
            return Finding(CheckOutcome.FAIL, text, FORM, context.on)
        text = Text("本局没有登记，他处备案不明", "none is registered here; elsewhere is not known")
        return Finding(CheckOutcome.UNKNOWN, text, OWN, context.on)

    return each("no-binding-licence", context, judge)


def pledge_consent(context: CheckContext) -> CheckResult:
    """A pledged right is declared only with the pledgee's consent (Patent Rules art. 86)."""
    said, consent = context.form.get("pledged") == YES, context.form.get("pledgee_consent") == YES

    def judge(right: Right) -> Finding:
        entries = entries_for_right(right.number, "pledge", context.on)
        if entries and not (said and consent):
            text = described(entries[0], Text("质押登记簿", "Register of pledges"))
            text = Text(f"{text.zh}，没有质权人同意", f"{text.en}; the pledgee has not consented")
            return Finding(CheckOutcome.FAIL, text, OWN, context.on)
        if said and not consent:
            text = Text("已质押而质权人未同意", "pledged without the pledgee's consent")
            return Finding(CheckOutcome.FAIL, text, FORM, context.on)
        if said:
            text = Text("已质押，须核对质权人同意的证明", "pledged; see the pledgee's consent")
        else:
            text = Text("本局没有质押登记，他处登记不明", "no pledge is registered here; elsewhere is not known")
        return Finding(CheckOutcome.UNKNOWN, text, OWN, context.on)

    return each("pledge-consent", context, judge)


def not_entered(context: CheckContext) -> CheckResult:
    """No entry in force of ``register`` (called ``label``) concerns the rights."""
    label = text_of(context.params["label"])

    def judge(right: Right) -> Finding:
        entries = entries_for_right(right.number, context.params["register"], context.on)
        if entries:
            return Finding(CheckOutcome.FAIL, described(entries[0], label), OWN, context.on)
        text = Text(f"{label.zh}中没有有效的登记", f"{label.en}: no entry is in force")
        return Finding(CheckOutcome.PASS, text, OWN, context.on)

    return each("not-entered", context, judge)


def plain_wording(context: CheckContext) -> CheckResult:
    """The answers ``fields`` hold none of the advertising ``words`` (Patent Rules art. 85)."""
    said = "".join(str(context.form.get(field, "")) for field in context.params["fields"])
    found = [word for word in context.params["words"] if word in said]
    source = _law("open-licence.wording")
    if found:
        text = Text(f"含有商业宣传用语：{'、'.join(found)}", f"advertising words: {', '.join(found)}")
        return CheckResult("plain-wording", CheckOutcome.FAIL, text, source, context.on)
    text = Text("没有发现商业宣传用语", "no advertising words were found")
    return CheckResult("plain-wording", CheckOutcome.PASS, text, source, context.on)


def _law(key: str) -> Text:
    now = moment()
    return now.book.at(key, now.on).source.text()
