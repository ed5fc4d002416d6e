"""Full texts of the United States office: what is printed on a document comes out of the fields it stands in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.records.corpus.loaders.uspto.documents import (
    GREEN,
    PAP,
    SGML,
    company,
    document_id,
    grant,
    person,
    symbol,
)

from zhiquan.records.corpus.loaders import RawRow, Value, loader_for, uspto
from zhiquan.rules.refusal import Refusal


def _rows(folder: Path, text: str, key: str) -> list[RawRow]:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    loader = loader_for(path)
    assert loader.key == key
    return list(loader.rows(path))


def _named(fields: dict[str, Value] | object, role: str) -> list[tuple[str, str, str]]:
    assert isinstance(fields, dict)
    return [(one["name"], one["address"], one["country"]) for one in fields["parties"] if one["role"] == role]


def _of(rows: list[RawRow], table: str) -> list[RawRow]:
    return [row for row in rows if row.table == table]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("08926509", "8926509"),
        ("D0982278", "D982278"),
        ("RE040123", "RE40123"),
        ("20050004974", "20050004974"),
        ("", ""),
    ],
)
def test_a_number_loses_the_zeros_that_fill_its_field(written: str, printed: str) -> None:
    assert uspto.number(written) == printed


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("G06F015/00", "G06F15/00"),
        ("H04M 1100", "H04M11/00"),
        ("B60R  900", "B60R9/00"),
        ("B32B  302", "B32B3/02"),
        ("C07D20734", "C07D207/34"),
        ("A61K 31/445", "A61K31/445"),
        ("nonsense", "NONSENSE"),
    ],
)
def test_symbols_in_columns_become_symbols_as_usual(written: str, usual: str) -> None:
    assert uspto.ipc(written) == usual


def test_the_day_of_a_cited_document_is_told_as_far_as_it_is_known() -> None:
    assert [uspto.month(text) for text in ("19980800", "19980804", "00000000", "")] == ["1998-08", "1998-08-04", "", ""]


def test_a_grant_gives_numbers_days_and_texts(tmp_path: Path) -> None:
    rows = _rows(tmp_path, grant(""), "uspto-xml")
    (patent,) = _of(rows, "patents")
    assert patent.place == "a.txt#1 9999001"
    fields = dict(patent.fields)
    assert (fields["office"], fields["application"], fields["publication"], fields["kind_code"]) == (
        "US", "16999001", "9999001", "B2",
    )  # fmt: skip
    assert (fields["filing_date"], fields["publication_date"], fields["grant_date"]) == (
        "2018-03-05", "2020-01-07", "2020-01-07",
    )  # fmt: skip
    assert fields["title"] == "Lamp with two wicks"
    assert fields["abstract"] == "A lamp. It has two wicks & oil."
    assert fields["claim"] == "1. A lamp, comprising: two wicks."
    assert fields["kind"] == "utility"
    (event,) = _of(rows, "events")
    assert (event.fields["event"], event.fields["on"], event.fields["number"]) == (
        "granted",
        "2020-01-07",
        "US9999001B2",
    )


def test_classes_are_read_with_the_first_one_first(tmp_path: Path) -> None:
    ipc = symbol("classification-ipcr", "F", "21", "V", "17", "04") + symbol(
        "classification-ipcr", "F", "21", "S", "3", "00", position="F"
    )
    main = symbol("classification-cpc", "F", "21", "S", "3", "14")
    more = symbol("classification-cpc", "F", "21", "Y", "2115", "10")
    cpc = f"<classifications-cpc><main-cpc>{main}</main-cpc><further-cpc>{more}</further-cpc></classifications-cpc>"
    (patent, _) = _rows(tmp_path, grant(f"<classifications-ipcr>{ipc}</classifications-ipcr>{cpc}"), "uspto-xml")
    assert patent.fields["ipc"] == ["F21S3/00", "F21V17/04"]
    assert patent.fields["cpc"] == ["F21S3/14", "F21Y2115/10"]
    assert patent.fields["main_class"] == "F21S3/00"


def test_a_design_has_its_locarno_class(tmp_path: Path) -> None:
    symbol_ = "<edition>14</edition><main-classification>2605</main-classification>"
    told = f"<classification-locarno>{symbol_}</classification-locarno>"
    (patent, _) = _rows(tmp_path, grant(told, number="D0999001", kind="design"), "uspto-xml")
    assert (patent.fields["publication"], patent.fields["kind_code"]) == ("D999001", "S1")
    assert (patent.fields["locarno"], patent.fields["main_class"]) == (["26-05"], "26-05")


def test_applicants_who_are_the_inventors_are_both(tmp_path: Path) -> None:
    """Versions 4.0 to 4.2, when only inventors could apply."""
    applicant = f'<applicant app-type="applicant-inventor">{person("Doe", "Jane")}</applicant>'
    data = (
        f"<parties><applicants>{applicant}</applicants><agents><agent>{company('Firm LLP', 'unknown')}</agent></agents>"
        "</parties><assignees><assignee><orgname>Example Lamps</orgname><role>02</role></assignee></assignees>"
    )
    (patent, _) = _rows(tmp_path, grant(data), "uspto-xml")
    jane = ("Jane Doe", "Springfield, IL", "US")
    assert _named(patent.fields, "applicant") == _named(patent.fields, "inventor") == [jane]
    assert _named(patent.fields, "owner") == [("Example Lamps", "", "")]
    assert _named(patent.fields, "agency") == [("Firm LLP", "Springfield", "")]


def test_applicants_and_inventors_told_apart_stay_apart(tmp_path: Path) -> None:
    data = (
        f'<us-parties><us-applicants><us-applicant app-type="applicant">{company("Example Lamps", "CN")}</us-applicant>'
        f"</us-applicants><inventors><inventor>{person('Doe', 'Jane')}</inventor></inventors>"
        f"<agents><agent>{person('Roe', 'Ann', '', '', 'unknown')}</agent></agents></us-parties>"
    )
    (patent, _) = _rows(tmp_path, grant(data), "uspto-xml")
    assert _named(patent.fields, "applicant") == [("Example Lamps", "Springfield", "CN")]
    assert _named(patent.fields, "inventor") == [("Jane Doe", "Springfield, IL", "US")]
    assert _named(patent.fields, "agent") == [("Ann Roe", "", "")]


def test_priorities_provisionals_and_the_international_application(tmp_path: Path) -> None:
    data = (
        "<priority-claims><priority-claim><country>JP</country><doc-number>2017-99001</doc-number>"
        "</priority-claim></priority-claims>"
        f"<us-related-documents><us-provisional-application>{document_id('62999001')}</us-provisional-application>"
        f"<related-publication>{document_id('20190999001', 'A1', '20190905')}</related-publication>"
        "</us-related-documents>"
        f"<pct-or-regional-filing-data>{document_id('PCT/CN2016/099001', country='WO')}</pct-or-regional-filing-data>"
    )
    (patent, granted, published) = _rows(tmp_path, grant(data), "uspto-xml")
    assert patent.fields["priorities"] == ["JP 2017-99001", "US 62999001"]
    assert patent.fields["pct"] == "PCT/CN2016/099001"
    assert granted.fields["event"] == "granted"
    assert (published.fields["event"], published.fields["on"]) == ("published", "2019-09-05")
    assert published.fields["number"] == "US20190999001A1"


def test_citations_are_patents_and_literature_with_who_cited_them(tmp_path: Path) -> None:
    cited = document_id("5999001", "A", "19980800", name="Doe et al.")
    data = (
        f"<us-references-cited><us-citation><patcit>{cited}</patcit>"
        "<category>cited by examiner</category></us-citation>"
        "<us-citation><nplcit><othercit>Wicks, <i>Lamps</i>, 1997.</othercit></nplcit>"
        "<category>cited by applicant</category></us-citation></us-references-cited>"
    )
    rows = _rows(tmp_path, grant(data), "uspto-xml")
    patent, text = (row.fields for row in _of(rows, "citations"))
    assert (patent["cited_office"], patent["cited_number"], patent["cited_kind_code"]) == ("US", "5999001", "A")
    assert (patent["text"], patent["by"]) == ("US 5999001 A Doe et al. 1998-08", "examiner")
    assert (text["text"], text["by"]) == ("Wicks, Lamps, 1997.", "applicant")
    assert text["publication"] == "9999001"
    assert "cited_number" not in text


def test_an_application_is_published_and_not_granted(tmp_path: Path) -> None:
    text = grant("", number="20200999001").replace("-grant", "-application").replace("<kind>B2", "<kind>A1")
    patent, event = _rows(tmp_path, text, "uspto-xml")
    assert (patent.fields["publication_date"], patent.fields["grant_date"]) == ("2020-01-07", "")
    assert (event.fields["event"], event.fields["number"]) == ("published", "US20200999001A1")


def test_a_bulk_file_holds_many_documents_and_a_list_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "ipgb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.txt", "09999001\n09999002\n")
        archive.writestr("ipgb.xml", "".join(grant("", number=f"0999900{at}") for at in range(1, 4)))
        archive.writestr("report.html", "<html><body>3</body></html>")
    loader = loader_for(path)
    places = [row.place for row in loader.rows(path) if row.table == "patents"]
    assert loader.key == "uspto-xml"
    assert loader.expected(path) is None
    assert places == ["ipgb.xml#1 9999001", "ipgb.xml#2 9999002", "ipgb.xml#3 9999003"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("<us-patent-grant><claims/></us-patent-grant>", "uspto-xml"),
        ("<patent-application-publication><a/></patent-application-publication>", "uspto-pap"),
        ("<PATDOC><SDOAB></SDOAB></PATDOC>", "uspto-sgml"),
    ],
)
def test_a_document_without_its_data_is_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refusal, match="著录项目"):
        _rows(tmp_path, text, key)


def test_sgml_with_open_empty_elements_is_read(tmp_path: Path) -> None:
    rows = _rows(tmp_path, SGML * 2, "uspto-sgml")
    patent = dict(_of(rows, "patents")[1].fields)
    assert len(_of(rows, "patents")) == 2
    assert (patent["application"], patent["publication"], patent["kind_code"]) == ("09999001", "6999001", "B1")
    assert (patent["filing_date"], patent["grant_date"]) == ("1999-10-05", "2002-01-01")
    assert patent["title"] == "Lamp & wick — new"
    assert (patent["ipc"], patent["main_class"]) == (["F21S3/00", "F21V17/04"], "F21S3/00")
    assert (patent["abstract"], patent["claim"]) == ("A lamp with a wick.", "1. A lamp.")
    assert patent["priorities"] == ["NO 990001"]
    assert _named(patent, "inventor") == [("Jane Doe", "Springfield, IL", "US")]
    assert _named(patent, "owner") == [("Example Lamps AS", "Oslo", "NO")]
    assert _named(patent, "agent") == [("John Roe", "", "")]
    cited = [(row.fields["text"], row.fields["by"]) for row in _of(rows, "citations")[:3]]
    assert cited == [
        ("US 5999002 A Doe et al. 1998-10", "examiner"),
        ("WO 96/99003", "other"),
        ("Lamps Monthly, “Wicks”, 1997.", "other"),
    ]
    assert [row.fields["number"] for row in _of(rows, "events")] == ["US6999001B1"] * 2


def test_a_published_application_of_2001(tmp_path: Path) -> None:
    patent, event = _rows(tmp_path, PAP, "uspto-pap")
    fields = dict(patent.fields)
    assert (fields["application"], fields["publication"], fields["kind_code"]) == ("09999001", "20010999001", "A1")
    assert (fields["title"], fields["abstract"], fields["claim"]) == ("Lamp with a wick", "A lamp.", "1. A lamp.")
    assert (fields["filing_date"], fields["publication_date"]) == ("2001-02-05", "2001-07-19")
    assert fields["ipc"] == ["F21S3/00", "F21V17/04"]
    assert fields["priorities"] == ["JP 2000-99001", "US 60999001"]
    assert _named(fields, "inventor") == [
        ("Jane Q. Doe III", "Springfield, IL", "US"),
        ("Kari Roe", "Oslo", "NO"),
        ("John Poe", "Springfield, IL", "US"),
    ]
    assert _named(fields, "owner") == [("Example Lamps Inc.", "Springfield, IL", "US")]
    assert event.fields["event"] == "published"


def test_a_green_book_text(tmp_path: Path) -> None:
    rows = _rows(tmp_path, GREEN, "uspto-greenbook")
    lamp, design = (dict(row.fields) for row in _of(rows, "patents"))
    assert (lamp["application"], lamp["publication"], lamp["kind_code"]) == ("05499001", "3999001", "A")
    assert (lamp["filing_date"], lamp["grant_date"]) == ("1974-03-07", "1976-01-13")
    assert (lamp["title"], lamp["abstract"]) == ("Electric lamp", "A lamp with two wicks.")
    assert lamp["claim"] == "1. A lamp comprising: a. a wick; and b. oil."
    assert (lamp["ipc"], lamp["priorities"]) == (["F21S3/00", "F21V17/04"], ["NO 999/73"])
    assert _named(lamp, "inventor") == [
        ("Jane Q. Doe", "1 Main St., Springfield, IL", "US"),
        ("Kari Roe", "Oslo", "NO"),
    ]
    assert _named(lamp, "owner") == [("Example Lamps Incorporated", "Springfield, IL", "US")]
    assert (_named(lamp, "agency"), _named(lamp, "agent")) == ([("Example & Partners", "", "")], [("Ann Low", "", "")])
    cited = [row.fields["text"] for row in _of(rows, "citations")]
    assert cited == ["US 3518629 Poe 1970-06", "DE 1,999,002 1968-01", "Lamps Monthly, Wicks, 1969."]
    assert (design["application"], design["publication"], design["kind_code"]) == ("D999002", "D239001", "S")
    assert (design["kind"], design["locarno"]) == ("design", ["26-05"])
    assert design["claim"] == "The ornamental design for a lamp."


@pytest.mark.parametrize("end", ["NUM  2.", "CLMS\nSTM  What", "INVT"])
def test_a_green_book_text_that_ends_within_a_patent_is_refused(tmp_path: Path, end: str) -> None:
    lamp = "PATN\nWKU  D02390019".join(GREEN.split("PATN\nWKU  D02390019")[:1])
    with pytest.raises(Refusal, match="中断"):
        _rows(tmp_path, lamp[: lamp.index(end)], "uspto-greenbook")


def test_a_green_book_patent_without_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="中断"):
        _rows(tmp_path, GREEN.replace("WKU  D02390019\n", ""), "uspto-greenbook")
