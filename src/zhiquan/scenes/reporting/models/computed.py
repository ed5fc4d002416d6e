"""Computed figures, kept run by run. The facts they were computed from lie in the lake, version by version."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

DERIVED = "derived"
"""The view's name of the run that computes what is made of other figures."""


class FigureRun(models.Model):
    """One computation of all figures over a view. Never changed afterwards; a newer run takes its place.

    ``definition`` is the view with its indicators as they were, ``places`` the roll-up as it was (a fact's division →
    all it counts for), so that an old figure opens with the rules it was made by. ``stamp`` is what the facts depend on
    where that is known without reading them, ``inputs`` the digest of everything it was computed from.
    """

    view = models.CharField("数据视图", max_length=40)
    lake_version = models.PositiveBigIntegerField("数据版本")
    watermark = models.CharField("数据截止", max_length=200)
    stamp = models.CharField("来源版本", max_length=80, blank=True)
    rows = models.PositiveBigIntegerField("明细条数", default=0)
    since = models.DateField("计算自（月）")
    through = models.DateField("计算至（月）")
    definition = models.JSONField("指标定义")
    places = models.JSONField("归集关系")
    inputs = models.CharField("输入摘要", max_length=64)
    computed_at = models.DateTimeField("计算时间")
    current = models.BooleanField("现行", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "数据计算"
        constraints = [
            models.UniqueConstraint(fields=["view"], condition=Q(current=True), name="one_current_run_per_view"),
        ]

    def __str__(self) -> str:
        return f"{self.view} {self.computed_at:%Y-%m-%d %H:%M}"


class HeldQuerySet(models.QuerySet[Any]):
    """Values, of which each run holds those from ``since`` to before ``until``."""

    def held_by(self, run: FigureRun) -> Self:
        """Return what a run holds."""
        return self.filter(Q(since_id__lte=run.pk), Q(until=None) | Q(until_id__gt=run.pk), view=run.view)


class FigureValue(models.Model):
    """The value of one indicator for a division and a period; of a counted indicator one that is not there is zero.

    ``value`` is decimal text: SQLite keeps decimals as floating point, and money must not lose a cent. ``parts``:
    ``rows`` facts counted and ``left_out``, or what a derived figure is made of. Kept once for all runs in a row that
    found it the same.
    """

    view = models.CharField("数据视图", max_length=40)
    since = models.ForeignKey(FigureRun, models.PROTECT, related_name="+", verbose_name="自")
    until = models.ForeignKey(FigureRun, models.PROTECT, related_name="+", verbose_name="至", null=True, blank=True)
    indicator = models.CharField("指标", max_length=60)
    division = models.CharField("行政区划代码", max_length=6)
    period = models.CharField("期间", max_length=11)
    value = models.CharField("数值", max_length=40)
    parts = models.JSONField("构成")

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "数据"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period", "division", "since"], name="one_value_per_cell"),
        ]
        indexes = [
            models.Index(fields=["indicator", "division"], condition=Q(until=None), name="figure_now_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.division} {self.period}"
