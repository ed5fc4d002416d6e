"""Returns 填报: rounds, sheets with their rows, what a round comes to, and the steps of review."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from zhiquan.portal.api.shapes.base import Given, Shape, Version
from zhiquan.rules.text import Text


class Sheet(Shape):
    """One place's part of a round: where it stands, until when it is due, the version a change is based on."""

    id: int
    division: str
    fills: bool
    due: date
    state: str
    version: int


class Round(Shape):
    """One return asked for one period, with the sheets that the caller sees."""

    id: int
    code: str
    period: str
    division: str
    locked: bool
    signed: bool
    sheets: list[Sheet]


class RoundList(Shape):
    """The rounds in which the caller sees a sheet, the latest first."""

    rounds: list[Round]
    next: str | None


class MeasureValue(Shape):
    """What a place's rows come to in one measure now, and the value that was signed 核定 (``None``: not signed)."""

    measure: str
    label: Text
    value: Decimal
    signed: Decimal | None


class Place(Sheet):
    """A place of a round with its values; ``arrived`` of ``expected`` sheets that fill below it are in."""

    expected: int
    arrived: int
    values: list[MeasureValue]


class WholeRound(Round):
    """A round with what every place comes to; what the caller can do with it: ``lock``, ``sign``."""

    title: Text
    places: list[Place]
    offers: list[str]


class CountedRow(Shape):
    """A row that a value counts, with the place and line where it stands."""

    division: str
    line: int
    cells: dict[str, str]


class CountedRows(Shape):
    """The rows behind one value of a round."""

    value: Decimal
    signed: Decimal | None
    rows: list[CountedRow]
    next: str | None


class SheetRow(Shape):
    """A row as it was typed."""

    line: int | None
    cells: dict[str, str]


class WrongCell(Shape):
    """What is wrong with a cell (``row`` from 0); a ``doubt`` does not keep the sheet from being handed in."""

    row: int
    field: str
    text: Text
    doubt: bool


class WholeSheet(Sheet):
    """A sheet with its rows and what is wrong with them."""

    columns: list[str]
    rows: list[SheetRow]
    wrong: list[WrongCell]


_Name: TypeAlias = Annotated[str, Field(max_length=60)]
_Cell: TypeAlias = Annotated[str, Field(max_length=2_000)]
Cells = Annotated[dict[_Name, _Cell], Field(max_length=60)]


class GivenRow(Given):
    """A row: its line number where it had one, and its cells by column."""

    line: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] | None = None
    cells: Cells


class GivenRows(Given):
    """All rows of a sheet, in place of those before, and the version that this is based on."""

    version: Version
    rows: Annotated[list[GivenRow], Field(max_length=5_000)]


class HandIn(Given):
    """Handing a sheet in: ``nil`` where there is nothing to report 零报告; ``reason`` where places are missing."""

    version: Version
    nil: Annotated[bool, Field(strict=True)] = False
    reason: Annotated[str, Field(max_length=500)] = ""


class NewRound(Given):
    """Which return is opened, for which period (2026-10, 2026-q3, 2026), from which place down."""

    code: Annotated[str, Field(max_length=60)]
    period: Annotated[str, Field(max_length=20, examples=["2026-10"])]
    division: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class Reason(Given):
    """Why a sheet is sent back."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class OverMissing(Given):
    """Why a round is locked over places that are missing; empty where none is."""

    reason: Annotated[str, Field(max_length=500)] = ""


class CorrectedLine(Given):
    """A line of a signed round as it should be, why, and the revision that the correction is based on."""

    cells: Cells
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    revision: Version


class Restated(Shape):
    """A signed value that a correction changes: it stays signed, and this is listed beside it."""

    division: str
    measure: str
    was: Decimal
    now: Decimal


class RestatedList(Shape):
    """What a correction restates."""

    restatements: list[Restated]


class Urged(Shape):
    """When a place was urged 催报."""

    sheet: int
    at: datetime
