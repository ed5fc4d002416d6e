"""Whether a unit can count a topic: 网点 are counted in 家 or 个, never in 批."""

from __future__ import annotations

from zhiquan.insight.readings.model import Quantity, Sort
from zhiquan.insight.readings.topics import Match, Topic

_FAMILIES = (
    frozenset("家个户所座处") | {"单位"},
    frozenset("件项个宗起例笔") | {"件次", "单"},
    frozenset("次场期轮") | {"场次", "批次", "人次", "家次", "件次", "户次"},
    frozenset("人名位") | {"人次"},
    frozenset({"天", "日", "个工作日", "工作日", "个月", "周", "年"}),
)
_MONEY = frozenset({"元", "人民币", "美元", "欧元", "港元", "日元"})


def fits(unit: str, topic: Topic) -> bool:
    """Tell whether a unit, or one of its family, is among the topic's."""
    if unit in topic.units or (unit in _MONEY and "元" in topic.units):
        return True
    return any(unit in family and not family.isdisjoint(topic.units) for family in _FAMILIES)


def chosen(matches: list[Match], quantity: Quantity) -> Topic | None:
    """Return the most special topic that the number's unit can count; without a unit, the most special."""
    if quantity.sort is Sort.BARE:
        return matches[0].topic if matches else None
    return next((match.topic for match in matches if fits(quantity.unit, match.topic)), None)
