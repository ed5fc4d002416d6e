"""Refused rows as a workbook: reason and place before the row as it was."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from zhiquan.rules.text import Text

MOST = 20_000
"""So many rows are given; the list of all lies beside the lake."""
_LONGEST = 32_767
_HEAD = (Text("位置", "Place"), Text("未导入的原因", "Why it was refused"))


def refused_workbook(rows: Iterable[Mapping[str, Any]], headings: tuple[str, ...], language: str) -> bytes:
    """Return the workbook: one row for each, in the columns of the table that it came from. All cells are texts."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(Text("未导入的行", "Refused rows").say(language))
    sheet.append([_cell(sheet, one) for one in (*(text.say(language) for text in _HEAD), *headings)])
    for row in islice(rows, MOST):
        reason = Text(row["zh"], row["en"]).say(language)
        raw = row["raw"]
        sheet.append(
            [_cell(sheet, str(one)) for one in (row["place"], reason, *(raw.get(name, "") for name in headings))]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    """Return a cell that is a text whatever it begins with: nothing of a stranger's table becomes a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST])
    cell.data_type = "s"
    return cell
