"""What decisions about pledges, licences and transfers mean outside their cases: entries in the registers."""

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


def register_deal(context: EffectContext) -> None:
    """Enter a recorded licence or transfer into ``register``; it counts for the county of who gives, once per contract.

    Parameters: ``register`` (``licence`` or ``transfer``), ``from`` and ``to`` (the form's fields of first and last
    day; without ``to`` it has no end). ``kind`` is the kind of licence or of transfer, ``deal`` the number of the deal
    on the platform, if it came from there.
    """
    form, result, params = context.form, context.result, context.params
    until = form.get(params["to"]) if "to" in params else None
    enter(
        register=params["register"],
        number=result["registration_number"],
        division=_division_of(form["giver_uscc"], context.division),
        rights=form["rights"],
        data={
            "kind": form["use"] if "use" in form else form["kind"],
            "open": form.get("open") == "yes",
            "amount": form["amount"],
            "currency": CURRENCY,
            "giver": form["giver"],
            "giver_uscc": form["giver_uscc"],
            "taker": form["taker"],
            "taker_uscc": form["taker_uscc"],
            "deal": form.get("deal", ""),
        },
        valid_from=date.fromisoformat(form[params["from"]]),
        valid_to=date.fromisoformat(until) if until else None,
        basis=context.case_number,
    )


def _division_of(uscc: str, otherwise: str) -> str:
    """Return the division of the pledgor as it is known here, else that of the case."""
    known = Organisation.objects.filter(uscc=uscc).first()
    return known.division if known else otherwise
