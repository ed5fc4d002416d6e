"""Drafts, cases with their projection, the append-only events, the payloads that can be erased, the numbers."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from zhiquan.office.access.models import Organisation, User
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Draft(models.Model):
    """An application being written: ``form`` keeps what was typed, ``materials`` rows {material, file, name}."""

    definition = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    form = models.JSONField("填写内容", default=dict)
    materials = models.JSONField("材料", default=list)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("建立时间")
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "草稿"

    def __str__(self) -> str:
        return f"{self.definition.code} #{self.pk}"


class Case(models.Model):
    """A case: ``number``, ``definition``, ``organisation`` and ``secret_hash`` are facts; the rest is the projection
    of its events, written only by ``projection.refresh`` and rebuildable from them.
    """

    number = models.CharField("办件编号", max_length=40, unique=True)
    secret_hash = models.CharField("查询码摘要", max_length=64)
    definition = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    draft = models.OneToOneField(Draft, models.PROTECT, related_name="case")
    matter = models.CharField("事项", max_length=40)
    division = models.CharField("行政区划代码", max_length=6)
    opened_on = models.DateField("提交日")
    state = models.CharField("状态", max_length=40)
    due_on = models.DateField("法定到期日", null=True, blank=True)
    promised_on = models.DateField("承诺到期日", null=True, blank=True)
    clock_state = models.CharField("时限状态", max_length=20, blank=True)
    paused = models.BooleanField("计时中止", default=False)
    version = models.PositiveIntegerField("版本")
    closed = models.BooleanField("已办结", default=False)
    closed_on = models.DateField("办结日", null=True, blank=True)
    outcome = models.CharField("结果", max_length=20, blank=True)
    handler = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField("渠道", max_length=20, default="online")
    grade = models.PositiveSmallIntegerField("评价", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        indexes = [
            models.Index(fields=["division", "closed", "due_on"]),
            models.Index(fields=["organisation", "opened_on"]),
        ]

    def __str__(self) -> str:
        return self.number


def _append_only() -> NoReturn:
    raise Refusal(
        "cases.append-only",
        Text(
            "办件的过程记录只能追加，不能修改或删除。",
            "Events of a case can be added, never changed or removed.",
        ),
    )


class _Appended(models.QuerySet["CaseEvent"]):
    """Rows can be read and added, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        del kwargs
        _append_only()

    def delete(self) -> NoReturn:
        _append_only()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        del args, kwargs
        _append_only()


class CaseEvent(models.Model):
    """What happened, in order: ``hash`` covers everything here and ``prev``, the hash of the event before."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField("序号")
    kind = models.CharField("种类", max_length=40)
    data = models.JSONField("内容")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    role = models.CharField("角色", max_length=20, blank=True)
    acted_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    key = models.CharField("请求标识", max_length=80, null=True)  # noqa: DJ001 - NULL is outside the unique constraint
    prev = models.CharField("前一摘要", max_length=64, blank=True)
    hash = models.CharField("摘要", max_length=64)

    objects = _Appended.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "过程记录"
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once_per_case"),
            models.UniqueConstraint(fields=["case", "key"], name="request_key_once_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.seq} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; an existing one is refused."""
        if not self._state.adding:
            _append_only()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del args, kwargs
        _append_only()


class CasePayload(models.Model):
    """A personal answer: the event holds only ``digest`` (salted), so erasing the value breaks no chain."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="payloads")
    digest = models.CharField("摘要", max_length=64)
    salt = models.CharField("盐", max_length=64)
    value = models.JSONField("内容", null=True)
    erased_at = models.DateTimeField("删除时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "个人信息"
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="payload_once_per_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.digest[:12]}"


class Paper(models.Model):
    """That a stored file belongs to a draft or a case: what lets those who may see these see the file."""

    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="papers")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    file = models.PositiveBigIntegerField("文件", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件归属"

    def __str__(self) -> str:
        return f"{self.file} → {self.case or self.draft}"


class Participant(models.Model):
    """A party beside the applicant (part of the projection): once it has ``joined``, its organisation sees the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participants")
    party = models.CharField("当事人", max_length=50)
    role = models.CharField("角色", max_length=40)
    name = models.CharField("名称", max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    joined = models.BooleanField("已参加", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        constraints = [models.UniqueConstraint(fields=["case", "party"], name="party_once_per_case")]
        indexes = [models.Index(fields=["organisation", "joined"])]

    def __str__(self) -> str:
        return f"{self.case} {self.party}"


class NumberSeries(models.Model):
    """A series of numbers: the last one given out."""

    series = models.CharField("序列", max_length=40, unique=True)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号序列"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
