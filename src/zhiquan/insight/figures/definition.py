"""An indicator is an entry of a file: what is measured over which view, when it counts, and how it may be compared.

Kinds: a *flow* is what happened in a period; a *stock* is what stands at its end and is never added over months; a
*ratio* is one figure over another; a *rate* is a stock over the latest published year-end resident population; a
*coverage* is the share of places or firms reached; a *rank* is the place among peers.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from zhiquan.definitions.divisions import Level
from zhiquan.insight.figures.views import Name, Strict
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

Code = Annotated[str, Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")]


class Kind(StrEnum):
    """What sort of figure it is, which decides how it may be added and compared."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    RATE = "rate"
    RANK = "rank"
    COVERAGE = "coverage"

    @property
    def label(self) -> Text:
        """The kind's name for people."""
        return _KINDS[self]


_KINDS = {
    Kind.STOCK: Text("存量", "stock"),
    Kind.FLOW: Text("流量", "flow"),
    Kind.RATIO: Text("比率", "ratio"),
    Kind.RATE: Text("人均", "per population"),
    Kind.RANK: Text("位次", "rank"),
    Kind.COVERAGE: Text("覆盖率", "coverage"),
}


class Condition(Strict):
    """One condition on a text column (``has``: on a column of texts); several conditions must all hold."""

    column: Name
    op: Literal["eq", "ne", "in", "has"]
    value: str | tuple[str, ...]

    @model_validator(mode="after")
    def _lists_belong_to_in(self) -> Self:
        if isinstance(self.value, tuple) is not (self.op == "in"):
            raise ValueError(f"{self.column}: only ``in`` takes a list, and it takes nothing else")
        return self


class _Counted(Strict):
    """A measure over a view: ``dated`` dates a flow; ``since`` and ``until`` (the last day, included) a stock."""

    view: Name
    where: tuple[Condition, ...] = ()
    dated: Name | None = None
    since: Name | None = None
    until: Name | None = None

    @model_validator(mode="after")
    def _flow_or_stock(self) -> Self:
        if (self.dated is None) is (self.since is None):
            raise ValueError("a measure is dated by ``dated`` (a flow) or by ``since`` (a stock), one of them")
        if self.until and not self.since:
            raise ValueError("``until`` belongs to ``since``")
        return self


class Count(_Counted):
    """Number of rows."""

    how: Literal["count"]


class CountDistinct(_Counted):
    """Number of different values of a text column, empty ones left out; never additive."""

    how: Literal["count_distinct"]
    column: Name


class Sum(_Counted):
    """Exact sum of an integer or money column."""

    how: Literal["sum"]
    column: Name


class Ratio(Strict):
    """``of`` divided by ``to``, both of the same place and period, times ``scale`` (100 for a percentage)."""

    how: Literal["ratio"]
    of: Code
    to: Code
    scale: int = Field(default=1, ge=1)


class PerPopulation(Strict):
    """``of`` per so many residents, by the denominator rule.

    The rule ``latest_published_year_end``: the newest year-end resident population 常住人口 that had been published on
    the last day of the period. Which year that was is kept with the value.
    """

    how: Literal["per_population"]
    of: Code
    per: int = Field(ge=1)
    population: Code = "population.resident"
    denominator: Literal["latest_published_year_end"] = "latest_published_year_end"


class Covered(Strict):
    """Share of the divisions of a level, within the place, where ``of`` is above zero, times ``scale``."""

    how: Literal["covered"]
    of: Code
    level: Level
    scale: int = Field(default=100, ge=1)


class RankAmong(Strict):
    """Place of ``of`` among the divisions under the same parent; equal values share the better place."""

    how: Literal["rank"]
    of: Code
    order: Literal["most_first", "least_first"] = "most_first"


class Observed(Strict):
    """Not computable from this platform's records: taken from the named kind of publication, with its source."""

    how: Literal["observed"]
    publisher: Text


class Returned(Strict):
    """Reported from below by the return 填报 that ``form`` names; its measure names the indicator."""

    how: Literal["returned"]
    form: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


Counted = Count | CountDistinct | Sum
Derived = Ratio | PerPopulation | Covered | RankAmong
Given = Observed | Returned
Source = Annotated[Counted | Derived | Given, Field(discriminator="how")]


class Unit(Strict):
    """The unit of the value, and the unit it is shown in: shown = value / divisor, rounded half up to ``places``."""

    label: Text
    shown: Text | None = None
    divisor: int = Field(default=1, ge=1)
    places: int = Field(default=0, ge=0, le=4)

    @property
    def name(self) -> Text:
        """The unit it is shown in."""
        return self.shown or self.label


