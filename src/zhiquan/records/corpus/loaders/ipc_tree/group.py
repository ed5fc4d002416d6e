"""One text file of the tree: the head of an entry and, for a main group, the lines of its subgroups.

Two forms of subgroup lines are met. Mostly ``A01B1/02 锹；铲`` with blank lines between. In section E
``E02D19/08 ..`` gives the dots that say how deep a group lies, and its title follows on the next lines. Whatever is
neither is a note. Some symbols are cut inside their number (``E01C23/08 2`` for E01C23/082, ``E01D101/2 0``); they are
put together, their titles are mostly lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<main>[A-H][0-9]{2}[A-Z][0-9]{1,4})/"
    r"(?:(?P<cut>[0-9]\s[0-9]|[0-9]{2,5}\s[0-9](?=\s*$))|(?P<group>[0-9]{2,6})(?=\s))\s*(?P<rest>.*)"
)
_DOTS = re.compile(r"\.+")
_HEADING = re.compile(r"(Code|Level|Section|Title): ?(.*)")
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_RULE = "=" * 20
_NAMED = re.compile(r"(?P<main>[A-H][0-9]{2}[A-Z][0-9]{1,4})_(?P<group>[0-9]{2,6})_?(?P<title>.*?)(?:\.txt)?")
_INDEX = re.compile(r"(?<![入至或及和、，,\s])[A-H][0-9]{2}[A-Z][0-9]{1,4}/00(?:[；;]|\s|$)")
"""A symbol right behind a word: the line of an index, no title."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(slots=True)
class Entry:
    """One symbol with its title; ``dots`` is 0 where the source does not say how deep a subgroup lies."""

    symbol: str
    title: str
    dots: int = 0


@dataclass(slots=True)
class File:
    """What one file tells: the entry of its head, the subgroups below it, notes, and the file's own name."""

    name: str
    symbol: str = ""
    title: str = ""
    notes: list[str] = field(default_factory=list)
    groups: list[Entry] = field(default_factory=list)
    empty: bool = False

    @property
    def titled(self) -> bool:
        """Whether the title is one: not empty, no number, no line of an index."""
        return bool(self.title) and not self.title.isdigit() and not _INDEX.search(_BRACKETS.sub("", self.title))


def read_file(name: str, texts: Iterable[str]) -> File:
    """Read one file; where it is empty, its name (``A01B1_00_手动工具.txt``) tells symbol and title."""
    found = File(name)
    source = iter(texts)
    _read_head(found, source)
    if not found.symbol:
        found.empty = True
        named = _NAMED.fullmatch(name.rsplit("/", 1)[-1])
        if named:
            found.symbol = f"{named['main']}/{named['group']}"
            found.title = _joined([named["title"].replace("_", "/")])
    if found.title.isdigit():
        found.symbol, found.title = f"{found.symbol}{found.title}", ""
        _read_cut(found, source)
    _read_body(found, source)
    return found


def _read_cut(found: File, source: Iterator[str]) -> None:
    """Read the file of a symbol that is cut: dots and title follow, then further groups."""
    dots = 0
    for line in source:
        text = line.strip()
        if _DOTS.fullmatch(text):
            dots = len(text)
        elif text:
            found.groups.append(Entry(found.symbol, _joined([text]), dots))
            return


def _read_head(found: File, source: Iterator[str]) -> None:
    held: dict[str, list[str]] = {}
    last = ""
    for line in source:
        if line.startswith(_RULE):
            break
        heading = _HEADING.match(line)
        if heading:
            last = heading[1]
            held[last] = [heading[2]]
        elif last == "Title":
            held[last].append(line)
    found.symbol = "".join(held.get("Code", ())).strip()
    title, *notes = _paragraphs(held.get("Title", ()))
    found.title = _joined(title)
    found.notes.extend(_joined(note) for note in notes)


def _paragraphs(texts: Iterable[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in texts:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found if found[-1] or len(found) == 1 else found[:-1]


def _read_body(found: File, source: Iterator[str]) -> None:
    subclass = found.symbol[:4]
    parts: list[str] | None = None
    for line in source:
        text = line.strip()
        at = _LINE.fullmatch(text)
        if at and at["main"].startswith(subclass):
            _close(found, parts)
            group = "".join((at["cut"] or at["group"]).split())
            parts = _begun(found, f"{at['main']}/{group}", at["rest"])
        elif not text:
            if parts:
                _close(found, parts)
                parts = None
        elif parts is not None and text != "附注":
            parts.append(text)
        elif text != "(no additional notes)":
            _close(found, parts)
            parts = None
            found.notes.append(text)
    _close(found, parts)


def _begun(found: File, symbol: str, rest: str) -> list[str]:
    """Open an entry; return the parts of its title so far."""
    dots = _DOTS.fullmatch(rest)
    found.groups.append(Entry(symbol, "", len(rest) if dots else 0))
    return [rest] if rest and not dots else []


def _close(found: File, parts: list[str] | None) -> None:
    if parts:
        found.groups[-1].title = _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    """Join the lines of a title and take out the blanks that the page's line ends left between Chinese characters."""
    return _WRAPPED.sub("", " ".join(part.strip() for part in parts)).strip()
