"""Walks the table: 45 classes, their similar groups, the items of each group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.reading.json import each
from zhiquan.records.corpus.reading.members import members
from zhiquan.rules.text import Text

LABEL = Text("类似商品和服务区分表（JSON）", "Table of similar goods and services (JSON)")

_LEVELS = {"class": 1, "group": 2, "item": 3}


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every class, group and item.

    An item may stand in several groups (着色剂 020047 in 0201 and 0202), under a name of its own in each: the first
    group is its parent, the others are told in the remark. So the rows of a class wait for its end.
    """
    for member in members(path):
        with member.open() as stream:
            for entry in each(stream):
                yield from _class(entry)


def _class(entry: Any) -> Iterator[RawRow]:
    found: dict[str, RawRow] = {}
    for row in _walk(entry, "", ""):
        symbol = str(row.fields["symbol"])
        found[symbol] = _also(found[symbol], row) if symbol in found else row
    yield from found.values()


def _walk(entry: Any, above: str, place: str) -> Iterator[RawRow]:
    held: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {}
    symbol = _text(held, "id")
    here = f"{place}/{symbol}"
    fields = {
        "scheme": "nice",
        "edition": "",
        "symbol": symbol,
        "level": str(_LEVELS.get(_text(held, "type"), 0)),
        "parent": above,
        "title": _text(held, "name"),
        "remark": _text(held, "remark"),
    }
    raw = {key: value for key, value in held.items() if isinstance(value, str)}
    yield RawRow(here, fields, raw, "classes")
    children = held.get("children")
    deepest = place.count("/") >= max(_LEVELS.values())
    for child in children if isinstance(children, list) and not deepest else ():
        yield from _walk(child, symbol, here)


def _text(held: Mapping[str, Any], name: str) -> str:
    value = held.get(name)
    return value if isinstance(value, str) else ""


def _also(held: RawRow, row: RawRow) -> RawRow:
    """Note on an item that it stands in another group as well."""
    also = f"另见 {row.fields['parent']}：{row.fields['title']}"
    remark = "\n".join(text for text in (str(held.fields["remark"]), also, str(row.fields["remark"])) if text)
    return RawRow(held.place, {**held.fields, "remark": remark}, {**held.raw, row.place: dict(row.raw)}, "classes")
