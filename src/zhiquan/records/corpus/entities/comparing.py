"""Two organisations compared: reasons for and against their being the same, and a score; a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhiquan.records.corpus.entities.names import Name, read_name
from zhiquan.rules.text import Text

LEAST = 20
"""Score (0 to 100) below which a pair is no candidate."""
_CONTRADICTED = 10
"""Highest score of two organisations with different official codes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation as sources name it: ``key`` (``org.…``), its name, other names that sources give it, its English
    names, its unified social credit code and division where told, the sources, and in how many records it stands."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    code: str = ""
    division: str = ""
    sources: tuple[str, ...] = ()
    count: int = 0

    @property
    def all_names(self) -> tuple[str, ...]:
        """Return every name, Chinese and English, each once."""
        return tuple(dict.fromkeys(name for name in (self.name, *self.names, *self.names_en) if name))


@dataclass(frozen=True, slots=True)
class Reason:
    """One observation about a pair: its rule, its sentence, and what it counts (0 to 100; negative: against)."""

    rule: str
    text: Text
    weight: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entries that may be the same organisation, how much speaks for it and why."""

    one: Entry
    other: Entry
    score: int
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two keys in order."""
        return (self.one.key, self.other.key) if self.one.key <= self.other.key else (self.other.key, self.one.key)


def compare(one: Entry, other: Entry) -> Candidate | None:
    """Compare two entries; ``None`` where nothing worth a look speaks for them. Symmetric in its score."""
    reasons = tuple(sorted((*_codes(one, other), *_names(one, other)), key=lambda reason: -reason.weight))
    best = max((reason.weight for reason in reasons), default=0)
    if not best:
        return None
    reasons += tuple(_divisions(one, other))
    against = sum(reason.weight for reason in reasons if reason.weight < 0)
    score = max(0, min(100, best + against))
    if any(reason.rule == "code.different" for reason in reasons):
        score = min(score, _CONTRADICTED)
    return Candidate(one, other, score, reasons)


def _codes(one: Entry, other: Entry) -> Iterator[Reason]:
    if one.code and other.code:
        if one.code == other.code:
            yield Reason("code.same", Text("统一社会信用代码相同", "the same unified social credit code"), 100)
        else:
            text = Text("统一社会信用代码不同：{a}、{b}", "different unified social credit codes: {a}, {b}")
            yield Reason("code.different", text.format(a=one.code, b=other.code), -100)


def _divisions(one: Entry, other: Entry) -> Iterator[Reason]:
    if one.division and other.division and one.division[:2] != other.division[:2]:
        text = Text("所在省份不同：{a}、{b}", "in different provinces: {a}, {b}")
        yield Reason("division.different", text.format(a=one.division, b=other.division), -15)


def _names(one: Entry, other: Entry) -> Iterator[Reason]:
    """Yield the strongest reason of each rule over all pairs of names."""
    best: dict[str, Reason] = {}
    for mine in map(read_name, one.all_names):
        for yours in map(read_name, other.all_names):
            for reason in _pair(mine, yours, first=(mine.given, yours.given) == (one.name, other.name)):
                if reason.rule not in best or reason.weight > best[reason.rule].weight:
                    best[reason.rule] = reason
    yield from best.values()


def _pair(mine: Name, yours: Name, *, first: bool) -> Iterator[Reason]:
    if not mine.core or not yours.core:
        return
    if mine.whole == yours.whole:
        yield _same_whole(mine, first=first)
    elif {mine.core, mine.whole} & _formers(yours) or {yours.core, yours.whole} & _formers(mine):
        text = Text("一方名称是另一方注明的曾用名：{a}、{b}", "one name is a former name of the other: {a}, {b}")
        yield Reason("name.former", text.format(a=mine.given, b=yours.given), 85)
    elif mine.core == yours.core:
        yield _same_core(mine, yours)
    elif one_character(mine.core, yours.core):
        yield _near(mine, yours)


def _formers(name: Name) -> frozenset[str]:
    found = [read_name(former) for former in name.former]
    return frozenset(part for one in found for part in (one.core, one.whole) if part)


def _same_whole(mine: Name, *, first: bool) -> Reason:
    if first:
        text = Text(
            "名称相同，仅全半角、括号、空格或繁简写法不同",
            "the same name but for width, brackets, blanks or script",
        )
        return Reason("name.same", text, 95)
    if not mine.chinese:
        return Reason("name.english", Text("英文名称相同：{a}", "the same English name: {a}").format(a=mine.given), 75)
    text = Text("来源所列的另一名称相同：{a}", "the same under another name that a source gives: {a}")
    return Reason("name.other", text.format(a=mine.given), 90)


def _same_core(mine: Name, yours: Name) -> Reason:
    places = set(mine.places), set(yours.places)
    if places[0] == places[1]:
        text = Text("字号相同，仅组织形式不同：{a}、{b}", "only the legal form differs: {a}, {b}")
        found = text.format(a=mine.form or "—", b=yours.form or "—")
        return Reason("name.form", found, 80 if mine.chinese else 60)
    if not all(places):
        text = Text("去掉地名和组织形式后相同：{a}", "the same without place and legal form: {a}")
        return Reason("name.place", text.format(a=mine.core), 50)
    text = Text("字号相同而地名不同：{a}、{b}", "the same but for the place: {a}, {b}")
    return Reason("name.places", text.format(a="、".join(sorted(places[0])), b="、".join(sorted(places[1]))), 25)


def _near(mine: Name, yours: Name) -> Reason:
    text = Text("名称只差一个字：{a}、{b}", "the names differ in one character: {a}, {b}")
    same_frame = mine.form == yours.form and set(mine.places) == set(yours.places)
    return Reason("name.near", text.format(a=mine.given, b=yours.given), 40 if same_frame else 20)


def one_character(one: str, other: str) -> bool:
    """Tell whether one character of a long enough core was exchanged; a digit or a numeral makes another thing."""
    if len(one) != len(other) or len(one) < LEAST_NEAR:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and not any(char.isnumeric() for char in differing[0])


LEAST_NEAR = 5
"""Characters from which on a core that differs in one character is worth a look."""
