"""Streams the rules; lists inside a cell are separated by semicolons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.concordance_tsv.sniff import table_of
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.text import Text

LABEL = Text("产业（技术）与 IPC 对照表（TSV）", "Concordance of industries or technologies and IPC (TSV)")


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every rule.

    Codes that begin anew in each field (digital technologies) are ``field/code``; rules without a number of their own
    are counted within their code. Coverage (全部涉及, 部分涉及), excluded keywords and the page go to the remark.
    """
    for member in members(path):
        with member.open() as stream:
            source = csv_rows(stream, "\t", quoted=False)
            _, heading = next(source, (0, []))
            table = table_of(heading)
            counted: Counter[str] = Counter()
            for number, cells in source:
                raw = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
                yield RawRow(f"{member.name}:{number}", _fields(table, raw, counted), raw, "concordances")


def _fields(table: str, raw: dict[str, str], counted: Counter[str]) -> dict[str, str | tuple[str, ...]]:
    field = raw.get("field", "")
    code = f"{field}/{raw.get('code', '')}" if field else raw.get("code", "")
    counted[code] += 1
    above = raw.get("code", "").rpartition(".")[0]
    return {
        "table": table,
        "code": code,
        "rule": raw.get("rule_no") or str(counted[code]),
        "title": raw.get("name_zh", ""),
        "parent": (f"{field}/{above}" if above else field) if field else above,
        "include": _list(raw.get("ipc_include", "")),
        "exclude": _list(raw.get("ipc_exclude", "")),
        "keywords": _list(raw.get("keywords", "")),
        "remark": _remark(raw),
    }


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _remark(raw: dict[str, str]) -> str:
    told = [raw.get("coverage", "")]
    if without := raw.get("keywords_exclude", ""):
        told.append(f"排除关键词：{without}")
    if page := raw.get("source_page", ""):
        told.append(f"第 {page} 页")
    return "；".join(text for text in told if text)
