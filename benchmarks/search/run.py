"""``python -m benchmarks.search.run --docs 20000``: correctness first, then times; no time is printed if a count is
wrong.

Compared with SQLite's trigram index (FTS5) over the same rows, both answering "exact total and the first 20". Rounds
are interleaved, the first one is dropped, CPU time of this process is what is reported.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.search.corpus import digest, records

from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.language import parse
from zhiquan.records.search.oracle import Folded, holds
from zhiquan.records.search.text import fold

TERMS = (
    "离子电池",
    "池隔膜",
    "导体",
    "合金",
    "电池",
    "电",
    "厚度为7mm",
    "易损坏的问题",
    "LED",
    "中药组合物用外壳",
    "节能煤矿",
)
FILTERS = (
    "TI=(电池 AND 隔膜) AND AD=[2010 TO 2015]",
    "电池 AND IC=H01M NOT 燃料",
    "KI=发明 AND AD>=2018 AND (涂层 OR 滤芯)",
    "PA=示例1号+ AND 散热片",
)
ROUNDS = 5
T = TypeVar("T")


def main() -> int:
    """Run and print one JSON report; exit 1 when a count is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=int, default=20_000)
    docs = arguments.parse_args().docs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ours, built = _timed(lambda: _build(root, docs))
        theirs, rival_built = _timed(lambda: _sqlite(root / "rival.db", docs))
        wrong = _wrong(ours, docs)
        report: dict[str, object] = {"docs": docs, "sha256": digest(docs), "wrong": wrong}
        if not wrong:
            report["build_cpu_s"] = {"zhiquan": round(built, 2), "sqlite_trigram": round(rival_built, 2)}
            report["bytes"] = {"zhiquan": _size(root / "index"), "sqlite_trigram": _size(root / "rival.db")}
            report["cpu_ms"] = _times(ours, theirs)
        theirs.close()
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if wrong else 0


def _build(root: Path, docs: int) -> Reader:
    (root / "index").mkdir()
    write(root / "index", records(docs))
    return Reader(root / "index")


def _sqlite(path: Path, docs: int) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.execute("create virtual table docs using fts5(title, abstract, record unindexed, tokenize='trigram')")
    rows = ((fold(item.title), fold(item.abstract), item.to_json()) for item in records(docs))
    base.executemany("insert into docs values (?, ?, ?)", rows)
    base.commit()
    return base


def _wrong(reader: Reader, docs: int) -> list[dict[str, object]]:
    nodes = {query: parse(query) for query in TERMS + FILTERS}
    counts = dict.fromkeys(nodes, 0)
    for item in records(docs):
        folded = Folded.of(item)
        for query, node in nodes.items():
            counts[query] += holds(node, folded)
    found = {query: reader.count(node) for query, node in nodes.items()}
    return [
        {"query": query, "index": found[query], "read": counts[query]}
        for query in nodes
        if found[query] != counts[query]
    ]


def _times(reader: Reader, base: sqlite3.Connection) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    for query in TERMS + FILTERS:
        node = parse(query)
        mine: list[float] = []
        rival: list[float] = []
        for _ in range(ROUNDS):
            mine.append(_timed(lambda: reader.by_relevance(node, 0, 20))[1] * 1000)  # noqa: B023 - called at once
            if query in TERMS:
                rival.append(_timed(lambda: _ask(base, fold(query)))[1] * 1000)  # noqa: B023 - called at once
        line: dict[str, object] = {"query": query, "hits": reader.count(node), "zhiquan": _middle(mine)}
        if rival:
            line["sqlite_trigram"] = _middle(rival)
        lines.append(line)
    return lines


def _ask(base: sqlite3.Connection, term: str) -> tuple[int, list[bytes]]:
    """The same answer from SQLite: a scan for one and two characters, which its trigrams cannot look up."""
    if len(term) < 3:
        where, values = "title like ? or abstract like ?", [f"%{term}%"] * 2
        order = ""
    else:
        where, values, order = "docs match ?", [f'"{term}"'], "order by rank"
    total = base.execute(f"select count(*) from docs where {where}", values).fetchone()[0]
    hits = base.execute(f"select record from docs where {where} {order} limit 20", values).fetchall()
    return total, [hit[0] for hit in hits]


def _middle(times: list[float]) -> float:
    return round(statistics.median(times[1:]), 3)


def _timed(run: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    answer = run()
    return answer, time.process_time() - started


def _size(path: Path) -> int:
    return sum(item.stat().st_size for item in ([path] if path.is_file() else path.rglob("*")) if item.is_file())


if __name__ == "__main__":
    sys.exit(main())
