"""Tables under fixed headings: where the headings stand, in whatever packing and encoding."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from openpyxl import Workbook

from zhiquan.records.corpus.loaders import headed

NEEDS = ("number", "title")


def table(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"Number,Title\n1,A\n",
        b"\xef\xbb\xbfNumber,Title\r1,A\r",
        b"search,http://x\nNumber,Title\n1,A\n",
        b'"Number";"Title"\r\n"1";"A"\r\n\r\n',
        gzip.compress(b"Number\tTitle\n1\tA\n"),
        "n u m b e r,TITLE,备注\n1,A,甲\n".encode("gb18030"),
    ],
)
def test_headings_are_found_below_a_caption_in_any_case_packing_and_line_ends(tmp_path: Path, content: bytes) -> None:
    path = table(tmp_path, content)
    assert headed.look(path, NEEDS).fits
    (row,) = headed.rows(path, NEEDS)
    assert (row.get("number"), row.get("title"), row.get("missing", "title")) == ("1", "A", "A")


def test_every_sheet_with_the_headings_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for name, heading in (("other", ("x", "y")), ("one", ("Number", "Title")), ("two", ("Number", "Title"))):
        sheet = book.create_sheet(name)
        sheet.append(heading)
        sheet.append((7, name))
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = list(headed.rows(path, NEEDS))
    assert [(row.place, row.get("title")) for row in found] == [("a.xlsx!one!2", "one"), ("a.xlsx!two!2", "two")]


def test_headings_beyond_the_first_rows_are_none(tmp_path: Path) -> None:
    path = table(tmp_path, b"x,y\n" * headed.WITHIN + b"Number,Title\n1,A\n")
    assert not headed.look(path, NEEDS).fits
    assert list(headed.rows(path, NEEDS)) == []


def test_cells_beyond_the_headings_and_damaged_letters_are_kept_in_the_raw_row(tmp_path: Path) -> None:
    (row,) = headed.rows(table(tmp_path, b"Number,Title\n1,K\x87N,x,y\n"), NEEDS)
    assert row.get("title") == "K\ufffdN"
    assert row.raw == {"Number": "1", "Title": "K\x87N", headed.BEYOND: "x | y"}


def test_of_two_equal_headings_the_first_counts(tmp_path: Path) -> None:
    (row,) = headed.rows(table(tmp_path, b"Number,Title,title\n1,A,B\n"), NEEDS)
    assert row.get("title") == "A"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", b"\0\0\0"])
def test_what_is_no_table_does_not_fit(tmp_path: Path, content: bytes) -> None:
    assert not headed.look(table(tmp_path, content), NEEDS).fits
