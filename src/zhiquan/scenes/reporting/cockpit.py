"""The cockpit 驾驶舱: what stands out of a place, and one indicator from all sides, read from stored values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.bulletins import plan
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.comparing import Change, compared, earlier
from zhiquan.insight.figures.definition import Indicator, shown
from zhiquan.insight.figures.model import Period, months_between
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.runs import Current, Stand, current_of, current_runs
from zhiquan.scenes.reporting.selectors import FigureTable, IndicatorView, figure_table, view_of
from zhiquan.scenes.reporting.signing import Line, sheet
from zhiquan.scenes.reporting.speaking import Speaking

MONTHS_SHOWN = 24
Values = Mapping[tuple[str, str], Decimal]
"""Values by division and period."""


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a line; ``shown`` in the indicator's unit."""

    period: Period
    value: Decimal
    shown: Decimal


@dataclass(frozen=True, slots=True)
class Tile:
    """One indicator at a glance: its figure of the last whole month (of the year so far), how it moved, its months.

    ``running`` is what the month that still runs has come to, with its period: shown, never compared. ``until`` is the
    day up to which the source speaks, where that is before the month that runs.
    """

    indicator: IndicatorView
    division: str
    period: Period
    shown: Decimal
    changes: tuple[Change, ...]
    line: tuple[Point, ...]
    running: Point | None = None
    until: date | None = None

    @property
    def when(self) -> Text:
        """What the figure speaks of: the months of the year so far, or the end of the month."""
        label = self.period.label
        return Text(f"{label.zh}末", f"end of {label.en}") if self.indicator.as_of else label


@dataclass(frozen=True, slots=True)
class Group:
    """The tiles of one section."""

    label: Text
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One place of the small multiples; all are drawn on one scale."""

    division: str
    name: Text
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """One indicator from all sides: the tile, the year's table, the places below, values beside each other."""

    tile: Tile | None
    table: FigureTable
    multiples: tuple[Series, ...]
    beside: Line | None
    definition: Indicator
    stand: Stand


def cockpit(division: str) -> tuple[Group, ...]:
    """Return what stands out of a place, section by section of the monthly bulletin; what has never been is left out.

    One query for the runs and one for each; nothing is computed.
    """
    runs, region = current_runs(), settings.DATA.region
    _placed(division)
    made = plan("monthly", catalogue(region), region)
    values = {code: held for run in runs for code, held in _values(run, sorted(made.codes), [division]).items()}
    groups, speaking = [], Speaking(runs)
    for section in made.sections:
        tiles = (_tile(code, division, runs, values, speaking) for code in section.indicators if code in values)
        groups.append(Group(section.label, tuple(tile for tile in tiles if tile)))
    return tuple(group for group in groups if group.tiles)


def sides(code: str, division: str, year: int | None, on: date) -> Sides:
    """Return one indicator of a place from all sides; refused for what there is not."""
    runs = current_runs()
    current, one = current_of(code, runs)
    names = _placed(division)
    table = figure_table(code, year or current.run.through.year, within=division, runs=runs)
    below = [place for place in names if names.parent_of(place) == division]
    values = _values(current, [code], [division, *below])
    speaking = Speaking(runs)
    period = _closed(one, speaking)
    beside = next(iter(sheet(division, period.code, on, {code})), None)
    told = period if speaking.until(code) else None
    multiples = tuple(
        Series(place, names[place], _line(current, one, place, values.get(code, {}), told)) for place in below
    )
    tile = _tile(code, division, runs, values, speaking)
    return Sides(tile, table, tuple(m for m in multiples if m.line), beside, one, current.stand)


def _placed(division: str) -> Divisions:
    names = divisions(settings.DATA.region)
    if division not in names:
        raise NotFound("figures.division", Text("没有行政区划“{c}”。", "No division “{c}”.").format(c=division))
    return names


def _values(current: Current, codes: Sequence[str], places: Sequence[str]) -> dict[str, dict[tuple[str, str], Decimal]]:
    """Return the stored values of indicators of a run by place and period; each has at least an empty heap."""
    mine = [one.code for one in current.indicators if one.code in codes]
    found: dict[str, dict[tuple[str, str], Decimal]] = {code: {} for code in mine}
    rows = FigureValue.objects.held_by(current.run).filter(indicator__in=mine, division__in=places)
    for code, division, period, value in rows.values_list("indicator", "division", "period", "value"):
        found[code][division, period] = Decimal(value)
    return found


def _closed(one: Indicator, speaking: Speaking) -> Period:
    """Return the newest period that can be compared: of whole months, as far as all its sources speak."""
    month = speaking.closed(one.code)
    return Period(month.year, month.month, to_date=not one.as_of)


def _tile(
    code: str, division: str, runs: Sequence[Current], values: Mapping[str, Values], speaking: Speaking
) -> Tile | None:
    """Return an indicator at a glance; nothing where it has no value, or has never been anything but zero."""
    current, one = current_of(code, runs)
    held = values.get(code, {})
    period = _closed(one, speaking)
    value = _value(current, one, held, division, period)
    until = speaking.until(code)
    line = _line(current, one, division, held, period if until else None)
    if value is None or not (value or any(point.value for point in line)):
        return None
    changes = (
        compared(one, value, _value(current, one, held, division, before), against)
        for against in one.compare
        if (before := earlier(one, period, against)) and before.last_day >= current.run.since
    )
    view = view_of(current, one)
    moved = tuple(change for change in changes if change)
    running = None if until else next((point for point in line[::-1] if _runs(current, point)), None)
    return Tile(view, division, period, shown(one.unit, value), moved, line, running, until)


def _runs(current: Current, point: Point) -> bool:
    """Whether a point is that of the month in which the run was made: it may not be over."""
    return (point.period.year, point.period.month) == (current.run.through.year, current.run.through.month)


def _value(current: Current, one: Indicator, held: Values, division: str, period: Period) -> Decimal | None:
    return held.get((division, period.code), Decimal(0) if current.zero_where_missing(one) else None)


def _line(
    current: Current, one: Indicator, division: str, held: Values, told: Period | None = None
) -> tuple[Point, ...]:
    """Return the last two years month by month, to ``told`` where the sources end; empty months are left out."""
    run = current.run
    last = told.last_day if told else run.through
    months = list(months_between(run.since, min(run.through, last)))[-MONTHS_SHOWN:]
    points = ((month, _value(current, one, held, division, month)) for month in months)
    return tuple(Point(month, value, shown(one.unit, value)) for month, value in points if value is not None)
