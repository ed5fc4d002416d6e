"""The entries of all registers 名录、登记簿 as facts, but for pledges, which have a view of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from zhiquan.insight.figures.views import View
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.scenes.reporting.sources import Extract
from zhiquan.settings.now import SHANGHAI

OWN_VIEW = ("pledge",)
_GRADES, _NAMES, _CODES = ("grade", "level", "tier"), ("holder", "name", "organisation", "user"), ("uscc", "code")
"""Where the definitions of registers keep grade, name and code of whom an entry is about."""


def entry_facts(view: View) -> Extract:
    """Return all entries, ended ones too."""
    del view
    entries = list(RegisterEntry.objects.exclude(register__in=OWN_VIEW).order_by("pk"))
    return Extract(_facts(entries), mark_of(entries))


def mark_of(entries: Sequence[RegisterEntry]) -> str:
    """Return when the latest entry was recorded, and its number within the database."""
    if not entries:
        return "-"
    recorded = max(entry.recorded_at for entry in entries)
    return f"{recorded.astimezone(SHANGHAI).isoformat(timespec='seconds')} {entries[-1].pk}"


def _facts(entries: Sequence[RegisterEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            "key": f"{entry.register}/{entry.number}",
            "register": entry.register,
            "number": entry.number,
            "division": entry.division,
            "from_on": entry.valid_from,
            "until_on": entry.valid_to,
            "grade": _told(entry.data, _GRADES),
            "holder": _told(entry.data, _NAMES),
            "holder_code": _told(entry.data, _CODES),
            "case_number": entry.basis,
        }


def _told(data: dict[str, Any], names: Sequence[str]) -> str | None:
    return next((str(data[name]) for name in names if data.get(name)), None)
