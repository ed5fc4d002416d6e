"""One row per uploaded table; its bytes lie in the data folder, its records in the lake once it is imported."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from zhiquan.office.access.models import User
from zhiquan.rules.text import Text


class State(models.TextChoices):
    """Where an upload stands."""

    DRAFT = "draft", "待确认"
    QUEUED = "queued", "排队中"
    RUNNING = "running", "导入中"
    DONE = "done", "已导入"
    REFUSED = "refused", "整批未导入"
    FAILED = "failed", "未能读取"


class ImportJob(models.Model):
    """An uploaded table: ``mapping`` is what its columns were confirmed to mean (as its file holds it), ``report`` the
    outcome as ``corpus.report.ImportReport`` writes itself, ``error`` the sentence of a refusal in both languages."""

    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("字节数")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT, db_index=True)
    mapping = models.JSONField("映射", null=True, blank=True)
    source = models.CharField("数据来源", max_length=80, blank=True)
    vintage = models.DateField("数据截止日")
    division = models.CharField("行政区划代码", max_length=6, blank=True)
    attempts = models.PositiveSmallIntegerField("导入次数", default=0)
    rows_read = models.PositiveIntegerField("已读行数", default=0)
    rows_expected = models.PositiveIntegerField("预计行数", null=True, blank=True)
    report = models.JSONField("导入报告", null=True, blank=True)
    error = models.JSONField("原因", null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间")
    ended_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据导入"

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        """The folder of the upload; its file keeps the name it came with, which may say what kind of list it is."""
        return Path(settings.DATA.uploads) / str(self.pk)

    @property
    def path(self) -> Path:
        """The uploaded file."""
        return self.folder / self.name

    @property
    def waits(self) -> bool:
        """Whether the worker still has to do with it."""
        return self.state in {State.QUEUED, State.RUNNING}

    @property
    def state_label(self) -> Text:
        """The state for people."""
        return _STATES[State(self.state)]

    @property
    def said(self) -> Text | None:
        """The sentence of the refusal, if there was one."""
        return Text(**self.error) if self.error else None


_STATES = {
    State.DRAFT: Text("待确认", "to be confirmed"),
    State.QUEUED: Text("排队中", "waiting"),
    State.RUNNING: Text("导入中", "being imported"),
    State.DONE: Text("已导入", "imported"),
    State.REFUSED: Text("整批未导入", "refused as a whole"),
    State.FAILED: Text("未能读取", "could not be read"),
}
