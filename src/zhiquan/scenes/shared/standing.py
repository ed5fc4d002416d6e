"""Where a right stands, as every scene asks it: is its number well formed, is it held here, granted, in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.records.corpus.model import EventRecord
from zhiquan.records.corpus.standing import register_events
from zhiquan.rules.law import ENDED, EventKind, StatusCode, legal_status
from zhiquan.rules.text import Text
from zhiquan.scenes.shared.findings import Finding, Right, each
from zhiquan.scenes.shared.holding import events_of

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
    """The right has not ended: its term by the law in force at filing, and what records tell of grant and end.

    A grant without a later entry leaves it unknown: that annuities were paid since is for the register to say.
    """
    told = events_of(context.form.get("rights", ()))
    return each("right-in-force", context, lambda right: in_force(right, told.get(right.number, ()), context.on))


def in_force(right: Right, events: Sequence[EventRecord], on: date) -> Finding:
    """Say whether a right stands on a day, by its term and by what is told of it."""
    if right.record is None and not events:
        return Finding(CheckOutcome.UNKNOWN, _NO_RECORD, right.source)
    filed = right.record.filing_date if right.record else None
    status = legal_status(right.kind, filed, register_events(right.record, events), on, moment().book)
    text = Text(f"{status.label.zh}，{status.reason.zh}", f"{status.label.en}: {status.reason.en}")
    if status.code in _NO_RIGHT and status.certain:
        ended = Text("自{day}起{text}", "since {day} {text}").format(day=status.since or "?", text=text)
        return Finding(CheckOutcome.FAIL, ended, status.source, on)
    passed = status.code is StatusCode.IN_FORCE and status.certain
    return Finding(CheckOutcome.PASS if passed else CheckOutcome.UNKNOWN, text, right.source, right.vintage)


def granted(context: CheckContext) -> CheckResult:
    """The right was granted: a record or an event names the day; a source that is silent leaves it unknown."""
    told = events_of(context.form.get("rights", ()))

    def judge(right: Right) -> Finding:
        entries = register_events(right.record, told.get(right.number, ()))
        grant = next((one for one in entries if one.kind is EventKind.GRANT and one.on <= context.on), None)
        if grant is None:
            return Finding(CheckOutcome.UNKNOWN, _NO_GRANT, right.source, right.vintage)
        return Finding(CheckOutcome.PASS, _GRANTED.format(day=grant.on), grant.source, grant.on)

    return each("granted", context, judge)


_NO_RECORD = Text("库中没有记录，法律状态不明", "no record, so the status is not known")
_NO_GRANT = Text("来源不含授权登记", "the source holds no record of the grant")
_GRANTED = Text("{day} 授权公告", "granted on {day}")
