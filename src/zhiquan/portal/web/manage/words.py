"""Decisions and conditions as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.rules.text import Text
from zhiquan.scenes.management.fitting import Answer, Fit
from zhiquan.scenes.management.marks import Stage
from zhiquan.scenes.management.models import Choice

CHOICES = (
    (Choice.KEEP.value, Text("维持", "Keep")),
    (Choice.DROP.value, Text("放弃", "Drop")),
    (Choice.UNDECIDED.value, Text("未定", "Undecided")),
)


MARK_STAGES = {
    Stage.QUIET: Text("有效期内", "In its term"),
    Stage.RENEW: Text("可以续展", "Can be renewed"),
    Stage.GRACE: Text("宽展期内", "In the months of grace"),
    Stage.OVER: Text("期限已过", "Over"),
    Stage.UNTOLD: Text("不明", "Not known"),
}


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition as ``parts/checks.html`` shows it."""

    label: Text
    outcome: CheckOutcome
    text: Text
    source: Text
    as_of: date | None
    blocks: bool
    asks: Text | None = None


@dataclass(frozen=True, slots=True)
class FitRow:
    """A programme with its conditions, and in a sentence how it stands."""

    fit: Fit
    conditions: tuple[ConditionRow, ...]
    verdict: Text


def fit_row(fit: Fit) -> FitRow:
    """Return a programme as the page shows it."""
    return FitRow(fit, tuple(map(_condition, fit.answers)), _verdict(fit))


def _condition(answer: Answer) -> ConditionRow:
    found = answer.result
    blocks = found.outcome is CheckOutcome.FAIL
    return ConditionRow(answer.condition.label, found.outcome, found.text, found.source, found.as_of, blocks)


def _verdict(fit: Fit) -> Text:
    if fit.blocking:
        return _named(_BLOCKED, fit.blocking)
    return _named(_OPEN, fit.open) if fit.open else _FITS


def _named(sentence: Text, answers: tuple[Answer, ...]) -> Text:
    labels = [answer.condition.label for answer in answers]
    return sentence.format(facts=Text("、".join(one.zh for one in labels), "; ".join(one.en for one in labels)))


_BLOCKED = Text("不符合：{facts}", "Blocked by: {facts}")
_OPEN = Text("尚待核实：{facts}", "To be shown: {facts}")
_FITS = Text("各项条件均符合", "Every condition is met")
