"""An indicator is a file: what is measured over which view, under which conditions, and how it may be added up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhiquan.definitions import files, read_yaml
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class ColumnType(StrEnum):
    """What a column of a view holds; money has two decimals and is exact."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """A column of a view; only ``public`` ones are shown to somebody without a post for the place."""

    name: Name
    type: ColumnType
    label: Text
    public: bool


class View(_Strict):
    """A table of facts in the lake: one row per ``key``."""

    name: Name
    about: Text
    key: Name
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return a column by name; ``KeyError`` when the view has none."""
        return {column.name: column for column in self.columns}[name]


class Count(_Strict):
    """Number of rows."""

    how: Literal["count"]


class CountDistinct(_Strict):
    """Number of different values of a text column; never additive."""

    how: Literal["count_distinct"]
    column: Name


class Sum(_Strict):
    """Exact sum of an integer or money column."""

    how: Literal["sum"]
    column: Name


Measure = Annotated[Count | CountDistinct | Sum, Field(discriminator="how")]


class Condition(_Strict):
    """One condition on a text column; several conditions must all hold."""

    column: Name
    op: Literal["eq", "ne"]
    value: str


class Unit(_Strict):
    """The unit of the value, and the unit it is shown in: shown = value / divisor, rounded half up to ``places``."""

    label: Text
    shown: Text | None = None
    divisor: int = Field(default=1, ge=1)
    places: int = Field(default=0, ge=0, le=4)


class DivisionAxis(_Strict):
    """The column of the place and the levels that a fact counts for: its own division and all above."""

    column: Name
    levels: tuple[Literal["county"], Literal["city"], Literal["province"]]


class PeriodAxis(_Strict):
    """The column of the date and the periods that a fact counts for: its month and the year to date."""

    column: Name
    levels: tuple[Literal["month"], Literal["year_to_date"]]


class Axes(_Strict):
    """The two axes of every figure."""

    division: DivisionAxis
    period: PeriodAxis


class Indicator(_Strict):
    """One indicator. A flow counts what happened in the period; ``additive`` says whether cells may be summed."""

    code: Annotated[str, Field(pattern=r"^[a-z]+(\.[a-z_]+)+$")]
    label: Text
    kind: Literal["flow"]
    unit: Unit
    measure: Measure
    where: tuple[Condition, ...] = ()
    additive: bool
    basis: Text

    @model_validator(mode="after")
    def _distinct_is_never_additive(self) -> Self:
        if self.additive is isinstance(self.measure, CountDistinct):
            raise ValueError(f"{self.code}: counts and sums are additive, distinct counts are not")
        return self


class Family(_Strict):
    """Indicators over one view."""

    family: Name
    label: Text
    view: View
    axes: Axes
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _columns_exist_and_fit(self) -> Self:
        types = {column.name: column.type for column in self.view.columns}
        for use, name, allowed in _uses(self):
            if types.get(name) not in allowed:
                raise ValueError(f"{use}: column {name!r} must be one of {sorted(allowed)} in view {self.view.name!r}")
        if len({i.code for i in self.indicators}) < len(self.indicators):
            raise ValueError("an indicator's code is given twice")
        return self

    def indicator(self, code: str) -> Indicator:
        """Return an indicator of this family, or refuse."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise unknown_indicator(code)


def _uses(family: Family) -> Iterable[tuple[str, str, set[ColumnType]]]:
    """Yield (user, column, types that fit) for every column that the family's parts name."""
    yield "key", family.view.key, {ColumnType.TEXT}
    yield "division axis", family.axes.division.column, {ColumnType.TEXT}
    yield "period axis", family.axes.period.column, {ColumnType.DATE}
    for indicator in family.indicators:
        for condition in indicator.where:
            yield indicator.code, condition.column, {ColumnType.TEXT}
        match indicator.measure:
            case CountDistinct(column=column):
                yield indicator.code, column, {ColumnType.TEXT}
            case Sum(column=column):
                yield indicator.code, column, {ColumnType.INTEGER, ColumnType.MONEY}
            case Count():
                pass


def unknown_indicator(code: str) -> NotFound:
    """Return the refusal for an indicator that no family defines."""
    text = Text("没有名为“{code}”的指标，请在数据页面查看全部指标。", "No indicator “{code}”; see the list of figures.")
    return NotFound("figures.indicator", text.format(code=code))


def families(region: Path | None = None) -> dict[str, Family]:
    """Read all families by name; a region's file with the same family replaces the shipped one.

    Raises ``Refusal`` naming file, place and reason when a file does not hold together.
    """
    read = (_read(path) for path in files("indicators", region=region))
    return {family.family: family for family in read}


def _read(path: Path) -> Family:
    try:
        return Family.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "-"
        text = Text("指标定义 {file} 的 {place} 有误：{why}", "Indicator definition {file}, {place}: {why}")
        raise Refusal("figures.definition", text.format(file=path.name, place=place, why=first["msg"])) from error


def shown(unit: Unit, value: Decimal) -> Decimal:
    """Return a value in the unit it is shown in, rounded half up; the stored value stays exact."""
    return (value / unit.divisor).quantize(Decimal(1).scaleb(-unit.places), rounding=ROUND_HALF_UP)
