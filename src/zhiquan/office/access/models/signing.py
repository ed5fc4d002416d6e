"""Signing in: what happened to accounts (a table that only grows), who is locked out, second factors."""

from __future__ import annotations

from django.db import models

from zhiquan.office.access.models.people import User
from zhiquan.office.append_only import AppendOnly
from zhiquan.rules.text import Text


class Happening(models.TextChoices):
    """What can happen to an account."""

    SIGNED_IN = "signed-in", "登录"
    SIGNED_OUT = "signed-out", "退出"
    WRONG = "wrong", "密码或验证码不对"
    LOCKED = "locked", "因多次失败被锁定"
    TURNED_AWAY = "turned-away", "锁定期间尝试登录"
    UNLOCKED = "unlocked", "解除锁定"
    FACTOR_SET = "factor-set", "启用两步验证"
    FACTOR_REMOVED = "factor-removed", "停用两步验证"
    CODES_RENEWED = "codes-renewed", "更换恢复码"
    PASSWORD_CHANGED = "password-changed", "修改密码"
    CREATED = "created", "建立账户"
    CLOSED = "closed", "停用账户"
    REOPENED = "reopened", "恢复账户"
    LINK_MADE = "link-made", "发放设置密码的链接"
    APPOINTED = "appointed", "任职"
    POST_ENDED = "post-ended", "终止任职"
    DEPUTY_NAMED = "deputy-named", "指定代行人"
    DEPUTY_ENDED = "deputy-ended", "结束代行"
    PASSKEY_ADDED = "passkey-added", "添加通行密钥"
    PASSKEY_REMOVED = "passkey-removed", "移除通行密钥"
    PASSKEY_REFUSED = "passkey-refused", "通行密钥未通过"
    FACTORS_CLEARED = "factors-cleared", "清除两步验证和通行密钥"
    LINKED = "linked", "绑定统一身份"
    UNLINKED = "unlinked", "解除统一身份绑定"
    SESSIONS_ENDED = "sessions-ended", "结束登录"


class AccountEvent(AppendOnly):
    """Who did or tried what, when, from where and how; kept without end, the law asks for six months at least.

    Source: Cybersecurity Law 网络安全法 (logs for no less than six months). ``name`` is what was typed, also where no
    such account exists; ``how`` the means (password, password+code, password+recovery, passkey, oidc …), or a post's
    role, place and number.
    """

    refusal = (
        "access.only-grows",
        Text("账户日志只能追加，不能修改或删除。", "The log of accounts can be added to, never changed or removed."),
    )

    at = models.DateTimeField("时间", db_index=True)
    kind = models.CharField("事件", max_length=20, choices=Happening.choices)
    name = models.CharField("账户", max_length=150, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="account_events")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    address = models.CharField("地址", max_length=45, blank=True, db_index=True)
    how = models.CharField("方式", max_length=30, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "账户日志"

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.name} {self.kind}"


class Lockout(models.Model):
    """An account name or an address that may not sign in until a moment, or until the lock is lifted."""

    class Kind(models.TextChoices):
        """What is locked."""

        ACCOUNT = "account", "账户"
        ADDRESS = "address", "地址"

    kind = models.CharField("对象", max_length=7, choices=Kind.choices)
    key = models.CharField("账户或地址", max_length=150)
    since = models.DateTimeField("锁定时间")
    until = models.DateTimeField("锁定至")
    lifted_at = models.DateTimeField("解除时间", null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "登录锁定"
        indexes = [models.Index(fields=["kind", "key", "until"], name="access_lockout_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SecondFactor(models.Model):
    """A one-time-password generator (TOTP, RFC 6238): ``secret`` is encrypted, ``last_step`` the last code taken."""

    user = models.OneToOneField(User, models.PROTECT, related_name="second_factor")
    secret = models.CharField("密钥（加密）", max_length=300)
    confirmed_at = models.DateTimeField("启用时间", null=True)
    last_step = models.BigIntegerField("最近使用的时间步", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "两步验证"

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code that stands in once for the generator; only its digest is kept."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="access_recovery_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Passkey(models.Model):
    """A passkey 通行密钥 (WebAuthn level 2): the public key, and the counter that a copied key would betray.

    ``credential`` and ``handle`` (which stands for the person towards the authenticator) are base64url.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="passkeys")
    name = models.CharField("名称", max_length=60)
    credential = models.CharField("凭据标识", max_length=1400, unique=True)
    handle = models.CharField("用户句柄", max_length=90)
    public_key = models.TextField("公钥")
    sign_count = models.BigIntegerField("签名计数", default=0)
    added_at = models.DateTimeField("添加时间")
    used_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "通行密钥"

    def __str__(self) -> str:
        return f"{self.user} · {self.name}"


class Identity(models.Model):
    """Who somebody is at an identity provider (OpenID Connect): issuer and subject, linked after proof."""

    user = models.ForeignKey(User, models.PROTECT, related_name="identities")
    issuer = models.CharField("签发者", max_length=300)
    subject = models.CharField("主体", max_length=255)
    linked_at = models.DateTimeField("绑定时间")
    used_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "统一身份"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="access_identity_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.issuer}"
