"""What happened in cases and elsewhere, what each person was told of it, and how each wants to be told."""

from __future__ import annotations

from django.db import models

from zhiquan.hall.notices.kinds import Kind
from zhiquan.office.access.models import User
from zhiquan.rules.text import Text


class Happening(models.Model):
    """Something that people are told: written with the event that caused it, spread afterwards, once.

    About a case it names it; about something else ``case_number`` is empty and ``link`` is the page that shows it.

    ``audience`` says for whom: {organisations: ids, users: ids, roles: of posts that answer for the division};
    ``text`` {zh, en}; ``data`` what a webhook carries. No answer of a form is ever in it.
    """

    key = models.CharField("标识", max_length=80, unique=True)
    kind = models.CharField("种类", max_length=10, choices=[(kind.value, kind.label.zh) for kind in Kind])
    case_number = models.CharField("办件编号", max_length=40, blank=True)
    link = models.CharField("页面", max_length=200, blank=True)
    matter = models.CharField("事项", max_length=40, blank=True)
    division = models.CharField("行政区划代码", max_length=6)
    audience = models.JSONField("对象")
    text = models.JSONField("内容")
    data = models.JSONField("数据", default=dict)
    at = models.DateTimeField("时间")
    spread_at = models.DateTimeField("分发时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件动态"
        indexes = [
            models.Index(fields=["id"], condition=models.Q(spread_at__isnull=True), name="happening_new"),
            models.Index(fields=["at"], name="happening_at"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number or self.link} {self.kind}"


class Notice(models.Model):
    """What one person was told: in the inbox of that person alone. ``desk`` leads to the office's page of the case."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    happening = models.ForeignKey(Happening, models.CASCADE, related_name="notices")
    desk = models.BooleanField("工作台", default=False)
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        constraints = [models.UniqueConstraint(fields=["user", "happening"], name="notice_once_per_person")]
        indexes = [models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.user} {self.happening}"

    @property
    def said(self) -> Text:
        """The sentence."""
        return Text(**self.happening.text)

    @property
    def label(self) -> Text:
        """The kind as people call it."""
        return Kind(self.happening.kind).label


class Preference(models.Model):
    """How a person wants to be told: which kinds by mail (the inbox has them all), in which language."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_preference")
    mailed = models.JSONField("邮件通知", default=list)
    language = models.CharField("语言", max_length=10, default="zh-hans")

    class Meta:
        verbose_name = verbose_name_plural = "通知偏好"

    def __str__(self) -> str:
        return str(self.user)
