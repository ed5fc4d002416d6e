"""Rounds of collecting 填报轮次, the sheets of each place, their rows as revisions, and what was signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhiquan.office.append_only import AppendOnly
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.text import Text


class Round(models.Model):
    """One return asked for one period from one place's whole tree; pinned to the definition of the day it opened."""

    definition = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+", verbose_name="定义")
    code = models.CharField("代码", max_length=40)
    period = models.CharField("报告期", max_length=10)
    division = models.CharField("行政区划代码", max_length=6)
    opened_at = models.DateTimeField("开始时间")
    locked_at = models.DateTimeField("锁定时间", null=True, blank=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField("核定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "填报轮次"
        constraints = [models.UniqueConstraint(fields=["code", "period", "division"], name="one_round_a_period")]
        indexes = [models.Index(fields=["division", "-opened_at"])]

    def __str__(self) -> str:
        return f"{self.code} {self.period} {self.division}"


class Sheet(models.Model):
    """One place's part of a round: rows where it fills, the sheets below it where it collects 汇总."""

    class State(models.TextChoices):
        """Where a sheet stands."""

        OPEN = "open"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        ACCEPTED = "accepted"

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    division = models.CharField("行政区划代码", max_length=6)
    level = models.CharField("级别", max_length=10, choices=[(level.value, level.value) for level in Level])
    fills = models.BooleanField("本级填报")
    due = models.DateField("报送期限")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField("版本", default=0)
    typed = models.JSONField("草稿", default=list)
    nil = models.BooleanField("零报告", default=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "填报表"
        constraints = [models.UniqueConstraint(fields=["round", "division"], name="one_sheet_a_place")]
        indexes = [models.Index(fields=["division", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.round} {self.division}"

    @property
    def is_handed_in(self) -> bool:
        """Whether the place above has it, to look at or for good."""
        return self.state in {self.State.SUBMITTED, self.State.ACCEPTED}


class Kept(AppendOnly):
    """A row of what was recorded or signed."""

    refusal = (
        "returns.kept",
        Text(
            "已核定的值和已记录的步骤不能修改或删除；更正会另列为修订。",
            "Signed values and recorded steps are neither changed nor removed; a correction is listed beside them.",
        ),
    )

    class Meta:
        abstract = True


class Step(Kept):
    """What happened in a round, by whom and why; it only grows."""

    class Kind(models.TextChoices):
        """What happened."""

        OPENED = "opened"
        SUBMITTED = "submitted"
        SENT_BACK = "sent-back"
        ACCEPTED = "accepted"
        URGED = "urged"
        LOCKED = "locked"
        SIGNED = "signed"
        CORRECTED = "corrected"

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="steps")
    kind = models.CharField("步骤", max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    reason = models.CharField("理由", max_length=500, blank=True)
    totals = models.JSONField("合计", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "填报步骤"
        indexes = [models.Index(fields=["round", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Row(models.Model):
    """One revision of one line of a sheet; the latest says what holds, the earlier ones what was handed in before."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField("行号")
    revision = models.PositiveIntegerField("版次")
    values = models.JSONField("内容")
    removed = models.BooleanField("删除", default=False)
    latest = models.BooleanField("现行", default=True)
    step = models.ForeignKey(Step, models.PROTECT, related_name="rows")

    class Meta:
        verbose_name = verbose_name_plural = "填报行"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "line", "revision"], name="row_revision_once"),
            models.UniqueConstraint(fields=["sheet", "line"], condition=Q(latest=True), name="one_latest_row"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.line}.{self.revision}"


class SignedFigure(Kept):
    """A value signed 核定: written once, whatever becomes of the rows afterwards."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="figures")
    division = models.CharField("行政区划代码", max_length=6)
    measure = models.CharField("指标", max_length=40)
    value = models.DecimalField("核定值", max_digits=24, decimal_places=6)
    step = models.ForeignKey(Step, models.PROTECT, related_name="figures")

    class Meta:
        verbose_name = verbose_name_plural = "核定值"
        constraints = [models.UniqueConstraint(fields=["round", "division", "measure"], name="signed_once")]

    def __str__(self) -> str:
        return f"{self.round} {self.division} {self.measure}"


class Restatement(Kept):
    """A signed value that would come out differently now 修订: listed beside it, never written over it."""

    figure = models.ForeignKey(SignedFigure, models.PROTECT, related_name="restatements")
    was = models.DecimalField("此前值", max_digits=24, decimal_places=6)
    now = models.DecimalField("修订值", max_digits=24, decimal_places=6)
    step = models.ForeignKey(Step, models.PROTECT, related_name="restatements")

    class Meta:
        verbose_name = verbose_name_plural = "修订"

    def __str__(self) -> str:
        return f"{self.figure}: {self.was} → {self.now}"
