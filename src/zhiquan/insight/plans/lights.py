"""The light of a target and of a task. What is not known is never green, and a light always carries its word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhiquan.insight.plans.forecast import MONTHS, Course, Seen, forecast
from zhiquan.insight.plans.targets import How, Target, Verdict, stand
from zhiquan.rules.text import Text

DONE_PERCENT = 100


class Light(StrEnum):
    """From the worst to the best; of several the worst is shown."""

    MISSED = "missed"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    UNKNOWN = "unknown"
    ON_TRACK = "on_track"
    DONE = "done"

    @property
    def label(self) -> Text:
        """The light's word."""
        return _LABELS[self]


_LABELS = {
    Light.MISSED: Text("未完成", "missed"),
    Light.BEHIND: Text("滞后", "behind"),
    Light.AT_RISK: Text("有风险", "at risk"),
    Light.UNKNOWN: Text("情况不明", "unknown"),
    Light.ON_TRACK: Text("进度正常", "on track"),
    Light.DONE: Text("已完成", "done"),
}
_WORST_FIRST = list(Light)


def worst(lights: Iterable[Light]) -> Light:
    """Return the worst of several lights; of none, nothing is known."""
    return min(lights, key=_WORST_FIRST.index, default=Light.UNKNOWN)


def target_light(target: Target, course: Course, seen: Seen) -> Light:
    """Return a target's light: at the year's end by the verdict, before by what the forecast's span comes to.

    A flow that has already reached the whole year's target is done, one that has broken its ceiling has missed it; a
    share or rank is judged as it stands now.
    """
    so_far = stand(target, seen.value, seen.whole).verdict
    if so_far is Verdict.UNKNOWN:
        return Light.UNKNOWN
    if seen.month == MONTHS or (course is Course.ADDS_UP and _settled(target, so_far)):
        return Light.DONE if so_far is Verdict.PASS else Light.MISSED
    if course is Course.NEITHER:
        return Light.ON_TRACK if so_far is Verdict.PASS else Light.BEHIND
    return _foreseen(target, course, seen)


def _settled(target: Target, so_far: Verdict) -> bool:
    """Whether what is counted further cannot change a flow's verdict: it only rises."""
    ceiling = target.bound is not None and target.bound.how is How.AT_MOST
    return so_far is (Verdict.FAIL if ceiling else Verdict.PASS)


def _foreseen(target: Target, course: Course, seen: Seen) -> Light:
    span = forecast(course, seen).span
    ends = {stand(target, end, seen.whole).verdict for end in span} if span else {Verdict.UNKNOWN}
    if Verdict.UNKNOWN in ends:
        return Light.UNKNOWN
    if len(ends) > 1:
        return Light.AT_RISK
    return Light.ON_TRACK if Verdict.PASS in ends else Light.BEHIND


def task_light(percent: int | None, start: date, due: date, on: date, slack: int) -> Light:
    """Return a task's light by what its unit reported: behind when more than ``slack`` points below the time gone.

    ``percent`` is the last report, ``None`` when there was none; nothing reported by the due date is missed.
    """
    if percent == DONE_PERCENT:
        return Light.DONE
    if on > due:
        return Light.MISSED
    if percent is None:
        return Light.UNKNOWN
    return Light.BEHIND if percent + slack < time_gone(start, due, on) else Light.ON_TRACK


def time_gone(start: date, due: date, on: date) -> Decimal:
    """Return the share of a task's time that is gone, in per cent from 0 to 100."""
    whole = (due - start).days
    gone = min(max((on - start).days, 0), whole)
    return Decimal(DONE_PERCENT) if whole <= 0 else Decimal(gone * DONE_PERCENT) / whole
