"""A target in words: what is asked, what is there, what is still needed, where it is heading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhiquan.insight.figures.definition import Unit, shown
from zhiquan.insight.plans.forecast import MONTHS
from zhiquan.insight.plans.lights import Light
from zhiquan.insight.plans.targets import How, Part, Standing, Verdict
from zhiquan.portal.web.figures.charts import link
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.plans.selectors import TargetStatus

_TENTH = Decimal("0.1")
LOOKS = {Light.DONE: "pass", Light.ON_TRACK: "pass", Light.MISSED: "fail", Light.BEHIND: "fail"}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a target: what it asks, how it stands, and its badge."""

    asked: Text
    told: Text
    verdict: Text
    look: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as the page shows it."""

    status: TargetStatus
    look: str
    value: Text
    when: Text | None
    source: Text | None
    address: str
    parts: tuple[PartRow, ...]
    needed: Text
    forecast: Text


def look(light: Light) -> str:
    """Return the look of a light's badge; its word always stands beside."""
    return LOOKS.get(light, "unknown")


def target_row(status: TargetStatus, division: str) -> TargetRow:
    """Return a target in words."""
    found, unit = status.measured, status.indicator.unit
    value = found.seen.value if found else None
    return TargetRow(
        status,
        look(status.light),
        _NO_VALUE if value is None else _amount(value, unit),
        found.period.label if found else None,
        found.source if found else None,
        link(status.indicator.code, division, found.period.code) if found and found.opens else "",
        tuple(_parts(status)),
        _needed(status, unit),
        _forecast(status, unit),
    )


def _amount(value: Decimal, unit: Unit) -> Text:
    return Text(f"{shown(unit, value):,}{unit.name.zh}", f"{shown(unit, value):,} {unit.name.en}")


def _parts(status: TargetStatus) -> list[PartRow]:
    target, unit, rows = status.target, status.indicator.unit, []
    if target.bound:
        asked = _ASKED[target.bound.how].format(value=_amount(target.bound.value, unit))
        rows.append(_row(status, asked, Text("", ""), status.year.bound if status.year else None))
    if target.growth is not None:
        asked = _GROW.format(growth=f"{target.growth.normalize():f}")
        rows.append(_row(status, asked, _grown(status.now, unit), status.now.growth if status.now else None))
    return rows


def _row(status: TargetStatus, asked: Text, told: Text, part: Part | None) -> PartRow:
    verdict = part.verdict if part else Verdict.UNKNOWN
    final = status.measured is not None and status.measured.seen.month == MONTHS
    words = verdict.label if final or verdict is Verdict.UNKNOWN else _SO_FAR[verdict]
    badge = "unknown" if verdict is Verdict.FAIL and not final else verdict.value
    return PartRow(asked, told, words, badge)


def _grown(now: Standing | None, unit: Unit) -> Text:
    if now is None or now.base is None:
        return _NO_BASE
    if now.grown is None:
        return _BASE.format(base=_amount(now.base, unit))
    grown = now.grown.quantize(_TENTH, ROUND_HALF_UP)
    return _GROWN.format(base=_amount(now.base, unit), grown=f"{grown:+}")


def _needed(status: TargetStatus, unit: Unit) -> Text:
    missing = status.year.missing if status.year else None
    if missing is None:
        return _NEED_UNKNOWN
    if status.year and status.year.verdict is Verdict.PASS:
        return _NEED_NOTHING
    if status.target.bound and status.target.bound.how is How.AT_MOST:
        return _OVER.format(amount=_amount(missing, unit))
    return _NEED.format(amount=_amount(missing, unit)) if missing else _NEED_MORE


def _forecast(status: TargetStatus, unit: Unit) -> Text:
    if status.measured and status.measured.seen.month == MONTHS:
        return _YEAR_OVER
    if (span := status.forecast.span) is None:
        return _NO_FORECAST
    low, high = (_amount(end, unit) for end in span)
    if status.forecast.seasonal is None:
        return _LINEAR.format(amount=low)
    return _SPAN.format(low=low, high=high) if low != high else _ONE.format(amount=low)


_ASKED = {
    How.AT_LEAST: Text("达到{value}", "at least {value}"),
    How.MORE_THAN: Text("超过{value}", "over {value}"),
    How.AT_MOST: Text("不超过{value}", "at most {value}"),
}
_GROW = Text("同比增长{growth}%以上", "up by {growth}% or more on the year before")
_SO_FAR = {Verdict.PASS: Text("目前达到", "met so far"), Verdict.FAIL: Text("目前未达到", "not met so far")}
_NO_VALUE = Text("没有数据", "no figure")
_NO_BASE = Text("没有上年同期数", "no figure of the year before")
_BASE = Text("上年同期{base}，不能计算增长率", "{base} the year before; no growth can be told")
_GROWN = Text("上年同期{base}，同比{grown}%", "{base} the year before, {grown}%")
_NEED = Text("全年还差{amount}", "{amount} still needed this year")
_NEED_MORE = Text("刚好相等，须再超过", "just equal; it must be passed")
_NEED_NOTHING = Text("已够全年目标", "enough for the whole year")
_NEED_UNKNOWN = Text("缺数据，还差多少不能计算", "figures are missing; what is needed cannot be told")
_OVER = Text("已超出{amount}", "{amount} too much")
_NO_FORECAST = Text("不作预计", "not foretold")
_YEAR_OVER = Text("全年数", "the whole year")
_LINEAR = Text(
    "按目前进度年底约{amount}；没有上年数据，不能按往年节奏推算",
    "at this pace about {amount} at the year's end; no figures of last year to tell by its course",
)
_ONE = Text("年底预计约{amount}", "about {amount} at the year's end")
_SPAN = Text("年底预计{low}至{high}", "{low} to {high} at the year's end")
