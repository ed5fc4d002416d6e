"""A value and its growth imply the value before; a target with both implies the base it was set on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhiquan.insight.readings.checks.base import HUNDRED, Scene, factor, in_unit, rounded, said
from zhiquan.insight.readings.model import Basis, Finding, Growth, Outcome, Reading, Sort
from zhiquan.rules.text import Text


def _implied(reading: Reading, growth: Growth) -> tuple[Decimal, Decimal, Decimal]:
    """Return the base and the bounds that rounding leaves it."""
    assert reading.quantity  # noqa: S101 - callers look
    low, high = reading.quantity.window()
    small, large = growth.amount - growth.quantity.step / 2, growth.amount + growth.quantity.step / 2
    return (
        reading.quantity.value / (1 + growth.amount / HUNDRED),
        low / (1 + large / HUNDRED),
        high / (1 + small / HUNDRED),
    )


def _grown(scene: Scene) -> Iterator[tuple[Reading, Growth]]:
    for reading in scene.readings:
        if reading.value is None or reading.target or reading.quantity is None or reading.quantity.sort is Sort.SPAN:
            continue
        for growth in reading.growth:
            if factor(growth) is not None:
                yield reading, growth


def whole_year(scene: Scene) -> Iterator[Finding]:
    """A9: 78 723 after +43.96% was 54 684 the year before."""
    for reading, growth in _grown(scene):
        if _is_year(reading):
            yield _finding("implied-base", reading, growth, _YEAR_BASE)


def part_year(scene: Scene) -> Iterator[Finding]:
    """A10: 489.9亿 in January to June after +52.9% was 320.4亿 in the same months, never in the whole year."""
    for reading, growth in _grown(scene):
        if not _is_year(reading):
            yield _finding("same-period-base", reading, growth, _text(growth))


def _text(growth: Growth) -> Text:
    if growth.basis is Basis.YEAR:
        return _PART_BASE
    return _NAMED_BASE if growth.since else _UNSAID_BASE


def _finding(code: str, reading: Reading, growth: Growth, text: Text) -> Finding:
    base, low, high = _implied(reading, growth)
    unit, worth = _scaled(base)
    written = text.format(
        now=in_unit(reading.quantity), growth=said(growth.amount), base=f"{said(base / worth)}{unit}",
        low=f"{said(low / worth)}{unit}", high=f"{said(high / worth)}{unit}", since=growth.since,
    )  # fmt: skip
    return Finding(
        code,
        Outcome.UNKNOWN,
        written,
        (reading.number,),
        {"base": rounded(base), "low": rounded(low), "high": rounded(high)},
    )


def _scaled(value: Decimal) -> tuple[str, Decimal]:
    if value >= 10**8:
        return "亿", Decimal(10**8)
    return ("万", Decimal(10**4)) if value >= 10**5 else ("", Decimal(1))


def _is_year(reading: Reading) -> bool:
    period = reading.period
    return bool(period and (period.code.isdigit() or period.code.endswith("-12-31")))


def target(scene: Scene) -> Iterator[Finding]:
    """A15: more than 100亿 and at least +20% were set on a base of 83.3亿."""
    for code, absolute in _absolute(scene).items():
        for reading in (one for one in scene.by_topic[code] if one.target):
            for growth in reading.growth:
                if (grew := factor(growth)) is None:
                    continue
                base = (absolute.value or Decimal(0)) / grew
                unit, worth = _scaled(base)
                text = _TARGET.format(
                    value=in_unit(absolute.quantity), growth=said(growth.amount), base=f"{said(base / worth)}{unit}"
                )
                numbers = tuple(dict.fromkeys((absolute.number, reading.number)))
                yield Finding("target-base", Outcome.UNKNOWN, text, numbers, {"base": rounded(base)})


def _absolute(scene: Scene) -> dict[str, Reading]:
    return {
        reading.topic: reading
        for reading in reversed(scene.readings)
        if reading.target
        and reading.topic
        and reading.value is not None
        and reading.quantity
        and reading.quantity.sort is not Sort.SHARE
    }


def against_known(scene: Scene) -> Iterator[Finding]:
    """A16: a target of more than 22 per 10 000 on 16.09 two years earlier is +36.7%."""
    for reading in scene.readings:
        if not reading.target or reading.value is None or reading.quantity is None or not reading.topic:
            continue
        earlier = [one for one in scene.known if one.topic == reading.topic and one.place == scene.place]
        for one in earlier:
            rise = (reading.value / one.value - 1) * HUNDRED
            text = _KNOWN.format(
                value=in_unit(reading.quantity), year=one.year, was=said(one.value), rise=said(rise), source=one.source
            )
            yield Finding("target-known", Outcome.UNKNOWN, text, (reading.number,), {"percent": rounded(rise, 1)})


_YEAR_BASE = Text(
    "{now}、增长 {growth}%，隐含基数 {base}（{low}–{high}）。",
    "{now} after {growth}% implies {base} before ({low}–{high}).",
)
_PART_BASE = Text(
    "{now}、同比增长 {growth}%，隐含上年同期 {base}（{low}–{high}），不是上年全年。",
    "{now} after {growth}% implies {base} a year before ({low}–{high}), in the same period, not in that whole year.",
)
_NAMED_BASE = Text(
    "{now}、比{since}增长 {growth}%，隐含基数 {base}（{low}–{high}）。",
    "{now} after {growth}% (base {since}) implies {base} before ({low}–{high}).",
)
_UNSAID_BASE = Text(
    "{now}、增长 {growth}%（未写明与何时相比），隐含基数 {base}（{low}–{high}）。",
    "{now} after {growth}% (against what is not said) implies {base} before ({low}–{high}).",
)
_TARGET = Text(
    "目标 {value} 且增长 {growth}%，隐含上期 {base}。",
    "A target of {value} with growth of {growth}% implies {base} before.",
)
_KNOWN = Text(
    "目标 {value}，比 {year} 年的 {was} 高 {rise}%（{source}）。",
    "The target of {value} is {rise}% above the {was} of {year} ({source}).",
)
