"""The rows of an opened figure as a file: CSV, or a workbook. Codes by their words, as the viewer may see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from zhiquan.records.search.export import workbook
from zhiquan.rules.cells import harmless
from zhiquan.scenes.reporting.opening import ColumnView, OpenedFigure, OpenedRow

Cell = str | int | float | Decimal | date


def to_csv(figure: OpenedFigure, language: str) -> str:
    """Return the rows with one heading line, as the viewer may see them; withheld values are empty.

    Begins with a byte-order mark, without which spreadsheets misread Chinese. Text that a spreadsheet would run as a
    formula is led by an apostrophe.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(_headings(figure, language))
    for row in _rows(figure, language):
        writer.writerow([harmless(one) if isinstance(one, str) else one for one in row])  # a number stays one
    return out.getvalue()


def to_xlsx(figure: OpenedFigure, language: str) -> Iterator[bytes]:
    """Yield the same rows as a workbook; amounts are numbers, days are dates."""
    return workbook(figure.period.code, _headings(figure, language), _rows(figure, language))


def _headings(figure: OpenedFigure, language: str) -> list[str]:
    return [column.label.say(language) for column in figure.columns]


def _rows(figure: OpenedFigure, language: str) -> Iterator[list[Any]]:
    for row in figure.rows:
        yield [_value(row, column, language) for column in figure.columns]


def _value(row: OpenedRow, column: ColumnView, language: str) -> Cell:
    """Return what stands in a cell: words, where the column has any, else the value itself."""
    if column.name in row.words:
        return "; ".join(word.say(language) for word in row.words[column.name])
    return _plain(row.values[column.name])


def _plain(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal | date):
        return value
    return "; ".join(value) if isinstance(value, list) else str(value)
