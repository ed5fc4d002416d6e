"""The process that reads an old workbook from its standard input and writes its rows as JSON lines."""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from zhiquan.records.corpus.reading.limits import GIB

_MEMORY = 2 * GIB
"""Address space: a full sheet of 65,536 rows and 256 columns takes about half."""
_SECONDS = 300


def _text(cell: object) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()


def main() -> None:
    """Read and write."""
    for limited, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        _, allowed = resource.getrlimit(limited)
        kept = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limited, (kept, kept))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if row.count("") == len(row):  # empty, told without looking at each cell
                continue
            cells = [""] * left + [_text(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                line = json.dumps([name, number + top, cells], ensure_ascii=False)
                sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


if __name__ == "__main__":
    main()
