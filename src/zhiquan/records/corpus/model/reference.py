"""Reference tables: classifications, concordances, divisions, statistics."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.corpus.model.common import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRecord(Record):
    """An entry of a classification: ``key`` is ``<scheme>:<symbol>`` (``ipc:A01B1/02``, ``nice:0901``).

    ``level`` counts from 1 at the top; ``parent`` is the key above, empty at the top. ``remark`` are notes.
    """

    scheme: str
    edition: str
    symbol: str
    level: int
    parent: str = ""
    title: str = ""
    title_en: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceRecord(Record):
    """A rule of a table that maps class symbols to an industry or field (``key`` ``<table>:<code>``).

    A rule holds when one ``include`` matches and no ``exclude`` does; with ``keywords`` the source also asks for the
    topic they describe. Patterns are the table's own, read by ``corpus.concordance``.
    """

    table: str
    code: str
    rule: str
    title: str
    title_en: str = ""
    parent: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRecord(Record):
    """An administrative division 行政区划 (``key`` ``div.<code>``) as of a year; ``parent`` is the code above."""

    code: str
    name: str
    parent: str = ""
    level: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticRecord(Record):
    """One published figure: ``value`` (decimal, as text) of ``measure`` and ``item`` for a place and a period.

    ``key`` joins dataset, measure, item, place and period. ``place`` is the place as repaired, ``place_raw`` as the
    source wrote it, ``division`` its code; ``candidates`` are the possible places where the repair is not certain (then
    ``place`` and ``division`` are empty). ``period`` is ``2014`` or ``2014-05``.
    """

    dataset: str
    measure: str
    item: str
    place: str
    place_raw: str
    division: str
    period: str
    value: str
    unit: str
    candidates: tuple[str, ...] = ()
