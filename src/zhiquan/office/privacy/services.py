"""A person's copy of what is held (个人信息保护法 art. 45), and the erasure of an account (art. 47)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from zhiquan.office.access.models import Happening, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services import Attempt, log
from zhiquan.office.privacy.inventory import Erase, Holding, inventory
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

ERASED = "erased"
_ORDER = (Erase.DELETE, Erase.EMPTY, Erase.REPLACE)


def copy_of(username: str) -> dict[str, Any]:
    """Return everything the inventory lists of an account: by model, its purpose, basis and rows; secrets left out.

    Refuses ``privacy.no-account``.
    """
    user = _account(username)
    held = {_name(one): _copied(one, user) for one in inventory() if one.fields}
    return {"account": user.username, "held": {model: told for model, told in held.items() if told["rows"]}}


def erase_account(actor: Actor, username: str, reason: str) -> dict[str, int]:
    """Erase what is held of a closed account as far as no law asks to keep it; return how many rows of which model.

    For a system administrator. Files of cases, letters, registers, the log of accounts and what the person did in the
    office stay, under a number in the place of the name. Refusals: ``privacy.not-yours``, ``privacy.no-reason``,
    ``privacy.no-account``, ``privacy.still-open``.
    """
    if Role.ADMINISTRATOR not in actor.roles:
        raise NotFound("privacy.not-yours", _NOT_YOURS)
    if not reason.strip():
        raise Refusal("privacy.no-reason", _REASON)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=_account(username).pk)
        if user.is_active:
            raise Refusal("privacy.still-open", _OPEN.format(name=username))
        done = {_name(one): _erased(one, user) for how in _ORDER for one in inventory() if one.erase is how}
        user.refresh_from_db()
        log(Happening.CLOSED, Attempt(user.username, ""), how=ERASED, by=actor.user_id)
    return {model: count for model, count in done.items() if count}


def _name(one: Holding) -> str:
    """Return the model, with the person's part in it where the row speaks of several."""
    alone = sum(other.model == one.model for other in inventory()) == 1
    return one.model if alone else f"{one.model}:{one.person.removesuffix('_id')}"


def _account(username: str) -> User:
    user = User.objects.filter(username=username.strip()).first()
    if user is None:
        raise NotFound("privacy.no-account", _NO_ACCOUNT.format(name=username.strip()))
    return user


def _copied(one: Holding, user: User) -> dict[str, Any]:
    rows = list(one.rows_of(user).values(*one.fields))
    return {"purpose": one.purpose, "basis": one.basis, "kept": one.kept, "rows": rows}


def _erased(one: Holding, user: User) -> int:
    rows = one.rows_of(user)
    match one.erase:
        case Erase.DELETE:
            return rows.delete()[0]
        case Erase.EMPTY:
            return rows.update(**dict.fromkeys(one.fields, ""))
        case _:
            return _replaced(user)


def _replaced(user: User) -> int:
    """Put a number in the place of the name: what the person did stays, by nobody who can be told."""
    user.username, user.display_name = f"{ERASED}-{user.pk}", f"已注销 {user.pk}"
    user.first_name = user.last_name = user.email = ""
    user.last_login = None
    user.set_unusable_password()
    user.save()
    return 1


_NO_ACCOUNT = Text("没有用户名为“{name}”的账户，请核对。", "There is no account “{name}”; check the name.")
_NOT_YOURS = Text("账户信息由系统管理员删除。", "A system administrator erases accounts.")
_REASON = Text("请写明删除理由。", "Say why it is erased.")
_OPEN = Text("账户“{name}”仍在使用，请先停用。", "The account “{name}” is open; close it first.")
