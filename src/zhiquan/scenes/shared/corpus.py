"""What checks ask of the corpus, and the one place where scenes open the index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.conf import settings

from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.search import open_index
from zhiquan.rules.refusal import NotFound


class Corpus(Protocol):
    """The part of the search index that checks need."""

    def get(self, key: str) -> PatentRecord | None:
        """Return the record of a right by its canonical number."""
        ...

    def same_day(self, applicant: str, filing_date: date) -> tuple[PatentRecord, ...]:
        """Return what an applicant filed on a day."""
        ...

    def named(self, name: str) -> Iterable[PatentRecord]:
        """Return the patents that name somebody as applicant or owner."""
        ...

    def mark(self, key: str) -> MarkRecord | None:
        """Return the record of a mark by its key."""
        ...

    def marks_named(self, name: str) -> Iterable[MarkRecord]:
        """Return the marks that name somebody as applicant or owner."""
        ...


class _Nothing:
    """An installation that has not imported anything holds no record: every answer is "not held"."""

    def get(self, key: str) -> PatentRecord | None:
        del key
        return None

    def same_day(self, applicant: str, filing_date: date) -> tuple[PatentRecord, ...]:
        del applicant, filing_date
        return ()

    def named(self, name: str) -> tuple[PatentRecord, ...]:
        del name
        return ()

    def mark(self, key: str) -> MarkRecord | None:
        del key
        return None

    def marks_named(self, name: str) -> tuple[MarkRecord, ...]:
        del name
        return ()


def open_corpus() -> Corpus:
    """Return the current index; without one nothing is held, which makes the checks answer "unknown"."""
    try:
        index: Corpus = open_index(settings.DATA.index)
    except NotFound:
        return _Nothing()
    return index
