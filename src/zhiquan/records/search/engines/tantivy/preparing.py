"""Records → what the writer is given: everything that costs Python's time, so that it can run in another process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.describing import entry_of
from zhiquan.records.search.engines.tantivy.schema import JOINT, NUMBERS, TEXT_WORDS, TITLE_WORDS, WHOLE
from zhiquan.records.search.engines.tantivy.streams import joined, streams
from zhiquan.records.search.entry import Entry, Item
from zhiquan.records.search.language.tree import TEXTS, Day, TextField

_YEAR = 10_000
_APPLICATION, _PUBLICATION = NUMBERS["application"], NUMBERS["publication"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document: text values and whole numbers by field, and the record as it is stored."""

    texts: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, int], ...]
    stored: bytes


def prepare(records: Sequence[Item]) -> list[Prepared]:
    """Prepare some records together."""
    entries = [entry_of(record) for record in records]
    folded = [{field: tuple(map(fold, values)) for field, values in entry.texts.items()} for entry in entries]
    cut = iter(streams([value for held in folded for values in held.values() for value in values]))
    return [
        Prepared(
            texts=(
                *((field.value, joined([next(cut) for _ in values])) for field, values in held.items()),
                *_words(held),
                *_raw(entry, held),
            ),
            numbers=tuple(_numbers(entry)),
            stored=entry.stored,
        )
        for entry, held in zip(entries, folded, strict=True)
    ]


def _words(held: dict[TextField, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for field in TEXTS:
        for value in held.get(field, ()):
            cut = " ".join(rjieba.cut_for_search(value, hmm=False))
            yield (TITLE_WORDS if field is TextField.TITLE else TEXT_WORDS), cut


def _raw(entry: Entry, held: dict[TextField, tuple[str, ...]]) -> list[tuple[str, str]]:
    found = [("key", entry.key)]
    found += [(_APPLICATION, form) for form in entry.applications]
    found += [(_PUBLICATION, form) for form in entry.publications]
    for field, whole in WHOLE.items():
        found += [(whole, name) for name in dict.fromkeys(held.get(field, ()))]
    found += [(code.value, value) for code, value in entry.codes.items()]
    found += [("class", step) for step in entry.steps]
    found += _sections(entry.sections)
    found += [("subclass", subclass) for subclass in entry.subclasses]
    return found


def _sections(sections: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [("section", one) for one in sections if one.partition(":")[0] not in JOINT]
    for scheme, field in JOINT.items():
        if held := sorted(one for one in sections if one.startswith(f"{scheme}:")):
            found.append((field, " ".join(held)))
    return found


def _numbers(entry: Entry) -> Iterator[tuple[str, int]]:
    for of, day in entry.days.items():
        yield of.value, day
    if Day.DATED in entry.days:
        yield "year", entry.days[Day.DATED] // _YEAR
    yield "rank", entry.rank
