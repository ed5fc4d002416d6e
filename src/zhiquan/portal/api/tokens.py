"""Tokens: made and shown once, revoked, read by who may, and known again when they come with a request."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from zhiquan.office.access.models import Organisation, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.access.services.person import person
from zhiquan.portal.api.models import Token, TokenEvent
from zhiquan.portal.api.scopes import Scope
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

PREFIX = "zq_"
SHOWN = 10
"""Characters by which a token is told from others."""
MOST = 20
"""Tokens in force that one person may have."""
NAME_LIMIT = 60
OVERSEERS = frozenset({Role.SECURITY, Role.AUDIT})
"""The administrators who see every token; the security administrator also revokes them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token to be made: what for, which scopes, for how many days, for which organisation (``None``: the person)."""

    name: str
    scopes: Collection[str]
    days: int
    organisation: int | None = None


def make(actor: Actor, wanted: Wanted, address: str = "") -> tuple[Token, str]:
    """Make a token of the actor's own; return it with the token itself, told this once.

    Refusals: ``api.token-name``, ``-scopes``, ``-days``, ``-organisation``, ``-many``.
    """
    _fitting(actor, wanted)
    secret = PREFIX + secrets.token_urlsafe(32)
    at = now()
    mine = person(actor)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=mine)
        if Token.objects.filter(_in_force(), user_id=mine).count() >= MOST:
            raise Refusal("api.token-many", _MANY.format(most=MOST))
        made = Token.objects.create(
            user_id=mine,
            organisation_id=wanted.organisation,
            name=" ".join(wanted.name.split()),
            digest=digest_of(secret),
            begins=secret[:SHOWN],
            scopes=sorted({Scope(one).value for one in wanted.scopes}),
            made_at=at,
            until=at + timedelta(days=wanted.days),
        )
        TokenEvent.objects.create(token=made, kind=TokenEvent.Kind.MADE, at=at, address=address, by_id=mine)
    return made, secret


def revoke(actor: Actor, token_id: int, address: str = "") -> Token:
    """End a token at once: one's own, or as security administrator anybody's; again changes nothing."""
    with transaction.atomic():
        found = Token.objects.select_for_update(of=("self",)).filter(pk=get_token_for(actor, token_id).pk).get()
        if found.user_id != actor.user_id and Role.SECURITY not in actor.roles:
            raise NotFound("api.no-token", _NO_TOKEN)
        if found.revoked_at is None:
            _end(found, actor.user_id, address)
    return found


def revoke_all(user_id: int, by: int | None, address: str) -> int:
    """End every token of a person at once (port ``endings``); returns how many were in force."""
    with transaction.atomic():
        found = list(Token.objects.select_for_update().filter(_in_force(), user_id=user_id))
        for one in found:
            _end(one, by, address)
    return len(found)


def in_force_of(user_id: int) -> int:
    """Return how many tokens of a person are in force."""
    return Token.objects.filter(_in_force(), user_id=user_id).count()


def tokens_for(actor: Actor) -> QuerySet[Any]:
    """Return the tokens an actor may see, the newest first: own ones, all to those who oversee; with ``used_at``,
    the moment each was used last.
    """
    whose = Q() if actor.roles & OVERSEERS else Q(user_id=person(actor))
    used = Max("events__at", filter=Q(events__kind=TokenEvent.Kind.USED))
    return Token.objects.filter(whose).select_related("user", "organisation").annotate(used_at=used).order_by("-pk")


def get_token_for(actor: Actor, token_id: int) -> Token:
    """Return a token an actor may see, or ``NotFound``."""
    found: Token | None = tokens_for(actor).filter(pk=token_id).first()
    if found is None:
        raise NotFound("api.no-token", _NO_TOKEN)
    return found


def known(secret: str) -> Token | None:
    """Return the token that a request came with, in force or not."""
    return Token.objects.select_related("user").filter(digest=digest_of(secret)).first()


def is_good(token: Token) -> bool:
    """Tell whether a token opens anything: in force, and its person's account is not closed."""
    return standing(token) == "in-force" and token.user.is_active


def actor_of(token: Token) -> Actor:
    """Return who acts with a token today: the person as today's posts and memberships have it, or less.

    A token of one organisation leaves what its person is to that organisation, and what others delegated to it.
    """
    actor = actor_for(token.user, today())
    if token.organisation_id is None:
        return actor
    mine = actor.organisations & {token.organisation_id}
    mandates = tuple(one for one in actor.mandates if one.agent in mine)
    return Actor(actor.user_id, actor.name, frozenset({Role.APPLICANT}) if mine else frozenset(), (), mine, mandates)


def standing(token: Token) -> str:
    """Return ``in-force``, ``over`` or ``revoked``."""
    if token.revoked_at is not None:
        return "revoked"
    return "in-force" if token.until > now() else "over"


def digest_of(secret: str) -> str:
    """Hash a token; a plain hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _end(token: Token, by: int | None, address: str) -> None:
    token.revoked_at, token.revoked_by_id = now(), by
    token.save(update_fields=["revoked_at", "revoked_by"])
    TokenEvent.objects.create(token=token, kind=TokenEvent.Kind.REVOKED, at=now(), address=address, by_id=by)


def _in_force() -> Q:
    return Q(revoked_at__isnull=True, until__gt=now())


def _fitting(actor: Actor, wanted: Wanted) -> None:
    name = " ".join(wanted.name.split())
    if not name or len(name) > NAME_LIMIT:
        raise Refusal("api.token-name", _NAME.format(limit=NAME_LIMIT))
    if not wanted.scopes or not set(wanted.scopes) <= set(Scope):
        raise Refusal("api.token-scopes", _SCOPES)
    if not 1 <= wanted.days <= settings.API_TOKEN_DAYS:
        raise Refusal("api.token-days", _DAYS.format(most=settings.API_TOKEN_DAYS))
    if wanted.organisation is not None and wanted.organisation not in actor.organisations:
        raise Refusal("api.token-organisation", _ORGANISATION)


def organisations_of(actor: Actor) -> list[Organisation]:
    """Return the organisations that a token of the actor's can be bound to."""
    return list(Organisation.objects.filter(pk__in=actor.organisations).order_by("name"))


_MANY = Text(
    "有效令牌已有 {most} 个，请先吊销不用的。", "There are {most} tokens in force; revoke those not used any more."
)
_NAME = Text("请写明令牌的用途，不超过 {limit} 字。", "Say what the token is for, in {limit} characters at most.")
_SCOPES = Text("请至少选择一项权限。", "Choose at least one scope.")
_DAYS = Text("有效期须为 1 至 {most} 天。", "A token lasts 1 to {most} days.")
_ORGANISATION = Text("请选择您所代表的单位。", "Choose an organisation that you are a member of.")
_NO_TOKEN = Text("没有这个令牌，或者不由您管理。", "There is no such token, or it is not yours to manage.")
