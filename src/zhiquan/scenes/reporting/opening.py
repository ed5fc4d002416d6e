"""A figure opened: its definition, the version of its data, and the very rows it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Counted, Indicator, Kind, Sum, shown
from zhiquan.insight.figures.facts import Fact, Facts
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.insight.figures.recount import Recounted
from zhiquan.insight.figures.rows import Asked, FactRows
from zhiquan.insight.figures.views import Column, View
from zhiquan.office.access.selectors import Actor
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.runs import Current, Stand, current_of, current_runs
from zhiquan.scenes.reporting.wording import Wording, Words

PAGE = 200


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the opened rows: ``names`` says whose names its codes are, ``below`` that it stands under the row."""

    name: str
    label: Text
    type: str
    names: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True)
class UnitView:
    """The unit of the exact value, and the unit it is shown in (often the same)."""

    label: Text
    shown: Text


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """One counted fact: ``values`` by column; ``full`` is false where columns were withheld (``None``).

    ``words`` is what the codes among the values are called. ``counts`` is what the row adds to a count or sum; ``None``
    for distinct counts and where it is withheld.
    """

    values: Mapping[str, Any]
    full: bool
    counts: Decimal | None
    words: Words


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a derived figure: its value in its own unit; ``period`` is empty where it opens to no figure here.

    ``note`` says more of it: the year of a denominator and when it was published.
    """

    code: str
    label: Text
    value: Decimal
    shown: Decimal
    unit: Text
    period: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class OpenedFigure:
    """A figure with everything it stands on; ``next`` asks for the following rows, empty at the end.

    ``value`` is exact in ``unit.label``; ``shown`` is the same, rounded, in ``unit.shown``. A counted figure has rows,
    one made of others has ``parts``.
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
    kind: Kind
    stand: Stand
    parts: tuple[PartView, ...]
    columns: tuple[ColumnView, ...]
    rows: tuple[OpenedRow, ...]
    next: str
    public: int = 0

    @property
    def told(self) -> tuple[ColumnView, ...]:
        """The columns of which any row tells something to this viewer."""
        return tuple(one for one in self.columns if any(row.values[one.name] is not None for row in self.rows))

    @property
    def table(self) -> tuple[ColumnView, ...]:
        """Those of them that stand side by side."""
        return tuple(one for one in self.told if not one.below)

    @property
    def below(self) -> tuple[ColumnView, ...]:
        """Those of them that stand under a row."""
        return tuple(one for one in self.told if one.below)

    @property
    def withheld(self) -> int:
        """How many columns this viewer is not shown of any row."""
        return 0 if any(row.full for row in self.rows) else len(self.columns) - self.public


def open_figure(  # noqa: PLR0913 - what is asked, who asks, and how much of it
    indicator: str,
    division: str,
    period: str,
    actor: Actor,
    *,
    after: str = "",
    limit: int | None = PAGE,
    lake: Facts | None = None,
) -> OpenedFigure:
    """Open a figure of the current run; ``limit=None`` returns all rows.

    The rows are counted again in full, whatever part of them is shown: when they do not give the stored value exactly,
    the figure is refused (``figures.differs``), for a figure that cannot be opened is not a figure. Who holds a post
    for a row's division sees the whole row, everybody else its public columns.
    """
    runs = current_runs()
    current, definition = current_of(indicator, runs)
    wanted = parse_period(period)
    if current.view and not current.zero_where_missing(definition):
        raise NotFound("figures.unheld", _UNHELD.format(name=definition.label))
    opening = Opening(current, definition, division, wanted, _name(current, division, wanted))
    if current.view is None:
        return opening.figure(_derived(opening), parts=tuple(_parts(opening, runs)))
    rows = FactRows(current.view, (lake or Lake(settings.DATA.lake)).table_files(current.view.name, opening.version))
    asked = Asked(_counted(definition), current.divisions_below(division), wanted)
    counted = _proved(opening, rows.recount(asked))
    found = rows.page(asked, after=after, limit=None if limit is None else limit + 1)
    listed = found[:limit]
    words = Wording(current.view)
    opened = (_opened(words, current.view, definition, row, actor) for row in listed)
    following = str(listed[-1][current.view.key]) if 0 < len(listed) < len(found) else ""
    return opening.figure(counted, rows=tuple(opened), following=following)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is opened."""

    current: Current
    definition: Indicator
    division: str
    period: Period
    name: Text

    @property
    def version(self) -> int:
        """The version of the facts that the run counted."""
        return self.current.run.lake_version

    def figure(
        self,
        counted: Recounted,
        *,
        parts: tuple[PartView, ...] = (),
        rows: tuple[OpenedRow, ...] = (),
        following: str = "",
    ) -> OpenedFigure:
        """Return it opened."""
        definition, view = self.definition, self.current.view
        return OpenedFigure(
            indicator=definition.code,
            label=definition.label,
            division=self.division,
            division_name=self.name,
            period=self.period,
            value=counted.value,
            shown=shown(definition.unit, counted.value),
            unit=UnitView(definition.unit.label, definition.unit.name),
            basis=definition.basis,
            about=view.about if view else _MADE,
            additive=definition.additive,
            counted=counted.rows,
            left_out=counted.left_out,
            kind=definition.kind,
            stand=self.current.stand,
            parts=parts,
            columns=tuple(_column(one) for one in view.columns) if view else (),
            rows=rows,
            next=following,
            public=sum(one.public for one in view.columns) if view else 0,
        )


_UNHELD = Text(
    "本系统的数据不含“{name}”所需的日期或名录，该数不详（不是零）。",
    "The data hold neither date nor list that “{name}” counts by: unknown, not zero.",
)
_MADE = Text("本项由下列各项算得。", "Made of the figures below.")


def _column(one: Column) -> ColumnView:
    return ColumnView(one.name, one.label, one.type.value, one.names or "", one.below)


def _counted(definition: Indicator) -> Counted:
    if not isinstance(definition.source, Counted):
        raise TypeError(f"{definition.code} is not counted over a view")
    return definition.source


def _name(current: Current, division: str, period: Period) -> Text:
    """Return the division's name; refused where the run has no such place or does not reach the period."""
    table = divisions(settings.DATA.region)
    if division not in table and not current.divisions_below(division):
        raise NotFound("figures.division", Text("没有行政区划“{c}”。", "No division “{c}”.").format(c=division))
    since, through = current.run.since, current.run.through
    if not (since.year, since.month) <= (period.year, period.month) <= (through.year, through.month):
        text = Text("数据计算的范围是 {since} 至 {month}。", "Figures reach from {since} to {month}.")
        raise NotFound("figures.period-ahead", text.format(since=f"{since:%Y-%m}", month=f"{through:%Y-%m}"))
    return table.name(division)