class Bounds(Strict):
    """What a value can be at all (a share lies between 0 and 100); outside it is an error, not a surprise."""

    least: Decimal | None = Decimal(0)
    most: Decimal | None = None

    def hold(self, value: Decimal) -> bool:
        """Tell whether a value is possible."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Trial(Strict):
    """An indicator's own test.

    Of a counted one: ``given`` are rows (columns not named are empty), ``place`` and ``period`` the cell, ``expect``
    its value. Of a derived one: ``given`` are the parts (``of``, ``to`` or ``population``; lists where several places).
    """

    given: tuple[dict[str, Any], ...] | dict[str, Any]
    period: str = ""
    place: str = ""
    expect: Decimal | None


class Comparison(StrEnum):
    """With what a figure is compared: always like with like."""

    SAME_PERIOD = "same_period"
    """The same months, or the same month's end, of the year before 同比."""
    YEAR_END = "year_end"
    """The end of the year before 较上年末; stocks only."""
    PLAN_BASE = "plan_base"
    """The end of the last five-year plan 较规划基期; stocks only."""

    @property
    def label(self) -> Text:
        """The comparison's name for people."""
        return _COMPARISONS[self]


_COMPARISONS = {
    Comparison.SAME_PERIOD: Text("同比", "on a year before"),
    Comparison.YEAR_END: Text("较上年末", "on the last year's end"),
    Comparison.PLAN_BASE: Text("较规划基期", "on the base of the plan"),
}


class Indicator(Strict):
    """One indicator. ``names`` are what texts also call it; ``signed_by`` the role whose holder signs it off 核定."""

    code: Code
    label: Text
    names: tuple[str, ...] = ()
    kind: Kind
    at_end: bool = False
    unit: Unit
    source: Source
    basis: Text
    bounds: Bounds = Bounds()
    compare: tuple[Comparison, ...] = (Comparison.SAME_PERIOD,)
    better: Literal["more", "less", "neither"] = "more"
    signed_by: Literal["statistics", "head"] = "statistics"
    tests: tuple[Trial, ...] = ()

    @model_validator(mode="after")
    def _kind_fits_the_source(self) -> Self:
        if self.kind not in _FITTING[type(self.source)]:
            raise ValueError(f"{self.code}: a {self.kind} is not made by {self.source.how}")
        if isinstance(self.source, Counted) and (self.source.dated is None) is not (self.kind is Kind.STOCK):
            raise ValueError(f"{self.code}: a stock is dated by ``since``, a flow by ``dated``")
        if not isinstance(self.source, Given) and not self.tests:
            raise ValueError(f"{self.code}: an indicator that is computed has at least one test of its own")
        if set(self.compare) - {Comparison.SAME_PERIOD} and not self.as_of:
            raise ValueError(f"{self.code}: only what stands at the end of a period is compared with an earlier end")
        return self

    @property
    def as_of(self) -> bool:
        """Whether it speaks of the end of a period; then there is no running total of a year."""
        return self.at_end or self.kind in {Kind.STOCK, Kind.RATE}

    @property
    def additive(self) -> bool:
        """Whether the places of one period add up to the total; stocks and distinct counts of months never do."""
        return isinstance(self.source, Count | Sum)

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes of the indicators it is made of."""
        source = self.source
        match source:
            case Ratio():
                return (source.of, source.to)
            case PerPopulation():
                return (source.of, source.population)
            case Covered() | RankAmong():
                return (source.of,)
            case _:
                return ()


_ANY = set(Kind)
_FITTING: dict[type, set[Kind]] = {
    Count: {Kind.FLOW, Kind.STOCK},
    CountDistinct: {Kind.FLOW, Kind.STOCK},
    Sum: {Kind.FLOW, Kind.STOCK},
    Ratio: {Kind.RATIO, Kind.COVERAGE},
    PerPopulation: {Kind.RATE},
    Covered: {Kind.COVERAGE},
    RankAmong: {Kind.RANK},
    Observed: _ANY,
    Returned: _ANY,
}


class Family(Strict):
    """Indicators that belong together on a page."""

    family: Name
    label: Text
    about: Text
    indicators: tuple[Indicator, ...] = Field(min_length=1)


def unknown_indicator(code: str) -> NotFound:
    """Return the refusal for an indicator that no family defines."""
    text = Text("没有名为“{code}”的指标，请在数据页面查看全部指标。", "No indicator “{code}”; see the list of figures.")
    return NotFound("figures.indicator", text.format(code=code))


def shown(unit: Unit, value: Decimal) -> Decimal:
    """Return a value in the unit it is shown in, rounded half up; the stored value stays exact."""
    return (value / unit.divisor).quantize(Decimal(1).scaleb(-unit.places), rounding=ROUND_HALF_UP)
