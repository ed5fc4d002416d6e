"""The tree of a query: frozen values, fields already resolved; every compiler and the oracle read only this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class TextField(StrEnum):
    """Fields in which terms are looked for."""

    TITLE = "title"
    ABSTRACT = "abstract"
    APPLICANT = "applicant"


class Mode(StrEnum):
    """How a term must stand in a field's value; the last two are for names."""

    CONTAINS = "contains"
    BEGINS = "begins"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Everything:
    """All records (``*``)."""


@dataclass(frozen=True, slots=True)
class Term:
    """Folded text in any of the fields."""

    fields: tuple[TextField, ...]
    text: str
    mode: Mode = Mode.CONTAINS


@dataclass(frozen=True, slots=True)
class ClassBelow:
    """Main class equal to or below a symbol of ``ipc`` or ``locarno`` (``H01M`` holds ``H01M10/0525``)."""

    scheme: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Number:
    """The right with this canonical application number."""

    key: str


@dataclass(frozen=True, slots=True)
class Filed:
    """Filing date between two ``yyyymmdd`` numbers, both inclusive; ``None`` is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class KindIs:
    """Kind of right, a ``PatentKind`` value."""

    kind: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the part."""

    part: Node


Node: TypeAlias = Everything | Term | ClassBelow | Number | Filed | KindIs | And | Or | Not


def wanted_terms(node: Node, field: TextField) -> Iterator[str]:
    """Yield the texts asked for in a field and not negated: what a result page marks."""
    match node:
        case Term(fields, text, _) if field in fields:
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_terms(part, field)
