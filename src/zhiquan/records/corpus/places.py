"""Places in tables by province: read where they are written right, repaired by rule where a scan or a typist slipped.

A name counts as written right when it is in the closed list (``places.yaml``) after folding and without the blanks
that tables pad names with. Any other name is compared with the list: what differs in one character, or lacks or has
one too many, is a candidate. A candidate is taken only on evidence, in this order:

- *sum*: a subtotal whose every figure equals the sum over the region's provinces (东部地区 and the like);
- *missing*: the table holds most provinces, and the candidate is the only one that it lacks;
- *look*: of the candidates that the table lacks, one alone differs in a character of similar look.

Otherwise the place stays open and the candidates stand beside it. What was written is always kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.records.characters.folding import fold
from zhiquan.records.characters.glyphs import likeness

MOST = 0.75
"""A table holds most provinces from this share of the mainland's on; then what it lacks is evidence."""
ALIKE, CLEARLY = 0.6, 0.3
"""Likeness (0 to 1) from which a character looks like another, and below which it clearly does not."""
SHORTEST = 2
"""Characters of the shortest name; a name that lost one of two could be anything."""


class PlaceKind(StrEnum):
    """What a place of a table is: totals must never be added to their parts."""

    NATION = "nation"
    REGION = "region"
    PROVINCE = "province"
    OTHER = "other"


class Repair(StrEnum):
    """On what evidence a written name stands for a place."""

    EXACT = "exact"
    SPACING = "spacing"
    """Blanks inside the name, its width or script."""
    ALIAS = "alias"
    """The full, the English or another listed name."""
    MISSING = "missing"
    LOOK = "look"
    SUM = "sum"
    OPEN = "open"
    """Not certain: candidates, or none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A written name read: ``name`` and ``code`` (GB/T 2260, provinces only) are empty while it stays open."""

    raw: str
    name: str
    code: str
    kind: PlaceKind
    how: Repair
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    code: str
    kind: PlaceKind
    members: tuple[str, ...] = ()


@cache
def _book() -> dict[str, Any]:
    book: dict[str, Any] = read_yaml(Path(__file__).with_name("places.yaml"))
    return book


@cache
def _by_name() -> Mapping[str, _Listed]:
    """Return what every known writing (folded, without blanks) stands for."""
    book = _book()
    found: dict[str, _Listed] = {}
    nation = _Listed(book["nation"][0], "", PlaceKind.NATION)
    found.update({_bare(name): nation for name in book["nation"]})
    for code, one in book["provinces"].items():
        province = _Listed(one["zh"], code, PlaceKind.PROVINCE)
        found.update({_bare(name): province for name in (one["zh"], one["full"], *one["en"])})
    for name, one in book["regions"].items():
        members = tuple(book["provinces"][code]["zh"] for code in one["members"])
        region = _Listed(name, "", PlaceKind.REGION, members)
        found.update({_bare(written): region for written in (name, *one["also"])})
    return found


@cache
def _closed() -> tuple[_Listed, ...]:
    return tuple(dict.fromkeys(_by_name().values()))


@cache
def place_names() -> frozenset[str]:
    """Return the Chinese short and full names of provinces and of the country, as folded: what stands before names of
    organisations."""
    written = {name for one in _book()["provinces"].values() for name in (one["zh"], one["full"])}
    return frozenset(map(_bare, written | {"中国"}))


@cache
def mainland() -> tuple[str, ...]:
    """Return the short names of the provinces that a national table is expected to hold."""
    book = _book()
    return tuple(one["zh"] for code, one in book["provinces"].items() if code not in book["beyond"])


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def kind_of(name: str) -> PlaceKind:
    """Tell what a repaired name is; a place that no list holds is ``OTHER``."""
    listed = _by_name().get(_bare(name))
    return listed.kind if listed else PlaceKind.OTHER


def english(name: str) -> str:
    """Return the English name of a province, empty for anything else."""
    listed = _by_name().get(_bare(name))
    return str(_book()["provinces"][listed.code]["en"][0]) if listed and listed.code else ""


def read_place(written: str) -> Place | None:
    """Read one name by itself; ``None`` where no list holds it."""
    listed = _by_name().get(_bare(written))
    if not listed:
        return None
    spaced = Repair.SPACING if _bare(written) == listed.name else Repair.ALIAS
    how = Repair.EXACT if written == listed.name else spaced
    return Place(written, listed.name, listed.code, listed.kind, how)


