"""PATENTSCOPE result lists: numbers with their office, dates day first, priorities in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.patentscope_table import read, sniff

HEADINGS = "Publication Number,Publication Date,Title,Priority Data,IPC,Applicants,Inventors,FP Image\r"
ROW = (
    'WO2010000001,19.11.2010,"Sample, improved",'
    '"[60/225,166 14.08.2000 US, PA 2009 00612 2009-05-14T23:59:59.000Z DK]",'
    "A21D 13/00;A21D 13/00;A23L 1/16,SAMPLE LTD;Sample Inc.,Doe Jane;Roe Max,NA\r"
)


def only(tmp_path: Path, text: str, encoding: str = "latin-1") -> RawRow:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    assert sniff.look(path).fits
    (row,) = read.rows(path)
    return row


def test_a_row_is_read(tmp_path: Path) -> None:
    assert only(tmp_path, HEADINGS + ROW).fields == {
        "office": "WO",
        "publication": "2010000001",
        "title": "Sample, improved",
        "publication_date": "2010-11-19",
        "priorities": ("US 60/225,166 2000-08-14", "DK PA 2009 00612 2009-05-14"),
        "ipc": ("A21D 13/00", "A23L 1/16"),
        "applicants": "SAMPLE LTD;Sample Inc.",
        "inventors": "Doe Jane;Roe Max",
    }


def test_the_search_stands_above_the_headings_and_nothing_is_written_na(tmp_path: Path) -> None:
    row = only(
        tmp_path, "Query: EN_ALL:sample,,,,,,,\r" + HEADINGS + "US20110000001,29.12.2011,Sample,NA,NA,NA,NA,NA\r"
    )
    assert row.fields == {
        "office": "US",
        "publication": "20110000001",
        "title": "Sample",
        "publication_date": "2011-12-29",
    }


@pytest.mark.parametrize(
    ("written", "office", "number"),
    [
        ("US20110315698", "US", "20110315698"),
        ("mxPA/a/2006/000001", "MX", "PA/a/2006/000001"),
        ("za2009/03519", "ZA", "2009/03519"),
        ("USRE039999", "US", "RE039999"),
        ("106569544", "", "106569544"),
    ],
)
def test_a_number_is_parted_from_its_office(written: str, office: str, number: str) -> None:
    assert read.prefixed(written) == (office, number)


def test_lists_of_today_have_application_and_country_too(tmp_path: Path) -> None:
    headings = "Application Number,Application Date,Publication Number,Publication Date,Country,Title,Abstract,I P C,"
    text = headings + "Applicants,Inventors,Priority Data\nPCT/CN2020/000001,01.02.2020,2021000001,05.08.2021,WO,"
    fields = only(tmp_path, text + "Sample,Text,H01M 10/05,示例公司,张三,[205395  ]\n", "utf-8").fields
    assert (fields["application"], fields["filing_date"], fields["office"]) == ("PCT/CN2020/000001", "2020-02-01", "WO")
    assert (fields["abstract"], fields["ipc"], fields["priorities"]) == ("Text", ("H01M 10/05",), ("205395",))


@pytest.mark.parametrize("text", ["", "Publication Number,Title\n1,a\n", "a;b\n1;2\n"])
def test_other_tables_are_no_such_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert not sniff.look(path).fits


def test_class_symbols_are_kept_once_without_version_and_remarks() -> None:
    written = "A21D 13/00 20060101AFI20081215BHKR;A21D 13/00; C12Q 1/68 20060101A I20051008RMEP;A21D 13/0;"
    assert read.symbols(written) == ("A21D 13/00", "C12Q 1/68", "A21D 13/0")
