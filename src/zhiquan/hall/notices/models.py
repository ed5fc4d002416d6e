"""What happened in cases, what each person was told of it, and how each wants to be told."""

from __future__ import annotations

from django.db import models

from zhiquan.hall.notices.kinds import Kind
from zhiquan.office.access.models import User
from zhiquan.rules.text import Text


class Happening(models.Model):
    """Something that people are told: written with the event of a case that caused it, or by ``telling``; spread
    afterwards, once.

    ``audience`` says for whom: {organisations: ids, users: ids, roles: of posts that answer for the division};
    ``text`` {zh, en}; ``data`` what a webhook carries. No answer of a form is ever in it. What is about no case has an
    empty ``case_number`` and leads to ``link``, a path of the site.
    """

    key = models.CharField("标识", max_length=80, unique=True)
    kind = models.CharField("种类", max_length=10, choices=[(kind.value, kind.label.zh) for kind in Kind])
    case_number = models.CharField("办件编号", max_length=40, blank=True)
    matter = models.CharField("事项", max_length=40, blank=True)
    division = models.CharField("行政区划代码", max_length=6, blank=True)
    link = models.CharField("页面", max_length=120, blank=True)
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

    def path(self, *, desk: bool) -> str:
        """Return where it leads, on the office's desk or as for everybody."""
        return self.link or f"/{'desk/cases' if desk else 'cases'}/{self.case_number}/"


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

    @property
    def path(self) -> str:
        """Where it leads."""
        return self.happening.path(desk=self.desk)


class Preference(models.Model):
    """How a person wants to be told: which kinds by mail (the inbox has them all), in which language."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_preference")
    mailed = models.JSONField("邮件通知", default=list)
    language = models.CharField("语言", max_length=10, default="zh-hans")

    class Meta:
        verbose_name = verbose_name_plural = "通知偏好"

    def __str__(self) -> str:
        return str(self.user)
