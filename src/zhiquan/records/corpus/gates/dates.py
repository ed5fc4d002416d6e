"""Dates as exports write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from zhiquan.records.corpus.gates.common import text
from zhiquan.records.corpus.loaders import Value

_CLOCK = r"(?:[T\s]{1,3}[0-9]{1,2}:[0-9]{2}.{0,16}|Z|[+-][0-9]{2}:?[0-9]{2})?"
_DATE = re.compile(r"([0-9]{4})\s{0,3}[-./年]\s{0,3}([0-9]{1,2})\s{0,3}[-./月]\s{0,3}([0-9]{1,2})\s{0,3}日?" + _CLOCK)
_SOLID = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})" + _CLOCK)
_NONE = re.compile(r"[0\s./-]*|-|无|null|none|n/?a", re.IGNORECASE)
"""What stands where there is no date; zeros are WIPO's and MySQL's."""


_LONGEST = 40
"""So many characters a date with its time may have; a longer text is none, and is not kept in memory."""


def read_date(written: str) -> date | None:
    """Read a date (``2015-06-30``, ``2015.6.30``, ``20150630``, ``2015年6月30日``, with or without a time), or nothing.

    Day before month, or two digits of year, are the loader's to turn round: the form alone cannot tell them.
    """
    return _read(written.strip()) if len(written) <= _LONGEST else None


@lru_cache(maxsize=65_536)
def _read(given: str) -> date | None:
    found = _DATE.fullmatch(given) or _SOLID.fullmatch(given)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def is_no_date(written: str) -> bool:
    """Tell whether a field says that there is no date: empty, zeros, a dash."""
    return len(written) <= _LONGEST and bool(_NONE.fullmatch(written))


class Days:
    """The dates of a row by field; ``unread`` are those that are there but cannot be read."""

    __slots__ = ("_fields", "unread")

    def __init__(self, fields: Mapping[str, Value]) -> None:
        self._fields = fields
        self.unread: list[str] = []

    def read(self, name: str) -> date | None:
        """Return the date of a field, or nothing."""
        given = text(self._fields, name)
        if not given:
            return None
        day = read_date(given)
        if day is None and not is_no_date(given):
            self.unread.append(name)
        return day

    def doubts(self) -> list[str]:
        """Return a doubt for every date that cannot be read."""
        return [f"{name.replace('_', '-')}.unreadable" for name in self.unread]
