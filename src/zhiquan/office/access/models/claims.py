"""How people come to act for an organisation: by a claim that an officer approves, or by invitation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiquan.office.access.models.holding import Membership
from zhiquan.office.access.models.people import Organisation, User


class ClaimState(models.TextChoices):
    """How far a claim is."""

    OPEN = "open", "待审核"
    APPROVED = "approved", "已通过"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Claim(models.Model):
    """A person says to act for the organisation with a credit code (认领); ``proof`` is the number of a stored file."""

    user = models.ForeignKey(User, models.PROTECT, related_name="claims")
    uscc = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("单位名称", max_length=200)
    division = models.CharField("行政区划代码", max_length=6, db_index=True)
    proof = models.BigIntegerField("证明材料", unique=True)
    made_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=ClaimState.choices, default=ClaimState.OPEN)
    decided_at = models.DateTimeField("审核时间", null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("理由", max_length=300, blank=True)
    membership = models.OneToOneField(Membership, models.PROTECT, null=True, related_name="claim")

    class Meta:
        verbose_name = verbose_name_plural = "单位认领"
        constraints = [
            models.UniqueConstraint(fields=["user", "uscc"], condition=Q(state="open"), name="access_one_open_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.uscc}"


class Invitation(models.Model):
    """An administrator's invitation to one person: a code told once, of which only the digest is kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    note = models.CharField("给谁", max_length=60)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("发出时间")
    expires_on = models.DateField("有效至")
    member_until = models.DateField("成员资格止", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    used_at = models.DateTimeField("使用时间", null=True)
    membership = models.OneToOneField(Membership, models.PROTECT, null=True, related_name="invitation")

    class Meta:
        verbose_name = verbose_name_plural = "成员邀请"

    def __str__(self) -> str:
        return f"{self.organisation} · {self.note}"
