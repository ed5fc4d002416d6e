"""The tick's part: listings and demands that run out, and listings whose right ended or changed hands."""

from __future__ import annotations

from django.db import transaction

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told, tell
from zhiquan.rules.text import Text
from zhiquan.scenes.market.findings import falls, findings, offer_of
from zhiquan.scenes.market.journal import MATTER, write
from zhiquan.scenes.market.listing import close
from zhiquan.scenes.market.models import Demand, Listing, ListingState
from zhiquan.settings.now import today

BATCH = 200
"""Listings that one tick looks at."""


def lapse() -> int:
    """End what has run out or fallen; each once, however many ticks are at it. Returns how many ended."""
    return _expire() + _fall() + _expire_demands()


def _expire() -> int:
    over = Listing.objects.filter(state=ListingState.OPEN, valid_until__lt=today()).select_related("organisation")
    return sum(_end(one, ListingState.EXPIRED, _EXPIRED.format(day=one.valid_until)) for one in over[:BATCH])


def _fall() -> int:
    """Look at each open listing once a day: the records and registers may tell more than when it was listed."""
    on = today()
    waiting = Listing.objects.filter(state=ListingState.OPEN, looked_on__lt=on).select_related("organisation")
    ended = 0
    for one in waiting.order_by("looked_on", "pk")[:BATCH]:
        offer = offer_of(one.right, one.organisation, one.kind, one.use, pledgee_consents=True)
        if why := falls(findings(offer, on)):
            ended += _end(one, ListingState.FALLEN, _FALLEN.format(text=why.text, source=why.source))
        Listing.objects.filter(pk=one.pk).update(looked_on=on)
    return ended


def _expire_demands() -> int:
    over = Demand.objects.filter(state=ListingState.OPEN, valid_until__lt=today())
    return over.update(state=ListingState.EXPIRED)


def _end(listing: Listing, state: ListingState, why: Text) -> bool:
    with transaction.atomic():
        if not close(listing, state, why):
            return False
        write(listing.number, state.value, None, listing.organisation, why=why.zh)
        said = _TOLD.format(number=listing.number, title=listing.title, why=why)
        link = f"/market/listings/{listing.number}/"
        return tell(listing.organisation, Told(f"market/end/{listing.pk}", Kind.TRADE, said, link, MATTER))


_EXPIRED = Text("挂牌有效期至 {day}", "It was listed until {day}")
_FALLEN = Text("{text}（{source}）", "{text} ({source})")
_TOLD = Text("挂牌 {number}“{title}”已摘牌：{why}。", "Listing {number} “{title}” has ended: {why}.")
