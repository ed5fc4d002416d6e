"""What a text may be: every kind of identifier whose form it has, the likeliest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.identifiers.common import Broken, Identifier, Standing, fold
from zhiquan.rules.identifiers.kinds import READERS, Kind
from zhiquan.rules.text import Text


class Confidence(StrEnum):
    """How sure a reading is, the surest first."""

    CHECKED = "checked"
    DISTINCT = "distinct"
    POSSIBLE = "possible"
    BROKEN = "broken"

    @property
    def label(self) -> Text:
        """Return the confidence for people."""
        return _LABELS[self]


_LABELS = {
    Confidence.CHECKED: Text("校验位相符", "the check digit agrees"),
    Confidence.DISTINCT: Text("仅此一类有此形式", "only this kind has the form"),
    Confidence.POSSIBLE: Text("形式相符，亦可能为他类", "has the form, as other kinds do"),
    Confidence.BROKEN: Text("形似而有误", "looks like one but is wrong"),
}
_ORDER = {confidence: place for place, confidence in enumerate(Confidence)}
_OF_FORM = frozenset({"empty", "form", "characters", "spaces", "length", "dot", "prefix"})
"""Broken rules that say: this is another kind of text. Any other one says: this kind, but wrong."""
_LIKE = {
    Kind.PATENT: re.compile(r"(?:CN|ZL)[0-9 .]{8,20}X?|[0-9]{6,13}\.[0-9X]{0,2}|[0-9]{12,14}X?|[0-9]{7,8}X"),
    Kind.USCC: re.compile(r"(?=.*[0-9]{6})[0-9A-Z]{16,20}"),
}
"""Forms that are near enough to say which kind was meant when nothing fits."""


@dataclass(frozen=True, slots=True)
class Identified:
    """One reading of a text: the kind, what was read (or why not), and how sure that is."""

    kind: Kind
    found: Identifier | Broken
    confidence: Confidence

    @property
    def canonical(self) -> str:
        """Return the canonical form, empty where the text is broken."""
        return "" if isinstance(self.found, Broken) else self.found.canonical

    @property
    def standing(self) -> Standing:
        """Return the standing of what was read."""
        return self.found.standing


def read_as(text: str, kind: Kind) -> Identified:
    """Read a text as one kind and nothing else; never raises, whatever the text."""
    found = READERS[kind].parse(text)
    if isinstance(found, Broken):
        return Identified(kind, found, Confidence.BROKEN)
    return Identified(kind, found, Confidence.CHECKED if found.standing is Standing.VALID else Confidence.DISTINCT)


def identify(text: str) -> tuple[Identified, ...]:
    """Return every kind the text may be, the likeliest first; empty where it resembles none. Never raises.

    Order: what a check character confirms, then what only one kind has, then the order of ``Kind``. Where no kind fits,
    those are returned whose form the text has while it breaks another of their rules (a check digit, a class).
    """
    body = fold(text)
    good: list[tuple[Kind, Identifier]] = []
    wrong: list[Identified] = []
    for kind, reader in READERS.items():
        found = reader.parse(text)
        if not isinstance(found, Broken):
            good.append((kind, found))
        elif found.rule not in _OF_FORM or (kind in _LIKE and _LIKE[kind].fullmatch(body)):
            wrong.append(Identified(kind, found, Confidence.BROKEN))
    if not good:
        return tuple(wrong)
    read = [Identified(kind, found, _confidence(kind, found, len(good))) for kind, found in good]
    return tuple(sorted(read, key=lambda one: _ORDER[one.confidence]))


def _confidence(kind: Kind, found: Identifier, readings: int) -> Confidence:
    """Return how sure a good reading is: one in eleven numbers of nine digits is an organisation code by chance."""
    if found.standing is Standing.VALID and (kind is not Kind.ORGANISATION or readings == 1):
        return Confidence.CHECKED
    return Confidence.DISTINCT if readings == 1 else Confidence.POSSIBLE
