"""What a decision about a pledge means outside its case: the entry in the register of pledges."""

from __future__ import annotations

from datetime import date

from zhiquan.hall.matters.ports import EffectContext
from zhiquan.office.access.models import Organisation
from zhiquan.office.registers.services import enter

PLEDGE = "pledge"
CURRENCY = "CNY"


def register_pledge(context: EffectContext) -> None:
    """Enter a registered pledge; it counts for the pledgor's county, wherever the pledgee applied."""
    form, result = context.form, context.result
    enter(
        register=PLEDGE,
        number=result["registration_number"],
        division=_division_of(form["pledgor_uscc"], context.division),
        rights=form["rights"],
        data={
            "amount": form["amount"],
            "currency": CURRENCY,
            "pledgor": form["pledgor"],
            "pledgor_uscc": form["pledgor_uscc"],
            "pledgee": form["pledgee"],
            "pledgee_uscc": form["pledgee_uscc"],
            "contract": form["contract"],
            "debt_from": form["debt_from"],
            "debt_to": form["debt_to"],
            "registration_number": result["registration_number"],
        },
        valid_from=date.fromisoformat(result["registered_on"]),
        valid_to=None,
        basis=context.case_number,
    )


def _division_of(uscc: str, otherwise: str) -> str:
    """Return the division of the pledgor as it is known here, else that of the case."""
    known = Organisation.objects.filter(uscc=uscc).first()
    return known.division if known else otherwise
