"""Imported statistics as published figures: which series is which indicator, of which place, year and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from zhiquan.definitions import files, read_yaml
from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.model import Period
from zhiquan.insight.figures.views import Strict
from zhiquan.records.corpus.model import StatisticRecord
from zhiquan.rules.text import Text

UNITS = {"万人": Decimal(10_000), "亿元": Decimal(100_000_000), "万元": Decimal(10_000), "万件": Decimal(10_000)}
"""Units of sources that are multiples of an indicator's own; every other unit is taken as it stands."""
_YEAR_DIGITS = 4


class Series(Strict):
    """One series: ``published`` is (years after, month, day) of the publication where the source does not tell it."""

    measure: str
    item: str
    indicator: str
    source: Text
    published: tuple[int, int, int]


class _Table(Strict):
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published figure of an indicator; ``value`` in the indicator's own unit."""

    indicator: str
    division: str
    period: Period
    value: Decimal
    published_on: date
    source: Text


def series(region: Path | None = None) -> dict[tuple[str, str], Series]:
    """Read the table: (measure, item) → series; a region's lines come after the shipped ones and win."""
    tables = (_Table.model_validate(read_yaml(path)) for path in files("published", region=region))
    return {(one.measure, one.item): one for table in tables for one in table.series}


def published(
    records: Iterable[StatisticRecord], read: Catalogue, known: dict[tuple[str, str], Series]
) -> Iterator[PublishedFigure]:
    """Yield the figures of places with a certain code; what stands open, subtotals and the nation are left out.

    A yearly flow is the running total of December, a stock the end of December.
    """
    for record in records:
        one = known.get((record.measure, record.item))
        if one is None or not record.division or len(record.period) != _YEAR_DIGITS:
            continue
        year, (after, month, day) = int(record.period), one.published
        period = Period(year, 12, to_date=not read.indicator(one.indicator).as_of)
        value = Decimal(record.value) * UNITS.get(record.unit, Decimal(1))
        yield PublishedFigure(
            one.indicator, record.division, period, value.normalize() + 0, date(year + after, month, day), one.source
        )
