"""Is this a table whose headings are known? Decided by the first rows of its sheets."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.heading_table.headings import Ambiguous, Heading, Nearest, heading
from zhiquan.records.corpus.loaders.heading_table.shapes import heading_within
from zhiquan.records.corpus.loaders.heading_table.sheets import is_table, sheets
from zhiquan.rules.text import Text

GENERAL = True
"""Asked after every loader of one format: many of those are tables with headings too."""
_SHEETS, _PATIENCE = 12, 5_000
"""So many sheets are looked into, and so many rows passed over to reach the next one."""


def look(path: Path) -> Look:
    """Say whether one of the first sheets has known headings; else what the nearest one lacks."""
    if not is_table(path):
        return Look(fits=False)
    nearly: Text | None = None
    known = 1
    for sheet in islice(sheets(path, _PATIENCE), _SHEETS):
        found = heading(list(islice(sheet.rows, heading_within() + 1)), f"{sheet.name} {path.stem}")
        if isinstance(found, Heading | Ambiguous):
            return Look(fits=True)
        if found and found.known > known:
            nearly, known = lacking(path, found), found.known
    return Look(fits=False, nearly=nearly)


def lacking(path: Path, found: Nearest) -> Text:
    """Say what the headings lack to be the list they resemble most, and what they are."""
    zh = "、".join("或".join(found.shape.fields[name][0] for name in group) for group in found.lacking)
    en = ", ".join(" or ".join(found.shape.fields[name][0] for name in group) for group in found.lacking)
    seen = "、".join(name for name in found.names if name)[:120] or "-"
    return Text(
        f"{path.name} 像是{found.shape.label.zh}，但缺少列：{zh}；表头为：{seen}。用 zhiquan mapping guess 建立映射。",
        f"{path.name} looks like a {found.shape.label.en} but lacks the columns {en}; its headings are: {seen}."
        " A mapping can be made with zhiquan mapping guess.",
    )
