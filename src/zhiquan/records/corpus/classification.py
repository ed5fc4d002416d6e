"""Classifications in memory: titles, ancestors, children, search in titles; and which industries a symbol falls under.

The trees are read from the lake's ``classes`` once for each version of that table and process. Where several sources
tell of a symbol each title comes from the latest that has it, and the depth from the source that counts dots.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from zhiquan.records.characters.folding import contains, fold
from zhiquan.records.corpus.concordance import Matcher
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.identifiers import Broken, ClassSymbol, parse_class_symbol, parse_nice_symbol
from zhiquan.rules.text import Text

TOP, MAIN_GROUP = 1, 4
"""Levels: the widest class; the main group of a patent classification (subgroups lie deeper)."""
HIERARCHIES = frozenset({"ipc", "cpc"})
_COLUMNS = ("key", "level", "parent", "title", "title_en", "vintage")


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """One entry as all sources together tell it; a language that no source has is filled with the other."""

    scheme: str
    symbol: str
    level: int
    title: Text

    @property
    def key(self) -> str:
        """Return the key of the entry, ``ipc:H01M10/0525``."""
        return f"{self.scheme}:{self.symbol}"


@dataclass(slots=True)
class _Told:
    """What sources tell of one symbol so far, and as of when the titles speak."""

    level: int = 0
    parent: str = ""
    zh: str = ""
    en: str = ""
    zh_on: date = date.min
    en_on: date = date.min

    def add(self, row: Mapping[str, Any], scheme: str) -> None:
        """Take what one source tells."""
        on = row["vintage"]
        if row["title"] and on >= self.zh_on:
            self.zh, self.zh_on = row["title"], on
        if row["title_en"] and on >= self.en_on:
            self.en, self.en_on = row["title_en"], on
        if row["level"] > self.level:
            self.level, self.parent = row["level"], row["parent"].removeprefix(f"{scheme}:")


class Tree:
    """One scheme, packed: a place for each symbol, in the order of symbols."""

    def __init__(self, scheme: str, told: Mapping[str, _Told]) -> None:
        self.scheme = scheme
        self._symbols = sorted(told, key=in_order)
        self._at = {symbol: at for at, symbol in enumerate(self._symbols)}
        self._zh = [told[symbol].zh for symbol in self._symbols]
        self._en = [told[symbol].en for symbol in self._symbols]
        self._level = array("B", (min(told[symbol].level, 255) for symbol in self._symbols))
        self._above = array("q", (self._at.get(told[symbol].parent, -1) for symbol in self._symbols))

    def __len__(self) -> int:
        return len(self._symbols)

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._at

    def symbols(self) -> Iterator[str]:
        """Yield all symbols in the order of the scheme."""
        yield from self._symbols

    def entry(self, symbol: str) -> ClassEntry | None:
        """Return an entry by its symbol; ``H01M10`` is the main group H01M10/00."""
        at = self._place(symbol)
        return None if at is None else self._entry(at)

    def ancestors(self, symbol: str) -> tuple[ClassEntry, ...]:
        """Return the entries above a symbol, the widest first."""
        at = self._place(symbol)
        line: list[ClassEntry] = []
        while at is not None and (above := self._above[at]) >= 0 and len(line) < len(self):
            line.append(self._entry(above))
            at = above
        return tuple(reversed(line))

    def children(self, symbol: str) -> tuple[ClassEntry, ...]:
        """Return the entries right below a symbol."""
        at = self._place(symbol)
        return () if at is None else tuple(self._entry(child) for child in self._below.get(at, ()))

    def top(self) -> tuple[ClassEntry, ...]:
        """Return the widest classes."""
        return tuple(self._entry(at) for at, level in enumerate(self._level) if level == TOP)

    def find(self, words: str, limit: int = 20) -> tuple[ClassEntry, ...]:
        """Return entries whose title in either language holds every word, wider classes first."""
        needles = [folded for word in words.split() if (folded := fold(word))]
        if not needles:
            return ()
        found = (at for at, title in enumerate(self._folded) if all(contains(title, needle) for needle in needles))
        return tuple(self._entry(at) for at in sorted(found, key=lambda at: (self._level[at], at))[:limit])

    def below(self, symbol: str, above: str) -> bool | None:
        """Tell whether a subgroup lies below another one; ``None`` where no source counts the dots of its group."""
        one, other = self._at.get(symbol), self._at.get(above)
        main = symbol.partition("/")[0]
        if one is None or other is None or main not in self._counted:
            return None
        while one >= 0:
            if one == other:
                return True
            one = self._above[one]
        return False

    def _place(self, symbol: str) -> int | None:
        at = self._at.get(symbol)
        return self._at.get(f"{symbol}/00") if at is None else at

    def _entry(self, at: int) -> ClassEntry:
        zh, en = self._zh[at], self._en[at]
        return ClassEntry(self.scheme, self._symbols[at], self._level[at], Text(zh or en, en or zh))

    @cached_property
    def _below(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for at, above in enumerate(self._above):
            if above >= 0:
                found.setdefault(above, []).append(at)
        return found

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(f"{zh} \n {en}") for zh, en in zip(self._zh, self._en, strict=True)]

    @cached_property
    def _counted(self) -> frozenset[str]:
        """Main groups of which some source gives the dots: there a group lies deeper than the first level."""
        deep = (symbol for symbol, level in zip(self._symbols, self._level, strict=True) if level > MAIN_GROUP + 1)
        return frozenset(symbol.partition("/")[0] for symbol in deep)


def in_order(symbol: str) -> tuple[str, int, str]:
    """Return where a symbol stands in its scheme: H01M4/00 before H01M10/00, 10/05 before 10/052."""
    head, _, group = symbol.partition("/")
    letters, number = head[:4], head[4:]
    return (letters, int(number), group) if number.isdecimal() and letters[:1].isalpha() else (head, 0, group)


class Classification:
    """All schemes of a lake."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        told: dict[str, dict[str, _Told]] = {}
        for row in rows:
            scheme, _, symbol = row["key"].partition(":")
            told.setdefault(scheme, {}).setdefault(symbol, _Told()).add(row, scheme)
        self._trees = {scheme: Tree(scheme, symbols) for scheme, symbols in sorted(told.items())}

    @property
    def schemes(self) -> tuple[str, ...]:
        """Return the schemes there are."""
        return tuple(self._trees)

    def tree(self, scheme: str) -> Tree | None:
        """Return one scheme."""
        return self._trees.get(scheme)

    def place(self, written: str) -> tuple[Tree, str] | None:
        """Return the scheme and canonical symbol of a text: ``ipc:H01M10/0525``, ``h01m 10/0525``, ``0901``."""
        scheme, colon, symbol = written.partition(":")
        if colon:
            return (self._trees[scheme], symbol) if scheme in self._trees else None
        for parsed in _readings(written):
            tree = self._trees.get(parsed.scheme)
            if tree and tree.entry(parsed.canonical):
                return tree, parsed.canonical
        return None

    def entry(self, written: str) -> ClassEntry | None:
        """Return the entry of a symbol as people write it."""
        found = self.place(written)
        return found[0].entry(found[1]) if found else None

    def below(self, symbol: str, above: str) -> bool | None:
        """Tell whether one IPC subgroup lies below another, where known."""
        tree = self._trees.get("ipc")
        return tree.below(symbol, above) if tree else None


def _readings(written: str) -> Iterator[ClassSymbol]:
    """Yield what a symbol may be, the likeliest first."""
    for parse in (parse_class_symbol, parse_nice_symbol):
        found = parse(written)
        if not isinstance(found, Broken):
            yield found


def classification(lake: Lake) -> Classification:
    """Return the classifications of a lake as of now; an empty lake has none."""
    return _classification(lake.root, _version(lake, "classes"))


@lru_cache(maxsize=2)
def _classification(root: Path, version: int | None) -> Classification:
    return Classification([] if version is None else Lake(root).columns("classes", *_COLUMNS))


def matcher(lake: Lake) -> Matcher:
    """Return the concordances of a lake as of now, with what the IPC says of the depth of groups."""
    return _matcher(lake.root, _version(lake, "concordances"), _version(lake, "classes"))


@lru_cache(maxsize=2)
def _matcher(root: Path, version: int | None, classes: int | None) -> Matcher:
    records = [] if version is None else Lake(root).records("concordances")
    return Matcher(records, _classification(root, classes).below)


def _version(lake: Lake, table: str) -> int | None:
    """Return the version of one table in the newest version of the lake: what the caches go by."""
    return None if lake.version() is None else lake.manifests.at(None).tables.get(table)
