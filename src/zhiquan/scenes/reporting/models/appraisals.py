"""What is said in an appraisal 考核: self scores, objections and reviews of an item, and what was published of all."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import User
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.scenes.reporting.models.signed import Appended


class Step(models.TextChoices):
    """Who says something of an item."""

    CLAIM = "claim", "自评"
    REVIEW = "review", "评审"
    OBJECTION = "objection", "申诉"


class ItemScore(Appended):
    """Something said of one item of one sheet; of each step the row that no other ``supersedes`` is in force.

    ``points`` is empty of an objection, which names what is wrong in ``reason``; a review ``answers`` an objection,
    each once. ``files`` is the evidence that was handed in with it.
    """

    appraisal = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+", verbose_name="考核版本")
    code = models.CharField("考核", max_length=40)
    appraised = models.CharField("考核对象", max_length=60)
    item = models.CharField("考核项", max_length=60)
    step = models.CharField("环节", max_length=10, choices=Step.choices)
    points = models.DecimalField("得分", max_digits=7, decimal_places=2, null=True)
    reason = models.CharField("说明", max_length=1000, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name="佐证材料")
    department = models.CharField("单位", max_length=80)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    answers = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="answer")

    class Meta:
        verbose_name = verbose_name_plural = "考核评分"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "appraised", "item", "step"], condition=Q(supersedes=None), name="score_first_once"
            ),
            models.CheckConstraint(
                condition=Q(step="objection", points=None) | (~Q(step="objection") & Q(points__gte=0)),
                name="score_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.appraised} {self.item} {self.step}"


class AppraisalResult(Appended):
    """An appraisal as published, once: every sheet with its points, figures and place; its digest is checked."""

    appraisal = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+", verbose_name="考核版本")
    code = models.CharField("考核", max_length=40, unique=True)
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    published_at = models.DateTimeField("公布时间")
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "考核结果"

    def __str__(self) -> str:
        return self.code
