"""Figures from outside, figures signed off, and the bulletins that print them: all only ever added to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiquan.office.access.models import User
from zhiquan.office.append_only import AppendOnly
from zhiquan.rules.text import Text


class Appended(AppendOnly):
    """A row of what was signed, issued or recorded: written once."""

    refusal = (
        "figures.signed",
        Text(
            "已核定、印发或登记的内容不能修改、删除；有更正的，请另行核定（修订）或登记。",
            "What is signed, issued or recorded is never changed or removed; sign or record a correction beside it.",
        ),
    )

    class Meta:
        abstract = True


class OfficialFigure(Appended):
    """A figure that an authority published 公布数: with its source and the day of publication.

    A later publication of the same figure stands beside the earlier one; the later ``published_on`` holds from then on.
    """

    indicator = models.CharField("指标", max_length=60)
    division = models.CharField("行政区划代码", max_length=6)
    period = models.CharField("期间", max_length=11)
    value = models.CharField("数值", max_length=40)
    source = models.CharField("出处", max_length=200)
    published_on = models.DateField("公布日")
    recorded_at = models.DateTimeField("录入时间")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "公布数"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "division", "period", "published_on"], name="one_official_figure_per_publication"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.division} {self.period} {self.value}"


class SignedFigure(Appended):
    """A figure signed off 核定: the value chosen, and the own, official and returned values as they stood then.

    ``restates`` is the signed figure that this one corrects 修订, with the ``reason``; a figure is corrected once, its
    correction may be corrected again. ``own``, ``official``, ``returned`` are empty where there was none.
    """

    indicator = models.CharField("指标", max_length=60)
    division = models.CharField("行政区划代码", max_length=6)
    period = models.CharField("期间", max_length=11)
    value = models.CharField("核定数", max_length=40)
    basis = models.CharField("取自", max_length=10)
    own = models.CharField("自算数", max_length=40, blank=True)
    official = models.CharField("公布数", max_length=40, blank=True)
    returned = models.CharField("填报数", max_length=40, blank=True)
    run = models.PositiveBigIntegerField("计算批次", null=True, blank=True)
    definition = models.JSONField("指标定义")
    role = models.CharField("角色", max_length=20)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("核定时间")
    reason = models.CharField("理由", max_length=400, blank=True)
    restates = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="restated_by")

    class Meta:
        verbose_name = verbose_name_plural = "核定数"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "division", "period"], condition=Q(restates=None), name="signed_first_once"
            )
        ]
        indexes = [models.Index(fields=["division", "period"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.division} {self.period} {self.value}"


class Bulletin(Appended):
    """A bulletin or white paper as issued: its content is fixed, every figure in it names the signed one it prints."""

    kind = models.CharField("种类", max_length=10)
    division = models.CharField("行政区划代码", max_length=6)
    period = models.CharField("期间", max_length=11)
    issue = models.PositiveIntegerField("期号")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    issued_at = models.DateTimeField("印发时间")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "统计公报"
        constraints = [
            models.UniqueConstraint(fields=["kind", "division", "period", "issue"], name="one_bulletin_per_issue")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.division} {self.period}"
