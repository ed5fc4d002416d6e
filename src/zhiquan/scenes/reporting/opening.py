"""A figure opened: its definition, the version of its data, and the very rows it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.definition import Column, Indicator, Sum, View, shown
from zhiquan.insight.figures.facts import from_json
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.insight.figures.recount import Counted, meets, recount
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureRow, FigureValue
from zhiquan.scenes.reporting.runs import Current, Stand, current_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the opened rows."""

    name: str
    label: Text
    type: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """The unit of the exact value, and the unit it is shown in (often the same)."""

    label: Text
    shown: Text


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """One counted fact: ``values`` by column; ``full`` is false where columns were withheld (``None``).

    ``counts`` is what the row adds to a count or sum; ``None`` for distinct counts and where it is withheld.
    """

    values: Mapping[str, Any]
    full: bool
    counts: Decimal | None


@dataclass(frozen=True, slots=True)
class OpenedFigure:
    """A figure with everything it stands on; ``next`` asks for the following rows, empty at the end.

    ``value`` is exact in ``unit.label``; ``shown`` is the same, rounded, in ``unit.shown``.
    """

    indicator: str
    label: Text
    division: str
    division_name: Text
    period: Period
    value: Decimal
    shown: Decimal
    unit: UnitView
    basis: Text
    about: Text
    additive: bool
    counted: int
    left_out: int
    stand: Stand
    columns: tuple[ColumnView, ...]
    rows: tuple[OpenedRow, ...]
    next: str


def open_figure(
    indicator: str, division: str, period: str, actor: Actor, *, after: str = "", limit: int | None = PAGE
) -> OpenedFigure:
    """Open a figure of the current run; ``limit=None`` returns all rows.

    The rows are counted again in full, whatever part of them is shown: when they do not give the stored value exactly,
    the figure is refused (``figures.differs``), for a figure that cannot be opened is not a figure. Who holds a post
    for a row's division sees the whole row, everybody else its public columns.
    """
    current, definition = current_of(indicator)
    wanted = parse_period(period)
    name = _name(current, division, wanted)
    rows = list(_rows(current, division, wanted))
    view = current.family.view
    facts = {row.key: from_json(view, row.data) for row in rows}
    counted = _proved(current, definition, division, wanted, recount(definition, facts.values()))
    listed = [row for row in rows if row.key > after and meets(facts[row.key], definition.where)]
    page = listed[:limit]
    return OpenedFigure(
        indicator=indicator,
        label=definition.label,
        division=division,
        division_name=name,
        period=wanted,
        value=counted.value,
        shown=shown(definition.unit, counted.value),
        unit=UnitView(definition.unit.label, definition.unit.shown or definition.unit.label),
        basis=definition.basis,
        about=view.about,
        additive=definition.additive,
        counted=counted.rows,
        left_out=counted.left_out,
        stand=current.stand,
        columns=tuple(ColumnView(column.name, column.label, column.type.value) for column in view.columns),
        rows=tuple(
            _opened(view, definition, facts[row.key], full=actor.is_staff and actor.covers(row.division))
            for row in page
        ),
        next=page[-1].key if len(page) < len(listed) else "",
    )


def _name(current: Current, division: str, period: Period) -> Text:
    """Return the division's name; refused where the run has no such place or does not reach the period."""
    table = divisions(settings.DATA.region)
    if division not in table and not current.divisions_below(division):
        raise NotFound("figures.division", Text("没有行政区划“{c}”。", "No division “{c}”.").format(c=division))
    through = current.run.through
    if (period.year, period.month) > (through.year, through.month):
        text = Text("数据只计算到 {month}。", "Figures reach only to {month}.").format(month=f"{through:%Y-%m}")
        raise NotFound("figures.period-ahead", text)
    return table.name(division)


def _rows(current: Current, division: str, period: Period) -> QuerySet[FigureRow]:
    """Return the rows that the run counted for a place and period, in the order of their key."""
    within = Q(on__year=period.year, on__month__lte=period.month)
    if not period.to_date:
        within = Q(on__year=period.year, on__month=period.month)
    below = Q(division__in=current.divisions_below(division))
    return FigureRow.objects.held_by(current.run).filter(within, below).order_by("key")


def _proved(current: Current, definition: Indicator, division: str, period: Period, counted: Counted) -> Counted:
    """Return what the rows give when it is exactly what is stored, else refuse."""
    held = FigureValue.objects.held_by(current.run)
    stored = held.filter(indicator=definition.code, division=division, period=period.code).first()
    value = Decimal(stored.value) if stored else Decimal(0)
    parts = stored.parts if stored else {"rows": 0, "left_out": 0}
    if (counted.value, counted.rows, counted.left_out) != (value, parts["rows"], parts["left_out"]):
        text = Text(
            "该数据（{value}）与其明细（{counted}）不符，已停止展示，请统计人员重新计算。",
            "The figure ({value}) differs from its rows ({counted}) and is withheld; have it computed again.",
        )
        raise Refusal("figures.differs", text.format(value=value, counted=counted.value))
    return counted


def _opened(view: View, definition: Indicator, fact: Mapping[str, Any], *, full: bool) -> OpenedRow:
    values = {column.name: fact[column.name] if full or column.public else None for column in view.columns}
    return OpenedRow(values, full, _counts(view, definition, fact, full=full))


def _counts(view: View, definition: Indicator, fact: Mapping[str, Any], *, full: bool) -> Decimal | None:
    if not definition.additive:
        return None
    if not isinstance(definition.measure, Sum):
        return Decimal(1)
    column: Column = view.column(definition.measure.column)
    return Decimal(fact[column.name] or 0) if full or column.public else None
