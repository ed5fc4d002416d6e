"""The rows of an opened figure as a small CSV file."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from zhiquan.rules.cells import harmless
from zhiquan.scenes.reporting.opening import OpenedFigure


def to_csv(figure: OpenedFigure, language: str) -> str:
    """Return the rows with one heading line, as the viewer may see them; withheld values are empty.

    Begins with a byte-order mark, without which spreadsheets misread Chinese. Text that a spreadsheet would run as a
    formula is led by an apostrophe.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([column.label.say(language) for column in figure.columns])
    for row in figure.rows:
        writer.writerow([_text(row.values[column.name]) for column in figure.columns])
    return out.getvalue()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    return harmless("; ".join(value) if isinstance(value, list) else str(value))
