"""The naive evaluator: what a query means, record by record, without an index. Tests and ``index verify`` hold
engines to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.language.tree import (
    And,
    ClassBelow,
    Everything,
    Filed,
    KindIs,
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
)
from zhiquan.records.search.spans import fits, found
from zhiquan.records.search.text import contains, fold


@dataclass(frozen=True, slots=True)
class Folded:
    """A record with its text folded once, for many questions."""

    record: PatentRecord
    values: dict[TextField, tuple[str, ...]]

    @classmethod
    def of(cls, record: PatentRecord) -> Folded:
        """Fold the record's text."""
        return cls(
            record,
            {
                TextField.TITLE: (fold(record.title),),
                TextField.ABSTRACT: (fold(record.abstract),),
                TextField.APPLICANT: tuple(map(fold, record.applicants)),
            },
        )


def matching(node: Node, records: Iterable[Folded]) -> Iterator[PatentRecord]:
    """Yield the records that a query asks for."""
    return (folded.record for folded in records if holds(node, folded))


def holds(node: Node, folded: Folded) -> bool:  # noqa: C901, PLR0911 - one line per kind of node
    """Whether one record is what the query asks for."""
    record = folded.record
    match node:
        case Everything():
            return True
        case Term(fields, text, mode):
            return any(_value_holds(value, text, mode) for field in fields for value in folded.values[field])
        case Wild(fields, _) | Near(fields, _, _, _, _):
            return any(found(node, field, value) for field in fields for value in folded.values[field])
        case Like(of, _):
            values = (record.key,) if of == "key" else folded.values[TextField.APPLICANT]
            return any(fits(node, value) for value in values)
        case ClassBelow(scheme, symbol):
            return record.class_scheme == scheme and _below(record.main_class, symbol)
        case Number(key):
            return record.key == key
        case Filed(first, last):
            day = int(record.filing_date.strftime("%Y%m%d")) if record.filing_date else None
            return day is not None and (first is None or first <= day) and (last is None or day <= last)
        case KindIs(kind):
            return record.kind == kind
        case And(parts):
            return all(holds(part, folded) for part in parts)
        case Or(parts):
            return any(holds(part, folded) for part in parts)
        case Not(part):
            return not holds(part, folded)


def _value_holds(value: str, text: str, mode: Mode) -> bool:
    match mode:
        case Mode.CONTAINS:
            return contains(value, text)
        case Mode.BEGINS:
            return value.startswith(text)
        case Mode.EXACT:
            return value == text


def _below(symbol: str, above: str) -> bool:
    """Whether a class is equal to or below another: ``H01M10`` holds ``H01M10/05`` but not ``H01M100/05``."""
    if not symbol.startswith(above):
        return False
    rest = symbol[len(above) :]
    return not rest or not (above[-1].isdecimal() and rest[0].isdecimal())
