"""The market of one's own organisations: listing a right, posting a demand, interests, deals and their filing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.forms import rows, typed
from zhiquan.portal.web.market.words import STATES, chosen, kind_of, shown
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.refusal import Refusal
from zhiquan.scenes.market import asking, dealing, filing
from zhiquan.scenes.market import listing as listing_services
from zhiquan.scenes.market.models import Deal, Interest, InterestState
from zhiquan.scenes.market.selectors import (
    get_deal_for,
    get_interest_for,
    journal_of,
    mine_for,
    trading_for,
)


@signed_in
def list_right(request: HttpRequest) -> HttpResponse:
    """Ask what is needed to list a right; what bars it is told with its source, and nothing typed is lost."""
    if request.method != "POST":
        return _asked(request, "market/list.html", asking.LISTING, {"right": request.GET.get("right", "")[:40]})
    actor, proof = actor_of(request), None
    try:
        proof = _file(request, "proof")
        one = listing_services.list_right(
            actor, chosen(request, trading_for(actor)), typed(request.POST, asking.LISTING), proof
        )
    except Refusal as refusal:
        return _again(request, "market/list.html", asking.LISTING, refusal, proof)
    messages.success(request, gettext("已挂牌。"))
    return redirect("market.listing", number=one.number)


@signed_in
def post(request: HttpRequest) -> HttpResponse:
    """Ask what an organisation looks for."""
    if request.method != "POST":
        return _asked(request, "market/post.html", asking.DEMAND, {})
    actor = actor_of(request)
    try:
        one = listing_services.post_demand(
            actor, chosen(request, trading_for(actor)), typed(request.POST, asking.DEMAND)
        )
    except Refusal as refusal:
        return _again(request, "market/post.html", asking.DEMAND, refusal)
    messages.success(request, gettext("需求已发布，下面是与它匹配的挂牌。"))
    return redirect("market.demand", number=one.number)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own listings, demands, interests and deals."""
    held = mine_for(actor_of(request))
    context = {
        "held": held,
        "listings": [shown(one) for one in held.listings],
        "demands": [(one, STATES[one.state]) for one in held.demands],
        "received": [(one, STATES[one.state]) for one in held.received],
        "sent": [(one, STATES[one.state]) for one in held.sent],
        "deals": [(one, STATES[one.state]) for one in held.deals],
        "organisations": trading_for(actor_of(request)),
    }
    return page(request, "market/mine.html", context)


