"""The city's patents as a workbook in the columns of a Chinese export, a few rows of it deliberately wrong."""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zhiquan.portal.demo.organisations import SEED
from zhiquan.portal.demo.patents import DemoPatent, demo_patents

if TYPE_CHECKING:
    from openpyxl import Workbook

HEADINGS = ("专利名称", "申请号", "申请人", "申请日", "主分类号", "摘要", "授权公告日", "申请人地址")
_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
Row = tuple[str, str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """What was written: ``wrong`` of the ``rows`` are to be refused at import."""

    path: Path
    rows: int
    wrong: int


def write_demo_workbook(path: Path, n: int = 3_000, seed: int = SEED) -> WrittenWorkbook:
    """Write ``n`` good rows and a handful of wrong ones (one in three hundred, at least four) among them."""
    from openpyxl import Workbook  # every page asks how far the city is, none writes one

    rng = random.Random(seed + 2)  # noqa: S311 - a fixed seed is the point
    patents = demo_patents(n, seed)
    rows = [row_of(patent) for patent in patents]
    wrong = [_spoiled(row_of(rng.choice(patents)), number) for number in range(max(len(_FAULTS), n // 300))]
    for row in wrong:
        rows.insert(rng.randint(0, len(rows)), row)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("专利信息")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_timeless(book))
    return WrittenWorkbook(path, len(rows), len(wrong))


def _timeless(book: Workbook) -> bytes:
    """Return the file without the moment of its writing: the same seed gives the same bytes, known to the importer."""
    written, kept = io.BytesIO(), io.BytesIO()
    book.save(written)
    with ZipFile(written) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _MOMENT.sub(rb"\g<1>2026-01-01T00:00:00Z", old.read(name)) if name == _CORE else old.read(name)
            new.writestr(ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return kept.getvalue()


def row_of(patent: DemoPatent) -> Row:
    """Return a patent as a row under the headings."""
    text = patent.wording
    applicants = ";".join(patent.applicants)
    filed, granted = patent.filed_on.isoformat(), patent.granted_on.isoformat() if patent.granted_on else ""
    return text.title, patent.written, applicants, filed, text.main_class, text.abstract, granted, patent.address


def _wrong_check(row: Row) -> Row:
    number = row[1] if "." in row[1] else f"{row[1]}.0"
    other = "1" if number[-1] != "1" else "2"
    return (row[0], number[:-1] + other, *row[2:])


def _wrong_length(row: Row) -> Row:
    return (row[0], row[1].partition(".")[0][:-1], *row[2:])


def _wrong_date(row: Row) -> Row:
    return (*row[:3], f"{row[3][:4]}-02-30", *row[4:])


def _no_title(row: Row) -> Row:
    return ("", *row[1:])


_FAULTS = (_wrong_check, _wrong_length, _wrong_date, _no_title)


def _spoiled(row: Row, number: int) -> Row:
    """Return a row with one fault: check character, length of the number, a day that does not exist, no title."""
    return _FAULTS[number % len(_FAULTS)](row)
