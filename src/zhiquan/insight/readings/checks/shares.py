"""Shares: a part of its whole, and the same share told by densities."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, in_unit, percent, said, same_place
from zhiquan.insight.readings.model import Bound, Finding, Outcome
from zhiquan.rules.text import Text


def share(scene: Scene) -> Iterator[Finding]:
    """A14: 727 of 3 721 is 19.5%."""
    for part, whole in scene.parts:
        found = (part.value or Decimal(0)) / (whole.value or Decimal(1))
        text = _SHARE.format(part=in_unit(part.quantity), whole=in_unit(whole.quantity), share=said(found * 100))
        outcome = Outcome.PASS if found <= 1 else Outcome.FAIL
        yield Finding("share-of-part", outcome, text, (part.number, whole.number), {"percent": percent(found)})


def agree(scene: Scene) -> Iterator[Finding]:
    """A3: 2.97万 of 7.61万 is 39.0%, 28.29 of 72.42 is 39.1%: one share, told twice."""
    dense = {(stock.topic, stock.period): density for stock, density in scene.densities if not density.scopes}
    for part, whole in scene.parts:
        thin, thick = dense.get((part.topic, part.period)), dense.get((whole.topic, whole.period))
        if thin is None or thick is None or not (part.quantity and whole.quantity and thin.quantity and thick.quantity):
            continue
        one = (
            part.quantity.window()[0] / whole.quantity.window()[1],
            part.quantity.window()[1] / whole.quantity.window()[0],
        )
        two = (
            thin.quantity.window()[0] / thick.quantity.window()[1],
            thin.quantity.window()[1] / thick.quantity.window()[0],
        )
        meet = one[0] <= two[1] and two[0] <= one[1]
        stocks, densities = part.quantity.value / whole.quantity.value, thin.quantity.value / thick.quantity.value
        text = (_AGREE if meet else _DISAGREE).format(a=said(stocks * 100), b=said(densities * 100))
        values = {"stocks": percent(stocks), "densities": percent(densities)}
        numbers = (part.number, whole.number, thin.number, thick.number)
        yield Finding("shares-agree", Outcome.PASS if meet else Outcome.FAIL, text, numbers, values)


def over(scene: Scene) -> Iterator[Finding]:
    """B3: a part is never more than its whole; doubtful amounts count here as printed, for this is why they are."""
    for part in scene.readings:
        topic = scene.topic(part)
        if not topic or not topic.of or part.target or part.quantity is None:
            continue
        for whole in filter(None, (scene.firsts.get(same_place(part, topic.of)),)):
            if whole.quantity is None or whole.quantity.bound not in {Bound.EXACT, Bound.ABOUT}:
                continue
            if part.quantity.window()[0] > whole.quantity.window()[1]:
                text = _OVER.format(
                    part=in_unit(part.quantity),
                    whole=in_unit(whole.quantity),
                    a=topic.label,
                    b=scene.words.topics[topic.of].label,
                )
                yield Finding("part-over-whole", Outcome.FAIL, text, (part.number, whole.number))


_SHARE = Text("{part} 占 {whole} 的 {share}%。", "{part} is {share}% of {whole}.")
_AGREE = Text("总量之比 {a}% 与人均之比 {b}% 一致。", "The share by stock, {a}%, is the share by density, {b}%.")
_DISAGREE = Text("总量之比 {a}% 与人均之比 {b}% 不一致。", "The share by stock is {a}%, by density {b}%.")
_OVER = Text("{a} {part} 大于包含它的{b} {whole}。", "{a}, {part}, is more than {b}, {whole}, which contains it.")
