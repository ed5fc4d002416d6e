"""Patterns of class symbols, as tables of industries write them. What one means is the table's own affair:

- ``digits``: ``G06F*`` subclass, ``C08*`` class, ``G06F1*`` main group 1 alone, ``G06F3/048*`` what begins so, and
  ``G06F9/44`` that symbol alone; without a star ``G16H`` is all of the subclass, ``H03M13`` the symbol H03M13/00;
- ``levels``: the same down to the main group, but ``X/00*`` is the whole main group and ``X/12*`` the group 12 with
  all that is indented below it. Where no source says how deep groups lie, whether another group of the same main group
  belongs to it is not known: the hit is ``uncertain``, never silently yes or no;
- ``like``: ``H04N  21%`` as in SQL, on symbols whose main group is right-aligned in four places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Reading(StrEnum):
    """How a table writes its patterns (see the module's head)."""

    DIGITS = "digits"
    LEVELS = "levels"
    LIKE = "like"


class Answer(IntEnum):
    """Whether a pattern takes a symbol."""

    NO = 0
    UNKNOWN = 1
    """It would take the depth of groups to say, and no source gives it."""
    YES = 2


Below = Callable[[str, str], bool | None]
"""``below(symbol, above)``: whether one group lies below another, ``None`` where nobody says."""


def nobody_knows(symbol: str, above: str) -> bool | None:
    """Say of two groups that their depth is not known: what is used while no classification holds it."""
    del symbol, above
    return None


_PATTERN = re.compile(
    r"(?P<section>[A-HY])(?:(?P<cls>[0-9]{2})(?:(?P<sub>[A-Z])(?:(?P<main>[0-9]{1,4})(?:/(?P<group>[0-9]{2,6}))?)?)?)?"
    r"(?P<open>\*?)"
)
_LIKE = re.compile(r"[A-HY](?:[0-9]{2}(?:[A-Z][ 0-9]{0,4}(?:/[0-9]{0,6})?)?)?%?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern: ``head`` begins every symbol that it can take."""

    written: str
    reading: Reading
    head: str
    stem: str
    """What the symbol must be or begin with."""
    open_end: bool
    group: str = ""
    """The group below which the pattern reaches, for ``levels``."""

    def takes(self, symbol: str, below: Below = nobody_knows) -> Answer:
        """Say whether a canonical symbol (``G06F9/44``, ``H01M``) falls under the pattern.

        A symbol wider than the pattern is not taken: ``G06F`` alone is not known to be ``G06F1``.
        """
        if self.reading is Reading.LIKE:
            padded = like_form(symbol)
            return Answer(2 * (padded.startswith(self.stem) if self.open_end else padded == self.stem))
        if symbol == self.stem:
            return Answer.YES
        if not self.open_end:
            return Answer.NO
        if self.group:
            return self._below(symbol, below)
        return Answer(2 * _under(symbol, self.stem))

    def _below(self, symbol: str, below: Below) -> Answer:
        if not symbol.startswith(f"{self.head}/"):
            return Answer.NO
        if self.reading is Reading.DIGITS:
            return Answer(2 * symbol.startswith(self.stem))
        if symbol == f"{self.head}/00":
            return Answer.NO
        lies = below(symbol, self.stem)
        return Answer.UNKNOWN if lies is None else Answer(2 * lies)


def _under(symbol: str, stem: str) -> bool:
    """Tell whether a symbol lies under a section, class, subclass or main group: ``G06F1`` never takes ``G06F11``."""
    rest = symbol[len(stem) :]
    return symbol.startswith(stem) and not (stem[-1].isdigit() and len(stem) > len("G06F") and rest[:1].isdigit())


def like_form(symbol: str) -> str:
    """Return a canonical symbol with its main group right-aligned in four places: ``H04N21/00`` → ``H04N  21/00``."""
    head, rest = symbol[:4], symbol[4:]
    main, slash, group = rest.partition("/")
    return f"{head}{main:>4}{slash}{group}" if main else head


def compile_pattern(written: str, reading: Reading) -> Pattern:
    """Compile one pattern of a table; ``Refusal`` names what is no pattern."""
    text = written.strip().upper() if reading is Reading.LIKE else "".join(written.split()).upper()
    if reading is Reading.LIKE:
        if not _LIKE.fullmatch(text):
            raise _no_pattern(written)
        return Pattern(written, reading, text[:4].rstrip("%"), text.rstrip("%"), open_end=text.endswith("%"))
    found = _PATTERN.fullmatch(text)
    if not found:
        raise _no_pattern(written)
    stem = text.rstrip("*")
    head, _, group = stem.partition("/")
    if reading is Reading.LEVELS and found["open"] and group.strip("0") == "" and group:
        return Pattern(written, reading, head, head, open_end=True)
    if found["main"] and not group and not found["open"]:
        return Pattern(written, reading, head, f"{stem}/00", open_end=False, group="00")
    # a subclass without a star (``G16H``) is no symbol that a patent carries: all below it is meant
    return Pattern(written, reading, head, stem, open_end=bool(found["open"]) or not group, group=group)


class Patterns:
    """Several patterns, looked up by the first characters of a symbol."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_head: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            self._by_head.setdefault(pattern.head[:4], []).append(pattern)

    @property
    def heads(self) -> frozenset[str]:
        """Return the first characters (four at most) of what any of them can take."""
        return frozenset(self._by_head)

    def take(self, symbol: str, below: Below = nobody_knows) -> Answer:
        """Say whether any of them takes a symbol."""
        best = Answer.NO
        for head in (symbol[:1], symbol[:3], symbol[:4]):
            for pattern in self._by_head.get(head, ()):
                best = max(best, pattern.takes(symbol, below))
                if best is Answer.YES:
                    return best
        return best


def _no_pattern(written: str) -> Refusal:
    text = Text("“{p}”不是分类号模式（如 G06F*、G06F9/44）。", "“{p}” is no pattern of symbols (like G06F*, G06F9/44).")
    return Refusal("concordance.pattern", text.format(p=written))