Figures = Mapping[str, Decimal]
"""What a table says of one place: item → value."""


def read_places(table: Mapping[str, Figures]) -> dict[str, Place]:
    """Read all names of one table (one dataset, measure and period) together: written name → place.

    The figures serve only to recognise subtotals; without any (empty mappings) names are read all the same.
    """
    found = {written: place for written in table if (place := read_place(written))}
    unread = [written for written in table if written not in found]
    for written in unread:
        if place := _by_sum(written, table, found):
            found[written] = place
    _by_elimination([written for written in unread if written not in found], found)
    return {written: found[written] for written in table}


def _by_elimination(unread: Sequence[str], found: dict[str, Place]) -> None:
    """Settle names one after the other: each that is settled leaves fewer places for the rest."""
    left = list(unread)
    while left:
        settled = _settled(left, found)
        if not settled:
            break
        found.update(settled)
        left = [written for written in left if written not in settled]
    for written in left:
        candidates = _free(written, found) or candidates_of(written)
        found[written] = Place(written, "", "", PlaceKind.OTHER, Repair.OPEN, tuple(one.name for one in candidates))


def _settled(left: Sequence[str], found: Mapping[str, Place]) -> dict[str, Place]:
    most = _holds_most(found)
    wanted: dict[str, tuple[_Listed, Repair]] = {}
    for written in left:
        free = _free(written, found)
        if most and len(free) == 1:
            wanted[written] = (free[0], Repair.MISSING)
        elif lookalike := _lookalike(written, free):
            wanted[written] = (lookalike, Repair.LOOK)
    asked = Counter(one.name for one, _ in wanted.values())
    return {
        written: Place(written, one.name, one.code, one.kind, how)
        for written, (one, how) in wanted.items()
        if asked[one.name] == 1
    }


def candidates_of(written: str) -> tuple[_Listed, ...]:
    """Return the listed places whose short name is one character away from what is written."""
    bare = _bare(written)
    return tuple(one for one in _closed() if _one_slip(bare, one.name))


def _free(written: str, found: Mapping[str, Place]) -> tuple[_Listed, ...]:
    taken = {place.name for place in found.values()}
    return tuple(one for one in candidates_of(written) if one.name not in taken)


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one character was exchanged, lost or added."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return SHORTEST <= len(short) == len(long) - 1 and any(
        long[:index] + long[index + 1 :] == short for index in range(len(long))
    )


def _holds_most(found: Mapping[str, Place]) -> bool:
    provinces = {place.name for place in found.values()} & set(mainland())
    return len(provinces) >= MOST * len(mainland())


def _lookalike(written: str, free: Sequence[_Listed]) -> _Listed | None:
    """Return the one candidate whose exchanged character looks like the written one while no other's does."""
    bare = _bare(written)
    looks: dict[_Listed, float] = {}
    for one in free:
        if len(one.name) == len(bare):
            looks[one] = max(likeness(a, b) for a, b in zip(bare, one.name, strict=True) if a != b)
    best = [one for one, look in looks.items() if look >= ALIKE]
    others = [one for one in free if one not in best and looks.get(one, CLEARLY) >= CLEARLY]
    return best[0] if len(best) == 1 and not others else None


def _by_sum(written: str, table: Mapping[str, Figures], found: Mapping[str, Place]) -> Place | None:
    """Read a subtotal by arithmetic; its provinces may themselves be written wrong, so candidates count for them."""
    regions = [one for one in candidates_of(written) if one.kind is PlaceKind.REGION]
    if not regions or not table[written]:
        return None
    by_name: dict[str, Figures] = {place.name: table[raw] for raw, place in found.items() if raw in table}
    for raw in table:
        free = _free(raw, found) if raw not in found else ()
        if len(free) == 1:
            by_name.setdefault(free[0].name, table[raw])
    sums = [one for one in regions if _adds_up(table[written], [by_name.get(name) for name in one.members])]
    if len(sums) != 1:
        return None
    return Place(written, sums[0].name, "", PlaceKind.REGION, Repair.SUM)


def _adds_up(total: Figures, parts: Sequence[Figures | None]) -> bool:
    return all(
        sum((part[item] for part in parts if part and item in part), Decimal(0)) == value
        for item, value in total.items()
    ) and all(parts)
