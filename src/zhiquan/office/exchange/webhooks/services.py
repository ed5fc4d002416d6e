"""What is done to webhooks: subscribe, replace the secret, end, try out, send again; and announce an event."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from zhiquan.office.access.selectors import Actor, reach_of
from zhiquan.office.access.services.person import person
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.exchange.webhooks.guard import place_of
from zhiquan.office.exchange.webhooks.secrets import OVERLAP, sealed
from zhiquan.office.exchange.webhooks.selectors import NOT_FOUND, administered, get_subscription_for, offices_of
from zhiquan.office.exchange.webhooks.signing import new_secret
from zhiquan.office.outbox.models import Parcel
from zhiquan.office.outbox.services import Posted, again, post
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI, now

TYPES = {
    "case.opened": Text("办件已收到", "Case received"),
    "case.asked": Text("需要当事人办理", "Something is asked of a party"),
    "case.letter": Text("文书已签发", "Letter issued"),
    "case.decided": Text("办件已办结", "Case concluded"),
    "case.clock": Text("期限提醒", "Time limit"),
}
"""What can be subscribed to."""
PING = "ping"
MOST = 10
"""Subscriptions in force that an organisation or an office may have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription as it was asked for: for an ``organisation`` by its id, or (0) for the office of ``division``."""

    organisation: int
    division: str
    name: str
    url: str
    types: Collection[str]


@dataclass(frozen=True, slots=True)
class Announced:
    """An event that programs may be told: whose cases it concerns, where, and what is said of it."""

    key: str
    type: str
    at: datetime
    division: str
    organisations: frozenset[int]
    data: dict[str, Any]


def subscribe(actor: Actor, wanted: Wanted) -> tuple[Subscription, str]:
    """Make a subscription and return it with its secret, which is shown this once.

    Refusals: ``webhooks.not-found`` (not yours), ``.url``, ``.address``, ``.unreachable``, ``.types``, ``.too-many``.
    """
    owner = _owner(actor, wanted)
    types = sorted(set(wanted.types) & set(TYPES))
    if not types or not wanted.name.strip():
        raise Refusal("webhooks.types", _TYPES)
    try:
        place_of(wanted.url)
    except OSError:
        raise Refusal("webhooks.unreachable", _UNREACHABLE) from None
    if Subscription.objects.filter(ended_at__isnull=True, **owner).count() >= MOST:
        raise Refusal("webhooks.too-many", _TOO_MANY.format(most=MOST))
    secret = new_secret()
    made = Subscription.objects.create(
        **owner,
        name=wanted.name.strip()[:60],
        url=wanted.url.strip(),
        types=types,
        secret=sealed(secret),
        made_by_id=person(actor),
        made_at=now(),
    )
    return made, secret


def rotate(actor: Actor, subscription_id: int) -> str:
    """Replace the secret and return the new one, shown this once; for a day the old one still signs beside it."""
    held = _in_force(actor, subscription_id)
    secret = new_secret()
    held.old_secret, held.old_until, held.secret = held.secret, now() + OVERLAP, sealed(secret)
    held.save(update_fields=["old_secret", "old_until", "secret"])
    return secret


def end(actor: Actor, subscription_id: int) -> None:
    """End a subscription; what waits for it is given up."""
    held = _in_force(actor, subscription_id)
    Subscription.objects.filter(pk=held.pk).update(ended_at=now(), ended_why="manager")


def ping(actor: Actor, subscription_id: int) -> None:
    """Send a first event that says nothing, to see whether it arrives."""
    held = _in_force(actor, subscription_id)
    post([_parcel(held, f"ping-{uuid.uuid4().hex[:20]}", PING, now(), {"name": held.name})])


def send_again(actor: Actor, subscription_id: int, parcel_id: int) -> None:
    """Send a delivery once more, under the same id."""
    held = _in_force(actor, subscription_id)
    parcel = Parcel.objects.filter(pk=parcel_id, target=held.target).first()
    if parcel is None:
        raise NotFound("webhooks.not-found", NOT_FOUND)
    again(parcel)


def announce(event: Announced) -> None:
    """Post an event to every subscription that it concerns, inside the caller's transaction."""
    concerned = Q(organisation_id__in=event.organisations) | Q(organisation__isnull=True)
    held = Subscription.objects.filter(concerned, ended_at__isnull=True)
    post(
        _parcel(one, f"{event.key[:28]}-{one.pk}", event.type, event.at, event.data)
        for one in held.order_by("pk")
        if event.type in one.types and (one.organisation_id or reach_of(one.division).holds(event.division))
    )


def _parcel(subscription: Subscription, key: str, kind: str, at: datetime, data: dict[str, Any]) -> Posted:
    body = {"type": kind, "timestamp": at.astimezone(SHANGHAI).isoformat(), "data": data}
    return Posted("webhook", f"msg_{key}", subscription.target, {"subscription": subscription.pk, "body": body})


def _owner(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    if wanted.organisation:
        if not administered(actor).filter(pk=wanted.organisation).exists():
            raise NotFound("webhooks.not-found", NOT_FOUND)
        return {"organisation_id": wanted.organisation, "division": ""}
    if wanted.division not in offices_of(actor):
        raise NotFound("webhooks.not-found", NOT_FOUND)
    return {"organisation_id": None, "division": wanted.division}


def _in_force(actor: Actor, subscription_id: int) -> Subscription:
    held = get_subscription_for(actor, subscription_id)
    if held.ended_at:
        raise Refusal("webhooks.ended", _ENDED)
    return held


_TYPES = Text("请填写名称，并至少选择一种事件。", "Give a name and choose at least one kind of event.")
_UNREACHABLE = Text("找不到这个接收地址的主机，请核对。", "The host of this address cannot be found; check it.")
_TOO_MANY = Text("已有 {most} 个推送，请先停用不需要的。", "There are {most} webhooks already; end one first.")
_ENDED = Text("该推送已停用。", "This webhook has ended.")
