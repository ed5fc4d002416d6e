"""Is this a workbook of tidied yearbook tables?"""

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
    """Return the headings and measures."""
    found: dict[str, Any] = read_yaml(Path(__file__).with_name("map.yaml"))
    return found


def form_of(heading: list[str]) -> dict[str, int] | None:
    """Return column by field for a known row of headings."""
    for form in mapping()["forms"]:
        if set(form.values()) <= set(heading):
            return {field: heading.index(name) for field, name in form.items()}
    return None


def look(path: Path) -> Look:
    """Say whether the first row of the workbook has the headings of one of the forms."""
    if not is_xlsx(path):
        return Look(fits=False)
    return Look(fits=any(form_of(cells) is not None for _, _, cells in islice(xlsx_rows(path), 1)))
