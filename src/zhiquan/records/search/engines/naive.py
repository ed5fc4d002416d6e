"""The engine without an index: every question reads every record. For small sets, and to prove what the port asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zhiquan.records.search.describing import entry_of, read_item
from zhiquan.records.search.engine import FacetField, Page, Place, Vocabulary
from zhiquan.records.search.entry import Item, Searched
from zhiquan.records.search.language.tree import TEXTS, And, Code, Day, Node, Number, Or, Term, TextField, Wild, Words
from zhiquan.records.search.oracle import Folded, holds
from zhiquan.records.search.words import words_of

_RECORDS = "records.jsonl"
_YEAR = 10_000
_NUMBER_WEIGHT = 1_000
"""A right whose number was typed comes before every other hit."""


class Naive:
    """Records in one file, read whole."""

    name = "naive"
    version = 1

    def write(
        self, folder: Path, records: Iterable[Item], *, base: Path | None = None, dropped: Iterable[str] = ()
    ) -> int:
        """Write a generation; see ``Engine``."""
        held = {entry_of(item).key: item for item in _stored(base)} if base else {}
        for key in dropped:
            held.pop(key, None)
        held |= {entry_of(item).key: item for item in records}
        with (folder / _RECORDS).open("wb") as stream:
            stream.writelines(entry_of(item).stored + b"\n" for item in held.values())
        return len(held)

    def open(self, folder: Path) -> NaiveReader:
        """Open a generation; ``ValueError`` when its file is damaged."""
        return NaiveReader([Folded.of(item) for item in _stored(folder)])


def _stored(folder: Path) -> Iterator[Item]:
    with (folder / _RECORDS).open("rb") as stream:
        for line in stream:
            yield read_item(line)


class NaiveReader:
    """Records held in memory."""

    def __init__(self, records: list[Folded]) -> None:
        self._all = records

    @property
    def count_all(self) -> int:
        """How many records there are."""
        return len(self._all)

    def count(self, node: Node) -> int:
        """Return the number of hits."""
        return len(self._hits(node))

    def keys(self, node: Node) -> set[str]:
        """Return the keys of all hits."""
        return {folded.entry.key for folded in self._hits(node)}

    def first(self, node: Node) -> Searched | None:
        """Return one of the hits."""
        return next((folded.record for folded in self._all if holds(node, folded)), None)

    def by_relevance(self, node: Node, offset: int, size: int) -> Page:
        """Return a page, the hits first in whose title more of what is asked for stands."""
        title = {TextField.TITLE}
        found = sorted(self._hits(node), key=lambda folded: (-_asked_in(node, folded, title), folded.entry.key))
        return Page(len(found), tuple(folded.record for folded in found[offset : offset + size]))

    def by_date(self, node: Node, after: Place | None, size: int, *, newest: bool) -> Page:
        """Return a page ordered by rank, then key, beyond a place."""
        found = self._hits(node)
        places = [((one.entry.rank, one.entry.key), one.record) for one in found]
        places.sort(key=lambda pair: pair[0], reverse=newest)
        beyond = [pair for pair in places if after is None or (pair[0] < after if newest else pair[0] > after)][:size]
        return Page(len(found), tuple(record for _, record in beyond), tuple(place for place, _ in beyond))

    def buckets(self, node: Node, sizes: Mapping[FacetField, int]) -> dict[FacetField, tuple[tuple[str, int], ...]]:
        """Return the most frequent values of the facets among the hits."""
        hits = self._hits(node)
        return {
            field: tuple(Counter(value for folded in hits for value in _values(folded, field)).most_common(size))
            for field, size in sizes.items()
        }

    def frequency(self, word: str) -> int:
        """Return in how many records a word stands."""
        return sum(word in folded.words for folded in self._all)

    def beginning(self, of: Vocabulary, prefix: str, size: int) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values that begin so."""
        counts = Counter(value for folded in self._all for value in _vocabulary(folded, of) if value.startswith(prefix))
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:size])

    def alike(
        self, words: Mapping[str, float], classes: Mapping[str, float], but: str, size: int
    ) -> tuple[Searched, ...]:
        """Return the records that share the most weight."""
        scores = {
            folded.entry.key: (
                sum(weight for word, weight in words.items() if word in folded.words)
                + sum(weight for symbol, weight in classes.items() if symbol in folded.entry.steps),
                folded.record,
            )
            for folded in self._all
            if folded.entry.key != but
        }
        ordered = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].key))
        return tuple(record for score, record in ordered[:size] if score > 0)

    def _hits(self, node: Node) -> list[Folded]:
        return [folded for folded in self._all if holds(node, folded)]


def _asked_in(node: Node, folded: Folded, fields: set[TextField]) -> int:
    """Count what is asked for that stands in some fields."""
    match node:
        case Term(asked) | Wild(asked):
            return int(not fields.isdisjoint(asked) and holds(_narrowed(node, fields), folded))
        case Words(words):
            held = {
                word for field in TEXTS if field in fields for one in folded.values[field] for word in words_of(one)
            }
            return 2 * len(held.intersection(words)) + len(folded.words.intersection(words))
        case And(parts) | Or(parts):
            return sum(_asked_in(part, folded, fields) for part in parts)
        case Number():
            return _NUMBER_WEIGHT if holds(node, folded) else 0
    return 0


def _narrowed(node: Term | Wild, fields: set[TextField]) -> Node:
    kept = tuple(field for field in node.fields if field in fields)
    return Term(kept, node.text, node.mode) if isinstance(node, Term) else Wild(kept, node.signs)


def _values(folded: Folded, field: FacetField) -> Iterable[str]:
    entry = folded.entry
    match field:
        case "name":
            return dict.fromkeys(folded.values[TextField.APPLICANT])
        case "section":
            return entry.sections
        case "subclass":
            return entry.subclasses
        case "year":
            return (str(entry.days[Day.DATED] // _YEAR),) if Day.DATED in entry.days else ()
        case _:
            value = entry.codes.get(Code(field))
            return (value,) if value else ()


def _vocabulary(folded: Folded, of: Vocabulary) -> Iterable[str]:
    match of:
        case "name":
            return dict.fromkeys(folded.values[TextField.APPLICANT])
        case "class":
            return folded.entry.steps
        case _:
            return dict.fromkeys(word for value in folded.values[TextField.TITLE] for word in words_of(value))
