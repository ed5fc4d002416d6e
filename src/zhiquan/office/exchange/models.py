"""Whoever wants to be told by a program: an address, what it wants to hear of, and the secret it knows us by."""

from __future__ import annotations

from django.db import models

from zhiquan.office.access.models import Organisation, User


class Subscription(models.Model):
    """A webhook: of an organisation, for its own cases; or (without one) of the office, for those of ``division``.

    ``secret`` and ``old_secret`` are encrypted; the old one still signs beside the new until ``old_until``.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="webhooks")
    division = models.CharField("行政区划代码", max_length=6, blank=True)
    name = models.CharField("名称", max_length=60)
    url = models.URLField("接收地址", max_length=400)
    types = models.JSONField("事件", default=list)
    secret = models.CharField("密钥（加密）", max_length=300)
    old_secret = models.CharField("旧密钥（加密）", max_length=300, blank=True)
    old_until = models.DateTimeField("旧密钥有效至", null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("建立时间")
    ended_at = models.DateTimeField("停用时间", null=True)
    ended_why = models.CharField("停用原因", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事件推送"

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> str:
        """The name under which its parcels stand in the outbox."""
        return f"webhook:{self.pk}"
