"""What people hold for a time: memberships, posts, deputies; and what one organisation lets another do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from zhiquan.office.access.models.people import Department, Organisation, User
from zhiquan.office.access.roles import STAFF_ROLES


class Dated(models.Model):
    """Something held from a day to a day, both included; ``ended_on`` ends it before that day begins to count.

    A row is never deleted: who held what, when, and who ended it stays to be read.
    """

    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    ended_on = models.DateField("终止日", null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def in_force(self, on: date) -> bool:
        """Tell whether it is held on a day."""
        begun = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return begun and (self.ended_on is None or on < self.ended_on)


def in_force(on: date, path: str = "") -> Q:
    """Return the condition of ``Dated.in_force``; ``path`` leads from the row asked for to the dated one."""
    begun = Q(**{f"{path}valid_from__lte": on})
    running: dict[str, Any] = {f"{path}valid_to__isnull": True}
    unended: dict[str, Any] = {f"{path}ended_on__isnull": True}
    return (
        begun & (Q(**running) | Q(**{f"{path}valid_to__gte": on})) & (Q(**unended) | Q(**{f"{path}ended_on__gt": on}))
    )


class Membership(Dated):
    """A person who acts for an organisation, from and (if ended) until a date; one of them may administer it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    administrator = models.BooleanField("单位管理员", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "单位成员"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(administrator=True, valid_to__isnull=True, ended_on__isnull=True),
                name="access_one_administrator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Post(Dated):
    """A role that a person holds in a department for a time (任职)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    department = models.ForeignKey(Department, models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=20, choices=[(r.value, r.label.zh) for r in sorted(STAFF_ROLES)])

    class Meta:
        verbose_name = verbose_name_plural = "任职"

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class Deputy(Dated):
    """A colleague who holds a post in place of its holder for a time (AB岗)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="deputies")
    user = models.ForeignKey(User, models.PROTECT, related_name="deputising")
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("指定时间")

    class Meta:
        verbose_name = verbose_name_plural = "AB岗"

    def __str__(self) -> str:
        return f"{self.user} → {self.post}"


class Delegation(Dated):
    """A principal lets an agency act for it 委托代理: in all matters, in named matters, or in single cases.

    ``matters`` are codes of matters and ``cases`` numbers of cases; with ``everything`` both are empty.
    """

    principal = models.ForeignKey(Organisation, models.PROTECT, related_name="given")
    agent = models.ForeignKey(Organisation, models.PROTECT, related_name="taken")
    everything = models.BooleanField("全部事项", default=False)
    matters = models.JSONField("事项", default=list, blank=True)
    cases = models.JSONField("办件", default=list, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("授权时间")

    class Meta:
        verbose_name = verbose_name_plural = "代理授权"
        indexes = [models.Index(fields=["agent", "valid_to"], name="access_delegation_agent")]

    def __str__(self) -> str:
        return f"{self.principal} → {self.agent}"
