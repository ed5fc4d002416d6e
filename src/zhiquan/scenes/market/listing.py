"""Listing a right, posting a demand, and taking either down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from zhiquan.hall.cases.numbers import allocate
from zhiquan.hall.files import services as files
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.rules.identifiers import ApplicationNumber, parse_application_number
from zhiquan.rules.law.units import add_months
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.market import asking
from zhiquan.scenes.market.findings import LABELS, Offer, findings, kept, offer_of
from zhiquan.scenes.market.journal import authority, write
from zhiquan.scenes.market.models import DealKind, Demand, Listing, ListingState, Use
from zhiquan.scenes.market.pricing import Base
from zhiquan.scenes.shared.findings import Finding
from zhiquan.settings.now import now, today

LONGEST_MONTHS = 24
"""Months that a listing or a demand may stay up: longer ones are forgotten. A choice of this service."""


def list_right(actor: Actor, organisation_id: int, typed: Mapping[str, Any], proof: int | None = None) -> Listing:
    """List a right for its holder, by its own people or a delegated agency; ``proof`` is a staged file.

    Refusals: ``cases.form`` (answers), ``market.barred`` (a finding that fails), ``market.proof`` (nothing points to
    the holder and no copy of the register), ``Conflict`` ``market.listed`` (the right is listed so already).
    """
    mandate, answers = authority(actor, organisation_id), asking.answered(asking.LISTING, typed, asking.LISTING_RULES)
    until, organisation = _until(answers["valid_until"]), Organisation.objects.get(pk=organisation_id)
    offer = _offer(organisation, answers)
    found = findings(offer, today())
    _require(offer, found, proof)
    if proof is not None:
        get_file_for(actor, proof)
    try:
        with transaction.atomic():
            listing = Listing.objects.create(
                number=allocate("GP", today()),
                organisation=organisation,
                agent_id=mandate.agent,
                kind=answers["kind"],
                use=offer.use,
                valid_until=until,
                about=answers.get("about", ""),
                findings=kept(found),
                proof_id=proof,
                listed_by_id=person(actor),
                listed_at=now(),
                looked_on=today(),
                **_of_record(offer, organisation),
                **_price(answers),
            )
            if proof is not None:
                files.attach({proof})
            write(listing.number, "listed", actor, organisation, right=listing.right, kind=listing.kind)
    except IntegrityError as twice:
        raise Conflict("market.listed", _LISTED.format(right=offer.right)) from twice
    return listing


def withdraw(actor: Actor, listing: Listing) -> None:
    """Take a listing down; one that is not open any more is a ``Conflict``."""
    authority(actor, listing.organisation_id)
    with transaction.atomic():
        if not close(listing, ListingState.WITHDRAWN, _BY_HOLDER):
            raise Conflict("market.closed", _CLOSED.format(number=listing.number))
        write(listing.number, "withdrawn", actor, listing.organisation)


def close(listing: Listing, state: ListingState, why: Text) -> bool:
    """End an open listing by one conditional UPDATE; whoever comes second finds it ended and gets ``False``."""
    held = Listing.objects.filter(pk=listing.pk, state=ListingState.OPEN)
    return bool(held.update(state=state, why={"zh": why.zh, "en": why.en}))


def post_demand(actor: Actor, organisation_id: int, typed: Mapping[str, Any]) -> Demand:
    """Post what an organisation looks for."""
    authority(actor, organisation_id)
    answers, organisation = asking.answered(asking.DEMAND, typed), Organisation.objects.get(pk=organisation_id)
    until = _until(answers["valid_until"])
    with transaction.atomic():
        demand = Demand.objects.create(
            number=allocate("XQ", today()),
            organisation=organisation,
            kinds=list(answers["kinds"]),
            title=answers["title"],
            text=answers["text"],
            classes=list(answers.get("classes", ())),
            division=organisation.division,
            budget=Decimal(answers["budget"]) if answers.get("budget") else None,
            valid_until=until,
            posted_by_id=person(actor),
            posted_at=now(),
        )
        write(demand.number, "posted", actor, organisation)
    return demand


def withdraw_demand(actor: Actor, demand: Demand) -> None:
    """Take a demand down."""
    authority(actor, demand.organisation_id)
    with transaction.atomic():
        held = Demand.objects.filter(pk=demand.pk, state=ListingState.OPEN)
        if not held.update(state=ListingState.WITHDRAWN):
            raise Conflict("market.closed", _CLOSED.format(number=demand.number))
        write(demand.number, "withdrawn", actor, demand.organisation)


def _offer(organisation: Organisation, answers: Mapping[str, Any]) -> Offer:
    kind = answers["kind"]
    use = "" if kind == DealKind.SALE else Use.ORDINARY if kind == DealKind.OPEN else answers["use"]
    consents = answers.get("pledgee_consent") == "yes"
    return offer_of(answers["right"], organisation, kind, use, pledgee_consents=consents)


def _require(offer: Offer, found: Mapping[str, Finding], proof: int | None) -> None:
    failed = [(key, one) for key, one in found.items() if one.outcome is CheckOutcome.FAIL]
    if failed:
        said = Text(
            "；".join(f"{LABELS[key].zh}：{one.text.zh}（{one.source.zh}，{one.as_of}）" for key, one in failed),
            "; ".join(f"{LABELS[key].en}: {one.text.en} ({one.source.en}, {one.as_of})" for key, one in failed),
        )
        raise Refusal("market.barred", _BARRED.format(said=said))
    if found["holder"].outcome is CheckOutcome.UNKNOWN and not offer.hinted and proof is None:
        raise Refusal("market.proof", _PROOF.format(text=found["holder"].text))


def _until(day: str) -> date:
    until = date.fromisoformat(day)
    if not today() <= until <= add_months(today(), LONGEST_MONTHS):
        raise asking.wrong("valid_until", _UNTIL.format(months=LONGEST_MONTHS))
    return until


def _of_record(offer: Offer, organisation: Organisation) -> dict[str, str]:
    record, number = offer.record, parse_application_number(offer.right)
    kind = number.kind.value if isinstance(number, ApplicationNumber) else ""
    main = record.main_class if record else ""
    return {
        "right": offer.right,
        "title": record.title if record else offer.right,
        "right_kind": kind,
        "subclass": main[:4] if record and record.class_scheme in {"ipc", "cpc"} else main[:2],
        "division": organisation.division,
    }


def _price(answers: Mapping[str, Any]) -> dict[str, Any]:
    kind = answers["price"]
    has_amount, has_rate = kind in asking.AMOUNTS, kind == "formula"
    return {
        "price_kind": kind,
        "amount": Decimal(answers.get("amount") or 0) if has_amount else Decimal(0),
        "rate": Decimal(answers["rate"]) if has_rate else Decimal(0),
        "base": answers["base"] if has_rate else Base.TURNOVER.value,
    }


_BY_HOLDER = Text("权利人撤牌", "Withdrawn by the holder")
_LISTED = Text("{right} 已以同一方式挂牌，不能重复挂牌。", "{right} is listed in this way already.")
_CLOSED = Text("{number} 已经结束，请刷新页面。", "{number} has ended already; load the page again.")
_BARRED = Text("不能挂牌：{said}。", "It cannot be listed: {said}.")
_PROOF = Text(
    "权利人不能确认（{text}），请上传专利登记簿副本后再挂牌。",
    "The holder cannot be told ({text}); upload a copy of the patent register.",
)
_UNTIL = Text("有效期应在今天至 {months} 个月之内。", "The last day lies between today and {months} months ahead.")
