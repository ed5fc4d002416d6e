"""The one clock of the program: all dates are dates in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment with its zone; tests replace this one function."""
    return datetime.now(SHANGHAI)  # noqa: TID251 - the one place that reads the clock


def today() -> date:
    """Return today's date in Asia/Shanghai."""
    return now().date()
