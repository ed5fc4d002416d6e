"""A view is a file: a documented table of facts, one row for each thing, that indicators are measured over."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhiquan.rules.text import Text

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class ColumnType(StrEnum):
    """What a column of a view holds; money has two decimals and is exact."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"


class Naming(StrEnum):
    """Whose names the codes of a column are, where they are no short list of the column's own."""

    CASE = "case"
    DIVISION = "division"
    MATTER = "matter"
    REGISTER = "register"
    RIGHT = "right"
    STEP = "step"


class Strict(BaseModel):
    """A part of a definition: what it does not know is refused, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Strict):
    """A column of a view; only ``public`` ones are shown to somebody without a post for the place.

    What its codes mean stands in ``values``, or ``names`` says whose names they are. ``below``: shown under the row,
    for it is read only of a row that is looked at.
    """

    name: Name
    type: ColumnType
    label: Text
    public: bool
    about: Text | None = None
    values: Mapping[str, Text] = {}
    names: Naming | None = None
    below: bool = False

    @model_validator(mode="after")
    def _only_texts_are_codes(self) -> Self:
        if (self.values or self.names) and self.type not in {ColumnType.TEXT, ColumnType.TEXTS}:
            raise ValueError(f"{self.name}: only texts have ``values`` or ``names``")
        if self.values and self.names:
            raise ValueError(f"{self.name}: either ``values`` or ``names`` says what its codes are called")
        return self


class View(Strict):
    """A table of facts in the lake: one row per ``key``, placed by the six-digit code in ``place``.

    ``scope`` is the column that names the list or matter a row belongs to: of a list that has no row at all nothing is
    known, which is not zero. ``rows`` says in words who may see what of the rows; the columns' ``public`` is what is
    enforced.
    """

    name: Name
    label: Text
    about: Text
    rows: Text
    key: Name
    place: Name
    scope: Name | None = None
    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def _key_and_place_are_texts(self) -> Self:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError(f"view {self.name}: a column is given twice")
        for name in (self.key, self.place, self.scope or self.key):
            if name not in names or self.column(name).type is not ColumnType.TEXT:
                raise ValueError(f"view {self.name}: {name!r} must be one of its text columns")
        return self

    def column(self, name: str) -> Column:
        """Return a column by name; ``KeyError`` when the view has none."""
        return {column.name: column for column in self.columns}[name]
