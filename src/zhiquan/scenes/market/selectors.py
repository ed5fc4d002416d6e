"""Reading the market: what is open to everybody, what is one's own, and how demands and listings fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.records.search import SearchIndex, open_index
from zhiquan.records.search.schemes import path
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.market.journal import MATTER
from zhiquan.scenes.market.matching import Match, Offered, Wanted, match, ranked
from zhiquan.scenes.market.models import Act, Deal, Demand, Interest, Listing, ListingState

PAGE, SHOWN = 20, 10
"""Listings on a page, matches on a page."""
COMPARED = 2_000
"""Listings that a demand is compared with, the newest first."""
FACETS = ("kind", "right_kind", "subclass", "division", "price_kind")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of listings: how many there are, the facets over all of them, where the next page goes on (0: nowhere)."""

    total: int
    listings: list[Listing]
    facets: Mapping[str, Sequence[tuple[str, int]]]
    older: int


def listings(chosen: Mapping[str, str], words: str, on: date, before: int = 0) -> Found:
    """Return the open listings that fit, the newest first; ``words`` stand in title, about or number."""
    rows = Listing.objects.filter(state=ListingState.OPEN, valid_until__gte=on)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(about__icontains=words) | Q(right__iexact=words))
    narrowed = rows.filter(**{key: value for key, value in chosen.items() if key in FACETS and value})
    facets = {key: _facet(rows, chosen, key) for key in FACETS}
    page = narrowed.filter(pk__lt=before) if before else narrowed
    shown = list(page.select_related("organisation").order_by("-pk")[: PAGE + 1])
    return Found(narrowed.count(), shown[:PAGE], facets, shown[PAGE - 1].pk if len(shown) > PAGE else 0)


def _facet(rows: QuerySet[Listing], chosen: Mapping[str, str], key: str) -> Sequence[tuple[str, int]]:
    """Return the values of one facet under the other facets chosen."""
    others = {one: value for one, value in chosen.items() if one in FACETS and value and one != key}
    counted = rows.filter(**others).exclude(**{key: ""}).values_list(key).annotate(n=Count("pk"))
    return [(str(value), int(n)) for value, n in counted.order_by("-n", key)[:12]]


