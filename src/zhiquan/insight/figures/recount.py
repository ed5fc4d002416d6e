"""An indicator counted from its rows in plain Python: the proof that an opened figure is the sum of what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Indicator, Sum
from zhiquan.insight.figures.facts import Fact


@dataclass(frozen=True, slots=True)
class Counted:
    """What rows give: the value, how many rows counted, how many did not meet the indicator's condition."""

    value: Decimal
    rows: int
    left_out: int


def meets(fact: Fact, conditions: Iterable[Condition]) -> bool:
    """Whether a fact meets all conditions; an unknown value meets none."""
    return all(fact[c.column] is not None and (fact[c.column] == c.value) is (c.op == "eq") for c in conditions)


def recount(indicator: Indicator, facts: Iterable[Fact]) -> Counted:
    """Count the facts of one place and period for an indicator; exact."""
    rows = left_out = 0
    total = Decimal(0)
    seen: set[object] = set()
    for fact in facts:
        if not meets(fact, indicator.where):
            left_out += 1
            continue
        rows += 1
        match indicator.measure:
            case Sum(column=column):
                total += Decimal(fact[column] or 0)
            case CountDistinct(column=column) if fact[column] is not None:
                seen.add(fact[column])
            case _:
                pass
    match indicator.measure:
        case Count():
            total = Decimal(rows)
        case CountDistinct():
            total = Decimal(len(seen))
        case Sum():
            pass
    return Counted(total, rows, left_out)
