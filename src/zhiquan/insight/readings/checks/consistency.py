"""One text, one figure: the same thing said twice, parts that must add up, ranks and coverage that need a list."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, in_unit, said, windows_meet
from zhiquan.insight.readings.model import Basis, Bound, Finding, Growth, Outcome, Quantity, Reading, Sort
from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.rules.text import Text

_COMPLETE = (
    ("patent.granted", ("invention.granted", "utility.granted", "design.granted")),
    ("patent.applied", ("invention.applied", "utility.applied", "design.applied")),
    ("pledge", ("pledge.patent", "pledge.mark")),
)
"""Wholes whose listed parts are all there are; pledges of other rights may be missing, so less than the whole fits."""


def said_twice(scene: Scene) -> Iterator[Finding]:
    """B2: a headline's 72.42 and the text's 72.42 agree, within rounding; 72.42 and 74.2 would not."""
    seen: dict[tuple[object, ...], Reading] = {}
    for one in scene.readings:
        quantity = one.quantity
        if one.value is None or quantity is None or not one.topic or quantity.sort is Sort.STRUCTURE:
            continue
        key = (one.topic, quantity.unit, one.period, one.target, one.scopes, bool(one.was))
        first = seen.setdefault(key, one)
        if first is one or first.quantity is None or first.sentence == one.sentence:
            continue
        exact = {quantity.bound, first.quantity.bound} == {Bound.EXACT}
        meet = windows_meet(first.quantity.window(), quantity.window())
        if meet or (exact and first.name.endswith(one.name[-6:]) and len(one.name) > _SHORT):
            outcome = Outcome.PASS if meet else Outcome.FAIL
            text = (_SAME if meet else _DIFFER).format(
                a=in_unit(first.quantity), b=in_unit(quantity), label=scene.words.topics[one.topic].label
            )
            yield Finding("said-twice", outcome, text, (first.number, one.number))


def add_up(scene: Scene) -> Iterator[Finding]:
    """B5: inventions, utility models and designs granted are all patents granted."""
    for whole, parts in _COMPLETE:
        for total in scene.stated(whole):
            held = [_of(scene, part, total) for part in parts]
            if total.value is None or not all(held):
                continue
            found = sum((one.value or Decimal(0) for one in held if one), Decimal(0))
            slack = sum((one.quantity.step for one in (*held, total) if one and one.quantity), Decimal(0)) / 2
            fits = abs(found - total.value) <= slack or (whole == "pledge" and found <= total.value)
            text = (_ADDS if fits else _ADDS_NOT).format(
                terms=" + ".join(in_unit(one.quantity) for one in held if one and one.quantity),
                found=said(found),
                total=in_unit(total.quantity),
            )
            yield Finding(
                "add-up",
                Outcome.PASS if fits else Outcome.FAIL,
                text,
                (total.number, *(one.number for one in held if one)),
            )


def _of(scene: Scene, part: str, total: Reading) -> Reading | None:
    unit = total.quantity.unit if total.quantity else ""
    same = (
        one for one in scene.stated(part) if one.period == total.period and one.quantity and one.quantity.unit == unit
    )
    return next(same, None)


def as_printed(scene: Scene) -> Iterator[Finding]:
    """B4: two values of one thing and the growth between them, all printed, must agree within their rounding."""
    for one in scene.readings:
        if one.value is None or one.quantity is None or one.target:
            continue
        for growth in one.growth:
            was = _before(scene, one, growth)
            if was is None or growth.quantity.sort is not Sort.SHARE or not was.value:
                continue
            real = (one.quantity.value / was.value - 1) * 100
            slack = growth.quantity.step / 2 + (one.quantity.step + was.step) * 50 / was.value
            fits = abs(real - growth.amount) <= slack
            text = (_GREW if fits else _GREW_NOT).format(
                was=in_unit(was), now=in_unit(one.quantity), real=said(real), claim=in_unit(growth.quantity)
            )
            yield Finding("growth-as-printed", Outcome.PASS if fits else Outcome.FAIL, text, (one.number,))


def _before(scene: Scene, one: Reading, growth: Growth) -> Quantity | None:
    """Return the value before: the one of the same sentence (从…), else the same thing a year earlier."""
    if one.was and one.quantity:
        return one.was if one.was.unit == one.quantity.unit else None
    if growth.basis is not Basis.YEAR or not one.topic:
        return None
    same = (
        other.quantity
        for other in scene.stated(one.topic)
        if other.quantity and one.quantity and other.quantity.unit == one.quantity.unit
        and other.scopes == one.scopes and _a_year_before(other.period, one.period)
    )  # fmt: skip
    return next(same, None)


def _a_year_before(one: Period | None, two: Period | None) -> bool:
    if one is None or two is None or one.last is None or two.last is None or (one.first is None) != (two.first is None):
        return False
    months = (one.last.month, one.first.month if one.first else 0) == (
        two.last.month,
        two.first.month if two.first else 0,
    )
    return months and one.last.year + 1 == two.last.year


def totals(scene: Scene) -> Iterator[Finding]:
    """B8: the rows of a table's column add up to its 合计."""
    columns: dict[tuple[object, ...], list[Reading]] = {}
    for one in scene.readings:
        if one.column and one.value is not None and one.quantity and one.quantity.sort in {Sort.COUNT, Sort.MONEY}:
            columns.setdefault((one.column, one.topic, one.period), []).append(one)
    for held in columns.values():
        total = next((one for one in held if one.name.split(" ")[0] in _TOTALS), None)
        parts = [one for one in held if one.scopes]
        topic = scene.topic(held[0])
        if total is None or total.value is None or len(parts) < 2 or (topic and topic.kind == "density"):  # noqa: PLR2004
            continue
        found = sum((one.value or Decimal(0) for one in parts), Decimal(0))
        fits = abs(found - total.value) <= sum((one.quantity.step for one in held if one.quantity), Decimal(0)) / 2
        text = (_COLUMN if fits else _COLUMN_NOT).format(
            column=total.column, n=len(parts), found=said(found), total=said(total.value)
        )
        numbers = (total.number, *(one.number for one in parts))
        yield Finding("table-total", Outcome.PASS if fits else Outcome.FAIL, text, numbers, {"sum": found})


