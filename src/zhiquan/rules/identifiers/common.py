"""What all identifiers share: standing, kinds of patent, the typed error value, folding of written forms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.text import Text

SHOWN = 40
"""So many characters of what was given are repeated in a message."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Standing(StrEnum):
    """How much is known about a number: checked, well-formed but without check digit, or wrong."""

    VALID = "valid"
    UNCHECKED = "unchecked"
    INVALID = "invalid"


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


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a text is not the identifier it should be: the broken ``rule``, a sentence, the text as given."""

    rule: str
    text: Text
    given: str

    @property
    def standing(self) -> Standing:
        """Return ``INVALID``, so that numbers and errors can be counted alike."""
        return Standing.INVALID


def broken(rule: str, zh: str, en: str, given: str, **values: object) -> Broken:
    """Build the error value; ``{given}`` in the sentences is what was given, shortened."""
    shown = given if len(given) <= SHOWN else given[: SHOWN - 1] + "…"
    return Broken(rule, Text(zh, en).format(given=shown, **values), given)


def fold(text: str) -> str:
    """Turn full-width forms into ASCII, letters into capitals, and drop white space at both ends.

    Only the full-width block is folded: a superscript or circled digit is not a digit of an official number.
    """
    return "".join(c.upper() if c.isascii() else c for c in text.translate(_FULL_WIDTH)).strip()
