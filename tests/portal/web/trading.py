"""A patent of the city's applicant, listed, wanted, agreed upon and licensed to another company."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from tests.portal.web.conftest import actor, docx

from zhiquan.hall.files.services import stage
from zhiquan.office.access.models import Membership, Organisation
from zhiquan.portal.demo.calls import open_calls
from zhiquan.records.search import open_index
from zhiquan.rules.refusal import Refusal
from zhiquan.scenes.market import dealing, listing
from zhiquan.scenes.market.models import Deal, Listing
from zhiquan.settings.now import today

SELLER, BUYER = 0, 1
"""Both companies have the same applicant, who takes each side in turn."""


def companies() -> list[Organisation]:
    """The two companies of the applicant."""
    held = Membership.objects.filter(user__username="qiye").select_related("organisation").order_by("pk")
    return [one.organisation for one in held]


def rights_of(organisation: Organisation) -> list[str]:
    """The patents that can be listed for a company, the youngest first."""
    return [record.key for record in open_index(settings.DATA.index).named(organisation.name)]


def offer(**changes: Any) -> Listing:
    """List the first of the first company's patents that nothing bars: some are pledged, some were transferred."""
    seller = companies()[SELLER]
    for right in rights_of(seller):
        try:
            return _offered(seller, right, changes)
        except Refusal as refusal:
            if refusal.code != "market.barred":
                raise
    raise AssertionError("every patent of the city's first company is barred")


def _offered(seller: Organisation, right: str, changes: dict[str, Any]) -> Listing:
    given = {
        "right": right, "kind": "licence", "use": "ordinary", "price": "formula", "amount": "50000",
        "rate": "3", "base": "turnover", "valid_until": (today() + timedelta(days=180)).isoformat(),
        "about": "已小批量试制，可提供工艺指导。",
    }  # fmt: skip
    return listing.list_right(actor("qiye"), seller.pk, {**given, **changes})


def demand_like(one: Listing) -> str:
    """Post a demand of the second company that the listing answers."""
    given = {
        "title": one.title, "text": f"寻找{one.title}的许可，用于现有产线。", "kinds": ["licence", "sale"],
        "budget": "60000", "valid_until": (today() + timedelta(days=90)).isoformat(), "classes": "",
    }  # fmt: skip
    return listing.post_demand(actor("qiye"), companies()[BUYER].pk, given).number


def a_deal(one: Listing) -> Deal:
    """Agree upon a listing, tell the contract and confirm it."""
    who, buyer = actor("qiye"), companies()[BUYER]
    interest = dealing.ask(who, one, buyer.pk, {"message": "希望了解工艺", "contact": "李工 139-0000-0000"})
    interest = dealing.answer(who, interest, {"contact": "张工 138-0000-0000"}, agree=True)
    day = today().isoformat()
    terms = {"amount": "50000", "signed_on": day, "effective_on": day,
             "until": (today() + timedelta(days=900)).isoformat()}  # fmt: skip
    contract = stage(who, "contract.docx", docx()).pk
    return dealing.confirm(who, dealing.tell_deal(who, interest, buyer.pk, terms, contract), agree=True)


def a_call() -> str:
    """Open the city's call for enterprise tiers, with who was listed in the last one and who is in publicity now."""
    open_calls(today())
    return call_number()


def call_number() -> str:
    """Return the number of the city's call of this year."""
    return f"{today().year}-1"


def a_trade() -> dict[str, Any]:
    """Return the names of everything that the market's pages speak of."""
    one = offer()
    wanted, deal = demand_like(one), a_deal(one)
    return {"listing": one.number, "demand": wanted, "interest": deal.interest_id, "deal": deal.number,
            "firm": companies()[SELLER].pk}  # fmt: skip
