"""Streams the tree: sections, classes, subclasses, main groups and their subgroups, subclass by subclass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.ipc_tree.group import Entry, File, read_file
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.text import Text

LABEL = Text("国际专利分类表（中文，按大组分文件）", "IPC scheme in Chinese (one file for each main group)")

_FROM_NAME = "标题取自文件名（文件为空）"
_MAIN, _SUBGROUP = 4, 5
"""Levels of the scheme: section 1, class 2, subclass 3, main group 4, subgroup 5 and, by its dots, deeper."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every entry once; files that tell of one main group in pieces are put together."""
    subclass = ""
    lying: list[File] = []
    for found in _files(path):
        if found.symbol[:4] != subclass:
            yield from _subclass(lying)
            subclass, lying = found.symbol[:4], []
        lying.append(found)
    yield from _subclass(lying)


def _files(path: Path) -> Iterator[File]:
    for member in members(path):
        with member.open() as stream:
            yield read_file(member.name, lines(stream))


def _subclass(files: list[File]) -> Iterator[RawRow]:
    by_symbol: dict[str, list[File]] = {}
    for found in files:
        if not any(group.symbol == found.symbol for group in found.groups):
            by_symbol.setdefault(found.symbol, []).append(found)
    told: set[str] = set()
    for symbol, same in by_symbol.items():
        yield _entry(symbol, same)
        told.add(symbol)
    groups = _once(group for found in files for group in found.groups)
    above: dict[int, str] = {}
    main = ""
    for group in groups:
        if group.symbol in told:
            continue
        if (own := f"{group.symbol.partition('/')[0]}/00") != main:
            main, above = own, {}
        yield _group(group, above.get(group.dots - 1, main), main)
        if group.dots:
            above = {dots: symbol for dots, symbol in above.items() if dots < group.dots} | {group.dots: group.symbol}


def _once(groups: Iterable[Entry]) -> list[Entry]:
    """Keep one entry for each symbol, the one that tells most, in the order of the first."""
    best: dict[str, Entry] = {}
    for group in groups:
        held = best.setdefault(group.symbol, group)
        if (bool(group.dots), len(group.title)) > (bool(held.dots), len(held.title)):
            best[group.symbol] = group
    return list(best.values())


def _entry(symbol: str, same: list[File]) -> RawRow:
    """Put the files of one entry together: the best title, all notes; other titles are kept as notes."""
    best = max(same, key=lambda found: (found.titled, len(found.groups)))
    others = [f"另有标题：{found.title}" for found in same if found is not best and found.title]
    notes = [note for found in same for note in found.notes]
    origin = [_FROM_NAME] if best.empty and best.title else []
    fields = {
        "scheme": "ipc",
        "edition": "",
        "symbol": symbol,
        "level": str(_level(symbol)),
        "parent": _above(symbol),
        "title": best.title if best.titled else "",
        "remark": "\n".join((*origin, *others, *notes)),
    }
    raw = {"symbol": symbol, "titles": [found.title for found in same], "notes": notes}
    return RawRow(best.name, fields, raw, "classes")


def _group(group: Entry, above: str, main: str) -> RawRow:
    level = _MAIN + group.dots if group.dots else _SUBGROUP
    fields = {
        "scheme": "ipc",
        "edition": "",
        "symbol": group.symbol,
        "level": str(level),
        "parent": above if group.dots else main,
        "title": group.title,
    }
    return RawRow(
        group.symbol, fields, {"symbol": group.symbol, "dots": "." * group.dots, "title": group.title}, "classes"
    )


def _level(symbol: str) -> int:
    if "/" not in symbol:
        return {1: 1, 3: 2, 4: 3}.get(len(symbol), 0)
    return _MAIN if symbol.endswith("/00") else _SUBGROUP


def _above(symbol: str) -> str:
    if "/" in symbol:
        return symbol[:4] if symbol.endswith("/00") else f"{symbol.partition('/')[0]}/00"
    return {3: symbol[:1], 4: symbol[:3]}.get(len(symbol), "")
