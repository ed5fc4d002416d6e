"""Targets: absolute and growth set together pass only together (以上且…以上)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, in_unit, said
from zhiquan.insight.readings.model import Bound, Finding, Growth, Outcome, Quantity, Reading
from zhiquan.rules.text import Text


def met(value: Decimal, aim: Quantity) -> bool:
    """Tell whether a value meets what was aimed at; an exact aim is met from its value on."""
    if aim.bound is Bound.OVER:
        return value > aim.value
    if aim.bound in {Bound.BELOW, Bound.AT_MOST}:
        return value <= aim.value
    return value >= aim.value


def check(scene: Scene) -> Iterator[Finding]:
    """B1: 105亿 passes > 100亿, 12% fails ≥ 20%: the target, one of both, is missed."""
    for topic in dict.fromkeys(one.topic for one in scene.readings if one.target and one.topic):
        aims = [one for one in scene.by_topic[topic] if one.target]
        absolute = next((one for one in aims if one.value is not None and one.quantity), None)
        growth = next((one.growth[0] for one in aims if one.growth), None)
        if absolute is None and growth is None:
            continue
        yield _judged(scene, topic, absolute, growth, tuple(one.number for one in aims))


def _judged(
    scene: Scene, topic: str, absolute: Reading | None, growth: Growth | None, numbers: tuple[int, ...]
) -> Finding:
    reached = _reached(scene, topic, absolute)
    due = _due(next((one for one in scene.readings if one.number == numbers[0]), None), reached)
    parts: list[tuple[bool | None, Text]] = []
    if absolute and absolute.quantity:
        value = reached.value if reached else None
        parts.append(
            _part(value, absolute.quantity, in_unit(reached.quantity) if reached and reached.quantity else "", due=due)
        )
    if growth:
        grown = (
            next((one for one in reached.growth if one.quantity.sort is growth.quantity.sort), None)
            if reached
            else None
        )
        parts.append(
            _part(
                grown.amount if grown else None,
                growth.quantity,
                f"{said(grown.amount)}%" if grown else "",
                due=due,
                growth=True,
            )
        )
    results = [passed for passed, _ in parts]
    outcome = Outcome.FAIL if False in results else Outcome.UNKNOWN if None in results else Outcome.PASS
    text = _joined(scene.words.topics[topic].label, [text for _, text in parts], dual=len(parts) > 1, outcome=outcome)
    return Finding(
        "dual-target" if len(parts) > 1 else "target",
        outcome,
        text,
        (*numbers, *((reached.number,) if reached else ())),
    )


def _reached(scene: Scene, topic: str, absolute: Reading | None) -> Reading | None:
    """Return the latest figure of the topic that was reached, in the unit of the target."""
    unit = absolute.quantity.unit if absolute and absolute.quantity else None
    held = [one for one in scene.stated(topic) if unit is None or (one.quantity and one.quantity.unit == unit)]
    return held[-1] if held else None


def _due(aim: Reading | None, reached: Reading | None) -> bool:
    """Tell whether what was reached speaks of the day by which it was aimed at, or either has no period."""
    if not (aim and reached and aim.period and reached.period and aim.period.last and reached.period.last):
        return True
    return reached.period.last >= aim.period.last


def _part(
    value: Decimal | None, aim: Quantity, shown: str, *, due: bool, growth: bool = False
) -> tuple[bool | None, Text]:
    what = _GROWTH if growth else _VALUE
    if value is None:
        return None, Text(
            f"{what.zh}目标 {in_unit(aim)}：本文没有完成数",
            f"{what.en} target {in_unit(aim)}: nothing reached is stated",
        )
    passed = met(value, aim)
    if not passed and not due:
        return None, Text(
            f"{what.zh} {shown}，目标 {in_unit(aim)}，期限未到",
            f"{what.en} {shown} against {in_unit(aim)}: not due yet",
        )
    verdict = Text("达到", "met") if passed else Text("未达到", "missed")
    zh, en = (
        f"{what.zh} {shown}，目标 {in_unit(aim)}，{verdict.zh}",
        f"{what.en} {shown} against {in_unit(aim)}: {verdict.en}",
    )
    return passed, Text(zh, en)


def _joined(label: Text, parts: list[Text], *, dual: bool, outcome: Outcome) -> Text:
    end = _END[outcome] if dual else Text("。", ".")
    return Text(
        f"{label.zh}：" + "；".join(one.zh for one in parts) + end.zh,
        f"{label.en}: " + "; ".join(one.en for one in parts) + end.en,
    )


_VALUE, _GROWTH = Text("总量", "Value"), Text("增幅", "Growth")
_END = {
    Outcome.PASS: Text("。双重目标完成。", ". Both halves of the target are met."),
    Outcome.FAIL: Text("。双重目标须同时达到，未完成。", ". Both halves must be met: the target is missed."),
    Outcome.UNKNOWN: Text("。双重目标须同时达到。", ". Both halves must be met."),
}
