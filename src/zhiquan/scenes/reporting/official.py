"""Published figures 公布数: recorded with source and day of publication, from a file or from imported statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db import transaction

from zhiquan.insight.figures.catalogue import Catalogue, catalogue
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.insight.figures.published import PublishedFigure, published, series
from zhiquan.office.access.selectors import Actor
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import OfficialFigure

COLUMNS = ("indicator", "division", "period", "value", "published_on", "source")
"""Headings of a file of published figures; ``value`` in the unit that the indicator is shown in."""
BATCH = 500
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Official:
    """A published figure as it is shown beside one's own; ``value`` in the indicator's own unit."""

    value: Decimal
    source: str
    published_on: date


def read_file(text: str) -> Iterator[PublishedFigure]:
    """Read a CSV of published figures; a line that cannot be read is refused by its number."""
    read = catalogue(settings.DATA.region)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if set(reader.fieldnames or ()) != set(COLUMNS):
        raise Refusal("official.columns", _COLUMNS.format(columns=", ".join(COLUMNS)))
    for number, row in enumerate(reader, start=2):
        try:
            yield _figure(row, read)
        except (ValueError, InvalidOperation, AttributeError) as error:
            raise Refusal("official.line", _LINE.format(number=number, why=str(error))) from error


def _figure(row: dict[str, str], read: Catalogue) -> PublishedFigure:
    one = read.indicator(row["indicator"].strip())
    period = fitting(one, parse_period(row["period"].strip()))
    value = Decimal(row["value"].strip().replace(",", "")) * one.unit.divisor
    if not one.bounds.hold(value):
        raise ValueError(f"{row['value']} < {one.bounds.least} / > {one.bounds.most}")
    source = row["source"].strip()
    if not source:
        raise ValueError("source")
    on = date.fromisoformat(row["published_on"].strip())
    return PublishedFigure(one.code, row["division"].strip(), period, value, on, Text(source, source))


def fitting(one: Indicator, period: Period) -> Period:
    """Return a period that an indicator can have; what stands at an end has no running total."""
    if one.as_of and period.to_date:
        raise Refusal("official.period", _PERIOD.format(name=one.label))
    return period


def record(figures: Iterable[PublishedFigure], actor: Actor | None, at: datetime) -> int:
    """Record published figures; what is recorded already is left. Returns how many were new.

    The same figure with the same day of publication and another value is refused: a correction has a day of its own.
    """
    wanted = {(one.indicator, one.division, one.period.code, one.published_on): one for one in figures}
    columns = ("indicator", "division", "period", "published_on")
    codes = {one.indicator for one in wanted.values()}
    with transaction.atomic():
        held = OfficialFigure.objects.filter(indicator__in=codes).values_list(*columns, "value")
        for *key, value in held.iterator():
            found = wanted.pop((key[0], key[1], key[2], key[3]), None)
            if found is not None and found.value != Decimal(value):
                text = _TWICE.format(code=key[0], division=key[1], period=key[2], held=value, new=found.value)
                raise Refusal("official.twice", text)
        rows = (_row(one, actor, at) for one in wanted.values())
        return len(OfficialFigure.objects.bulk_create(rows, batch_size=BATCH))


def from_lake(actor: Actor | None, at: datetime) -> int:
    """Record what the imported statistics say of indicators; returns how many figures were new."""
    region = settings.DATA.region
    records = Lake(settings.DATA.lake).records("statistics")
    return record(published(records, catalogue(region), series(region)), actor, at)


def official_values(codes: Collection[str], divisions: Collection[str], period: str, on: date) -> dict[Key, Official]:
    """Return the newest publication of each figure as of a day, by indicator and division."""
    rows = OfficialFigure.objects.filter(
        indicator__in=codes, division__in=divisions, period=period, published_on__lte=on
    ).order_by("published_on", "pk")
    return {(r.indicator, r.division): Official(Decimal(r.value), r.source, r.published_on) for r in rows}


def _row(one: PublishedFigure, actor: Actor | None, at: datetime) -> OfficialFigure:
    return OfficialFigure(
        indicator=one.indicator,
        division=one.division,
        period=one.period.code,
        value=f"{one.value:f}",
        source=one.source.zh,
        published_on=one.published_on,
        recorded_at=at,
        recorded_by_id=actor.user_id if actor else None,
    )


_COLUMNS = Text("公布数文件的列应为：{columns}。", "A file of published figures has the columns {columns}.")
_LINE = Text(
    "第 {number} 行不能读取（{why}），请更正后重新导入。",
    "Line {number} cannot be read ({why}); mend it and try again.",
)
_PERIOD = Text("“{name}”是期末数，期间应写作 2025-12。", "“{name}” stands at the end of a period; write 2025-12.")
_TWICE = Text(
    "{code} {division} {period} 同一公布日已有另一数值（{held}，现为 {new}），更正应填写更正公布的日期。",
    "{code} {division} {period} has another value of the same day ({held}, now {new}); give the day of the correction.",
)
