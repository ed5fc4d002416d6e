"""From an interest to a deal: both agree and contacts are exchanged, one tells the contract, the other confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from zhiquan.hall.cases.numbers import allocate
from zhiquan.hall.files import services as files
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told, tell
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.market import asking
from zhiquan.scenes.market.journal import MATTER, authority, write
from zhiquan.scenes.market.listing import close
from zhiquan.scenes.market.models import (
    Deal,
    DealKind,
    DealState,
    Interest,
    InterestState,
    Listing,
    ListingState,
)
from zhiquan.settings.now import now, today


def ask(actor: Actor, listing: Listing, organisation_id: int, typed: Mapping[str, Any]) -> Interest:
    """Tell the holder that an organisation is interested; its contact is seen by the holder only once that agrees."""
    authority(actor, organisation_id)
    answers = asking.answered(asking.INTEREST, typed)
    if organisation_id == listing.organisation_id:
        raise Refusal("market.own", _OWN)
    _require_open(listing)
    asker = Organisation.objects.get(pk=organisation_id)
    try:
        with transaction.atomic():
            interest = Interest.objects.create(
                listing=listing,
                asker=asker,
                message=answers.get("message", ""),
                asker_contact=answers["contact"],
                asked_by_id=person(actor),
                asked_at=now(),
            )
            write(listing.number, "asked", actor, asker, asker=asker.name)
            _tell(listing.organisation, f"ask/{interest.pk}", _ASKED, listing)
    except IntegrityError as twice:
        raise Conflict("market.asked", _TWICE) from twice
    return interest


def answer(actor: Actor, interest: Interest, typed: Mapping[str, Any], *, agree: bool) -> Interest:
    """Agree, giving one's own contact in exchange, or decline; answered once."""
    listing = interest.listing
    authority(actor, listing.organisation_id)
    contact = asking.answered(asking.ANSWER, typed)["contact"] if agree else ""
    state = InterestState.AGREED if agree else InterestState.DECLINED
    with transaction.atomic():
        waiting = Interest.objects.filter(pk=interest.pk, state=InterestState.ASKED)
        said = {"state": state, "holder_contact": contact, "answered_by": person(actor), "answered_at": now()}
        if not waiting.update(**said):
            raise Conflict("market.answered", _ANSWERED)
        write(listing.number, state.value, actor, listing.organisation, asker=interest.asker.name)
        _tell(interest.asker, f"answer/{interest.pk}", _AGREED if agree else _DECLINED, listing)
    interest.refresh_from_db()
    return interest


def tell_deal(actor: Actor, interest: Interest, organisation_id: int, typed: Mapping[str, Any], file_id: int) -> Deal:
    """Tell a contract that the two sides closed, with its file; it stands once the other side confirms it."""
    listing = interest.listing
    _require_side(interest, organisation_id)
    authority(actor, organisation_id)
    answers = asking.answered(asking.DEAL, typed, asking.DEAL_RULES)
    if interest.state != InterestState.AGREED:
        raise Refusal("market.not-agreed", _NOT_AGREED)
    _require_open(listing)
    _require_terms(listing, answers)
    get_file_for(actor, file_id)
    try:
        with transaction.atomic():
            files.attach({file_id})
            deal = Deal.objects.create(
                number=allocate("CJ", today()),
                interest=interest,
                listing=listing,
                sole=listing.only_one,
                amount=Decimal(answers["amount"]),
                terms=answers.get("terms", ""),
                signed_on=date.fromisoformat(answers["signed_on"]),
                effective_on=date.fromisoformat(answers["effective_on"]),
                until=date.fromisoformat(answers["until"]) if answers.get("until") else None,
                contract_id=file_id,
                said_for_id=organisation_id,
                said_by_id=person(actor),
                said_at=now(),
            )
            write(deal.number, "said", actor, deal.said_for, listing=listing.number)
            _tell(other_side(deal), f"said/{deal.pk}", _SAID, listing)
    except IntegrityError as twice:
        raise Conflict("market.deal-told", _TOLD) from twice
    return deal


