"""What a return file says: its columns, checks and measures, its period, who fills it and up to which level."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Attribute
from pydantic import StringConstraints, model_validator

from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.returns.periods import Every
from zhiquan.rules.forms.base import Key, Label, Model
from zhiquan.rules.forms.fields import Field, FieldType, FormRule
from zhiquan.rules.identifiers.division import Level

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]{1,3}$")]
MOST_ROWS = 5_000
ROW = "row"
"""The name under which conditions see the row."""


class Adding(StrEnum):
    """How a measure comes out of the rows."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"


class Measure(Model):
    """A figure of the return: how many rows there are, what a column adds up to, or how many values it has.

    Only rows count for which ``where`` holds. Over places it comes out of all their rows; over periods it is added up
    only where ``flow`` says so (a stock 存量 never is, nor what is distinct). ``figure``: the indicator it answers.
    """

    key: Key
    label: Label
    unit: Label
    of: Adding = Adding.COUNT
    column: Key | None = None
    where: str | None = None
    flow: bool = True
    figure: Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z_]+)+$")] | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Measure:
        if (self.of is Adding.COUNT) == (self.column is not None):
            raise ValueError("a sum or distinct values name their column, and a count does not")
        return self

    @property
    def adds_up(self) -> bool:
        """Whether the values of several periods may be added up."""
        return self.flow and self.of is not Adding.DISTINCT


class Hint(Model):
    """A condition over a row that does not refuse it: where it does not hold, the row is marked as doubtful 存疑."""

    key: Key
    field: Key
    holds: str
    message: Label


class Return(Model):
    """A return 填报表. ``due`` is the working day after the period's end by which each level hands in, lowest first."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    version: Version
    title: Label
    about: Label
    every: Every
    due: dict[Level, Annotated[int, Attribute(ge=1, le=250)]]
    fills: frozenset[Role] = frozenset({Role.STATISTICS, Role.WINDOW})
    reviews: frozenset[Role] = frozenset({Role.STATISTICS})
    columns: Annotated[tuple[Field, ...], Attribute(min_length=1, max_length=40)]
    rules: tuple[FormRule, ...] = ()
    hints: tuple[Hint, ...] = ()
    same: tuple[Key, ...] = ()
    """Columns in which no two rows of a sheet may agree."""
    measures: Annotated[tuple[Measure, ...], Attribute(min_length=1, max_length=20)]
    most_rows: Annotated[int, Attribute(ge=1, le=MOST_ROWS)] = 500

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels from the one that fills to the one that signs."""
        return tuple(level for level in _UPWARD if level in self.due)

    @model_validator(mode="after")
    def _columns(self) -> Return:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError("two columns have the same key")
        for column in self.columns:
            if column.type in _NO_COLUMN or column.many or column.personal or column.formula:
                raise ValueError(f"column {column.key}: a cell is one plain answer, neither a file nor personal data")
        named = {*self.same, *(rule.field for rule in self.rules), *(hint.field for hint in self.hints)}
        if unknown := named - set(keys):
            raise ValueError(f"no column is called {min(unknown)}")
        return self

    @model_validator(mode="after")
    def _sums(self) -> Return:
        types = {column.key: column.type for column in self.columns}
        for measure in self.measures:
            if measure.column and measure.column not in types:
                raise ValueError(f"measure {measure.key}: no column is called {measure.column}")
            if measure.of is Adding.SUM and types[measure.column or ""] not in {FieldType.NUMBER, FieldType.MONEY}:
                raise ValueError(f"measure {measure.key}: only a column of numbers or amounts adds up")
        return self

    @model_validator(mode="after")
    def _people(self) -> Return:
        if not self.due or Level.TOWN in self.due or Level.VILLAGE in self.due:
            raise ValueError("a return goes through counties, cities and the province, or some of them")
        days = [self.due[level] for level in self.levels]
        if days != sorted(days):
            raise ValueError("a higher level is due no earlier than the one below it")
        if not self.fills or not self.reviews or not (self.fills | self.reviews) <= HANDLING_ROLES:
            raise ValueError("who fills and who reviews hold posts that handle figures")
        return self


_UPWARD = (Level.COUNTY, Level.CITY, Level.PROVINCE)
_NO_COLUMN = frozenset({FieldType.TABLE, FieldType.PARTY, FieldType.FILE})
