"""Posts given and ended by the security administrator; deputies named by those who hold a post (AB岗)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from zhiquan.office.access.models import Department, Deputy, Happening, Post, User, in_force
from zhiquan.office.access.roles import STAFF_ROLES, Role, conflict
from zhiquan.office.access.selectors import Actor, is_heading
from zhiquan.office.access.services.person import person
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

LONGEST_DEPUTY = timedelta(days=183)
"""How long one naming of a deputy may run. A default of this program, not of law."""


def appoint(
    actor: Actor, user: User, department: Department, role: Role, since: date, until: date | None = None
) -> Post:
    """Give a person a role in a department; asks the security administrator of the place, never for oneself.

    A refusal ``access.conflict`` names the role that excludes the wanted one (三员 and handling roles).
    """
    if not actor.holds(Role.SECURITY, department.division):
        raise NotFound("access.not-security", _NOT_SECURITY)
    if actor.user_id == user.pk:
        raise Refusal("access.own-post", _OWN_POST)
    return _give(user, department, role, since, until, by=actor.user_id)


def found_security(user: User, department: Department) -> Post:
    """Give the first security administrator the post, as whoever operates the machine; refused once there is one."""
    with transaction.atomic():
        if Post.objects.select_for_update().filter(in_force(today()), role=Role.SECURITY).exists():
            raise Refusal("access.security-there", _THERE)
        return _give(user, department, Role.SECURITY, today(), None, by=None)


def _give(user: User, department: Department, role: Role, since: date, until: date | None, *, by: int | None) -> Post:
    if role not in STAFF_ROLES:
        raise Refusal("access.no-post", _NO_POST)
    if is_heading(department.division):
        raise Refusal("access.heading", _HEADING.format(code=department.division))
    if until is not None and until < since:
        raise Refusal("access.period", _PERIOD)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        require_no_conflict(user.pk, str(user), role, since, until)
        held = Post.objects.filter(in_force(since), user=user, department=department, role=role.value)
        if held.exists():
            raise Refusal("access.held-already", _HELD.format(who=str(user), role=role.label))
        post = Post.objects.create(user=user, department=department, role=role.value, valid_from=since, valid_to=until)
        note(Happening.APPOINTED, user, post, by)
    return post


def end_post(actor: Actor, post_id: int) -> Post:
    """End a post from today on, as the security administrator of the place."""
    found = Post.objects.filter(pk=post_id, ended_on__isnull=True).select_related("department", "user").first()
    if found is None or not actor.holds(Role.SECURITY, found.department.division):
        raise NotFound("access.not-security", _NOT_SECURITY)
    if found.user_id == actor.user_id:
        raise Refusal("access.own-post", _OWN_POST)
    found.ended_on, found.ended_by_id = today(), actor.user_id
    with transaction.atomic():
        found.save(update_fields=["ended_on", "ended_by"])
        note(Happening.POST_ENDED, found.user, found, actor.user_id)
    return found


def name_deputy(actor: Actor, post_id: int, username: str, since: date, until: date) -> Deputy:
    """Name a colleague who holds one's own post from a day to a day; only the holder names, and only an officer."""
    post = (
        Post.objects.filter(in_force(today()), pk=post_id, user_id=person(actor)).select_related("department").first()
    )
    if post is None:
        raise NotFound("access.not-your-post", _NOT_YOUR_POST)
    if since < today() or until < since or until - since > LONGEST_DEPUTY:
        raise Refusal("access.period", _DEPUTY_PERIOD)
    if post.valid_to is not None and until > post.valid_to:
        raise Refusal("access.period", _BEYOND)
    colleague = User.objects.filter(username=username.strip(), is_active=True).exclude(pk=person(actor)).first()
    officer = colleague is not None and Post.objects.filter(in_force(today()), user=colleague).exists()
    if colleague is None or not officer:
        raise Refusal("access.no-colleague", _NO_COLLEAGUE)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=colleague.pk)
        require_no_conflict(colleague.pk, str(colleague), Role(post.role), since, until)
        note(Happening.DEPUTY_NAMED, colleague, post, person(actor))
        return Deputy.objects.create(
            post=post, user=colleague, valid_from=since, valid_to=until, named_by_id=person(actor), named_at=now()
        )


