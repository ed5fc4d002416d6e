"""Tables (YAML) of what an event does to a right: office → kind of event → how its description begins."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from zhiquan.definitions import read_yaml
from zhiquan.records.corpus.model import EventKind


@cache
def _table(path: Path) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    offices: dict[str, dict[str, list[str]]] = read_yaml(path)
    return {
        office: [(re.compile(begins), EventKind(kind).value) for kind, all_ in kinds.items() for begins in all_]
        for office, kinds in offices.items()
    }


def kind_of(table: Path, office: str, description: str) -> str:
    """Return the ``EventKind`` value of a described event; ``other`` where the table does not make it certain."""
    written = " ".join(description.upper().split())
    known = _table(table).get(office, [])
    return next((kind for begins, kind in known if begins.match(written)), EventKind.OTHER.value)
