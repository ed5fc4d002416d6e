"""Dates as exports write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(
    r"([0-9]{4})\s{0,3}[-./年]?\s{0,3}([0-9]{1,2})\s{0,3}[-./月]?\s{0,3}([0-9]{1,2})\s{0,3}日?"
    r"(?:[T\s]{1,3}[0-9]{1,2}:[0-9]{2}.{0,16}|Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_NONE = re.compile(r"[0\s./-]*|-|无|null|none|n/?a", re.IGNORECASE)
"""What stands where there is no date; zeros are WIPO's and MySQL's."""


@lru_cache(maxsize=65_536)
def read_date(text: str) -> date | None:
    """Read a date (``2015-06-30``, ``2015.6.30``, ``20150630``, ``2015年6月30日``, with or without a time), or nothing.

    Day before month, or two digits of year, are the loader's to turn round: the form alone cannot tell them.
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def is_no_date(text: str) -> bool:
    """Tell whether a field says that there is no date: empty, zeros, a dash."""
    return bool(_NONE.fullmatch(text))
