"""The market as everybody sees it: listings with facets, one listing, demands, one demand with what answers it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.portal.web.answers import told
from zhiquan.portal.web.forms import rows, typed
from zhiquan.portal.web.market.words import HEADS, chosen, finding_rows, shown, value_label
from zhiquan.portal.web.page import actor_of, page
from zhiquan.records.corpus.class_titles import titles
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.market import asking, dealing
from zhiquan.scenes.market import listing as listing_services
from zhiquan.scenes.market.models import Listing, ListingState
from zhiquan.scenes.market.selectors import (
    FACETS,
    get_demand_for,
    get_listing_for,
    journal_of,
    listings,
    matches_of_demand,
    matches_of_listing,
    trading_for,
)
from zhiquan.scenes.market.selectors import (
    demands as open_demands,
)
from zhiquan.scenes.shared.corpus import open_corpus
from zhiquan.settings.now import today

LONGEST_WORDS = 80


def market(request: HttpRequest) -> HttpResponse:
    """List what is offered, narrowed by words and facets."""
    picked = {key: request.GET.get(key, "")[:40] for key in FACETS}
    words, before = request.GET.get("q", "").strip()[:LONGEST_WORDS], request.GET.get("before", "")
    found = listings(picked, words, today(), int(before) if before.isascii() and before.isdecimal() else 0)
    places = divisions(settings.DATA.region)
    facets = [
        (key, HEADS[key], [(value, value_label(key, value, places), count) for value, count in values], picked[key])
        for key, values in found.facets.items()
        if values
    ]
    context = {
        "found": found,
        "rows": [shown(one) for one in found.listings],
        "facets": facets,
        "words": words,
        "narrowed": any(picked.values()) or bool(words),
        "places": places,
        "trades": bool(trading_for(actor_of(request))),
    }
    return page(request, "market/market.html", context)


def listing(request: HttpRequest, number: str) -> HttpResponse:
    """Show one listing with what was checked; take an interest in it, or the holder's word to take it down."""
    actor = actor_of(request)
    one = get_listing_for(actor, number)
    attempt: tuple[dict[str, Any], tuple[Any, ...]] = ({}, ())
    if request.method == "POST":
        try:
            return _take(request, one)
        except FormRefusal as refusal:
            attempt = (typed(request.POST, asking.INTEREST), refusal.errors)
        except Refusal as refusal:
            return told(request, refusal, "market.listing", number)
    mine = trading_for(actor)
    holds = mine.filter(pk=one.organisation_id).exists()
    context = {
        **shown(one),
        "abstract": record.abstract if (record := open_corpus().get(one.right)) else "",
        "findings": finding_rows(one),
        "places": divisions(settings.DATA.region),
        "titles": _titles([one.subclass]),
        "holds": holds,
        "open": one.state == ListingState.OPEN and one.valid_until >= today(),
        "mine": mine.exclude(pk=one.organisation_id),
        "asked": one.interests.filter(asker__in=mine).select_related("asker"),
        "received": one.interests.select_related("asker") if holds else (),
        "journal": journal_of(number) if holds else (),
        "matches": matches_of_listing(one, today()) if holds else (),
        "fields": rows(asking.INTEREST, *attempt),
        "errors": attempt[1],
    }
    return page(request, "market/listing.html", context, status=422 if attempt[1] else 200)


def _take(request: HttpRequest, one: Listing) -> HttpResponse:
    actor = actor_of(request)
    if request.POST.get("go") == "withdraw":
        listing_services.withdraw(actor, one)
        messages.success(request, gettext("已撤牌。"))
        return redirect("market.mine")
    interest = dealing.ask(actor, one, chosen(request, trading_for(actor)), typed(request.POST, asking.INTEREST))
    messages.success(request, gettext("已告诉权利人，对方同意后互换联系方式。"))
    return redirect("market.interest", pk=interest.pk)


def _titles(symbols: Collection[str]) -> dict[str, Text]:
    """Return what the classes are called, as far as their titles were imported."""
    return titles([one for one in symbols if one], Lake(settings.DATA.lake))


def demands(request: HttpRequest) -> HttpResponse:
    """List what is looked for."""
    found = open_demands(today())
    context = {
        "demands": found,
        "places": divisions(settings.DATA.region),
        "titles": _titles([symbol for one in found for symbol in one.classes]),
        "trades": bool(trading_for(actor_of(request))),
    }
    return page(request, "market/demands.html", context)


def demand(request: HttpRequest, number: str) -> HttpResponse:
    """Show one demand and the listings that answer it, each with the reasons."""
    actor = actor_of(request)
    one = get_demand_for(actor, number)
    if request.method == "POST":
        listing_services.withdraw_demand(actor, one)
        messages.success(request, gettext("需求已撤下。"))
        return redirect("market.mine")
    context = {
        "one": one,
        "places": divisions(settings.DATA.region),
        "titles": _titles(one.classes),
        "open": one.state == ListingState.OPEN and one.valid_until >= today(),
        "holds": trading_for(actor).filter(pk=one.organisation_id).exists(),
        "matches": [(shown(pair.listing), pair.match) for pair in matches_of_demand(one, today())],
        "kinds": [value_label("kind", kind, divisions(settings.DATA.region)) for kind in one.kinds],
    }
    return page(request, "market/demand.html", context)