@signed_in
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an interest to its two sides; take the holder's answer, and either side's word of a contract."""
    actor = actor_of(request)
    one = get_interest_for(actor, pk)
    fields: Sequence[Field] = asking.ANSWER if one.state == InterestState.ASKED else asking.DEAL
    if request.method != "POST":
        return _interest(request, one, fields, {}, None)
    try:
        return _answered(request, one)
    except Refusal as refusal:
        return _interest(request, one, fields, typed(request.POST, fields), refusal)


def _answered(request: HttpRequest, one: Interest) -> HttpResponse:
    actor, go = actor_of(request), request.POST.get("go", "")
    if go in {"agree", "decline"}:
        dealing.answer(actor, one, typed(request.POST, asking.ANSWER), agree=go == "agree")
        messages.success(request, gettext("已答复对方。"))
        return redirect("market.interest", pk=one.pk)
    side = _side(request, one)
    told_ = dealing.tell_deal(actor, one, side, typed(request.POST, asking.DEAL), _file(request, "contract") or 0)
    messages.success(request, gettext("已登记，等待对方确认。"))
    return redirect("market.deal", number=told_.number)


def _side(request: HttpRequest, one: Interest) -> int:
    """Return for which side the person acts; who acts for both says so by the form."""
    mine = trading_for(actor_of(request)).filter(pk__in=[one.asker_id, one.listing.organisation_id])
    return chosen(request, mine)


def _interest(
    request: HttpRequest, one: Interest, fields: Sequence[Field], given: dict[str, Any], refusal: Refusal | None
) -> HttpResponse:
    errors = refusal.errors if isinstance(refusal, FormRefusal) else ()
    mine = trading_for(actor_of(request))
    sides = mine.filter(pk__in=[one.asker_id, one.listing.organisation_id])
    context = {
        "one": one,
        "state": STATES[one.state],
        "how": kind_of(one.listing),
        "holds": mine.filter(pk=one.listing.organisation_id).exists(),
        "sides": sides,
        "deals": [(deal, STATES[deal.state]) for deal in one.deals.order_by("-pk")],
        "fields": rows(fields, given, errors),
        "errors": errors,
        "refusal": None if errors else refusal,
    }
    return page(request, "market/interest.html", context, status=422 if refusal else 200)


@signed_in
def deal(request: HttpRequest, number: str) -> HttpResponse:
    """Show a deal to its sides and to the office; take the other side's word, and begin its filing."""
    actor = actor_of(request)
    one = get_deal_for(actor, number)
    if request.method == "POST":
        try:
            return _dealt(request, one)
        except Refusal as refusal:
            return told(request, refusal, "market.deal", number)
    case = filing.case_of(one)
    mine = trading_for(actor)
    other = dealing.other_side(one)
    context = {
        "one": one,
        "state": STATES[one.state],
        "how": kind_of(one.listing),
        "other": other,
        "reads": mine.filter(pk__in=_sides(one)).exists(),
        "answers": one.state == "said" and mine.filter(pk=other.pk).exists(),
        "sides": mine.filter(pk__in=[other.pk, one.said_for_id]) if one.state == "done" else (),
        "drafted": one.draft if one.draft and mine.filter(pk=one.draft.organisation_id).exists() else None,
        "case": case,
        "entry": filing.entry_of(case) if case else None,
        "matter": filing.matter_of(one),
        "journal": journal_of(one.number),
    }
    return page(request, "market/deal.html", context)


def _dealt(request: HttpRequest, one: Deal) -> HttpResponse:
    actor, go = actor_of(request), request.POST.get("go", "")
    if go == "file":
        draft = filing.begin(actor, one, chosen(request, trading_for(actor).filter(pk__in=_sides(one))))
        return redirect("hall.draft", draft_id=draft.pk)
    dealing.confirm(actor, one, agree=go == "confirm")
    messages.success(request, gettext("已确认成交。") if go == "confirm" else gettext("已告知对方。"))
    return redirect("market.deal", number=one.number)


def _sides(one: Deal) -> tuple[int, int]:
    return one.said_for_id, dealing.other_side(one).pk


def _file(request: HttpRequest, name: str) -> int | None:
    """Stage an uploaded file, or take the one that was staged when the form was refused before."""
    upload = request.FILES.get(name)
    if upload is not None:
        return kept(request, upload).pk
    staged = request.POST.get(f"{name}.staged", "")
    return int(staged) if staged.isascii() and staged.isdecimal() else None


def _asked(
    request: HttpRequest, template: str, fields: Sequence[Field], given: dict[str, Any], **told: Any
) -> HttpResponse:
    """Show a form; ``told`` are the errors of its answers, the refusal of the whole, a file that was staged."""
    errors, refusal = told.get("errors", ()), told.get("refusal")
    picked = request.POST.get("organisation") or request.GET.get("organisation", "")
    context = {"fields": rows(fields, given, errors), "mine": trading_for(actor_of(request)), "picked": picked, **told}
    return page(request, template, context, status=422 if errors or refusal else 200)


def _again(
    request: HttpRequest, template: str, fields: Sequence[Field], refusal: Refusal, staged: int | None = None
) -> HttpResponse:
    """Show the form once more with everything that was typed, and what stands against it."""
    errors = refusal.errors if isinstance(refusal, FormRefusal) else ()
    given = typed(request.POST, fields)
    return _asked(request, template, fields, given, errors=errors, refusal=None if errors else refusal, staged=staged)
