"""An indicator counted from its rows in plain Python: what its own tests ask, and the oracle of the engine's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Counted, Sum
from zhiquan.insight.figures.facts import Fact
from zhiquan.insight.figures.model import Period


@dataclass(frozen=True, slots=True)
class Recounted:
    """What rows give: the value, how many rows counted, how many did not meet the indicator's condition."""

    value: Decimal
    rows: int
    left_out: int


def meets(fact: Fact, conditions: Iterable[Condition]) -> bool:
    """Whether a fact meets all conditions; an unknown value meets none."""
    return all(_meets(fact[condition.column], condition) for condition in conditions)


def _meets(value: object, condition: Condition) -> bool:
    if value is None:
        return False
    match condition.op:
        case "eq":
            return value == condition.value
        case "ne":
            return value != condition.value
        case "in":
            return value in condition.value
        case "has":
            return isinstance(value, list | tuple) and condition.value in value


def stands(since: date | None, until: date | None, on: date) -> bool:
    """Whether something stands on a day: it has begun and its last day, if any, has not passed."""
    return since is not None and since <= on and (until is None or until >= on)


def counts_in(source: Counted, fact: Fact, period: Period) -> bool:
    """Whether a fact's dates place it in a period: a flow by its date, a stock by standing on the last day."""
    if source.dated:
        day = fact[source.dated]
        return day is not None and period.holds(day)
    return stands(fact[source.since or ""], fact[source.until] if source.until else None, period.last_day)


def recount(source: Counted, facts: Iterable[Fact], period: Period) -> Recounted:
    """Count facts of one place for a period; exact."""
    within = [fact for fact in facts if counts_in(source, fact, period)]
    met = [fact for fact in within if meets(fact, source.where)]
    match source:
        case Count():
            value = Decimal(len(met))
        case CountDistinct(column=column):
            value = Decimal(len({fact[column] for fact in met} - {None, ""}))
        case Sum(column=column):
            value = sum((Decimal(fact[column] or 0) for fact in met), Decimal(0))
    return Recounted(value, len(met), len(within) - len(met))
