"""The same table as workbook, old workbook and separated values, in the encodings that offices send, packed or not."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.records.making import HEADING, number, row, workbook

from zhiquan.records.corpus.loaders.heading_table.read import expected
from zhiquan.records.corpus.loaders.heading_table.read import rows as rows_of
from zhiquan.records.corpus.loaders.heading_table.sheets import sheets

Make = Callable[[Path], Path]


def text(separator: str = ",", end: str = "\r\n") -> str:
    cells = [HEADING, *(tuple(map(str, row(serial))) for serial in range(3))]
    return end.join(separator.join(f'"{cell}"' for cell in line) for line in cells) + end


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def in_zip(path: Path) -> Path:
    inner = workbook(path.with_name("inner.xlsx"), [row(serial) for serial in range(3)])
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(inner, "2026/七月.xlsx")
    return path


WAYS: dict[str, Make] = {
    "xlsx": lambda path: workbook(path, [row(serial) for serial in range(3)]),
    "utf-8": lambda path: written(path, text().encode()),
    "utf-8 with mark": lambda path: written(path, text().encode("utf-8-sig")),
    "gb18030": lambda path: written(path, text().encode("gb18030")),
    "utf-16": lambda path: written(path, text().encode("utf-16")),
    "tabs, carriage returns": lambda path: written(path, text("\t", "\r").encode()),
    "semicolons": lambda path: written(path, text(";").encode()),
    "gzip": lambda path: written(path, gzip.compress(text().encode())),
    "workbook in a zip": in_zip,
}


@pytest.mark.parametrize("way", WAYS)
def test_one_table_reads_alike_however_it_is_written(tmp_path: Path, way: str) -> None:
    path = WAYS[way](tmp_path / "table")
    rows = list(rows_of(path))
    assert [item.fields["application"] for item in rows] == [number(0), number(1), number(2)]
    assert {item.fields["applicants"] for item in rows} == {"示例大学;示例公司"}


def test_separated_values_tell_the_line_and_a_workbook_sheet_and_row(tmp_path: Path) -> None:
    flat = WAYS["utf-8"](tmp_path / "a.csv")
    book = WAYS["xlsx"](tmp_path / "a.xlsx")
    assert [item.place for item in rows_of(flat)] == ["2", "3", "4"]
    assert [item.place for item in rows_of(book)] == ["专利!2", "专利!3", "专利!4"]
    assert expected(flat) is None


def test_whoever_only_looks_does_not_read_a_long_sheet_to_find_the_next(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(serial) for serial in range(50)])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.create_sheet("二").append(["x"])
    book.save(path)
    assert [sheet.name for sheet in sheets(path)] == ["专利", "二"]
    assert [sheet.name for sheet in sheets(path, patience=20)] == ["专利"]
