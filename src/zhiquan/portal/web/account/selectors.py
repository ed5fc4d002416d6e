"""What the account pages read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Prefetch, Q

from zhiquan.hall.cases.selectors import matters
from zhiquan.office.access.colleagues import colleagues
from zhiquan.office.access.models import (
    AccountEvent,
    Claim,
    ClaimState,
    Delegation,
    Deputy,
    Happening,
    Invitation,
    Lockout,
    Membership,
    Organisation,
    Post,
    SecondFactor,
    User,
    in_force,
)
from zhiquan.office.access.oidc.provider import provider
from zhiquan.office.access.roles import ADMINISTRATORS, Role
from zhiquan.office.access.selectors import CLAIM_REVIEWERS, Actor, acts_for, claims_to_review
from zhiquan.office.access.services import factors
from zhiquan.office.access.services.person import person
from zhiquan.office.exchange.webhooks.selectors import may_manage
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo: who it is, in which roles, for whom, and whether in another place than the site's own."""

    username: str
    name: str
    roles: tuple[Text, ...]
    place: str
    elsewhere: bool


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the active accounts with a post or an organisation, staff last; only shown in a demo."""
    able = User.objects.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    users = able.prefetch_related(
        Prefetch("posts", Post.objects.select_related("department")),
        Prefetch("memberships", Membership.objects.select_related("organisation")),
    )
    rows = [row for row in map(_row, users.order_by("pk")[:40]) if row.roles]
    return tuple(sorted(rows, key=lambda row: Role.APPLICANT.label not in row.roles))


def _row(user: User) -> DemoAccount:
    posts, members = list(user.posts.all()), list(user.memberships.all())
    roles = [Role(post.role).label for post in posts] + ([Role.APPLICANT.label] if members else [])
    places = [post.department.name for post in posts] + [member.organisation.name for member in members]
    elsewhere = bool(posts) and settings.DIVISION not in {post.department.division for post in posts}
    return DemoAccount(
        user.username, str(user), tuple(dict.fromkeys(roles)), "、".join(dict.fromkeys(places)), elsewhere
    )


def applicants_for(actor: Actor, matter: str) -> list[tuple[Organisation, bool]]:
    """Return the organisations for which somebody may file in a matter, own ones first; ``True``: as their agent."""
    on = today()
    principals = {one.principal for one in actor.mandates if acts_for(actor, one.principal, matter, on=on)}
    rows = Organisation.objects.filter(pk__in=actor.organisations | principals).order_by("name")
    found = [(row, row.pk not in actor.organisations) for row in rows]
    return sorted(found, key=lambda one: one[1])


def account_view(actor: Actor) -> dict[str, Any]:
    """Return what one's own page shows: memberships with their end, claims with their outcome, mandates."""
    return {
        "memberships": Membership.objects.filter(in_force(today()), user_id=person(actor))
        .select_related("organisation")
        .order_by("organisation__name"),
        "claims": Claim.objects.filter(user_id=person(actor)).order_by("-made_at")[:20],
        "mandates": _delegations(Q(pk__in=[mandate.delegation for mandate in actor.mandates])),
        "factor": SecondFactor.objects.filter(user_id=person(actor), confirmed_at__isnull=False).exists(),
        "administers": bool(actor.roles & ADMINISTRATORS),
        "provider": provider() is not None,
        "webhooks": may_manage(actor),
        "reviews": any(post.role in CLAIM_REVIEWERS for post in actor.posts),
    }


def organisation_view(organisation_id: int) -> dict[str, Any]:
    """Return what the administrator of an organisation sees of it."""
    on = today()
    open_ones = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_on__gte=on)
    return {
        "organisation": Organisation.objects.get(pk=organisation_id),
        "members": Membership.objects.filter(in_force(on), organisation_id=organisation_id)
        .select_related("user")
        .order_by("-administrator", "valid_from", "pk"),
        "invitations": open_ones.filter(organisation_id=organisation_id).order_by("made_at"),
        "given": _delegations(Q(principal_id=organisation_id, ended_on__isnull=True, valid_to__gte=on)),
        "taken": _delegations(Q(agent_id=organisation_id, ended_on__isnull=True, valid_to__gte=on)),
        "matters": matters(),
    }


def factor_view(user: User, actor: Actor) -> dict[str, Any]:
    """Return the state of the second factor; before it is confirmed, the picture that a generator reads."""
    if factors.has_factor(user):
        left = SecondFactor.objects.filter(user=user).aggregate(left=Count("codes", Q(codes__used_at__isnull=True)))
        return {"confirmed": True, "left": left["left"], "required": factors.is_required(actor)}
    address = factors.enrol(user)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4)
    secret = address.partition("secret=")[2].partition("&")[0]
    return {"confirmed": False, "picture": picture, "secret": secret, "required": factors.is_required(actor)}


