"""The naive evaluator: what a query means, record by record, without an index. Tests and ``index verify`` hold
engines to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhiquan.records.characters.folding import contains, fold
from zhiquan.records.search.describing import entry_of
from zhiquan.records.search.entry import Entry, Item, Searched
from zhiquan.records.search.language.tree import (
    TEXTS,
    And,
    Below,
    Code,
    Dated,
    Everything,
    Is,
    KeyIs,
    Like,
    Mode,
    Near,
    Node,
    Not,
    Number,
    Or,
    Term,
    TextField,
    Wild,
    Words,
)
from zhiquan.records.search.schemes import DIVISION
from zhiquan.records.search.spans import fits, found, near_in
from zhiquan.records.search.words import words_of


@dataclass(frozen=True)
class Folded:
    """An entry with its text folded once, for many questions."""

    entry: Entry
    values: Mapping[TextField, tuple[str, ...]]

    @classmethod
    def of(cls, record: Item) -> Folded:
        """Fold a record's text."""
        entry = entry_of(record)
        return cls(entry, {field: tuple(map(fold, entry.texts.get(field, ()))) for field in TextField})

    @property
    def record(self) -> Searched:
        """The record itself."""
        return self.entry.record

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of title and text."""
        return frozenset(word for field in TEXTS for value in self.values[field] for word in words_of(value))


def matching(node: Node, records: Iterable[Folded]) -> Iterator[Searched]:
    """Yield the records that a query asks for."""
    return (folded.record for folded in records if holds(node, folded))


def holds(node: Node, folded: Folded) -> bool:  # noqa: C901 - one line per kind of node
    """Whether one record is what the query asks for."""
    match node:
        case Everything():
            return True
        case Term(fields, text, mode):
            return any(_value_holds(value, text, mode) for field in fields for value in folded.values[field])
        case Near():
            return any(near_in(node, field, value) for field in node.fields for value in _written(folded, field))
        case Wild(fields, _):
            return any(found(node, field, value) for field in fields for value in folded.values[field])
        case And(parts):
            return all(holds(part, folded) for part in parts)
        case Or(parts):
            return any(holds(part, folded) for part in parts)
        case Not(part):
            return not holds(part, folded)
        case Words(words):
            return not folded.words.isdisjoint(words)
        case _:
            return _is(node, folded.entry, folded)


def _is(node: Node, entry: Entry, folded: Folded) -> bool:
    match node:
        case Like(of, _):
            return any(fits(node, value) for value in _whole(of, folded))
        case Below(scheme, symbol):
            pairs = (symbol_of.split(":", 1) for symbol_of in entry.classes)
            return any(of == scheme and _below(scheme, body, symbol) for of, body in pairs)
        case Number("application", form):
            return form in entry.applications
        case Number(_, form):
            return form in entry.publications
        case KeyIs(key):
            return entry.key == key
        case Dated(of, first, last):
            day = entry.days.get(of)
            return (first is None and last is None) or (
                day is not None and (first is None or first <= day) and (last is None or day <= last)
            )
        case Is(code, value):
            return entry.codes.get(code) == value
    raise TypeError(f"no meaning for {node!r}")


def _written(folded: Folded, field: TextField) -> tuple[str, ...]:
    return folded.entry.texts.get(field, ())


def _whole(of: TextField | Code | str, folded: Folded) -> tuple[str, ...]:
    if isinstance(of, TextField):
        return folded.values[of]
    if isinstance(of, Code):
        value = folded.entry.codes.get(of)
        return (value,) if value else ()
    return folded.entry.applications if of == "application" else folded.entry.publications


def _value_holds(value: str, text: str, mode: Mode) -> bool:
    match mode:
        case Mode.CONTAINS:
            return contains(value, text)
        case Mode.BEGINS:
            return value.startswith(text)
        case Mode.EXACT:
            return value == text


def _below(scheme: str, symbol: str, above: str) -> bool:
    """Whether a class is equal to or below another: ``H01M10`` holds ``H01M10/05`` but not ``H01M100/05``; groups of
    goods and divisions go on in digits."""
    if not symbol.startswith(above):
        return False
    if scheme in {"nice", DIVISION}:
        return True
    rest = symbol[len(above) :]
    return not rest or not (above[-1].isdecimal() and rest[0].isdecimal())
