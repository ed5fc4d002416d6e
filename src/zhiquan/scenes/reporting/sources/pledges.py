"""The pledge register 质押登记簿 as facts: one per entry, by the pledgor's county and day of entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhiquan.insight.figures.views import View
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.sources import Extract
from zhiquan.scenes.reporting.sources.entries import mark_of

REGISTER = "pledge"
_CENT = Decimal("0.01")


def pledge_facts(view: View) -> Extract:
    """Return all entries of the register, ended ones too; refused with the entry's number when one cannot be read."""
    del view
    entries = list(RegisterEntry.objects.filter(register=REGISTER).prefetch_related("rights").order_by("pk"))
    return Extract([_fact(entry) for entry in entries], mark_of(entries))


def _fact(entry: RegisterEntry) -> dict[str, Any]:
    rights = sorted(right.right for right in entry.rights.all())
    data = entry.data
    try:
        return {
            "entry": entry.number,
            "case_number": entry.basis,
            "division": entry.division,
            "registered_on": entry.valid_from,
            "rights": rights,
            "right_count": len(rights),
            "right_kind": _kind(rights),
            "pledgor": data["pledgor"],
            "pledgor_uscc": data["pledgor_uscc"],
            "pledgee": data["pledgee"],
            "pledgee_uscc": data["pledgee_uscc"],
            "amount": yuan(data["amount"]),
            "currency": data["currency"],
            "debt_from": _day(data["debt_from"]),
            "debt_to": _day(data["debt_to"]),
            "ended_on": entry.valid_to,
        }
    except (KeyError, ValueError, InvalidOperation) as error:
        text = Text(
            "质押登记 {number} 的内容不完整或有误（{why}），请更正该登记后重新计算。",
            "Pledge entry {number} is incomplete or wrong ({why}); correct the entry and compute again.",
        )
        raise Refusal("figures.entry", text.format(number=entry.number, why=repr(error))) from error


def _kind(rights: Sequence[str]) -> str:
    """Return what the rights are: trademarks have keys that begin with ``tm.``."""
    marks = {right.startswith("tm.") for right in rights}
    return "mixed" if len(marks) > 1 else "mark" if marks == {True} else "patent"


def yuan(given: str) -> Decimal:
    """Return an amount with two decimals; more decimals are an error, not a rounding."""
    amount = Decimal(given)
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(_CENT):
        raise ValueError(f"amount {given!r}")
    return amount.quantize(_CENT)


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None
