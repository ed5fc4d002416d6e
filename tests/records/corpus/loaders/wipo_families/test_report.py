"""Tables of a WIPO landscape report: compact class symbols, names with countries, families in a cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders.wipo_families import read, sniff

HEADINGS = (
    "row no,publication number,kind code,title,priority document,priority country,earliest priority date,"
    "application date,publication date,applicant,inventors,ipc classes,family members,family size\n"
)


def table(tmp_path: Path, row: str) -> Path:
    path = tmp_path / "report.csv"
    path.write_text(HEADINGS + row)
    assert sniff.look(path).fits
    return path


def test_a_row_is_its_publication_and_every_member_of_its_family(tmp_path: Path) -> None:
    row = (
        "1,AU2007000001,B2,Sample,AU19990000001,Australia,1999-07-19T00:00:00Z,2007-06-27T00:00:00Z,"
        "2007-07-19T00:00:00Z,SAMPLE LAB,DOE JANE    CH | ROE MAX      ,C07D41714 | H01J04900,"
        "AU2003000001A1 | CN1000001C ,3\n"
    )
    patent, *members = read.rows(table(tmp_path, row))
    assert patent.fields == {
        "office": "AU",
        "publication": "2007000001",
        "kind_code": "B2",
        "title": "Sample",
        "filing_date": "2007-06-27",
        "publication_date": "2007-07-19",
        "ipc": ("C07D 417/14", "H01J 49/00"),
        "parties": (
            {"role": "applicant", "name": "SAMPLE LAB"},
            {"role": "inventor", "name": "DOE JANE", "country": "CH"},
            {"role": "inventor", "name": "ROE MAX", "country": ""},
        ),
        "priorities": ("AU19990000001",),
    }
    told = [(row.table, row.fields["office"], row.fields["publication"], row.fields["kind_code"]) for row in members]
    assert told == [
        ("families", "AU", "2007000001", "B2"),
        ("families", "AU", "2003000001", "A1"),
        ("families", "CN", "1000001", "C"),
    ]
    assert {row.fields["family"] for row in members} == {"wipo:AU2007000001B2"}


def test_a_publication_without_family_has_none(tmp_path: Path) -> None:
    (only,) = read.rows(table(tmp_path, "1,CN101000001,A,Sample,,,,,,SAMPLE ;,DOE J ; ROE M ;,,None,1\n"))
    assert [party["name"] for party in only.fields["parties"]] == ["SAMPLE", "DOE J", "ROE M"]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("number", "kind_code", "parts"),
    [
        ("IN00496MUM2008", "A", ("IN", "00496MUM2008", "A")),
        ("US2010167268A1", "", ("US", "2010167268", "A1")),
        ("??", "A", ("", "??", "A")),
    ],
)
def test_numbers_are_parted(number: str, kind_code: str, parts: tuple[str, str, str]) -> None:
    found = read.part(number, kind_code)
    assert (found["office"], found["publication"], found["kind_code"]) == parts


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("C07D41714", "C07D 417/14"),
        ("H01J04900", "H01J 49/00"),
        ("A61K031426", "A61K 31/426"),
        ("A61K000900", "A61K 9/00"),
        ("C12N15/09", "C12N15/09"),
    ],
)
def test_compact_class_symbols_are_read(written: str, symbol: str) -> None:
    assert read.symbol(written) == symbol