def open_claims(actor: Actor) -> list[Claim]:
    """Return the claims that wait for an officer, the oldest first."""
    waiting = Claim.objects.filter(claims_to_review(actor), state=ClaimState.OPEN)
    return list(waiting.select_related("user").order_by("made_at")[:200])


def deputy_view(actor: Actor) -> dict[str, Any]:
    """Return an officer's posts and the deputies from today on: of one's own posts, and oneself in others' place."""
    lasting = Q(ended_on__isnull=True, valid_to__gte=today())
    rows = (
        Deputy.objects.filter(lasting).select_related("post__user", "post__department", "user").order_by("valid_from")
    )
    return {
        "own": [post for post in actor.posts if not post.deputising],
        "colleagues": colleagues(actor, today()),
        "mine": [(row, Role(row.post.role).label) for row in rows.filter(post__user_id=person(actor))],
        "theirs": [(row, Role(row.post.role).label) for row in rows.filter(user_id=person(actor))],
    }


LOG_PAGE = 100


def log_rows(actor: Actor, before: int = 0) -> dict[str, Any]:
    """Return the newest events of one's own account, to the audit administrator of all, older than row ``before``."""
    whose = Q() if Role.AUDIT in actor.roles else Q(user_id=person(actor))
    rows = AccountEvent.objects.filter(whose).select_related("by").order_by("-pk")
    shown = list((rows.filter(pk__lt=before) if before else rows)[: LOG_PAGE + 1])
    return {
        "events": [(event, HAPPENINGS[Happening(event.kind)]) for event in shown[:LOG_PAGE]],
        "older": shown[LOG_PAGE - 1].pk if len(shown) > LOG_PAGE else 0,
    }


def locks(actor: Actor) -> list[Lockout]:
    """Return the locks in force, to the security administrator only."""
    if Role.SECURITY not in actor.roles:
        return []
    return list(Lockout.objects.filter(until__gt=now(), lifted_at__isnull=True).order_by("-since")[:200])


def _delegations(which: Q) -> list[tuple[Delegation, tuple[Text, ...]]]:
    """Return delegations, each with what it is for in words: matters by their title, cases by their number."""
    rows = list(Delegation.objects.filter(which).select_related("principal", "agent").order_by("valid_from", "pk"))
    titles = {one.code: one.title for one in matters()} if any(row.matters for row in rows) else {}
    return [(row, tuple(titles.get(one, Text(one, one)) for one in (*row.matters, *row.cases))) for row in rows]


HAPPENINGS = {
    Happening.SIGNED_IN: Text("登录", "Signed in"),
    Happening.SIGNED_OUT: Text("退出", "Signed out"),
    Happening.WRONG: Text("密码或验证码不对", "Wrong password or code"),
    Happening.LOCKED: Text("因多次失败被锁定", "Locked after repeated failures"),
    Happening.TURNED_AWAY: Text("锁定期间尝试登录", "Tried while locked"),
    Happening.UNLOCKED: Text("解除锁定", "Unlocked"),
    Happening.FACTOR_SET: Text("启用两步验证", "Second factor set"),
    Happening.FACTOR_REMOVED: Text("停用两步验证", "Second factor removed"),
    Happening.CODES_RENEWED: Text("更换恢复码", "Recovery codes renewed"),
    Happening.PASSWORD_CHANGED: Text("修改密码", "Password changed"),
    Happening.CREATED: Text("建立账户", "Account made"),
    Happening.CLOSED: Text("停用账户", "Account closed"),
    Happening.REOPENED: Text("恢复账户", "Account opened again"),
    Happening.LINK_MADE: Text("发放设置密码的链接", "Link to set a password"),
    Happening.APPOINTED: Text("任职", "Appointed"),
    Happening.POST_ENDED: Text("终止任职", "Post ended"),
    Happening.DEPUTY_NAMED: Text("指定代行人", "Deputy named"),
    Happening.DEPUTY_ENDED: Text("结束代行", "Deputy ended"),
    Happening.PASSKEY_ADDED: Text("添加通行密钥", "Passkey added"),
    Happening.PASSKEY_REMOVED: Text("移除通行密钥", "Passkey removed"),
    Happening.PASSKEY_REFUSED: Text("通行密钥未通过", "Passkey refused"),
    Happening.FACTORS_CLEARED: Text("清除两步验证和通行密钥", "Second factor and passkeys cleared"),
    Happening.LINKED: Text("绑定统一身份", "Identity linked"),
    Happening.UNLINKED: Text("解除统一身份绑定", "Identity unlinked"),
    Happening.SESSIONS_ENDED: Text("结束登录", "Sessions ended"),
}
