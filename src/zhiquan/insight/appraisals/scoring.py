"""Points of an item, the total of a sheet, the ranking. Pure; what is not known gives no points and no rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhiquan.insight.appraisals.definition import Appraisal, Bonus, ByFigure, Deduction, Grade, Item
from zhiquan.insight.figures.derive import ranks

_HUNDREDTH = Decimal("0.01")
Scores = Mapping[str, Decimal | None]
"""Points by item; ``None``: not scored yet, or the figure is not signed. Of a deduction the points taken away."""


def figure_points(item: Item, value: Decimal | None) -> Decimal | None:
    """Return an item's points for a figure (of a growth: the per cent), to hundredths, half up."""
    rule = item.rule
    if not isinstance(rule, ByFigure):
        raise TypeError(f"{item.key} is not scored by a figure")
    if value is None:
        return None
    share = min(max((value - rule.zero) / (rule.full - rule.zero), Decimal(0)), Decimal(1))
    if rule.steps:
        share = Decimal(int(share))
    return (item.points * share).quantize(_HUNDREDTH, ROUND_HALF_UP)


def growth(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Return the growth in per cent; unknown where one is, or where there was nothing before."""
    if value is None or before is None or before <= 0:
        return None
    return (value - before) * 100 / before


@dataclass(frozen=True, slots=True)
class Total:
    """What a sheet comes to: ordinary points, bonus and deduction after their ceilings; what is ``open`` is missing."""

    ordinary: Decimal
    bonus: Decimal
    deduction: Decimal
    open: tuple[str, ...]

    @property
    def points(self) -> Decimal:
        """All points, never below zero; of an open sheet only those given so far."""
        return max(self.ordinary + self.bonus - self.deduction, Decimal(0))


def total(appraisal: Appraisal, scores: Scores) -> Total:
    """Add a sheet up. A bonus or deduction that nobody entered is none; an ordinary item without points is open."""
    sums = {"ordinary": Decimal(0), "bonus": Decimal(0), "deduction": Decimal(0)}
    missing = []
    for item in appraisal.items:
        points = scores.get(item.key)
        if points is None and item.ordinary:
            missing.append(item.key)
        kind = "bonus" if isinstance(item.rule, Bonus) else "deduction" if isinstance(item.rule, Deduction) else ""
        sums[kind or "ordinary"] += min(points or Decimal(0), item.points)
    most = appraisal.deduction_most
    taken = sums["deduction"] if most is None else min(sums["deduction"], most)
    return Total(sums["ordinary"], min(sums["bonus"], appraisal.bonus_most), taken, tuple(missing))


def ranking(totals: Mapping[str, Total]) -> dict[str, int]:
    """Return each one's place by points; equal points share the better place (1, 1, 3); an open sheet has none."""
    return ranks((key, one.points) for key, one in totals.items() if not one.open)


def grade_of(appraisal: Appraisal, one: Total) -> Grade | None:
    """Return the grade that the points reach; none while the sheet is open."""
    return None if one.open else next((grade for grade in appraisal.grades if one.points >= grade.least), None)
