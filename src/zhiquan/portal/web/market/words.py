"""The market's things as pages show them: findings, prices, choices of whom one acts for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from zhiquan.definitions.divisions import Divisions
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.access.models import Organisation
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text
from zhiquan.scenes.market.findings import LABELS
from zhiquan.scenes.market.models import DealKind, Listing, ListingState, Use


@dataclass(frozen=True, slots=True)
class FindingRow:
    """An answer with its source as ``parts/checks.html`` shows it."""

    label: Text
    outcome: CheckOutcome
    text: Text
    source: Text
    as_of: date | None
    blocks: bool = False
    asks: Text | None = None


def finding_rows(listing: Listing) -> list[FindingRow]:
    """Return the findings of a listing as they were when it was listed."""
    return [
        FindingRow(
            LABELS[one["key"]],
            CheckOutcome(one["outcome"]),
            Text(**one["text"]),
            Text(**one["source"]),
            date.fromisoformat(one["as_of"]) if one["as_of"] else None,
        )
        for one in listing.findings
    ]


KINDS = {
    DealKind.SALE.value: Text("转让", "Sale"),
    DealKind.LICENCE.value: Text("许可", "Licence"),
    DealKind.OPEN.value: Text("开放许可", "Open licence"),
}
USES = {
    Use.ORDINARY.value: Text("普通许可", "Ordinary"),
    Use.SOLE.value: Text("排他许可", "Sole"),
    Use.EXCLUSIVE.value: Text("独占许可", "Exclusive"),
}
STATES = {
    ListingState.OPEN.value: Text("挂牌中", "Open"),
    ListingState.SOLD.value: Text("已成交", "Sold"),
    ListingState.EXPIRED.value: Text("到期", "Expired"),
    ListingState.FALLEN.value: Text("失效", "Fallen"),
    ListingState.WITHDRAWN.value: Text("已撤", "Withdrawn"),
    "asked": Text("待答复", "Waits for an answer"),
    "agreed": Text("已互换联系方式", "Contacts exchanged"),
    "declined": Text("已婉拒", "Declined"),
    "said": Text("待对方确认", "Waits for confirmation"),
    "done": Text("已成交", "Confirmed"),
    "denied": Text("未获确认", "Denied"),
}
PRICES = {
    "sum": Text("一口价", "A sum"),
    "ask": Text("面议", "To be agreed"),
    "formula": Text("含提成", "With royalty"),
    "free": Text("免费", "Free"),
}
HEADS = {
    "kind": Text("方式", "Kind"),
    "right_kind": Text("专利种类", "Kind of patent"),
    "subclass": Text("技术领域", "Field"),
    "division": Text("所在地", "Place"),
    "price_kind": Text("价格方式", "Price"),
}


def value_label(facet: str, value: str, places: Divisions) -> Text:
    """Return what a value of a facet is called."""
    named: Mapping[str, Mapping[str, Text]] = {"kind": KINDS, "price_kind": PRICES}
    if facet in named:
        return named[facet].get(value, Text(value, value))
    if facet == "right_kind":
        return PatentKind(value).label
    if facet == "division":
        return places.name(value) if value in places else Text(value, value)
    return Text(value, value)


def kind_of(listing: Listing) -> Text:
    """Return how a right is offered."""
    use = USES.get(listing.use) if listing.kind == DealKind.LICENCE else None
    return use or KINDS[listing.kind]


def chosen(request: HttpRequest, mine: QuerySet[Organisation]) -> int:
    """Return for which organisation a form was sent; without a choice the only one, 0 where that is not clear."""
    given = request.POST.get("organisation", "")
    if given.isascii() and given.isdecimal():
        return int(given)
    held = list(mine[:2])
    return held[0].pk if len(held) == 1 else 0


def shown(listing: Listing) -> dict[str, Any]:
    """Return a listing as lists show it."""
    why = Text(**listing.why) if listing.why else None
    return {"one": listing, "how": kind_of(listing), "price": listing.price.label, "state": STATES[listing.state],
            "why": why}  # fmt: skip