def _stored(opening: Opening) -> FigureValue | None:
    held = FigureValue.objects.held_by(opening.current.run)
    code, period = opening.definition.code, opening.period.code
    found: FigureValue | None = held.filter(indicator=code, division=opening.division, period=period).first()
    return found


def _proved(opening: Opening, counted: Recounted) -> Recounted:
    """Return what the rows give when it is exactly what is stored, else refuse."""
    stored = _stored(opening)
    value = Decimal(stored.value) if stored else Decimal(0)
    parts = stored.parts if stored else {"rows": 0, "left_out": 0}
    if (counted.value, counted.rows, counted.left_out) != (value, parts["rows"], parts["left_out"]):
        text = Text(
            "该数据（{value}）与其明细（{counted}）不符，已停止展示，请统计人员重新计算。",
            "The figure ({value}) differs from its rows ({counted}) and is withheld; have it computed again.",
        )
        raise Refusal("figures.differs", text.format(value=value, counted=counted.value))
    return counted


def _derived(opening: Opening) -> Recounted:
    stored = _stored(opening)
    if stored is None:
        text = Text(
            "{name}没有该期的这项数据：缺少分母或者其中一项。",
            "There is no such figure of {name}: a part or the denominator is missing.",
        )
        raise NotFound("figures.not-computed", text.format(name=opening.name))
    return Recounted(Decimal(stored.value), 0, 0)


def _parts(opening: Opening, runs: Sequence[Current]) -> Iterator[PartView]:
    """Yield what a derived figure is made of, each with the figure it opens to."""
    stored = _stored(opening)
    told: Mapping[str, str] = stored.parts if stored else {}
    codes = opening.definition.parts
    for name, code in zip(("of", "to"), codes, strict=False):
        yield _part(code, Decimal(told[name]), told if name == "to" else {}, opening, runs)


def _part(code: str, value: Decimal, told: Mapping[str, str], opening: Opening, runs: Sequence[Current]) -> PartView:
    try:
        _, one = current_of(code, runs)
    except NotFound:  # a published figure: it is not computed, and opens to nothing here
        one, period = catalogue(settings.DATA.region).indicator(code), ""
    else:
        period = opening.period.code
    note = None
    if "vintage" in told:
        note = Text("{year}年末，{on}公布，{source}", "end of {year}, published on {on}, {source}").format(
            year=told["vintage"], on=told["published_on"], source=told["source"]
        )
    return PartView(code, one.label, value, shown(one.unit, value), one.unit.name, period, note)


def _opened(words: Wording, view: View, definition: Indicator, fact: Fact, actor: Actor) -> OpenedRow:
    full = actor.is_staff and actor.covers(fact[view.place])
    values = {column.name: fact[column.name] if full or column.public else None for column in view.columns}
    return OpenedRow(values, full, _counts(view, definition, fact, full=full), words.of(values))


def _counts(view: View, definition: Indicator, fact: Fact, *, full: bool) -> Decimal | None:
    if not definition.additive:
        return None
    if not isinstance(definition.source, Sum):
        return Decimal(1)
    column = view.column(definition.source.column)
    return Decimal(fact[column.name] or 0) if full or column.public else None
