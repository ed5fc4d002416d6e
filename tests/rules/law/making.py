"""Small books and calendars for the tests of the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhiquan.rules.law import Book, Calendar

ACTS = {"act": {"zh": "《某法》", "en": "Some Act"}}


def day(text: str) -> date:
    """Read an ISO date."""
    return date.fromisoformat(text)


def entry(key: str = "some.limit", value: Any = 5, unit: str = "working_day", **fields: Any) -> dict[str, Any]:
    """Return one entry of a definition file; ``from_`` and ``to`` are ISO dates."""
    base: dict[str, Any] = {
        "key": key,
        "value": value,
        "unit": unit,
        "from": day(fields.pop("from_", "2000-01-01")),
        "selected_by": "act",
        "source": {"act": "act", "article": "第一条"},
        "sure": True,
    }
    if "to" in fields:
        base["to"] = day(fields.pop("to"))
    return base | fields


def book(*entries: dict[str, Any]) -> Book:
    """Return a book of entries."""
    return Book.from_documents({"test.yaml": {"acts": ACTS, "provisions": list(entries)}})


def week(*off: str, working: tuple[str, ...] = (), years: tuple[int, ...] = (2026,)) -> Calendar:
    """Return a calendar with days off and make-up working days."""
    return Calendar(years, map(day, off), map(day, working))
