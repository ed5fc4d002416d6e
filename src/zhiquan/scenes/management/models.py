"""What an organisation says of its own rights: what is its own, what was paid, what it wants to keep, and who said so.

Nothing here is edited: a later word replaces an earlier one and both stay to be read.
"""

from __future__ import annotations

from django.db import models

from zhiquan.office.access.models import Organisation, User
from zhiquan.office.append_only import AppendOnly
from zhiquan.rules.text import Text


class Said(AppendOnly):
    """What an organisation has said; the latest of a kind counts, and the earlier ones stay to be read."""

    refusal = (
        "management.said",
        Text("已登记的内容不能修改或删除，请重新登记。", "What was said is neither changed nor removed; say it anew."),
    )

    class Meta:
        abstract = True


class Word(Said):
    """Something that somebody said for an organisation about one right."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    right = models.CharField("权利号", max_length=40)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField("时间")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.right}"


class OwnRight(Word):
    """Whether a right is the organisation's, by its own word 权利清单确认."""

    held = models.BooleanField("本单位的权利")

    class Meta(Word.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "权利清单确认"
        indexes = [models.Index(fields=["organisation", "right"], name="own_right")]


class AnnuityPayment(Word):
    """That the annuity of a patent year was paid, and when 年费缴纳."""

    year = models.PositiveSmallIntegerField("年度")
    paid_on = models.DateField("缴费日")

    class Meta(Word.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "年费缴纳"
        indexes = [models.Index(fields=["organisation", "right"], name="annuity_payment")]


class Renewal(Word):
    """That a mark was renewed 商标续展 after the term that ended on a day; ``right`` is the mark's key."""

    ended_on = models.DateField("原有效期末日")

    class Meta(Word.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "商标续展"
        indexes = [models.Index(fields=["organisation", "right"], name="mark_renewal")]


class Choice(models.TextChoices):
    """What is to become of a right."""

    KEEP = "keep", "维持"
    DROP = "drop", "放弃"
    UNDECIDED = "undecided", "未定"


class Decision(Word):
    """What the organisation means to do with a right, and why 维持、放弃决定."""

    choice = models.CharField("决定", max_length=10, choices=Choice.choices)
    reason = models.CharField("理由", max_length=300)

    class Meta(Word.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "年费决定"
        indexes = [models.Index(fields=["organisation", "right"], name="annuity_decision")]


class FeeRecord(Said):
    """An organisation's yearly record for reductions 费减备案, by its own word; ``joint``: also for co-owned rights."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("备案年度")
    qualified = models.BooleanField("备案合格")
    joint = models.BooleanField("共有人均备案合格", default=False)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "费减备案"
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "year"], name="fee_record")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"


class Reminded(models.Model):
    """That an organisation was reminded of an annuity at a step: each once, whoever comes first."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    right = models.CharField("权利号", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    step = models.CharField("阶段", max_length=10)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "年费提醒"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "right", "year", "step"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.right} {self.year} {self.step}"


class Looked(models.Model):
    """The day on which an organisation's rights were last looked through for reminders: claimed by one UPDATE."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "年费提醒核对"

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"
