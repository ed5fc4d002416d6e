"""Names of organisations taken apart: what is the name proper, what its legal form, its place, its former names.

Nothing here says that two names mean the same organisation. A *core* is only the drawer in which names that deserve
comparison lie together: the folded name without brackets, legal form (有限责任公司, Co., Ltd.) and the place before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.records.characters.folding import fold, is_han
from zhiquan.records.corpus.places import place_names

SHORTEST_CORE = 2
"""Characters that must be left of a Chinese name when place or form are taken away."""
_BRACKETS = re.compile(r"[(\[{〔【<《]([^()\[\]{}〔〕【】<>《》]*)[)\]}〕】>》]")
_TICKER = re.compile(r"[(\[][a-z]{2,6}[.:][0-9a-z.]{1,10}[)\]]?\s*$")
"""The code of a stock exchange behind a name: (sz.300268), (nyse.wh)."""
_OPEN = re.compile(r"[(\[{〔【<《]\s*$")
_BETWEEN = re.compile(r"\s*[;|\n；]+\s*")
_NO_WORD = re.compile(r"[^\w&]+")
_OF_PLACE = re.compile("[省市区县州]$")


@cache
def _forms() -> dict[str, Any]:
    forms: dict[str, Any] = read_yaml(Path(__file__).with_name("forms.yaml"))
    return forms


@cache
def _chinese_forms() -> tuple[str, ...]:
    return tuple(sorted(_forms()["legal_forms"]["zh"], key=len, reverse=True))


@cache
def _latin_forms() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(form.split()) for form in _forms()["legal_forms"]["latin"]), key=len, reverse=True))


@cache
def _former() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _forms()["former"]), key=len, reverse=True))
    return re.compile(rf"^(?:{words})\s*[:：]?\s*(?P<name>.{{4,}})$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: ``whole`` folded without blanks and punctuation, ``core`` the name proper, ``form`` the legal
    form, ``places`` what stood before it or in brackets, ``former`` names that the name itself calls former ones."""

    given: str
    whole: str
    core: str
    form: str
    places: tuple[str, ...]
    former: tuple[str, ...]

    @property
    def chinese(self) -> bool:
        """Whether the name proper is written in Han characters."""
        return any(map(is_han, self.core))


@lru_cache(maxsize=1 << 16)
def read_name(given: str) -> Name:
    """Take one name apart; every text is a name, be it empty."""
    text = _OPEN.sub("", _TICKER.sub("", fold(given)))
    places: list[str] = []
    former: list[str] = []
    inside = _BRACKETS.findall(text)
    bare = _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text
    for content in inside:
        found = _former().match(content)
        if found:
            former.append(found["name"])
        elif content and bare is not text:
            places.append(content)
    whole = _NO_WORD.sub("", text if not former else bare)
    if any(map(is_han, bare)):
        core, form, before = _chinese(_NO_WORD.sub("", bare))
    else:
        core, form, before = _latin(bare)
    return Name(given, whole, core, form, (*before, *places), tuple(former))


def _chinese(text: str) -> tuple[str, str, tuple[str, ...]]:
    core, form = text, ""
    for one in _chinese_forms():
        if text.endswith(one) and len(text) - len(one) >= SHORTEST_CORE and text not in _chinese_forms():
            core, form = text.removesuffix(one), one
            break
    places: list[str] = []
    while place := _place_before(core):
        places.append(_OF_PLACE.sub("", place))
        core = core.removeprefix(place)
    return core, form, tuple(places)


def _place_before(core: str) -> str:
    """Return the province or big city with which a name begins, if enough of a name is left after it."""
    found = next((core[:length] for length in range(8, 1, -1) if core[:length] in place_names()), "")
    if found and core[len(found) : len(found) + 1] in ("省", "市"):
        found += core[len(found)]
    rest = core[len(found) :]
    # 北京大学 is no "大学" of Beijing: what is left must be more than a general word
    return found if found and len(rest) > SHORTEST_CORE else ""


def _latin(text: str) -> tuple[str, str, tuple[str, ...]]:
    # full stops close abbreviations up (S.A. is sa), everything else parts words
    words = _NO_WORD.sub(" ", text.replace(".", "")).split()
    form: list[str] = []
    while ending := _ending(words):
        form[:0] = ending
        del words[-len(ending) :]
    return " ".join(words), " ".join(form), ()


def _ending(words: list[str]) -> tuple[str, ...]:
    """Return the legal form with which the words end, if more than it is there."""
    return next((one for one in _latin_forms() if len(words) > len(one) and tuple(words[-len(one) :]) == one), ())


def split_names(text: str) -> tuple[str, ...]:
    """Split several names of one organisation in one cell (``甲公司；乙公司``), each once, in order."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def drawers(name: Name, *, near: bool = False) -> frozenset[str]:
    """Return the keys under which a name is compared with others; never all pairs.

    With ``near`` also the keys of names that differ in one character: the core with each character left out in turn.
    """
    cores = {name.core, *(read_name(one).core for one in name.former)} - {""}
    if not near:
        return frozenset(cores)
    long = (core for core in cores if len(core) >= LEAST_NEAR)
    return frozenset(cores | {core[:index] + "·" + core[index + 1 :] for core in long for index in range(len(core))})


LEAST_NEAR = 5
"""Characters from which on a core that differs in one character is worth a look."""
