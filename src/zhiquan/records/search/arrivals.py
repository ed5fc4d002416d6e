"""What newly answers a question: between two versions of the lake, exactly, without an index.

A record is new to a question when it answers it as of the later version and did not as of the earlier one: it came in
between, or what is told of it changed so that it now fits. What a query means is the oracle's word; only records that
changed between the two versions are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import source
from zhiquan.records.search.describing import shown
from zhiquan.records.search.entry import Item
from zhiquan.records.search.language.tree import Node
from zhiquan.records.search.oracle import Folded, holds


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record that is new to a question; ``came`` when it was not held before at all. ``rank`` orders by day."""

    key: str
    title: str
    came: bool
    rank: int


def arrivals(lake: Lake, since: int, version: int, asked: Mapping[int, Node]) -> dict[int, tuple[Arrival, ...]]:
    """Return for each question the records new to it, the newest day first; ``since`` 0 is before the first batch.

    ``NotFound`` ``lake.no-version`` where the lake does not hold one of the versions.
    """
    changed = source.changed(lake, since, version)
    found: dict[int, dict[str, Arrival]] = {number: {} for number in asked}
    for item in source.chosen(lake, version, changed):
        folded = Folded.of(item)
        for number in _answering(asked, folded):
            found[number][folded.entry.key] = _arrival(folded)
    if since:
        _without_known(found, asked, source.chosen(lake, since, _only(changed, found.values())))
    return {number: _ordered(new.values()) for number, new in found.items()}


def _without_known(found: dict[int, dict[str, Arrival]], asked: Mapping[int, Node], before: Iterable[Item]) -> None:
    """Take out what answered already; what was held but did not answer has not come, it only fits now."""
    for item in before:
        folded = Folded.of(item)
        key, known = folded.entry.key, set(_answering(asked, folded))
        for number, new in found.items():
            if key not in new:
                continue
            if number in known:
                del new[key]
            else:
                one = new[key]
                new[key] = Arrival(key, one.title, came=False, rank=one.rank)


def _answering(asked: Mapping[int, Node], folded: Folded) -> list[int]:
    return [number for number, node in asked.items() if holds(node, folded)]


def _only(changed: Mapping[str, list[str]], found: Iterable[Mapping[str, Arrival]]) -> dict[str, list[str]]:
    wanted = {key for new in found for key in new}
    return {table: [key for key in keys if key in wanted] for table, keys in changed.items()}


def _arrival(folded: Folded) -> Arrival:
    title, _ = shown(folded.record)
    return Arrival(folded.entry.key, title, came=True, rank=folded.entry.rank)


def _ordered(new: Iterable[Arrival]) -> tuple[Arrival, ...]:
    return tuple(sorted(new, key=lambda one: (-one.rank, one.key)))
