"""Accounts and departments, made and closed by the system administrator 系统管理员.

Of the three administrators 三员 this one makes accounts, the security administrator gives posts (``posts``), the audit
administrator reads what both did (the log of accounts). Nobody learns another's password: a new account has none until
its person sets one through a link that works once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.models import Department, Deputy, Happening, Passkey, Post, SecondFactor, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, is_heading
from zhiquan.office.access.services.ending import end_everything, end_sessions
from zhiquan.office.access.services.person import person
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@dataclass(frozen=True, slots=True)
class Link:
    """What the person of an account sets a password with: once, within ``PASSWORD_RESET_TIMEOUT``."""

    person: str
    token: str


def add_account(actor: Actor | None, username: str, name: str, address: str = "") -> tuple[User, Link]:
    """Make an account without a password, and the link for its person; ``None`` is who operates the machine.

    Refusals: ``access.not-system``, ``access.username``, ``access.username-taken``, ``access.display-name``.
    """
    _require_system(actor)
    username, name = username.strip(), " ".join(name.split())
    if not _USERNAME.fullmatch(username):
        raise Refusal("access.username", _BAD_USERNAME)
    if not 0 < len(name) <= _NAME_LIMIT:
        raise Refusal("access.display-name", _BAD_NAME)
    with transaction.atomic():
        if User.objects.filter(username__iexact=username).exists():
            raise Refusal("access.username-taken", _TAKEN.format(name=username))
        user = User(username=username, display_name=name)
        user.set_unusable_password()
        user.save()
        log(Happening.CREATED, Attempt(username, address), by=actor.user_id if actor else None)
    return user, _link(user)


def new_link(actor: Actor | None, username: str, address: str = "") -> Link:
    """Make a new link for the person of an account: an older one, sessions and tokens work no longer."""
    _require_system(actor)
    with transaction.atomic():
        user = _active(username)
        _require_reach(actor, Role.ADMINISTRATOR, user)
        user.set_unusable_password()
        user.save(update_fields=["password"])
        end_everything(user, by=actor.user_id if actor else None, address=address)
        log(Happening.LINK_MADE, Attempt(user.username, address), by=actor.user_id if actor else None)
    return _link(user)


def by_link(link: Link) -> User:
    """Return the active account that a link belongs to; ``access.no-link`` when it was used, is too old or is wrong."""
    try:
        pk = int(urlsafe_base64_decode(link.person).decode())
    except (ValueError, UnicodeDecodeError, OverflowError):
        raise NotFound("access.no-link", _NO_LINK) from None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, link.token):
        raise NotFound("access.no-link", _NO_LINK)
    return user


def close_account(actor: Actor, username: str, address: str = "") -> User:
    """Close an account that holds no post: nobody signs in with it any more; what was done with it stays."""
    _require_system(actor)
    with transaction.atomic():
        user = _active(username)
        if user.pk == actor.user_id:
            raise Refusal("access.own-account", _OWN)
        _require_reach(actor, Role.ADMINISTRATOR, user)
        if Post.objects.filter(_not_over(), user=user).exists():
            raise Refusal("access.holds-post", _HOLDS.format(who=str(user)))
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_everything(user, by=actor.user_id, address=address)
        log(Happening.CLOSED, Attempt(user.username, address), by=actor.user_id)
    return user


def reopen_account(actor: Actor, username: str, address: str = "") -> tuple[User, Link]:
    """Open a closed account again, with a new link for its person: the old password does not come back."""
    _require_system(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=username.strip(), is_active=False).first()
        if user is None:
            raise NotFound("access.not-closed", _NOT_CLOSED.format(name=username.strip()))
        _require_reach(actor, Role.ADMINISTRATOR, user)
        user.is_active = True
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        log(Happening.REOPENED, Attempt(user.username, address), by=actor.user_id)
    return user, _link(user)


def clear_factors(actor: Actor, username: str, address: str = "") -> User:
    """Take away the second factor and the passkeys of somebody who lost them, as a security administrator."""
    if Role.SECURITY not in actor.roles:
        raise NotFound("access.not-security", _NOT_SECURITY)
    with transaction.atomic():
        user = _active(username)
        if user.pk == person(actor):
            raise Refusal("access.own-account", _OWN)
        _require_reach(actor, Role.SECURITY, user)
        SecondFactor.objects.filter(user=user).delete()
        Passkey.objects.filter(user=user).delete()
        end_sessions(user, by=actor.user_id, address=address)
        log(Happening.FACTORS_CLEARED, Attempt(user.username, address), by=actor.user_id)
    return user


def add_department(actor: Actor | None, name: str, division: str) -> Department:
    """Make a department of a place; the same name at the same place is the one that exists."""
    _require_system(actor)
    name = " ".join(name.split())
    if not 0 < len(name) <= _DEPARTMENT_LIMIT:
        raise Refusal("access.department-name", _BAD_DEPARTMENT)
    if division not in divisions() or is_heading(division):
        raise Refusal("access.division", _BAD_DIVISION)
    if actor is not None and not actor.holds(Role.ADMINISTRATOR, division):
        raise Refusal("access.beyond", _BEYOND)
    return Department.objects.get_or_create(name=name, division=division)[0]


def _require_system(actor: Actor | None) -> None:
    if actor is not None and Role.ADMINISTRATOR not in actor.roles:
        raise NotFound("access.not-system", _NOT_SYSTEM)


def _require_reach(actor: Actor | None, role: Role, user: User) -> None:
    """Refuse the account of somebody who holds a post where the administrator does not answer: as holder or as deputy,
    now or some day to come.
    """
    if actor is None:
        return
    running = _not_over()
    own = Post.objects.filter(running, user=user).values_list("department__division", flat=True)
    deputising = Deputy.objects.filter(running, user=user).values_list("post__department__division", flat=True)
    if not all(actor.holds(role, division) for division in {*own, *deputising}):
        raise Refusal("access.beyond", _BEYOND)


def _not_over() -> Q:
    """Return the condition of posts and namings that are held today or will be."""
    on = today()
    return (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def _active(username: str) -> User:
    user = User.objects.select_for_update().filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise NotFound("access.no-account", _NO_ACCOUNT.format(name=username.strip()))
    return user


def _link(user: User) -> Link:
    return Link(urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user))


_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{2,39}")
_NAME_LIMIT, _DEPARTMENT_LIMIT = 60, 100
_NOT_SYSTEM = Text("账户和部门由系统管理员办理。", "Accounts and departments are made by the system administrator.")
_NOT_SECURITY = Text("两步验证由安全管理员清除。", "Second factors are cleared by a security administrator.")
_BAD_USERNAME = Text(
    "用户名须以字母开头，3 至 40 个字母、数字、点、横线或下划线。",
    "A user name begins with a letter and has 3 to 40 letters, digits, dots, hyphens or underscores.",
)
_BAD_NAME = Text("请填写姓名，不超过 60 字。", "Give the person's name, in 60 characters at most.")
_TAKEN = Text("用户名“{name}”已被使用，请换一个。", "The user name “{name}” is taken; choose another.")
_BAD_DEPARTMENT = Text("请填写部门名称，不超过 100 字。", "Give the department's name, in 100 characters at most.")
_BAD_DIVISION = Text("请选择区划代码表中的省、市或县。", "Choose a province, city or county of the table of divisions.")
_NO_ACCOUNT = Text("没有用户名为“{name}”的有效账户。", "There is no active account “{name}”.")
_NOT_CLOSED = Text("没有用户名为“{name}”的停用账户。", "There is no closed account “{name}”.")
_NO_LINK = Text(
    "这个链接已用过、已过期或不完整，请向系统管理员再要一个。",
    "This link was used, is too old or is not whole; ask the system administrator for a new one.",
)
_OWN = Text("不能办理本人的账户，请由其他管理员办理。", "Another administrator must see to your own account.")
_BEYOND = Text(
    "这超出您所管区划，请由上级管理员办理。", "This lies beyond your division; let the administrator above you do it."
)
_HOLDS = Text("{who}仍有任职，请先由安全管理员终止。", "{who} still holds a post; have it ended first.")