def end_deputy(actor: Actor, deputy_id: int) -> Deputy:
    """End a naming from today on: by the post's holder, or by the deputy who gives it back."""
    mine = Q(post__user_id=person(actor)) | Q(user_id=person(actor))
    rows = Deputy.objects.filter(mine, pk=deputy_id, ended_on__isnull=True)
    found = rows.select_related("post__department", "user").first()
    if found is None:
        raise NotFound("access.not-your-post", _NOT_YOUR_POST)
    found.ended_on, found.ended_by_id = today(), actor.user_id
    with transaction.atomic():
        found.save(update_fields=["ended_on", "ended_by"])
        note(Happening.DEPUTY_ENDED, found.user, found.post, actor.user_id)
    return found


def note(kind: Happening, user: User, post: Post, by: int | None) -> None:
    """Log who was given or lost which post: the role, the place, the post's number."""
    log(kind, Attempt(user.username, ""), how=f"{post.role} {post.department.division} #{post.pk}", by=by)


def require_no_conflict(user_id: int, name: str, role: Role, since: date, until: date | None) -> None:
    """Refuse a role that another, held by the person on any day of the period, excludes; the refusal names both."""
    held = [Role(one) for one in _overlapping(user_id, since, until)]
    other = conflict(held, role)
    if other is not None:
        raise Refusal("access.conflict", _CONFLICT.format(who=name, held=other.label, wanted=role.label))


def _overlapping(user_id: int, since: date, until: date | None) -> set[str]:
    """Return the roles held at some time of a period, as holder or as deputy; ended ones count until they ended."""
    running = (Q(valid_to__isnull=True) | Q(valid_to__gte=since)) & (Q(ended_on__isnull=True) | Q(ended_on__gt=since))
    if until is not None:
        running &= Q(valid_from__lte=until)
    own = Post.objects.filter(running, user_id=user_id).values_list("role", flat=True)
    deputising = Deputy.objects.filter(running, user_id=user_id).values_list("post__role", flat=True)
    return {*own, *deputising}


_NOT_SECURITY = Text(
    "任职由该区划的安全管理员办理。",
    "Posts are given and ended by the security administrator of the division.",
)
_THERE = Text(
    "已有安全管理员，任职请由其办理。", "There is a security administrator already, who gives and ends posts."
)
_HELD = Text("{who}在该部门已任{role}。", "{who} is {role} in this department already.")
_OWN_POST = Text(
    "不能办理本人的任职，请由其他安全管理员办理。", "Another security administrator must see to your own post."
)
_NO_POST = Text("这个角色不是任职。", "This role is no post.")
_HEADING = Text(
    "{code} 是区划代码表的分组，不是一级行政区划，请填写省、市或县的代码。",
    "{code} is a heading of the table of divisions and no place; give the code of a province, city or county.",
)
_PERIOD = Text("止日不能早于起日。", "The last day cannot lie before the first.")
_DEPUTY_PERIOD = Text(
    "期限应从今天或以后起，止日不早于起日，最长六个月。",
    "The period begins today or later, ends no sooner than it begins, and lasts six months at most.",
)
_BEYOND = Text("期限不能超过您的任职期限。", "The period cannot outlast your own post.")
_NOT_YOUR_POST = Text("这不是您的任职。", "This is not your post.")
_NO_COLLEAGUE = Text("请填写一位在任同事的用户名。", "Give the user name of a colleague who holds a post.")
_CONFLICT = Text(
    "{who}已任{held}，不能再任{wanted}：系统、安全、审计管理员须互不兼任，也不经办业务。",
    "{who} is {held} and cannot also be {wanted}: the system, security and audit administrators exclude each other and"
    " handle no business.",
)
