"""Is this a workbook that lists firms under their Chinese and English names?"""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.table import xlsx_rows
from zhiquan.records.corpus.reading.workbook import is_xlsx


@cache
def mapping() -> dict[str, Any]:
    """Return the headings."""
    found: dict[str, Any] = read_yaml(Path(__file__).with_name("map.yaml"))
    return found


def columns(heading: list[str]) -> dict[str, int] | None:
    """Return column by field, nothing where a required one is not there."""
    at = {" ".join(text.split()).casefold(): index for index, text in reversed(list(enumerate(heading)))}
    found = {
        field: next(at[name] for name in names if name in at)
        for field, names in mapping()["fields"].items()
        if any(name in at for name in names)
    }
    return found if set(mapping()["required"]) <= found.keys() else None


def look(path: Path) -> Look:
    """Say whether the first row of the workbook names both."""
    if not is_xlsx(path):
        return Look(fits=False)
    return Look(fits=any(columns(cells) is not None for _, _, cells in islice(xlsx_rows(path), 1)))
