"""What can be asked of a record, whatever right it is of: the one description that every engine and the oracle read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from zhiquan.records.corpus.model import IndicationRecord, MarkRecord, PatentRecord
from zhiquan.records.search.language.tree import Code, Day, TextField
from zhiquan.records.search.schemes import DIVISION, What, path

Searched: TypeAlias = PatentRecord | MarkRecord | IndicationRecord
"""The records that are searched."""


@dataclass(frozen=True, slots=True)
class Told:
    """A record and the numbers of other publications of the same right, which lead to it too."""

    record: Searched
    publications: tuple[str, ...]


Item: TypeAlias = Searched | Told
"""What an index is made of."""


OTHERS = "publications"
"""Key under which other publications are stored beside a record's fields."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it is searched.

    ``texts``: values as written, none empty. ``applications`` and ``publications``: numbers in every form. ``codes``:
    one value each, folded, absent where unknown. ``classes``: canonical symbols with their scheme
    (``ipc:H01M10/0525``), divisions among them without the zeros at their end (``division:3709``). ``days``:
    ``yyyymmdd``. ``rank`` orders by day and then by key. ``others``: publications beside the record's own.
    """

    record: Searched
    what: What
    texts: Mapping[TextField, tuple[str, ...]]
    applications: tuple[str, ...]
    publications: tuple[str, ...]
    codes: Mapping[Code, str]
    classes: tuple[str, ...]
    days: Mapping[Day, int]
    rank: int
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The right's key."""
        return self.record.key

    @property
    def stored(self) -> bytes:
        """The record, and its other publications, as JSON."""
        held = self.record.to_json()
        if not self.others:
            return held
        others = json.dumps(self.others, ensure_ascii=False, separators=(",", ":"))
        return held[:-1] + f',"{OTHERS}":{others}}}'.encode()

    @property
    def steps(self) -> tuple[str, ...]:
        """Every class and everything above it, each once."""
        return tuple(dict.fromkeys(step for symbol in self.classes for step in path(symbol)))

    @property
    def subclasses(self) -> tuple[str, ...]:
        """The subclass of every class, each once, divisions left out."""
        return tuple(dict.fromkeys(_subclass(symbol) for symbol in self.classes if not symbol.startswith(DIVISION)))

    @property
    def sections(self) -> tuple[str, ...]:
        """The top of the hierarchy over every class, divisions left out."""
        tops = dict.fromkeys(path(symbol)[0] for symbol in self.classes if not symbol.startswith(DIVISION))
        return tuple(tops)


@lru_cache(maxsize=65_536)
def _subclass(symbol: str) -> str:
    """Return the subclass of IPC and CPC, the class of goods, designs and figures, that a symbol lies in."""
    steps = path(symbol)
    deep = _SUBCLASS_STEP if symbol.startswith(("ipc:", "cpc:")) else 1
    return steps[min(deep, len(steps)) - 1]


def day_number(day: date) -> int:
    """Return a day as ``yyyymmdd``."""
    return day.year * 10_000 + day.month * 100 + day.day


_SUBCLASS_STEP = 3
_FIRST_DAY = date(1800, 1, 1).toordinal()
_CN_DIGITS = 12
_KEY_BITS = 46


def rank_of(key: str, day: date | None) -> int:
    """Return the place in the order by day, then key, as a number below 2**63, known from the record alone.

    Chinese application numbers come in their own order before all other keys, whose order is that of a digest of 45
    bits: two of one day may share it, which is why a page's place names rank and key.
    """
    days = max(0, day.toordinal() - _FIRST_DAY) + 1 if day else 0
    return min(days, (1 << 17) - 1) << _KEY_BITS | _within_day(key)


def _within_day(key: str) -> int:
    digits = key[2:].partition(".")[0]
    if key.startswith("CN") and digits.isdecimal():
        years = 4 if len(digits) == _CN_DIGITS else 2
        return (int(digits[:years]) % 2048) << 27 | int(digits[years:]) % (1 << 27)
    digest = int.from_bytes(blake2b(key.encode(), digest_size=6).digest())
    return 1 << (_KEY_BITS - 1) | digest >> 3
