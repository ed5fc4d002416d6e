"""Our own engine as a peer: one generation written and read as the site does."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.search.peers import Answer, folder_size
from benchmarks.search.questions import Question

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy import Tantivy
from zhiquan.records.search.language import parse


class Ours:
    """Answers through the engine's port; parsing the query is part of asking."""

    name = "zhiquan"

    def build(self, folder: Path, records: Iterable[PatentRecord]) -> None:
        self.root, self.turn = folder, 0
        self.folder = self._fresh()
        self.engine = Tantivy()
        self.engine.write(self.folder, records)
        self.reader = self.engine.open(self.folder)

    def _fresh(self) -> Path:
        self.turn += 1
        made = self.root / f"ours-{self.turn}"
        made.mkdir()
        return made

    def count(self, query: str) -> int:
        """Return the number of hits of a query."""
        return self.reader.count(parse(query))

    def ask(self, question: Question) -> Answer | None:
        node = parse(question.text)
        if question.newest:
            page = self.reader.by_date(node, None, 20, newest=True)
        else:
            page = self.reader.by_relevance(node, 0, 20)
        if question.facets:
            self.reader.buckets(node, {"year": 80, "name": 10, "subclass": 10})
        return page.total, [record.key for record in page.records]

    def replace(self, records: Iterable[PatentRecord]) -> None:
        held = list(records)
        folder = self._fresh()
        self.engine.write(folder, held, base=self.folder, dropped=[record.key for record in held])
        self.folder = folder
        self.reader = self.engine.open(folder)

    def cpu(self) -> float:
        return time.process_time() + _children()

    def size(self) -> int:
        return folder_size(self.folder)

    def close(self) -> None:
        del self.reader


def _children() -> float:
    """CPU of the helpers that prepare text beside this process, once they have ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
