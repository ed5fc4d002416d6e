"""Subscribing, replacing the secret, trying out, ending; and the log of deliveries with sending again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.selectors import Actor
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.exchange.webhooks import services
from zhiquan.office.exchange.webhooks.secrets import OVERLAP
from zhiquan.office.exchange.webhooks.selectors import (
    administered,
    counts_of,
    deliveries_of,
    get_subscription_for,
    offices_of,
    require_manager,
    subscriptions_for,
)
from zhiquan.office.exchange.webhooks.services import TYPES, Wanted
from zhiquan.office.outbox.models import State
from zhiquan.portal.web.answers import said, signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

STATES = {
    State.WAITING: Text("待发送", "waiting"),
    State.TAKEN: Text("发送中", "being sent"),
    State.SENT: Text("已送达", "delivered"),
    State.DEAD: Text("已放弃", "given up"),
}
KINDS = {**TYPES, services.PING: Text("测试", "test")}


@signed_in
def webhooks(request: HttpRequest) -> HttpResponse:
    """List one's webhooks and make another; its secret is shown once, with the answer to the very request."""
    actor, posted, wrong = actor_of(request), request.POST, None
    require_manager(actor)
    if request.method == "POST":
        whose, _, place = posted.get("owner", "").partition(":")
        types = posted.getlist("types")
        wanted = Wanted(whole(whose), place, posted.get("name", ""), posted.get("url", ""), types)
        try:
            made, secret = services.subscribe(actor, wanted)
        except Refusal as refusal:
            wrong = refusal
        else:
            return _shown(request, made, secret)
    rows = list(subscriptions_for(actor))
    counts = counts_of(rows)
    shown = {
        "rows": [(row, counts.get(row.target, {})) for row in rows],
        "owners": _owners(actor),
        "types": TYPES.items(),
        "chosen": posted.getlist("types") if wrong else list(TYPES),
        "typed": posted,
        "wrong": wrong,
    }
    return page(request, "webhooks/webhooks.html", shown, status=422 if wrong else 200)


@signed_in
def webhook(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Show one webhook with its deliveries; try it out, replace its secret, end it, send a delivery again."""
    actor = actor_of(request)
    held = get_subscription_for(actor, subscription_id)
    if request.method != "POST":
        return _shown(request, held)
    try:
        match request.POST.get("go"):
            case "rotate":
                secret = services.rotate(actor, held.pk)
                return _shown(request, get_subscription_for(actor, held.pk), secret)
            case "end":
                services.end(actor, held.pk)
            case "ping":
                services.ping(actor, held.pk)
            case "again":
                services.send_again(actor, held.pk, whole(request.POST.get("id", "")))
    except Refusal as refusal:
        return told(request, refusal, "webhooks.webhook", held.pk)
    messages.success(request, gettext("已办理。"))
    return redirect("webhooks.webhook", subscription_id=held.pk)


def _shown(request: HttpRequest, held: Subscription, secret: str = "") -> HttpResponse:
    state = request.GET.get("state", "")
    rows, older = deliveries_of(held, state=state, before=whole(request.GET.get("before", "")))
    shown = {
        "webhook": held,
        "secret": secret,
        "hours": int(OVERLAP.total_seconds()) // 3600,
        "kinds": [(key, TYPES[key]) for key in held.types if key in TYPES],
        "rows": [(row, KINDS.get(row.payload["body"]["type"]), STATES[State(row.state)]) for row in rows],
        "older": older,
        "state": state,
        "states": [("", Text("全部", "All")), *STATES.items()],
    }
    return page(request, "webhooks/webhook.html", shown)


def _owners(actor: Actor) -> list[tuple[str, str]]:
    """Return for whom a webhook can be made: the value of the form's field and the name."""
    table = divisions()
    offices = [(f"0:{place}", said(table[place]) if place in table else place) for place in offices_of(actor)]
    return [(f"{one.pk}:", one.name) for one in administered(actor)] + offices