def trading_for(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations that a person trades for: own ones, and principals that delegated it."""
    principals = {one.principal for one in actor.mandates if one.everything or MATTER in one.matters}
    return Organisation.objects.filter(pk__in=actor.organisations | principals).order_by("name", "pk")


def get_listing_for(actor: Actor, number: str) -> Listing:
    """Return a listing: an open one anybody's, an ended one to its holder and to those who asked about it."""
    listing = Listing.objects.select_related("organisation", "agent").filter(number=number).first()
    if listing is None or not (listing.state == ListingState.OPEN or _concerned(actor, listing)):
        raise NotFound("market.no-listing", _NO_LISTING)
    return listing


def _concerned(actor: Actor, listing: Listing) -> bool:
    mine = _mine(actor)
    return listing.organisation_id in mine or Interest.objects.filter(listing=listing, asker__in=mine).exists()


def get_demand_for(actor: Actor, number: str) -> Demand:
    """Return a demand: an open one anybody's, an ended one its own people's."""
    demand = Demand.objects.select_related("organisation").filter(number=number).first()
    if demand is None or not (demand.state == ListingState.OPEN or demand.organisation_id in _mine(actor)):
        raise NotFound("market.no-demand", _NO_DEMAND)
    return demand


def get_interest_for(actor: Actor, pk: int) -> Interest:
    """Return an interest to its two sides."""
    rows = Interest.objects.select_related("listing__organisation", "asker")
    mine = _mine(actor)
    interest = rows.filter(Q(asker__in=mine) | Q(listing__organisation__in=mine), pk=pk).first()
    if interest is None:
        raise NotFound("market.no-interest", _NO_INTEREST)
    return interest


def get_deal_for(actor: Actor, number: str) -> Deal:
    """Return a deal to its two sides, and to the office that answers for the holder's place."""
    rows = Deal.objects.select_related("listing__organisation", "interest__asker", "said_for", "contract")
    deal = rows.filter(number=number).first()
    if deal is None or not (_is_side(actor, deal) or actor.covers(deal.listing.division)):
        raise NotFound("market.no-deal", _NO_DEAL)
    return deal


def _is_side(actor: Actor, deal: Deal) -> bool:
    return bool({deal.listing.organisation_id, deal.interest.asker_id} & _mine(actor))


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Say whether a file is the contract of a deal of one's own, or the proof of one's own listing (port of files)."""
    mine = _mine(actor)
    deals = Deal.objects.filter(Q(listing__organisation__in=mine) | Q(interest__asker__in=mine), contract=file_id)
    return bool(mine) and (deals.exists() or Listing.objects.filter(organisation__in=mine, proof=file_id).exists())


def demands(on: date) -> list[Demand]:
    """Return the open demands, the newest first."""
    rows = Demand.objects.filter(state=ListingState.OPEN, valid_until__gte=on)
    return list(rows.select_related("organisation").order_by("-pk")[:PAGE])


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything of the organisations that a person trades for."""

    listings: list[Listing]
    demands: list[Demand]
    received: list[Interest]
    sent: list[Interest]
    deals: list[Deal]


def mine_for(actor: Actor) -> Mine:
    """Return one's own listings, demands, interests and deals, the newest first."""
    mine = _mine(actor)
    interests = Interest.objects.select_related("listing__organisation", "asker").order_by("-pk")
    deals = Deal.objects.select_related("listing__organisation", "interest__asker").order_by("-pk")
    return Mine(
        list(Listing.objects.filter(organisation__in=mine).order_by("-pk")[:50]),
        list(Demand.objects.filter(organisation__in=mine).order_by("-pk")[:50]),
        list(interests.filter(listing__organisation__in=mine)[:50]),
        list(interests.filter(asker__in=mine)[:50]),
        list(deals.filter(Q(listing__organisation__in=mine) | Q(interest__asker__in=mine))[:50]),
    )


def journal_of(number: str) -> list[Act]:
    """Return the acts about a number, in their order."""
    return list(Act.objects.filter(about=number).select_related("organisation", "agent", "by"))


def _mine(actor: Actor) -> set[int]:
    return set(actor.organisations) | {
        one.principal for one in actor.mandates if one.everything or MATTER in one.matters
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """A listing that answers a demand, and how well."""

    listing: Listing
    demand: Demand
    match: Match


def matches_of_demand(demand: Demand, on: date) -> list[Pair]:
    """Return the open listings that answer a demand best; nothing while there is no index to compare by."""
    rows = Listing.objects.filter(state=ListingState.OPEN, valid_until__gte=on, kind__in=demand.kinds)
    rows = rows.exclude(organisation=demand.organisation).select_related("organisation")
    return _best(list(rows.order_by("-pk")[:COMPARED]), [demand])


def matches_of_listing(listing: Listing, on: date) -> list[Pair]:
    """Return the open demands that a listing answers best."""
    rows = Demand.objects.filter(state=ListingState.OPEN, valid_until__gte=on)
    rows = rows.exclude(organisation=listing.organisation).select_related("organisation")
    return _best([listing], list(rows.order_by("-pk")[:COMPARED]))


def _best(offered: Iterable[Listing], wanted: Iterable[Demand]) -> list[Pair]:
    try:
        index = open_index(settings.DATA.index)
    except NotFound:
        return []
    found: dict[str, Pair] = {}
    listings_ = list(offered)
    for demand in wanted:
        asked = wanted_of(index, demand)
        for listing in listings_:
            if result := match(asked, offered_of(index, listing, asked)):
                found[f"{listing.number} {demand.number}"] = Pair(listing, demand, result)
    order = ranked((number, pair.match) for number, pair in found.items())
    return [found[number] for number, _ in order[:SHOWN]]


def wanted_of(index: SearchIndex, demand: Demand) -> Wanted:
    """Return a demand as it is compared: its classes with all steps above them, its telling words."""
    steps = {step: depth for symbol in demand.classes for depth, step in enumerate(_path(symbol), start=1)}
    words = index.telling(f"{demand.title} {demand.title} {demand.text}")
    return Wanted(demand.kinds, steps, words, demand.division, demand.budget)


def offered_of(index: SearchIndex, listing: Listing, wanted: Wanted) -> Offered:
    """Return a listing as it is compared, by the record of its right."""
    record = index.get(listing.right)
    steps, words = index.traits(record, wanted.words) if record else (frozenset[str](), frozenset[str]())
    return Offered(listing.kind, steps, words, listing.division, listing.price.at_once)


def _path(symbol: str) -> tuple[str, ...]:
    """Return a class with all steps above it, in the scheme that reads it."""
    tried = (path(f"{scheme}:{symbol}") for scheme in ("ipc", "locarno"))
    return next((steps for steps in tried if len(steps) > 1), (f"ipc:{symbol}",))


_NO_LISTING = Text("没有这个挂牌，或者已经结束。", "There is no such listing, or it has ended.")
_NO_DEMAND = Text("没有这个需求，或者已经结束。", "There is no such demand, or it has ended.")
_NO_INTEREST = Text("没有这个意向，或者您不是其中一方。", "There is no such interest, or you are not one of its sides.")
_NO_DEAL = Text("没有这笔成交，或者您不是其中一方。", "There is no such deal, or you are not one of its sides.")
