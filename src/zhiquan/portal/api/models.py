"""Tokens and their journal, the counts of rate limits, and answers kept for requests that come twice."""

from __future__ import annotations

from django.db import models

from zhiquan.office.access.models import Organisation, User
from zhiquan.office.append_only import AppendOnly
from zhiquan.rules.text import Text


class Token(models.Model):
    """A bearer token (RFC 6750) of a person: only the SHA-256 of it is kept, ``begins`` to tell it from others.

    With an ``organisation`` the bearer acts for that one alone, and for the office not at all. ``scopes`` are values of
    ``Scope``. A token is never deleted: who had which, and until when, stays to be read.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="tokens")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    begins = models.CharField("开头", max_length=12)
    scopes = models.JSONField("权限")
    made_at = models.DateTimeField("生成时间")
    until = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("吊销时间", null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        indexes = [models.Index(fields=["user", "-id"], name="api_token_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.name}"


class TokenEvent(AppendOnly):
    """What happened to a token: made, revoked, or used for an operation with which status; it only grows.

    Source: Cybersecurity Law 网络安全法 (logs for no less than six months).
    """

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", "生成"
        REVOKED = "revoked", "吊销"
        USED = "used", "使用"
        TURNED_AWAY = "turned-away", "拒绝"

    refusal = (
        "api.only-grows",
        Text("接口日志只能追加，不能修改或删除。", "The log of tokens can be added to, never changed or removed."),
    )

    token = models.ForeignKey(Token, models.PROTECT, related_name="events")
    kind = models.CharField("事件", max_length=11, choices=Kind.choices)
    at = models.DateTimeField("时间")
    address = models.CharField("地址", max_length=45, blank=True)
    operation = models.CharField("操作", max_length=60, blank=True)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌日志"
        indexes = [models.Index(fields=["token", "-id"], name="api_event_token")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.token} {self.kind}"


class Window(models.Model):
    """How many requests a token or an address made in the minute that began at ``starts``."""

    caller = models.CharField("调用方", max_length=64)
    starts = models.DateTimeField("起", db_index=True)
    count = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = verbose_name_plural = "调用计数"
        constraints = [models.UniqueConstraint(fields=["caller", "starts"], name="api_one_window")]

    def __str__(self) -> str:
        return f"{self.caller} {self.starts:%H:%M} {self.count}"


class KeptAnswer(models.Model):
    """The answer to a request with an ``Idempotency-Key``; without a ``status`` it is still being worked out.

    ``digest`` is of address, body and whom the token is bound to: another request under the same key is refused.
    ``content`` is encrypted. ``taken_at`` is when the
    request that works it out began, so that one that died can be taken over.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField("标识", max_length=80)
    digest = models.CharField("请求摘要", max_length=64)
    taken_at = models.DateTimeField("开始时间", db_index=True)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    content = models.TextField("内容", blank=True)
    headers = models.JSONField("标头", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "接口应答留存"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_one_answer")]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"
