"""SQLite's full-text index FTS5, twice: trigrams (a substring of three characters and more is looked up, a shorter one
scanned for) and words cut by a dictionary (fast, small, and not the same set of hits)."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

import rjieba
from benchmarks.search.peers import Answer, folder_size
from benchmarks.search.questions import Question

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import PatentRecord

_COLUMNS = "key text primary key, filed integer, firm text, ipc text, record blob"
_TRIGRAM = 3


class _Sqlite:
    name = ""
    tokenizer = ""

    def build(self, folder: Path, records: Iterable[PatentRecord]) -> None:
        self.path = folder / f"{self.name}.db"
        self.base = sqlite3.connect(self.path)
        self.base.executescript(
            f"pragma journal_mode=off; pragma synchronous=off; create table meta ({_COLUMNS});"
            "create table classes (doc integer, symbol text);"
            f"create virtual table docs using fts5(title, abstract, tokenize='{self.tokenizer}');"
        )
        self._insert(records)
        self.base.execute("create index by_class on classes (symbol, doc)")
        self.base.execute("create index by_day on meta (filed)")
        self.base.commit()

    def _insert(self, records: Iterable[PatentRecord]) -> None:
        for record in records:
            filed = int(f"{record.filing_date:%Y%m%d}")
            values = (record.key, filed, record.applicants[0], record.main_class[:4], record.to_json())
            row = self.base.execute("insert into meta values (?, ?, ?, ?, ?)", values).lastrowid
            self.base.execute(
                "insert into docs (rowid, title, abstract) values (?, ?, ?)",
                (row, self.words(record.title), self.words(record.abstract)),
            )
            symbols = {s for one in record.classes for s in (one[4:5], one[4:7], one[4:8])}
            self.base.executemany("insert into classes values (?, ?)", [(row, symbol) for symbol in symbols])

    def replace(self, records: Iterable[PatentRecord]) -> None:
        held = list(records)
        for record in held:
            row = self.base.execute("select rowid from meta where key = ?", (record.key,)).fetchone()[0]
            self.base.execute("delete from docs where rowid = ?", (row,))
            self.base.execute("delete from classes where doc = ?", (row,))
            self.base.execute("delete from meta where rowid = ?", (row,))
        self._insert(held)
        self.base.commit()

    def words(self, text: str) -> str:
        return fold(text)

    def where(self, question: Question) -> tuple[str, list[object]]:
        raise TypeError(question)

    def ask(self, question: Question) -> Answer | None:
        where, values = self.where(question)
        if question.ipc:
            where += " and docs.rowid in (select doc from classes where symbol = ?)"
            values.append(question.ipc)
        if question.years:
            where += " and filed between ? and ?"
            values += [question.years[0] * 10_000, question.years[1] * 10_000 + 9_999]
        tables = "docs join meta on meta.rowid = docs.rowid"
        total = self.base.execute(f"select count(*) from {tables} where {where}", values).fetchone()[0]
        order = "order by filed desc, key desc" if question.newest else "order by rank" if "match" in where else ""
        hits = self.base.execute(f"select key, record from {tables} where {where} {order} limit 20", values).fetchall()
        if question.facets:
            for column in ("filed / 10000", "firm", "ipc"):
                grouped = f"select {column}, count(*) n from {tables} where {where} group by 1 order by n desc limit 10"
                self.base.execute(grouped, values).fetchall()
        return total, [key for key, _ in hits]

    def cpu(self) -> float:
        return time.process_time()

    def size(self) -> int:
        return folder_size(self.path)

    def close(self) -> None:
        self.base.close()


class SqliteTrigram(_Sqlite):
    """Trigrams: substrings of three characters and more."""

    name, tokenizer = "sqlite_trigram", "trigram"

    def where(self, question: Question) -> tuple[str, list[object]]:
        terms = [fold(term) for term in question.terms]
        long = [term for term in terms if len(term) >= _TRIGRAM]
        values: list[object] = [" AND ".join(f'"{term}"' for term in long)] if long else []
        parts = ["docs match ?"] if long else []
        for term in terms:
            if len(term) < _TRIGRAM:
                parts.append("(docs.title like ? or docs.abstract like ?)")
                values += [f"%{term}%"] * 2
        return " and ".join(parts), values


class SqliteSegmented(_Sqlite):
    """Words cut by a dictionary."""

    name, tokenizer = "sqlite_segmented", "unicode61"

    def words(self, text: str) -> str:
        return " ".join(rjieba.cut(fold(text)))

    def where(self, question: Question) -> tuple[str, list[object]]:
        return "docs match ?", [" AND ".join(f'"{self.words(term)}"' for term in question.terms)]
