"""Which published definition holds on a date."""

from __future__ import annotations

from datetime import date

from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

MATTER = "matter"
"""The kind of the service matters 事项."""


def active(code: str, on: date, *, kind: str = MATTER) -> DefinitionVersion:
    """Return the version in force on a date: the latest start not after it, the later publication among equals."""
    found = (
        DefinitionVersion.objects.filter(kind=kind, code=code, in_force_from__lte=on)
        .order_by("-in_force_from", "-published_at", "-pk")
        .first()
    )
    if found is None:
        raise NotFound("rulebook.not-in-force", _NONE.format(code=code, on=on.isoformat()))
    return found


def all_active(on: date, *, kind: str = MATTER) -> list[DefinitionVersion]:
    """Return the version in force on a date of every code, by code."""
    rows = DefinitionVersion.objects.filter(kind=kind, in_force_from__lte=on)
    latest = {row.code: row for row in rows.order_by("in_force_from", "published_at", "pk")}
    return [latest[code] for code in sorted(latest)]


_NONE = Text(
    "{on} 没有启用的“{code}”；请先用 zhiquan matters publish 发布。",
    "No “{code}” is in force on {on}; publish it first with zhiquan matters publish.",
)
