"""Drafts, cases with their projection, the append-only events, the payloads that can be erased, the numbers."""

from __future__ import annotations

from datetime import date

from django.db import models

from zhiquan.hall.cases.given import GivenTo
from zhiquan.office.access.models import Organisation, User
from zhiquan.office.append_only import AppendOnly
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.text import Text


class Draft(models.Model):
    """An application being written: ``form`` keeps what was typed, ``materials`` rows {material, file, name}.

    ``origin`` is the case whose step began it; ``request`` names the request of a counter or series that made it.
    """

    definition = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    form = models.JSONField("填写内容", default=dict)
    materials = models.JSONField("材料", default=list)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("建立时间")
    changed_at = models.DateTimeField("修改时间")
    origin = models.ForeignKey("Case", models.PROTECT, null=True, blank=True, related_name="begun")
    request = models.CharField("请求", max_length=120, unique=True, null=True)  # noqa: DJ001 - NULL is not unique

    class Meta:
        verbose_name = verbose_name_plural = "草稿"

    def __str__(self) -> str:
        return f"{self.definition.code} #{self.pk}"


LAST = date(9999, 12, 31)
"""Where cases without a due date stand in a list by due date."""


class Case(models.Model):
    """A case: ``number``, ``definition``, ``organisation``, ``channel`` and the secret's columns are facts; the rest is
    the projection of its events, written only by ``projection`` and rebuildable from them.

    ``sort_on`` is ``due_on`` or the end of time; ``state_since`` the day the state was entered; ``clocks`` the open
    runs with what was told about them, and ``dues`` their last days; ``next_on`` the first day on which the program has
    something to do; ``reckoned`` the calendar by which all this was counted. ``refused_on`` is the last day on which
    the definition did not let the program do it: it asks again on the next day, or after the next event.
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
    sort_on = models.DateField("排序日", default=LAST)
    state_since = models.DateField("进入状态日", null=True, blank=True)
    clocks = models.JSONField("运行中的时限", default=dict)
    dues = models.JSONField("各时限到期日", default=dict)
    next_on = models.DateField("下次提醒日", null=True, blank=True)
    refused_on = models.DateField("系统办理受阻日", null=True, blank=True)
    reckoned = models.CharField("所用日历", max_length=16, blank=True)
    secret_issue = models.PositiveSmallIntegerField("查询码次数", default=0)
    secret_told_at = models.DateTimeField("查询码告知时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        indexes = [
            models.Index(fields=["division", "closed", "sort_on", "number"]),
            models.Index(fields=["closed", "sort_on", "number"]),
            models.Index(fields=["organisation", "closed", "sort_on", "number"]),
            models.Index(fields=["handler", "closed", "sort_on", "number"]),
            models.Index(fields=["state", "matter", "closed", "sort_on", "number"], name="case_in_state"),
            models.Index(fields=["sort_on", "number"], condition=models.Q(paused=True), name="case_paused"),
            models.Index(fields=["next_on"], condition=models.Q(next_on__isnull=False), name="case_next_on"),
            models.Index(fields=["reckoned"], condition=models.Q(closed=False), name="case_reckoned"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEvent(AppendOnly):
    """What happened, in order: ``hash`` covers everything here and ``prev``, the hash of the event before."""

    refusal = (
        "cases.append-only",
        Text("办件的过程记录只能追加，不能修改或删除。", "Events of a case can be added, never changed or removed."),
    )

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

    class Meta:
        verbose_name = verbose_name_plural = "过程记录"
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once_per_case"),
            models.UniqueConstraint(fields=["case", "key"], name="request_key_once_per_case"),
        ]
        indexes = [models.Index(GivenTo("data"), name="event_given_to", condition=models.Q(kind="assigned"))]

    def __str__(self) -> str:
        return f"{self.case} {self.seq} {self.kind}"


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


class CaseTag(models.Model):
    """A campaign 专项行动 under which a case stands (part of the projection)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tags")
    tag = models.CharField("专项", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "专项"
        constraints = [models.UniqueConstraint(fields=["tag", "case"], name="tag_once_per_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.tag}"


class ClockDuty(models.Model):
    """Something the program did because of a clock; the constraint lets each be done once, whoever else is at it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="duties")
    clock = models.CharField("时限", max_length=40)
    subject = models.CharField("对象", max_length=60, blank=True)
    rung = models.CharField("级次", max_length=60)
    done_at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = verbose_name_plural = "时限事务"
        constraints = [models.UniqueConstraint(fields=["case", "clock", "subject", "rung"], name="clock_duty_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.clock}/{self.subject}/{self.rung}"


class QuotaSeries(models.Model):
    """The places of a series that were taken; the row is locked while one is taken."""

    matter = models.CharField("事项", max_length=40)
    series = models.CharField("序列", max_length=200)
    taken = models.PositiveIntegerField("已用名额", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "名额"
        constraints = [models.UniqueConstraint(fields=["matter", "series"], name="quota_series_once")]

    def __str__(self) -> str:
        return f"{self.matter} {self.series}: {self.taken}"


class WrongGuess(models.Model):
    """Wrong secrets given for a number, or from an address, since a moment; ``about`` is a digest of which."""

    about = models.CharField("对象摘要", max_length=64, unique=True)
    since = models.DateTimeField("起")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "查询码试错"

    def __str__(self) -> str:
        return f"{self.about[:12]}: {self.count}"
