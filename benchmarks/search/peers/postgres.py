"""PostgreSQL with trigrams (pg_trgm, GIN): LIKE over title and abstract, always by date, as LIKE knows no relevance."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import psycopg
from benchmarks.search.peers import Answer
from benchmarks.search.questions import Question

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import PatentRecord

_TICKS = os.sysconf("SC_CLK_TCK")
_SCHEMA = """
create extension if not exists pg_trgm;
drop table if exists docs;
create unlogged table docs (
  key text primary key, body text, filed int, firm text, ipc text, classes text[], record bytea
)
"""
_INDEXES = (
    "create index on docs using gin (body gin_trgm_ops)",
    "create index on docs using gin (classes)",
    "create index on docs (filed, key)",
    "analyze docs",
)


class PostgresTrigram:
    """A server named by ``ZHIQUAN_DATABASE_URL`` (``tools/with-postgres`` makes one)."""

    name = "postgresql_trgm"
    _backend = 0

    def build(self, folder: Path, records: Iterable[PatentRecord]) -> None:
        del folder
        self.base = psycopg.connect(os.environ["ZHIQUAN_DATABASE_URL"], autocommit=True)
        self.base.execute("set max_parallel_workers_per_gather = 0")  # what helpers use could not be counted
        self.base.execute("set maintenance_work_mem = '512MB'")
        self.base.execute(_SCHEMA)
        self._backend = self.base.info.backend_pid
        self._insert(records)
        for statement in _INDEXES:
            self.base.execute(statement)

    def _insert(self, records: Iterable[PatentRecord]) -> None:
        with self.base.cursor() as cursor, cursor.copy("copy docs from stdin") as copy:
            for record in records:
                symbols = sorted({s for one in record.classes for s in (one[4:5], one[4:7], one[4:8])})
                body = f"{fold(record.title)}\n{fold(record.abstract)}"
                filed = int(f"{record.filing_date:%Y%m%d}")
                copy.write_row(
                    (record.key, body, filed, record.applicants[0], record.main_class[:4], symbols, record.to_json())
                )

    def replace(self, records: Iterable[PatentRecord]) -> None:
        held = list(records)
        with self.base.transaction():
            self.base.execute("delete from docs where key = any(%s)", ([record.key for record in held],))
            self._insert(held)

    def ask(self, question: Question) -> Answer | None:
        parts, values = [], []
        for term in question.terms:
            parts.append("body like %s")
            values.append(f"%{fold(term)}%")
        if question.ipc:
            parts.append("classes @> %s")
            values.append([question.ipc])
        if question.years:
            parts.append("filed between %s and %s")
            values += [question.years[0] * 10_000, question.years[1] * 10_000 + 9_999]
        where = " and ".join(parts)
        found = self.base.execute(f"select count(*) from docs where {where}", values).fetchone()
        page = f"select key, record from docs where {where} order by filed desc, key desc limit 20"
        hits = self.base.execute(page, values).fetchall()
        if question.facets:
            for column in ("filed / 10000", "firm", "ipc"):
                grouped = f"select {column}, count(*) n from docs where {where} group by 1 order by n desc limit 10"
                self.base.execute(grouped, values).fetchall()
        return (found[0] if found else 0), [key for key, _ in hits]

    def cpu(self) -> float:
        """This process and its backend (the builders of an index that PostgreSQL starts beside it are not counted)."""
        if not self._backend:
            return time.process_time()
        used = Path(f"/proc/{self._backend}/stat").read_text("ascii").rpartition(")")[2].split()
        return time.process_time() + (int(used[11]) + int(used[12])) / _TICKS

    def size(self) -> int:
        found = self.base.execute("select pg_total_relation_size('docs')").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        self.base.close()
