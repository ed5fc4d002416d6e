"""What is said of a plan's tasks: reports of progress and supervision 督办, both only ever added to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import User
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.scenes.reporting.models.signed import Appended


class Urging(Appended):
    """A task urged 督办: by whom, what is asked, and by when the lead unit is to answer."""

    plan = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+", verbose_name="工作要点版本")
    code = models.CharField("工作要点", max_length=40)
    task = models.CharField("任务", max_length=60)
    text = models.CharField("督办要求", max_length=400)
    answer_by = models.DateField("答复期限")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        indexes = [models.Index(fields=["code", "task"], name="urging_by_task")]

    def __str__(self) -> str:
        return f"{self.code} {self.task}"


class ProgressNote(Appended):
    """A report of the lead unit: how far in per cent, in words, by which evidence; ``plan`` the version it speaks of.

    The note that no other ``supersedes`` is in force. ``answers`` is the urging that it answers; an urging is answered
    once.
    """

    plan = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="+", verbose_name="工作要点版本")
    code = models.CharField("工作要点", max_length=40)
    task = models.CharField("任务", max_length=60)
    percent = models.PositiveSmallIntegerField("完成百分比")
    text = models.CharField("进展", max_length=1000)
    evidence = models.CharField("佐证", max_length=200, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name="佐证材料")
    department = models.CharField("单位", max_length=80)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    answers = models.OneToOneField(Urging, models.PROTECT, null=True, blank=True, related_name="answer")

    class Meta:
        verbose_name = verbose_name_plural = "任务进展"
        constraints = [
            models.UniqueConstraint(fields=["code", "task"], condition=Q(supersedes=None), name="progress_first_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.task} {self.percent}%"
