"""Entering into a register and ending an entry: the only two things that ever happen to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from zhiquan.office.registers.models import EntryHolder, EntryRight, RegisterEntry
from zhiquan.office.registers.selectors import holders_of
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


@transaction.atomic
def enter(  # noqa: PLR0913, PLR0917 - an entry has these eight parts and no fewer
    register: str,
    number: str,
    division: str,
    rights: Iterable[str],
    data: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    basis: str,
) -> RegisterEntry:
    """Enter a number into a register; ``rights`` are canonical numbers, ``basis`` the case number.

    The same number on the same basis is the same entry and is returned as it stands, so a step that is repeated
    enters nothing twice; on another basis it is a ``Conflict``.
    """
    named = list(dict.fromkeys(rights))
    if not (register and number and basis and all(right.strip() for right in named)):
        raise Refusal("registers.incomplete", _INCOMPLETE)
    if valid_to is not None and valid_to < valid_from:
        raise Refusal("registers.dates", _DATES.format(number=number))
    found = {"division": division, "data": dict(data), "valid_from": valid_from, "valid_to": valid_to}
    entry, fresh = RegisterEntry.objects.get_or_create(
        register=register,
        number=number,
        defaults={**found, "basis": basis, "recorded_at": now()},
    )
    if not fresh and entry.basis != basis:
        raise Conflict("registers.taken", _TAKEN.format(number=number, basis=entry.basis))
    if fresh:
        EntryRight.objects.bulk_create(EntryRight(entry=entry, right=right) for right in named)
        holders = holders_of(entry.data).items()
        EntryHolder.objects.bulk_create(EntryHolder(entry=entry, role=role, code=code) for role, code in holders)
    return entry


@transaction.atomic
def end(entry: RegisterEntry, on: date, basis: str) -> RegisterEntry:
    """End an entry: ``on`` is its last day in force, ``basis`` the case number that ends it.

    Ending it again on the same day and basis changes nothing; otherwise an ended entry is a ``Conflict``.
    """
    held = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if held.ended_by:
        if (held.ended_by, held.valid_to) == (basis, on):
            return held
        raise Conflict("registers.ended", _ENDED.format(number=held.number, basis=held.ended_by))
    if not basis or on < held.valid_from or (held.valid_to is not None and on > held.valid_to):
        raise Refusal("registers.dates", _DATES.format(number=held.number))
    held.valid_to, held.ended_by = on, basis
    held.save(update_fields=["valid_to", "ended_by"])
    return held


_INCOMPLETE = Text(
    "入簿须有登记簿、登记号、依据和完整的权利号，请补全后再办。",
    "An entry needs its register, number, basis and whole right numbers; complete them first.",
)
_DATES = Text(
    "登记 {number} 的止日不在有效期内，请核对起止日期。",
    "The last day of entry {number} is outside its term; check both dates.",
)
_TAKEN = Text(
    "登记号 {number} 已由办件 {basis} 入簿，请核对登记号。",
    "Number {number} was entered by case {basis}; check the number.",
)
_ENDED = Text(
    "登记 {number} 已由办件 {basis} 终止，不能再次终止。",
    "Entry {number} was ended by case {basis} and cannot be ended again.",
)