def lists_needed(scene: Scene) -> Iterator[Finding]:
    """B6: a coverage needs the list it covers, a rank its field and its peers of the same date."""
    for one in scene.readings:
        if one.quantity and one.quantity.sort is Sort.COVERAGE:
            yield Finding("coverage-list", Outcome.UNKNOWN, _COVERAGE.format(name=one.name), (one.number,))
        if one.rank:
            text = (_RANK if one.rank.within else _RANK_FIELD).format(
                rank=in_unit(one.rank.quantity), within=one.rank.within
            )
            yield Finding("rank-peers", Outcome.UNKNOWN, text, (one.number,))


_SHORT = 3
_SAME = Text("{label}两处所写一致：{a}、{b}。", "{label} is said twice alike: {a}, {b}.")
_DIFFER = Text(
    "{label}两处所写不一：{a} 与 {b}，请核对是否口径不同。",
    "{label} is said twice and differs: {a} and {b}; check whether the scope differs.",
)
_ADDS = Text("{terms} = {found}，与合计 {total} 相符。", "{terms} = {found}, which agrees with {total}.")
_ADDS_NOT = Text("{terms} = {found}，与合计 {total} 不符。", "{terms} = {found}, not {total}.")
_GREW = Text(
    "{was} 到 {now} 增长 {real}%，与所写 {claim} 相符。", "{was} to {now} is {real}%, which agrees with {claim}."
)
_GREW_NOT = Text("{was} 到 {now} 增长 {real}%，所写为 {claim}。", "{was} to {now} is {real}%, but {claim} is stated.")
_TOTALS = frozenset({"合计", "总计", "全省", "全市", "全区", "全县", "全国"})
_COLUMN = Text(
    "“{column}”一列 {n} 行之和 {found}，与合计相等。", "The {n} rows of “{column}” add up to {found}, the total."
)
_COLUMN_NOT = Text(
    "“{column}”一列 {n} 行之和 {found}，合计写作 {total}。",
    "The {n} rows of “{column}” add up to {found}, the total says {total}.",
)
_COVERAGE = Text(
    "“{name}”全覆盖：须有应覆盖名单才能核对。",
    "Full coverage of “{name}” can only be checked against a list of what is to be covered.",
)
_RANK = Text(
    "{within}{rank}：须有同一日期各地数据才能核对。", "{rank} in {within}: needs the peers' figures of the same date."
)
_RANK_FIELD = Text("{rank}：没有写明在何范围内。", "{rank}: the text does not say among whom.")
