"""A mark's text as compared: folded, Han characters, Latin letters and digits apart, little words left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zhiquan.records.characters.folding import fold, is_han
from zhiquan.records.marks.lexicon import lexicon
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST = 100
"""A mark is compared by so many folded characters; no word mark is longer, and time stays bounded."""
_LEAST_CORE = 2


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of a text without little words; ``dropped`` are those, empty where there were none."""

    text: str
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A mark's text: ``folded`` letters, digits and Han characters only; its three kinds apart; the cores of two."""

    folded: str
    han: str
    latin: str
    digits: str
    han_core: Core
    latin_core: Core

    @property
    def rest(self) -> str:
        """Return letters and digits without the Han characters, in their order."""
        return "".join(char for char in self.folded if not is_han(char))


@lru_cache(maxsize=1 << 14)
def word(text: str) -> Word:
    """Fold a mark's text and take it apart; anything is accepted, punctuation and blanks vanish."""
    whole = fold(text)
    folded = "".join(char for char in whole if char.isalnum())[:LONGEST]
    han = "".join(filter(is_han, folded))
    latin = "".join(char for char in folded if char.isalpha() and not is_han(char))
    digits = "".join(char for char in folded if not char.isalpha() and not is_han(char))
    return Word(folded, han, latin, digits, core(han), _latin_core(whole, latin))


def worded(text: str) -> Word:
    """Return a mark's text taken apart; ``Refusal`` where nothing of it can be compared."""
    found = word(text)
    if not found.folded:
        said = Text(
            "“{t}”中没有可以比较的文字、字母或数字，请另给商标文字。", "“{t}” has no words to compare; give words."
        )
        raise Refusal("marks.no-words", said.format(t=text))
    return found


def core(han: str) -> Core:
    """Leave out industry, place and praise at the ends of a Chinese word, the longest first, never below two
    characters.

    ``雷神山医院`` → ``雷神山``; ``上海`` stays: a mark is not nothing.
    """
    before, after = lexicon().before, lexicon().after
    dropped: list[str] = []
    text = han
    while True:
        end = next((text[-n:] for n in _lengths(text) if text[-n:] in after), "")
        start = "" if end else next((text[:n] for n in _lengths(text) if text[:n] in before), "")
        if not end and not start:
            return Core(text, tuple(dropped))
        text = text[: len(text) - len(end)] if end else text[len(start) :]
        dropped.append(end or start)


def _lengths(text: str) -> range:
    return range(min(4, len(text) - _LEAST_CORE), 0, -1)


def _latin_core(whole: str, latin: str) -> Core:
    """Leave out English words of little weight, unless nothing would stay."""
    words = "".join(char if char.isalnum() and not is_han(char) else " " for char in whole).split()
    kept = "".join(char for one in words if one not in lexicon().latin for char in one if char.isalpha())
    dropped = tuple(one for one in words if one in lexicon().latin)
    return Core(kept[:LONGEST], dropped) if kept and dropped else Core(latin)
