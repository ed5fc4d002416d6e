"""Days inside a line of text, as people write them."""

from __future__ import annotations

import re
from datetime import date

DAY = r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
"""A day inside a pattern."""


def day_of(text: str) -> date | None:
    """Return the day that a text of the form ``DAY`` names, or nothing where there is no such day."""
    year, month, day = (int(part) for part in re.split(r"[-/.]", text))
    try:
        return date(year, month, day)
    except ValueError:
        return None
