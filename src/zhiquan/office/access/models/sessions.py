"""Sessions 会话: one for each browser that somebody signed in with, and how long it lives."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from zhiquan.office.access.models.people import User

GRAIN = timedelta(seconds=30)
"""How often a session's last use is written down; a session ends so much late rather than a moment early."""


class Session(AbstractBaseSession):
    """A browser's session; of somebody who signed in, ``user`` and what follows is told, else it is a visitor's.

    It ends ``idle`` seconds after its last use, and on ``expire_date`` however active (GB/T 22239-2019, 8.1.4.1 b).
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近使用", null=True)
    idle = models.PositiveIntegerField("闲置秒数", default=0)
    address = models.CharField("地址", max_length=45, blank=True)
    device = models.CharField("设备", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会话"

    def __str__(self) -> str:
        return f"{self.user} {self.begun_at}"

    def ends_at(self) -> datetime:
        """Return when the session ends if it is not used again; a visitor's on its last day."""
        if self.seen_at is None:
            return self.expire_date
        return min(self.expire_date, self.seen_at + timedelta(seconds=self.idle))

    def is_open(self, at: datetime) -> bool:
        """Tell whether the session still opens anything at a moment."""
        return at < min(self.expire_date, self.ends_at() + GRAIN)
