"""Titles of some class symbols, for pages: read from the lake when first asked for, then remembered.

A page shows a few dozen symbols; the whole trees (``classification``) would be loaded for them by every process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.store import Lake
from zhiquan.rules.identifiers import Broken, parse_class_symbol, parse_nice_symbol
from zhiquan.rules.text import Text

KEPT = 100_000
"""Titles remembered by a process; more than that and it begins anew."""
_COLUMNS = ("key", "title", "title_en", "vintage")


def titles(symbols: Collection[str], lake: Lake) -> dict[str, Text]:
    """Return the titles that the lake knows of some symbols, all with one look; the others are left out.

    A language that no source has is filled with the other; of several sources the latest one counts.
    """
    version = None if lake.version() is None else lake.manifests.at(None).tables.get("classes")
    if version is None:
        return {}
    known = _known(lake.root, version)
    keys = {symbol: tuple(_keys(symbol)) for symbol in symbols}
    asked = {key for some in keys.values() for key in some if key not in known}
    if asked:
        if len(known) > KEPT:
            known.clear()
        known.update(dict.fromkeys(asked))
        known.update(_told(lake.about("classes", "key", asked, columns=_COLUMNS)))
    found = {symbol: next((title for key in some if (title := known.get(key))), None) for symbol, some in keys.items()}
    return {symbol: title for symbol, title in found.items() if title}


@lru_cache(maxsize=4)
def _known(root: Path, version: int) -> dict[str, Text | None]:
    """Return what is remembered of one version of the table: key → title, ``None`` where there is none."""
    del root, version
    return {}


def _told(rows: Iterator[Mapping[str, Any]]) -> dict[str, Text]:
    zh: dict[str, tuple[date, str]] = {}
    en: dict[str, tuple[date, str]] = {}
    for row in rows:
        for held, column in ((zh, "title"), (en, "title_en")):
            if row[column]:
                held[row["key"]] = max(held.get(row["key"], (date.min, "")), (row["vintage"], row[column]))
    nothing = (date.min, "")
    both = {key: (zh.get(key, nothing)[1], en.get(key, nothing)[1]) for key in (*zh, *en)}
    return {key: Text(one or other, other or one) for key, (one, other) in both.items()}


def _keys(written: str) -> Iterator[str]:
    """Yield the keys that a symbol may have, the likeliest first; ``H01M10`` is the main group H01M10/00."""
    if ":" in written:
        yield written
        scheme, _, symbol = written.partition(":")
        if scheme in ("ipc", "cpc") and "/" not in symbol:
            yield f"{written}/00"
        return
    for parse in (parse_class_symbol, parse_nice_symbol):
        found = parse(written)
        if not isinstance(found, Broken):
            yield f"{found.scheme}:{found.canonical}"
            yield f"{found.scheme}:{found.canonical}/00"
