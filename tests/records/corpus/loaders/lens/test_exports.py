"""Exports of The Lens: old ones with short years, new ones with families; literature cited becomes citations."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.lens import read, sniff

OLD = (
    "#,Jurisdiction,Kind,Publication Number,Publication Date,Publication Year,Application Number,Application Date,"
    "Priority Numbers,Title,Applicants,Inventors,Type,Cited Count,Simple Family Size,CPC Classifications,"
    "IPCR Classifications,Non-Patent Citations\r"
)
ROW = (
    "1,US,A1,US 2013/0000001 A1,25/04/13,2013,US 201200000001 A,22/10/12,US 201100000001 P 20111024,SAMPLE,"
    '"SAMPLE, INC;;EXAMPLE LLC",DOE JANE,Patent Application,3,2,A23L1/0067;;G01G19/00,A23L1/00,'
    "Doe: A book;;Roe: Another\r"
)
NEW = (
    "#,Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,Application Date,"
    "Priority Numbers,Title,Abstract,Applicants,Inventors,Owners,Document Type,Legal Status,Simple Family Members,"
    "Simple Family Size,Extended Family Members,CPC Classifications,IPCR Classifications,NPL Citations\n"
)


def rows(tmp_path: Path, text: str) -> list[RawRow]:
    path = tmp_path / "export.csv"
    path.write_text(text, newline="")
    assert sniff.look(path).fits
    return list(read.rows(path))


def test_an_old_export_is_read(tmp_path: Path) -> None:
    patent, first, second = rows(tmp_path, OLD + ROW)
    assert patent.fields == {
        "office": "US",
        "publication": "2013/0000001",
        "kind_code": "A1",
        "application": "201200000001",
        "kind": "Patent Application",
        "title": "SAMPLE",
        "filing_date": "2012-10-22",
        "publication_date": "2013-04-25",
        "ipc": ("A23L1/00",),
        "cpc": ("A23L1/0067", "G01G19/00"),
        "applicants": ("SAMPLE, INC", "EXAMPLE LLC"),
        "inventors": ("DOE JANE",),
        "priorities": ("US 201100000001 P 20111024",),
    }
    assert (first.table, first.fields["text"], second.fields["text"]) == ("citations", "Doe: A book", "Roe: Another")
    assert first.fields["publication"] == "2013/0000001"


def test_a_new_export_tells_families_owners_and_status(tmp_path: Path) -> None:
    text = NEW + (
        "1,CN,B,CN 104000001 B,000-1,2016-01-02,2016,CN 201410000001 A,2014-01-02,,样品,摘要,示例公司,,示例银行,"
        "Granted Patent,Active,CN 104000001 B;;AU 2014000001 A1,2,CN 104000001 B,,,\n"
    )
    patent, family = rows(tmp_path, text)
    assert (patent.fields["owners"], patent.fields["status"]) == (("示例银行",), "Active")
    assert (patent.fields["publication"], patent.fields["abstract"]) == ("104000001", "摘要")
    assert family.table == "families"
    assert (family.fields["family"], family.fields["scheme"]) == ("lens:AU2014000001A1", "simple")


@pytest.mark.parametrize(
    ("day", "year", "latest", "expected"),
    [
        ("21/09/76", "1976", "", "1976-09-21"),
        ("24/08/71", "", "1976", "1971-08-24"),
        ("30/12/99", "", "2003", "1999-12-30"),
        ("01/02/03", "", "2003", "2003-02-01"),
        ("1/2/2003", "", "", "2003-02-01"),
        ("2013-04-25", "2013", "", "2013-04-25"),
        ("30/12/87", "1986", "", "1987-12-30"),
        ("30/12/00", "1999", "", "2000-12-30"),
        ("21/09/76", "1978", "", "21/09/76"),
        ("21/09/76", "", "", "21/09/76"),
    ],
)
def test_the_century_of_a_short_year_is_known_from_the_year_beside_it_or_stays_unread(
    day: str, year: str, latest: str, expected: str
) -> None:
    assert read.iso(day, year, latest) == expected


def test_other_tables_are_no_such_export(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Jurisdiction,Kind,Title\nUS,A,Sample\n")
    assert not sniff.look(path).fits
