"""The tree of a query: frozen values, fields already resolved; every compiler and the oracle read only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias


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


class Sign(NamedTuple):
    """One folded character of a pattern, or with ``stands_for`` a wildcard: ``?`` one, ``#`` none or one, ``+`` any
    number of characters of the same run, which is of Han characters or of letters and digits."""

    char: str
    stands_for: Literal["", "han", "word"] = ""


@dataclass(frozen=True, slots=True)
class Wild:
    """A pattern in any of the fields. A wildcard never leaves its run; ``+`` stands only for letters and digits."""

    fields: tuple[TextField, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """A whole name of an applicant, or a whole number, that fits a pattern.

    ``pattern`` alternates between literal text (first and last, perhaps empty) and a run of ``?``, ``#``, ``+``, each
    of which stands for any characters.
    """

    of: Literal["name", "key"]
    pattern: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms, patterns, nearnesses, or alternatives of them, in one value of one field, not overlapping.

    At most ``most`` characters stand between them (``None``: any number; a blank is no character); ``ordered`` when the
    left one must come first.
    """

    fields: tuple[TextField, ...]
    left: Node
    right: Node
    most: int | None
    ordered: bool


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


Node: TypeAlias = Everything | Term | Wild | Like | Near | ClassBelow | Number | Filed | KindIs | And | Or | Not