def confirm(actor: Actor, deal: Deal, *, agree: bool) -> Deal:
    """Confirm a deal as the other side, or deny it. A deal that leaves room for no other ends the listing.

    Of two deals over one right at once exactly one stands: the other is a ``Conflict`` ``market.gone``.
    """
    other = other_side(deal)
    authority(actor, other.pk)
    state = DealState.DONE if agree else DealState.DENIED
    with transaction.atomic():
        if agree and deal.sole and not close(deal.listing, ListingState.SOLD, _SOLD.format(number=deal.number)):
            raise Conflict("market.gone", _GONE.format(number=deal.listing.number))
        waiting = Deal.objects.filter(pk=deal.pk, state=DealState.SAID)
        if not waiting.update(state=state, answered_by=person(actor), answered_at=now()):
            raise Conflict("market.answered", _ANSWERED)
        write(deal.number, state.value, actor, other, listing=deal.listing.number)
        _tell(deal.said_for, f"{state}/{deal.pk}", _DONE if agree else _DENIED, deal.listing)
    deal.refresh_from_db()
    return deal


def other_side(deal: Deal) -> Organisation:
    """Return who has to confirm a deal."""
    interest = deal.interest
    return interest.asker if deal.said_for_id == deal.listing.organisation_id else deal.listing.organisation


def _require_open(listing: Listing) -> None:
    if listing.state != ListingState.OPEN or listing.valid_until < today():
        raise Conflict("market.gone", _GONE.format(number=listing.number))


def _require_side(interest: Interest, organisation_id: int) -> None:
    if organisation_id not in {interest.asker_id, interest.listing.organisation_id}:
        raise Refusal("market.not-a-side", _NOT_A_SIDE)


def _require_terms(listing: Listing, answers: Mapping[str, Any]) -> None:
    if date.fromisoformat(answers["signed_on"]) > today():
        raise asking.wrong("signed_on", _SIGNED)
    if listing.kind != DealKind.SALE and not answers.get("until"):
        raise asking.wrong("until", _UNTIL)


def _tell(organisation: Organisation, key: str, text: Text, listing: Listing) -> None:
    said = text.format(title=listing.title, number=listing.number)
    tell(organisation, Told(f"market/{key}", Kind.TRADE, said, f"/market/listings/{listing.number}/", MATTER))


_OWN = Text("这是本单位自己的挂牌。", "This listing is your own.")
_TWICE = Text("已对这个挂牌表达过意向，请等待答复。", "You have told your interest already; wait for the answer.")
_ANSWERED = Text("已经答复过，请刷新页面。", "It was answered already; load the page again.")
_NOT_AGREED = Text("双方同意互换联系方式后，才能登记成交。", "A deal is told once both sides have agreed to talk.")
_GONE = Text("挂牌 {number} 已成交或者已结束，不能再办理。", "Listing {number} is sold or over.")
_TOLD = Text("这个意向已登记过成交，请等待对方确认。", "A deal was told for this interest; wait for the other side.")
_NOT_A_SIDE = Text("只有双方可以登记成交。", "Only the two sides tell a deal.")
_SIGNED = Text("签订日不能晚于今天。", "It cannot be signed after today.")
_UNTIL = Text("请填写许可期限止。", "Say until when the licence runs.")
_SOLD = Text("已成交，成交编号 {number}", "Sold: {number}")
_ASKED = Text("有单位对挂牌 {number}“{title}”表达了意向，请答复。", "Somebody is interested in {number} “{title}”.")
_AGREED = Text(
    "权利人同意就挂牌 {number}“{title}”联系，请查看联系方式。", "The holder of {number} “{title}” agrees to talk."
)
_DECLINED = Text("权利人婉拒了对挂牌 {number}“{title}”的意向。", "The holder of {number} “{title}” declines.")
_SAID = Text("对方登记了挂牌 {number}“{title}”的成交，请核对确认。", "A deal over {number} “{title}” waits for you.")
_DONE = Text("对方确认了挂牌 {number}“{title}”的成交，请办理备案登记。", "The deal over {number} “{title}” stands.")
_DENIED = Text("对方没有确认挂牌 {number}“{title}”的成交。", "The other side denies the deal over {number} “{title}”.")
