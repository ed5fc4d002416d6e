"""The registers of licences and transfers as facts 许可备案、转让登记: one row for each recorded contract."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from zhiquan.insight.figures.views import View
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.sources import Extract
from zhiquan.scenes.reporting.sources.entries import mark_of
from zhiquan.scenes.reporting.sources.pledges import yuan

REGISTERS = ("licence", "transfer")


def trade_facts(view: View) -> Extract:
    """Return all entries of both registers, ended ones too; refused with the entry's number when one cannot be read."""
    del view
    rows = RegisterEntry.objects.filter(register__in=REGISTERS).prefetch_related("rights").order_by("pk")
    entries = list(rows)
    return Extract([_fact(entry) for entry in entries], mark_of(entries))


def _fact(entry: RegisterEntry) -> dict[str, Any]:
    rights, data = sorted(one.right for one in entry.rights.all()), entry.data
    return {
        "key": f"{entry.register}/{entry.number}",
        "entry": entry.number,
        "case_number": entry.basis,
        "deal": data.get("deal") or None,
        "division": entry.division,
        "register": entry.register,
        "kind": data.get("kind") or None,
        "effective_on": entry.valid_from,
        "rights": rights,
        "right_count": len(rights),
        "giver": data.get("giver"),
        "giver_code": data.get("giver_uscc"),
        "taker": data.get("taker") or data.get("licensee"),
        "taker_code": data.get("taker_uscc") or data.get("licensee_uscc"),
        "amount": _amount(entry),
        "ended_on": entry.valid_to,
    }


def _amount(entry: RegisterEntry) -> Decimal | None:
    """Return the amount; a contract that states none (a free licence recorded without it) has none."""
    given = entry.data.get("amount")
    if given in {None, ""}:
        return None
    try:
        return yuan(str(given))
    except (ValueError, InvalidOperation) as error:
        raise Refusal("figures.entry", _UNREADABLE.format(number=entry.number, amount=given)) from error


_UNREADABLE = Text(
    "登记 {number} 的金额“{amount}”读不懂，请更正该登记后重新计算。",
    "The amount “{amount}” of entry {number} cannot be read; correct the entry and compute again.",
)
