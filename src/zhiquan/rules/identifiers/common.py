"""What all identifiers share: standing, kinds of patent, the typed error value, folding of written forms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from zhiquan.rules.text import Text

SHOWN = 40
"""So many characters of what was given are repeated in a message."""
_FOLDED = {code: ord(chr(code - 0xFEE0).upper()) for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FOLDED |= {ord(letter): ord(letter.upper()) for letter in "abcdefghijklmnopqrstuvwxyz"}


class Standing(StrEnum):
    """How much is known about a number: checked, well-formed but without check digit, or wrong."""

    VALID = "valid"
    UNCHECKED = "unchecked"
    INVALID = "invalid"


class Unchecked:
    """A number without a check digit."""

    __slots__ = ()

    @property
    def standing(self) -> Standing:
        """Return ``UNCHECKED``: nothing in the number itself can tell a slip."""
        return Standing.UNCHECKED


class Flat:
    """A number without a hierarchy."""

    __slots__ = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Return nothing: nothing lies above the number."""
        return ()


class PatentKind(StrEnum):
    """The three kinds of patent 专利种类."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _LABELS[self]


_LABELS = {
    PatentKind.INVENTION: Text("发明", "Invention"),
    PatentKind.UTILITY_MODEL: Text("实用新型", "Utility model"),
    PatentKind.DESIGN: Text("外观设计", "Design"),
}


Parts = tuple[tuple[Text, Text], ...]
"""What an identifier says about itself: label and value, both for people."""


def part(zh: str, en: str, value: object) -> tuple[Text, Text]:
    """Return one labelled part; a value that is no ``Text`` reads the same in both languages."""
    return Text(zh, en), value if isinstance(value, Text) else Text(str(value), str(value))


class Identifier(Protocol):
    """What every identifier has, whatever its kind."""

    @property
    def canonical(self) -> str:
        """Return the one written form that is the key everywhere."""
        ...

    @property
    def standing(self) -> Standing:
        """Return whether a check digit confirmed it."""
        ...

    @property
    def path(self) -> tuple[str, ...]:
        """Return the hierarchy from the widest to the identifier itself; empty where there is none."""
        ...

    @property
    def parts(self) -> Parts:
        """Return what can be read off the identifier, for people."""
        ...


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a text is not the identifier it should be: the broken ``rule``, the text as ``given``, and a sentence.

    The sentence is put together only when somebody reads it: recognition breaks a dozen rules for every text it reads.
    """

    rule: str
    given: str
    sentence: tuple[str, str]
    values: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> Text:
        """Return the sentence for people, with what was given, shortened."""
        shown = self.given if len(self.given) <= SHOWN else self.given[: SHOWN - 1] + "…"
        return Text(*self.sentence).format(given=shown, **dict(self.values))

    @property
    def standing(self) -> Standing:
        """Return ``INVALID``, so that numbers and errors can be counted alike."""
        return Standing.INVALID


def broken(rule: str, zh: str, en: str, given: str, **values: object) -> Broken:
    """Build the error value; ``{given}`` in the sentences is what was given, shortened."""
    return Broken(rule, given, (zh, en), tuple(values.items()))


def fold(text: str) -> str:
    """Turn full-width forms into ASCII, letters into capitals, and drop white space at both ends.

    Only the full-width block is folded: a superscript or circled digit is not a digit of an official number.
    """
    return (text.upper() if text.isascii() else text.translate(_FOLDED)).strip()
