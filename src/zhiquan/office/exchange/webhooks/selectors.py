"""Who may have webhooks, and what was sent to them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from zhiquan.office.access.models import Membership, Organisation, in_force
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, within
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

PAGE = 50


def administered(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations that a person administers, by name."""
    if actor.user_id is None:
        return Organisation.objects.none()
    held = Membership.objects.filter(in_force(today()), user_id=actor.user_id, administrator=True)
    return Organisation.objects.filter(pk__in=held.values("organisation_id")).order_by("name")


def offices_of(actor: Actor) -> tuple[str, ...]:
    """Return the divisions for whose office a person administers the system."""
    return tuple(sorted({post.division for post in actor.posts if post.role is Role.ADMINISTRATOR}))


def subscriptions_for(actor: Actor) -> QuerySet[Subscription]:
    """Return exactly the subscriptions a person manages: of the organisations administered, and of the office as its
    system administrator.
    """
    mine = Q(organisation__in=administered(actor))
    if places := offices_of(actor):
        mine |= Q(organisation__isnull=True) & within(places)
    return Subscription.objects.filter(mine).select_related("organisation").order_by("-pk")


def get_subscription_for(actor: Actor, subscription_id: int) -> Subscription:
    """Return one that the actor manages; otherwise ``NotFound``."""
    found = subscriptions_for(actor).filter(pk=subscription_id).first()
    if found is None:
        raise NotFound("webhooks.not-found", NOT_FOUND)
    return found


def may_manage(actor: Actor) -> bool:
    """Tell whether a person may have webhooks at all."""
    return bool(offices_of(actor)) or administered(actor).exists()


def require_manager(actor: Actor) -> None:
    """Let only those pass who may have webhooks; for others the pages do not exist."""
    if not may_manage(actor):
        raise NotFound("webhooks.not-yours", NOT_FOUND)


def deliveries_of(subscription: Subscription, *, state: str = "", before: int = 0) -> tuple[list[Parcel], int]:
    """Return a page of what was sent, the newest first, older than ``before``; and where the next page goes on."""
    rows = Parcel.objects.filter(target=subscription.target).prefetch_related("tries").order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else 0


def counts_of(subscriptions: list[Subscription]) -> dict[str, dict[str, int]]:
    """Return by target how many parcels stand in each state."""
    rows = Parcel.objects.filter(target__in=[one.target for one in subscriptions])
    counted: dict[str, dict[str, int]] = {}
    for row in rows.order_by().values("target", "state").annotate(number=Count("pk")):
        counted.setdefault(row["target"], {})[row["state"]] = row["number"]
    return counted


NOT_FOUND = Text("没有这个推送，或者您无权管理。", "There is no such webhook, or it is not yours to manage.")
