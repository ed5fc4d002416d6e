"""From a deal to the matter that records it: the filing of a licence or the recording of a transfer, prefilled."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from zhiquan.hall.cases import services as cases
from zhiquan.hall.cases.models import Case, Draft
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.market.dealing import other_side
from zhiquan.scenes.market.journal import write
from zhiquan.scenes.market.models import Deal, DealKind, DealState, Use

TRANSFER, LICENCE = "transfer-filing", "licence-filing"


def matter_of(deal: Deal) -> str:
    """Return the code of the matter that records a deal."""
    return TRANSFER if deal.listing.kind == DealKind.SALE else LICENCE


def begin(actor: Actor, deal: Deal, organisation_id: int) -> Draft:
    """Begin the application for one of the two sides with what the deal tells, the contract attached; only once.

    What the deal does not tell is left open: the applicant fills it in, checks and submits as in any matter.
    """
    if deal.state != DealState.DONE or organisation_id not in {deal.said_for_id, other_side(deal).pk}:
        raise Refusal("market.no-filing", _NO_FILING)
    with transaction.atomic():
        held = Deal.objects.select_for_update().get(pk=deal.pk)
        if held.draft_id is not None:
            raise Refusal("market.filing-begun", _BEGUN)
        draft = cases.start_draft(actor, matter_of(deal), organisation_id)
        cases.save_draft(actor, draft.pk, prefilled(deal))
        cases.attach(actor, draft.pk, "contract", deal.contract_id)
        Deal.objects.filter(pk=deal.pk).update(draft=draft)
        write(deal.number, "filing", actor, Organisation.objects.get(pk=organisation_id), matter=matter_of(deal))
    return draft


def prefilled(deal: Deal) -> dict[str, Any]:
    """Return the answers that a deal gives to the form of its matter, as somebody would type them."""
    giver, taker = deal.listing.organisation, deal.interest.asker
    told: dict[str, Any] = {
        "rights": deal.listing.right,
        "giver": giver.name,
        "giver_uscc": giver.uscc,
        "taker": taker.name,
        "taker_uscc": taker.uscc,
        "amount": f"{deal.amount}",
        "signed_on": deal.signed_on.isoformat(),
        "effective_on": deal.effective_on.isoformat(),
        "deal": deal.number,
    }
    if matter_of(deal) == TRANSFER:
        return told | {"kind": "sale"}
    use = deal.listing.use or Use.ORDINARY
    return told | {
        "use": use,
        "open": "yes" if deal.listing.kind == DealKind.OPEN else "no",
        "until": deal.until.isoformat() if deal.until else "",
    }


def case_of(deal: Deal) -> Case | None:
    """Return the case that the application of a deal became, if it was handed in."""
    return Case.objects.filter(draft_id=deal.draft_id).first() if deal.draft_id else None


def entry_of(case: Case) -> RegisterEntry | None:
    """Return what the case entered into the registers of licences or transfers."""
    return RegisterEntry.objects.filter(basis=case.number, register__in=("licence", "transfer")).first()


_NO_FILING = Text("双方确认成交后，才能办理备案登记。", "The filing follows a deal that both sides confirmed.")
_BEGUN = Text("备案登记已经开始办理，请在“我的办件”中继续。", "The filing was begun already; go on with the draft.")
