"""How far a post reaches: a division and everything below it.

The digits of GB/T 2260 alone mislead. 429000 and 110100 are headings of the table (省直辖县级行政区划, 市辖区) and
not cities: Xiantao 429004 answers to the province 420000, Dongcheng 110101 to Beijing 110000. A region's own table may
name further parents that differ from the digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.rules.identifiers.division import (
    COUNTY_DIGITS,
    DIRECTLY_ADMINISTERED,
    MUNICIPALITIES,
    Level,
    level_by_digits,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The codes that a post at ``division`` answers for: those under ``prefix``, and ``also``, but ``never`` some."""

    division: str
    prefix: str
    also: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    @property
    def is_single(self) -> bool:
        """Whether it is the one place itself and nothing else."""
        return len(self.prefix) == COUNTY_DIGITS and not self.also

    def holds(self, code: str) -> bool:
        """Tell whether a code lies within."""
        return bool(self.prefix) and code not in self.never and (code.startswith(self.prefix) or code in self.also)

    def condition(self, path: str = "division") -> Q:
        """Return the same as a condition on six-digit codes that an index can answer: equality or a range."""
        if not self.prefix:
            return Q(pk__in=[])
        below = COUNTY_DIGITS - len(self.prefix)
        within = (
            Q(**{f"{path}__gte": self.prefix + "0" * below, f"{path}__lte": self.prefix + "9" * below})
            if below
            else Q(**{path: self.prefix})
        )
        if self.never:
            within &= ~Q(**{f"{path}__in": sorted(self.never)})
        return within | Q(**{f"{path}__in": sorted(self.also)}) if self.also else within


def is_heading(division: str) -> bool:
    """Tell whether a code is a heading of the table and no place: 429000, 110100, 500200."""
    looks_like_a_city = division.endswith("00") and division[2:4] != "00"
    return looks_like_a_city and (division[2:4] == DIRECTLY_ADMINISTERED or division.startswith(MUNICIPALITIES))


def prefix_of(division: str) -> str:
    """Return the digits that the divisions below share: 370000 → 37, 370900 → 3709, 370902 → 370902, 429000 → 429000.

    What is no code of six digits shares nothing with any code and comes back as it is, never empty.
    """
    if not _is_code(division):
        return division or "-"
    if division.endswith("0000"):
        return division[:2]
    return division[:4] if division.endswith("00") and not is_heading(division) else division


def rank_of(division: str) -> Level:
    """Return the level of an office at a division; at a heading there is no office, and it ranks lowest."""
    return Level.COUNTY if is_heading(division) else level_by_digits(division)


def reach_of(division: str) -> Reach:
    """Return how far a post reaches, by the digits and by the parents that the region's table names."""
    return _reach(division, settings.DATA.region)


def above(division: str) -> frozenset[str]:
    """Return every code whose office may answer for a division: itself, and all above it by digits and by the table."""
    by_digits = {division, division[:4] + "00", division[:2] + "0000"}
    return frozenset(by_digits | set(_table(settings.DATA.region).lineage(division)))


@cache
def _table(region: Path) -> Divisions:
    return divisions(region)


@lru_cache(maxsize=4_096)
def _reach(division: str, region: Path) -> Reach:
    if not _is_code(division):
        return Reach(division, "")
    prefix, table = prefix_of(division), _table(region)
    below = {code for code in table if division in table.lineage(code)}
    under = {code for code in table if code.startswith(prefix) and code != division}
    return Reach(division, prefix, frozenset(c for c in below if not c.startswith(prefix)), frozenset(under - below))


def _is_code(division: str) -> bool:
    return len(division) == COUNTY_DIGITS and division.isascii() and division.isdecimal() and division[0] != "0"
