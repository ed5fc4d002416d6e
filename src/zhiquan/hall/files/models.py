"""One row per file handed in or issued; the bytes lie once per digest in the data folder."""

from __future__ import annotations

from django.db import models

from zhiquan.hall.files.kinds import Kind
from zhiquan.office.access.models import User


class StoredFile(models.Model):
    """A file: ``digest`` is the SHA-256 of its bytes in hexadecimal, ``size`` in bytes, ``kind`` told by content."""

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=4, choices=[(kind.value, kind.value) for kind in Kind])
    size = models.PositiveIntegerField("字节数")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.name
