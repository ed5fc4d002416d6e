"""Tables drawn from PATSTAT: publications without titles, families, and what a citation's row tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.patstat_table import read, sniff

CITED = {
    "RAP - Patent ID": "1",
    "EPO - Patent ID": "400000001",
    "EPO - Publication Number": "104000001",
    "EPO - Publication Date": "2014-08-27",
    "EPO - Application Number": "201410000001",
    "EPO - Application DOCDB Family ID": "50000001",
    "EPO - Priority Number": "CN20141000001",
    "EPO - Application Type (type digit)": "patent for invention(1)",
    "EPO - Application Country": "CN",
    "EPO - Application Kind": "A",
    "EPO - Filing Date": "2014-01-02",
    "Number of Citations": "3",
}
CITING = {
    "RAP - Citation ID": "1",
    "EPO - Citing patent ID": "400000002",
    "EPO - Citing patent Publication Number": "2015000001",
    "EPO - Citing patent Publication Date": "2015-03-01",
    "EPO - Citing Application Number": "201410000002",
    "EPO - Citing patent Application Country": "US",
    "EPO - Citing patent Filing Date": "2014-02-02",
}


def rows(tmp_path: Path, told: dict[str, str]) -> list[RawRow]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(told))
    sheet.append(list(told.values()))
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert sniff.look(path).fits
    return list(read.rows(path))


def test_a_publication_and_its_family_are_read(tmp_path: Path) -> None:
    patent, family = rows(tmp_path, CITED)
    assert patent.fields == {
        "office": "CN",
        "publication": "104000001",
        "application": "201410000001",
        "kind": "patent for invention",
        "publication_date": "2014-08-27",
        "filing_date": "2014-01-02",
        "family": "50000001",
        "priorities": "CN20141000001",
    }
    assert family.table == "families"
    assert family.fields["scheme"] == "docdb"
    assert family.fields["publication"] == "104000001"


def test_a_citation_tells_of_the_citing_publication(tmp_path: Path) -> None:
    (patent,) = rows(tmp_path, CITING)
    assert patent.fields == {
        "office": "US",
        "publication": "2015000001",
        "application": "201410000002",
        "publication_date": "2015-03-01",
        "filing_date": "2014-02-02",
    }


def test_other_tables_are_none_of_these(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Publication Number,Application Number\n1,2\n")
    assert not sniff.look(path).fits


@pytest.mark.realdata
@pytest.mark.parametrize(("name", "count"), [("patents.xlsx", 1_196), ("citations.xlsx", 584)])
def test_the_tables_beside_the_pages_of_hits_are_read_whole(shared_data: Path, name: str, count: int) -> None:
    path = shared_data / "cn-patentscope-firms" / name
    assert sniff.look(path).fits
    found = list(read.rows(path))
    assert sum(row.table == "patents" for row in found) == count
    assert all(row.fields["office"] and row.fields["publication"] for row in found)


@pytest.mark.parametrize(
    ("office", "number", "kind", "read_as"),
    [
        ("CN", "2010000001", "W", ("WO", "PCT/CN2010/000001")),
        ("CN", "201410000001", "A", ("CN", "201410000001")),
        ("US", "201410000001", "A", ("US", "201410000001")),
        ("CN", "1", "W", ("CN", "1")),
    ],
)
def test_international_applications_are_those_of_kind_w(
    office: str, number: str, kind: str, read_as: tuple[str, str]
) -> None:
    assert read.right(office, number, kind) == read_as
