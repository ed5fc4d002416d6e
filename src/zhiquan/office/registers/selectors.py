"""Reading the registers."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.text import Text

_NAMES = {
    "pledge": Text("专利权质押登记", "Patent pledges"),
    "adjudication": Text("生效的专利侵权纠纷行政裁决", "Decisions on infringement in force"),
    "licence": Text("专利实施许可合同备案", "Recorded patent licences"),
}


def register_name(register: str) -> Text:
    """Return what people call a register; one without a name here is called by its code."""
    return _NAMES.get(register, Text(register, register))


def entries_for_right(right: str, register: str | None = None, on: date | None = None) -> list[RegisterEntry]:
    """Return the entries that concern a right (canonical number), the latest first; one query.

    ``register`` narrows to one list, ``on`` to what is in force on that date (both end dates count).
    """
    rows = RegisterEntry.objects.filter(rights__right=right)
    if register is not None:
        rows = rows.filter(register=register)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return list(rows.order_by("-valid_from", "-pk"))
