"""Candidates over many organisations: compared drawer by drawer, never each with each."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from zhiquan.records.corpus.entities.comparing import LEAST, Candidate, Entry, compare, one_character
from zhiquan.records.corpus.entities.names import drawers, read_name

LARGEST = 400
"""Entries of a drawer that are compared with each other; a fuller one says too little, and is only told of."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """A drawer with too many entries: its key and how many lie in it."""

    drawer: str
    entries: int


def drawers_of(entry: Entry, *, near: bool = False) -> frozenset[str]:
    """Return the drawers of all names of an entry, and of its official code."""
    found = {drawer for name in entry.all_names for drawer in drawers(read_name(name), near=near)}
    return frozenset(found | ({f"code:{entry.code}"} if entry.code else set()))


def candidates(
    entries: Callable[[], Iterable[Entry]], *, buckets: int = 1, near: bool = False, least: int = LEAST
) -> Iterator[Candidate | Crowded]:
    """Yield the pairs worth a look, each once, and the drawers too full to compare.

    ``entries`` is asked anew for each of ``buckets``: with more of them less lies in memory at a time (the entries
    whose drawers fall in that bucket). A pair comes in the first drawer that both share.
    """
    for bucket in range(buckets):
        filled: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries():
            for drawer in drawers_of(entry, near=near):
                if zlib.crc32(drawer.encode()) % buckets == bucket:
                    filled[drawer].append(entry)
        for drawer in sorted(filled):
            yield from _in_drawer(drawer, filled[drawer], near=near, least=least)


def _in_drawer(drawer: str, lying: list[Entry], *, near: bool, least: int) -> Iterator[Candidate | Crowded]:
    if len(lying) > LARGEST:
        yield Crowded(drawer, len(lying))
        return
    known = [(entry, drawers_of(entry, near=near)) for entry in lying]
    for (one, mine), (other, yours) in combinations(known, 2):
        if one.key == other.key or drawer != min(mine & yours):
            continue
        candidate = compare(one, other)
        if candidate and candidate.score >= least:
            yield candidate


class Near:
    """What lies in one of the drawers of a name, or one character beside it, or bears its code."""

    def __init__(self, name: str, code: str = "") -> None:
        self.asked = Entry("", name, code=code)
        self._cores = drawers(read_name(name))

    def takes(self, names: Iterable[str], code: str = "") -> bool:
        """Tell whether an organisation of these names is worth a look."""
        if code and code == self.asked.code:
            return True
        theirs = {core for name in names for core in drawers(read_name(name))}
        return not theirs.isdisjoint(self._cores) or any(
            one_character(one, other) for one in theirs for other in self._cores
        )


def find(name: str, entries: Iterable[Entry], *, code: str = "", least: int = LEAST) -> tuple[Candidate, ...]:
    """Return the entries that may be the organisation of this name, the likeliest first; memory holds only those."""
    near = Near(name, code)
    found: dict[str, Candidate] = {}
    for entry in entries:
        if not near.takes(entry.all_names, entry.code):
            continue
        candidate = compare(near.asked, entry)
        if candidate and candidate.score >= least:
            found[entry.key] = candidate
    return tuple(sorted(found.values(), key=lambda one: (-one.score, -one.other.count, one.other.key)))
