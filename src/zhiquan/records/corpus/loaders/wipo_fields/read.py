"""Streams the lines: one rule for each pattern of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.wipo_fields.sniff import HEADING
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.text import Text

LABEL = Text("WIPO 技术领域与 IPC 对照表", "WIPO concordance of technology fields and IPC")


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield one rule for each line, numbered within its field."""
    counted: Counter[str] = Counter()
    for member in members(path):
        with member.open() as stream:
            for number, cells in csv_rows(stream, ","):
                if cells == HEADING:
                    continue
                raw = dict(zip(HEADING, cells, strict=False))
                code = raw.get("field_nr", "").strip()
                counted[code] += 1
                fields = {
                    "table": "wipo-fields",
                    "code": code,
                    "rule": str(counted[code]),
                    "title_en": raw.get("field_name", "").strip(),
                    "parent": raw.get("sector", "").strip(),
                    "include": (raw.get("ipc", "").rstrip(),),
                }
                yield RawRow(f"{member.name}:{number}", fields, raw, "concordances")
