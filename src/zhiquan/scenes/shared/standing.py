"""Where a right stands, as every scene asks it: is its number well formed, is it held here, is it in force."""

from __future__ import annotations

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.rules.law import ENDED, StatusCode, legal_status
from zhiquan.rules.text import Text
from zhiquan.scenes.shared.findings import Finding, Right, each

_NO_RIGHT = ENDED | {StatusCode.NOT_FILED}


def number_valid(context: CheckContext) -> CheckResult:
    """The numbers follow ZC 0006 with a right check character: the form reads none that does not."""
    source = Text("专利申请号标准 ZC 0006-2003", "Standard ZC 0006-2003 for application numbers")
    text = Text("号码书写正确", "well formed")
    return each("number-valid", context, lambda _: Finding(CheckOutcome.PASS, text, source, context.on))


def right_in_corpus(context: CheckContext) -> CheckResult:
    """The corpus holds the right; what it does not hold is unknown, not false."""
    held = Text("库中有记录", "the corpus holds a record")
    missing = Text("库中没有记录", "the corpus holds no record")

    def judge(right: Right) -> Finding:
        outcome, text = (CheckOutcome.PASS, held) if right.record else (CheckOutcome.UNKNOWN, missing)
        return Finding(outcome, text, right.source, right.vintage)

    return each("right-in-corpus", context, judge)


def right_in_force(context: CheckContext) -> CheckResult:
    """The right has not ended: its term by the law in force at filing, and what is known of its events."""
    book = moment().book

    def judge(right: Right) -> Finding:
        filed = right.record.filing_date if right.record else None
        status = legal_status(right.kind, filed, (), context.on, book)
        text = Text(f"{status.label.zh}，{status.reason.zh}", f"{status.label.en}: {status.reason.en}")
        if status.code in _NO_RIGHT and status.certain:
            ended = Text("自{day}起{text}", "since {day} {text}").format(day=status.since or "?", text=text)
            return Finding(CheckOutcome.FAIL, ended, status.source, context.on)
        passed = status.code is StatusCode.IN_FORCE and status.certain
        return Finding(CheckOutcome.PASS if passed else CheckOutcome.UNKNOWN, text, right.source, right.vintage)

    return each("right-in-force", context, judge)
