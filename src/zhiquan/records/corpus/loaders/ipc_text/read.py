"""Streams the lines: ``A01B0001020000<tab>Spades; Shovels``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.identifiers import Broken, parse_class_symbol
from zhiquan.rules.text import Text

LABEL = Text("国际专利分类表（英文，定长分类号）", "IPC scheme in English (fixed-length symbols)")

_FIXED = re.compile(r"\b([A-H][0-9]{2}[A-Z])([0-9]{4})([0-9]{2})([0-9]{0,4})\b")


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield one entry for each symbol; references inside titles are written as people write them (``A01C5/00``).

    A line that begins with blanks goes on with the title before it. Of two lines of one symbol the first is the guide
    heading 导引标题 above the group (``Ploughs``) and is kept as its remark.
    """
    for member in members(path):
        with member.open() as stream:
            for number, symbol, titles in _symbols(lines(stream)):
                raw = {"symbol": symbol, "titles": titles}
                yield RawRow(f"{member.name}:{number}", _fields(symbol.strip(), titles), raw, "classes")


def _symbols(texts: Iterable[str]) -> Iterator[tuple[int, str, list[str]]]:
    held: tuple[int, str, list[str]] | None = None
    for number, text in _entries(texts):
        symbol, _, title = text.partition("\t")
        if held and held[1] == symbol:
            held[2].append(title.strip())
            continue
        if held:
            yield held
        held = (number, symbol, [title.strip()])
    if held:
        yield held


def _entries(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    held, begun = "", 0
    for number, line in enumerate(texts, 1):
        if held and line[:1].isspace():
            held = f"{held} {line.strip()}"
            continue
        if held:
            yield begun, held
        held, begun = line.rstrip(), number
    if held:
        yield begun, held


def _fields(written: str, titles: list[str]) -> dict[str, str]:
    symbol = parse_class_symbol(written)
    path = () if isinstance(symbol, Broken) else symbol.path
    group = path[-1] if len(path) == len("ABCDE") else ""
    main = group.endswith("/00")
    level = len(path) - main
    above = path[-3] if main else f"{path[-2]}/00" if group else path[-2] if len(path) > 1 else ""
    return {
        "scheme": "ipc",
        "edition": "",
        "symbol": path[-1] if path else written,
        "level": str(level),
        "parent": above,
        "title_en": _FIXED.sub(_short, titles[-1]),
        "remark": "\n".join(_FIXED.sub(_short, heading) for heading in titles[:-1] if heading != titles[-1]),
    }


def _short(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2])}/{found[3]}{found[4].rstrip('0')}"
