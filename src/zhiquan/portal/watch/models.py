"""A saved search, the editions of what was new to it, and every record ever told of."""

from __future__ import annotations

from typing import Any

from django.db import models

from zhiquan.office.access.models import User
from zhiquan.rules.text import Text


class Pace(models.TextChoices):
    """How often somebody wants to be told."""

    AT_ONCE = "at_once", "即时"
    DAILY = "daily", "每天"
    WEEKLY = "weekly", "每周"

    @property
    def said(self) -> Text:
        """The pace for people."""
        return _PACES[self]


class SavedSearch(models.Model):
    """A search kept under a name, and how far its owner was told.

    ``asked`` holds the question as the address of the search does: {q, mode, within, sets, wide}. ``seen`` is the
    version of the lake up to which the owner was told; ``trouble`` {zh, en} why it cannot be asked any more. ``serial``
    is part of the feed's secret address, 0 while there is none; ``issued`` counts them. ``revision`` changes with every
    change of the row: whoever looks writes only where it is the one that was read.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField("名称", max_length=60)
    asked = models.JSONField("检索")
    pace = models.CharField("频率", max_length=8, choices=Pace.choices, default=Pace.DAILY)
    seen = models.PositiveBigIntegerField("已告知至数据版本")
    next_at = models.DateTimeField("下次查看")
    looked_at = models.DateTimeField("上次查看", null=True)
    trouble = models.JSONField("不能检索的原因", null=True)
    serial = models.PositiveIntegerField("订阅地址序号", default=0)
    issued = models.PositiveIntegerField("已发出的订阅地址", default=0)
    revision = models.PositiveBigIntegerField("修订", default=0)
    made_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "保存的检索"
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="watch_one_name")]
        indexes = [models.Index(fields=["next_at"], name="watch_next")]

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> Text | None:
        """Why it cannot be asked, if so."""
        return Text(**self.trouble) if self.trouble else None

    @property
    def pace_said(self) -> Text:
        """How often its owner is told."""
        return Pace(self.pace).said

    @property
    def question(self) -> dict[str, Any]:
        """What is asked, as the index takes it (but for synonyms, which are read when it is asked)."""
        told = self.asked
        return {"sets": tuple(told["sets"]), "mode": told["mode"], "within": told["within"]}


class Edition(models.Model):
    """What was new to a search between two versions of the lake: ``count`` records, ``came`` of them newly held."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="editions")
    since = models.PositiveBigIntegerField("起始数据版本")
    version = models.PositiveBigIntegerField("数据版本")
    count = models.PositiveIntegerField("新记录")
    came = models.PositiveIntegerField("新入库")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "新记录"
        indexes = [models.Index(fields=["search", "-id"], name="watch_editions_of")]

    def __str__(self) -> str:
        return f"{self.search} {self.version}"


class Told(models.Model):
    """A record that the owner of a search was told of, as it was called then: once for each search."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="told")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="records")
    key = models.CharField("权利", max_length=200)
    title = models.CharField("名称", max_length=300)
    came = models.BooleanField("新入库")

    class Meta:
        verbose_name = verbose_name_plural = "已告知的记录"
        constraints = [models.UniqueConstraint(fields=["search", "key"], name="watch_told_once")]
        indexes = [models.Index(fields=["edition", "id"], name="watch_told_edition")]

    def __str__(self) -> str:
        return self.key


_PACES = {
    Pace.AT_ONCE: Text("有新记录就告诉我", "As soon as there is something new"),
    Pace.DAILY: Text("每天早上八点", "Every day at eight in the morning"),
    Pace.WEEKLY: Text("每周一早上八点", "Mondays at eight in the morning"),
}
