"""Dates of registers that are known to put the day first."""

from __future__ import annotations

import re
from datetime import date

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_first(text: str) -> str:
    """Return ``14/06/1991`` or ``1 Jan 2021`` as an ISO date; whatever is no such date comes back as it is."""
    given = text.strip()
    numbers, words = _NUMBERS.fullmatch(given), _WORDS.fullmatch(given)
    try:
        if numbers:
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1])).isoformat()
        if words and words[2].lower() in _MONTHS:
            return date(int(words[3]), _MONTHS.index(words[2].lower()) + 1, int(words[1])).isoformat()
    except ValueError:
        return given
    return given
