"""Computed figures, kept run by run, and the facts that they were computed from."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q


class FigureRun(models.Model):
    """One computation of all figures over a view. Never changed afterwards; a newer run takes its place.

    ``family`` is the definition as it was, ``places`` the roll-up as it was (a fact's division → all it counts for), so
    that an old figure opens with the rules it was made by. ``inputs`` is the digest of everything it was computed from.
    """

    view = models.CharField("数据视图", max_length=40)
    lake_version = models.PositiveBigIntegerField("数据版本")
    watermark = models.CharField("数据截止", max_length=120)
    through = models.DateField("计算至（月）")
    family = models.JSONField("指标定义")
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
    """Values or rows, of which each run holds those from ``since`` to before ``until``."""

    def held_by(self, run: FigureRun) -> Self:
        """Return what a run holds."""
        return self.filter(Q(since_id__lte=run.pk), Q(until=None) | Q(until_id__gt=run.pk), view=run.view)


class Held(models.Model):
    """Kept once for all runs in a row that found it the same: a run that changes one pledge adds what that changes."""

    view = models.CharField("数据视图", max_length=40)
    since = models.ForeignKey(FigureRun, models.PROTECT, related_name="+", verbose_name="自")
    until = models.ForeignKey(FigureRun, models.PROTECT, related_name="+", verbose_name="至", null=True, blank=True)

    class Meta:
        abstract = True


class FigureValue(Held):
    """The value of one indicator for a division and a period; one that is not there is zero.

    ``value`` is decimal text: SQLite keeps decimals as floating point, and money must not lose a cent.
    ``parts``: ``rows`` facts counted, ``left_out`` facts that did not meet the indicator's condition.
    """

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

    def __str__(self) -> str:
        return f"{self.indicator} {self.division} {self.period}"


class FigureRow(Held):
    """A fact that figures were counted from, kept once however many figures count it.

    One pledge counts in up to three divisions, thirteen periods and four indicators.
    """

    key = models.CharField("键", max_length=60)
    division = models.CharField("行政区划代码", max_length=6)
    on = models.DateField("日期")
    data = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "数据明细"
        constraints = [models.UniqueConstraint(fields=["view", "key", "since"], name="one_row_per_fact_and_run")]
        indexes = [models.Index(fields=["view", "division", "on"])]

    def __str__(self) -> str:
        return f"{self.view} {self.key}"
