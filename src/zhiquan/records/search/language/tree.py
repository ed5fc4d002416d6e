"""The tree of a query: frozen values, fields already resolved; every compiler and the oracle read only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias


class TextField(StrEnum):
    """Fields in which terms are looked for."""

    TITLE = "title"
    """Title of a patent, words of a mark, names of a geographical indication."""
    ABSTRACT = "abstract"
    """Abstract of a patent, goods and services of a mark, product and area of a geographical indication."""
    CLAIM = "claim"
    APPLICANT = "applicant"
    """Applicants and owners."""
    INVENTOR = "inventor"
    AGENCY = "agency"
    """Agencies and agents."""


TEXTS = (TextField.TITLE, TextField.ABSTRACT, TextField.CLAIM)
"""Fields of running text, where a term is looked for that names none."""
NAMES = (TextField.APPLICANT, TextField.INVENTOR, TextField.AGENCY)
"""Fields of names, which are also asked for as a whole."""


class Code(StrEnum):
    """What a record has one value of, asked for as a whole."""

    WHAT = "what"
    KIND = "kind"
    OFFICE = "office"
    STATUS = "status"
    DIVISION = "division"


class Day(StrEnum):
    """Days of a right; ``DATED`` is the first known of filing, publication, grant: what results are ordered by."""

    FILED = "filed"
    PUBLISHED = "published"
    GRANTED = "granted"
    DATED = "dated"


NumberOf: TypeAlias = Literal["application", "publication"]


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
    """A whole name, a status or a number, that fits a pattern.

    ``pattern`` alternates between literal text (first and last, perhaps empty) and a run of ``?``, ``#``, ``+``, each
    of which stands for any characters.
    """

    of: TextField | Code | NumberOf
    pattern: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms, patterns, nearnesses, or alternatives of them, in one value of one field, not overlapping.

    At most ``most`` characters stand between them (``None``: any number; a blank is no character); ``ordered`` when the
    left one must come first. With ``inside`` both stand in one sentence, or one paragraph, of the text as written.
    """

    fields: tuple[TextField, ...]
    left: Node
    right: Node
    most: int | None
    ordered: bool
    inside: Literal["", "sentence", "paragraph"] = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Any of these words as segmentation cuts them, in title or text: ranks, and finds inexactly (see ``words``)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """A class equal to or below a symbol of a scheme (``H01M`` holds ``H01M10/0525``), or a division."""

    scheme: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Number:
    """The rights that an office knows by this number, in a form of ``numbers.compact``."""

    of: NumberOf
    form: str


@dataclass(frozen=True, slots=True)
class KeyIs:
    """The right with this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the right between two ``yyyymmdd`` numbers, both inclusive; ``None`` is open."""

    of: Day
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Is:
    """A code's value, folded as in ``Entry.codes``."""

    code: Code
    value: str


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


Node: TypeAlias = Everything | Term | Wild | Like | Near | Words | Below | Number | KeyIs | Dated | Is | And | Or | Not
