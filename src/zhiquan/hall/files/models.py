"""One row per file handed in or issued; the bytes lie once per digest in the data folder."""

from __future__ import annotations

from django.db import models

from zhiquan.hall.files.kinds import Kind
from zhiquan.office.access.models import User


class Scan(models.TextChoices):
    """What the virus scan came to; a file that waits or was found infected lies in quarantine."""

    OWN = "own", "本机关生成"
    NONE = "none", "未设扫描"
    CLEAN = "clean", "已扫描"
    WAITING = "waiting", "待扫描"
    INFECTED = "infected", "已隔离"


QUARANTINED = (Scan.WAITING, Scan.INFECTED)


class StoredFile(models.Model):
    """A file: ``digest`` is the SHA-256 of its bytes in hexadecimal, ``size`` in bytes, ``kind`` told by content.

    ``attached_at`` is when something took it up for good (a draft, a case, a claim); until then it is staged, and goes
    when nobody does. ``found`` names what the scanner found, or why it gave no answer.
    """

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("类型", max_length=4, choices=[(kind.value, kind.value) for kind in Kind])
    size = models.PositiveIntegerField("字节数")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("存入时间")
    scan = models.CharField("病毒扫描", max_length=8, choices=Scan.choices, default=Scan.NONE)
    found = models.CharField("扫描发现", max_length=120, blank=True)
    attached_at = models.DateTimeField("归属时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        indexes = [
            models.Index(fields=["at"], condition=models.Q(attached_at__isnull=True), name="file_staged"),
            models.Index(fields=["id"], condition=models.Q(scan="waiting"), name="file_waiting"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quarantined(self) -> bool:
        """Whether the bytes lie in quarantine."""
        return self.scan in QUARANTINED
