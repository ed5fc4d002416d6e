"""What the registers say of an organisation: the lists it stands on, what is recorded for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import concerning
from zhiquan.rules.law.explaining import told
from zhiquan.rules.text import Text

HOLDER = "uscc"
"""Under this name the data of an entry holds the unified social credit code of whom it concerns."""


def entries_of(uscc: str, registers: Collection[str], on: date) -> list[RegisterEntry]:
    """Return the entries in force on a day that concern an organisation, the latest first; one query."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    rows = RegisterEntry.objects.filter(in_force, concerning(uscc, HOLDER), register__in=registers)
    return list(rows.order_by("-valid_from", "-pk"))


def entry_by_number(register: str, number: str) -> RegisterEntry | None:
    """Return the entry of a number, whether it is in force or not."""
    return RegisterEntry.objects.filter(register=register, number=number).first()


def kept(register: str) -> bool:
    """Return whether a register holds anything at all: one that was never filled says nothing by its silence."""
    return RegisterEntry.objects.filter(register=register).exists()


def in_force(entry: RegisterEntry, on: date) -> bool:
    """Return whether an entry is in force on a day; both end dates count."""
    return entry.valid_from <= on and (entry.valid_to is None or on <= entry.valid_to)


def described(entry: RegisterEntry, label: Text) -> Text:
    """Return an entry as a refusal names it: list, number, since when, on what basis."""
    return _ENTRY.format(label=label, number=entry.number, since=told(entry.valid_from), basis=entry.basis)


def evidence(entries: Collection[RegisterEntry]) -> dict[str, Any]:
    """Return entries as a check's answer keeps them."""
    return {
        f"{entry.register}/{entry.number}": {"since": entry.valid_from.isoformat(), "basis": entry.basis}
        for entry in entries
    }


_ENTRY = Text(
    "{label}登记号 {number}（{since}起，依据 {basis}）",
    "{label}, entry {number} (since {since}, on the basis of {basis})",
)
