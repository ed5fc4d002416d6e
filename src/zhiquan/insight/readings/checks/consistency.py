"""One text, one figure: the same thing said twice, parts that must add up, ranks and coverage that need a list."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, in_unit, said, windows_meet
from zhiquan.insight.readings.model import Bound, Finding, Outcome, Reading, Sort
from zhiquan.rules.text import Text

_COMPLETE = (
    ("patent.granted", ("invention.granted", "utility.granted", "design.granted")),
    ("patent.applied", ("invention.applied", "utility.applied", "design.applied")),
    ("pledge", ("pledge.patent", "pledge.mark")),
)
"""Wholes whose listed parts are all there are; pledges of other rights may be missing, so less than the whole is fine."""


def said_twice(scene: Scene) -> Iterator[Finding]:
    """B2: a headline's 72.42 and the text's 72.42 agree; 72.42 and 74.2 would not. Rounded ones agree within rounding."""
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
            text = (_SAME if meet else _DIFFER).format(a=in_unit(first.quantity), b=in_unit(quantity), label=scene.words.topics[one.topic].label)
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
                terms=" + ".join(in_unit(one.quantity) for one in held if one and one.quantity), found=said(found), total=in_unit(total.quantity)  # type: ignore[arg-type]
            )
            yield Finding("add-up", Outcome.PASS if fits else Outcome.FAIL, text, (total.number, *(one.number for one in held if one)))


def _of(scene: Scene, part: str, total: Reading) -> Reading | None:
    unit = total.quantity.unit if total.quantity else ""
    same = (one for one in scene.stated(part) if one.period == total.period and one.quantity and one.quantity.unit == unit)
    return next(same, None)


def as_printed(scene: Scene) -> Iterator[Finding]:
    """B4: two values of one thing and the growth between them, all printed, must agree."""
    for one in scene.readings:
        if one.was is None or one.value is None or one.quantity is None or one.was.unit != one.quantity.unit:
            continue
        for growth in one.growth:
            if growth.quantity.sort is Sort.SHARE and one.was.value:
                real = (one.quantity.value / one.was.value - 1) * 100
                fits = abs(real - growth.amount) <= growth.quantity.step
                text = (_GREW if fits else _GREW_NOT).format(was=in_unit(one.was), now=in_unit(one.quantity), real=said(real), claim=in_unit(growth.quantity))
                yield Finding("growth-as-printed", Outcome.PASS if fits else Outcome.FAIL, text, (one.number,))


def lists_needed(scene: Scene) -> Iterator[Finding]:
    """B6, B7: a coverage needs the list it covers, a rank its field and its peers of the same date."""
    for one in scene.readings:
        if one.quantity and one.quantity.sort is Sort.COVERAGE:
            yield Finding("coverage-list", Outcome.UNKNOWN, _COVERAGE.format(name=one.name), (one.number,))
        if one.rank:
            text = (_RANK if one.rank.within else _RANK_FIELD).format(rank=in_unit(one.rank.quantity), within=one.rank.within)
            yield Finding("rank-peers", Outcome.UNKNOWN, text, (one.number,))


_SHORT = 3
_SAME = Text("{label}两处所写一致：{a}、{b}。", "{label} is said twice alike: {a}, {b}.")
_DIFFER = Text("{label}两处所写不一：{a} 与 {b}，请核对是否口径不同。", "{label} is said twice and differs: {a} and {b}; check whether the scope differs.")
_ADDS = Text("{terms} = {found}，与合计 {total} 相符。", "{terms} = {found}, which agrees with {total}.")
_ADDS_NOT = Text("{terms} = {found}，与合计 {total} 不符。", "{terms} = {found}, not {total}.")
_GREW = Text("{was} 到 {now} 增长 {real}%，与所写 {claim} 相符。", "{was} to {now} is {real}%, which agrees with {claim}.")
_GREW_NOT = Text("{was} 到 {now} 增长 {real}%，所写为 {claim}。", "{was} to {now} is {real}%, but {claim} is stated.")
_COVERAGE = Text("“{name}”全覆盖：须有应覆盖名单才能核对。", "Full coverage of “{name}” can only be checked against a list of what is to be covered.")
_RANK = Text("{within}{rank}：须有同一日期各地数据才能核对。", "{rank} in {within}: needs the peers' figures of the same date.")
_RANK_FIELD = Text("{rank}：没有写明在何范围内。", "{rank}: the text does not say among whom.")
