"""Exchange documents of the EPO: numbers in the office's own form, each person once, nothing guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.records.corpus.loaders.office_files import (
    CLAIMS,
    DESCRIPTION,
    DOCDB,
    SEARCH,
    document_id,
    exchange,
    ops,
    written,
)

from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.loaders.epo_docdb import read, sniff
from zhiquan.records.corpus.loaders.epo_docdb.numbers import publication


def rows(tmp_path: Path, content: str) -> list[RawRow]:
    path = written(tmp_path / "any.name", content)
    assert sniff.look(path).fits
    return list(read.rows(path))


def patent(tmp_path: Path, **changed: str) -> RawRow:
    return rows(tmp_path, ops(exchange(**changed)))[0]


def test_a_chinese_title_stands_before_the_english_one(tmp_path: Path) -> None:
    fields = patent(tmp_path).fields
    assert (fields["title"], fields["title_en"]) == ("电池箱", "BATTERY BOX")
    assert (fields["abstract"], fields["abstract_en"]) == ("A box for batteries.", "")


def test_without_chinese_the_english_title_is_taken_before_others(tmp_path: Path) -> None:
    only = rows(tmp_path, ops(exchange(titles={"de": "Kasten", "en": "Box"})))[0]
    assert (only.fields["title"], only.fields["title_en"]) == ("Box", "")


def test_the_docdb_number_is_preferred_and_the_day_comes_from_whatever_form_tells_it(tmp_path: Path) -> None:
    fields = patent(tmp_path).fields
    assert (fields["office"], fields["application"]) == ("CN", "202010000001")
    assert (fields["publication"], fields["kind_code"]) == ("111000001", "A")
    assert (fields["filing_date"], fields["publication_date"]) == ("2020-01-02", "2020-09-08")


@pytest.mark.parametrize(
    ("docdb", "original", "application"),
    [
        ("2366704", "11023667", "11023667"),  # an old number has its series code in the original form only
        ("2366704", "", ""),
        ("201815919370", "", "15919370"),
        ("201815919370", "15/919,370", "15919370"),
    ],
)
def test_an_application_of_the_united_states_is_given_in_the_office_s_own_form_or_not_at_all(
    tmp_path: Path, docdb: str, original: str, application: str
) -> None:
    forms = document_id("docdb", "US", docdb, "A") + document_id("epodoc", "", "US20040023667", on="20041228")
    forms += document_id("original", "", original) if original else ""
    fields = patent(tmp_path, country="US", number="2006142694", kind="A1", application=forms).fields
    assert fields["application"] == application
    assert fields["publication"] == "20060142694"
    assert fields["filing_date"] == "2004-12-28"


def test_only_published_applications_of_the_united_states_gain_the_lost_zero() -> None:
    assert publication("US", "11803561") == "11803561"
    assert publication("AU", "2013290010") == "2013290010"


def test_an_international_application_is_recognised_by_its_kind(tmp_path: Path) -> None:
    document, in_family, deleted = rows(tmp_path, DOCDB)
    assert document.fields["office"] == "WO"
    assert document.fields["application"] == document.fields["pct"] == "PCT/CN2019/100001"
    assert (document.fields["filing_date"], document.fields["publication_date"]) == ("2019-11-01", "2020-05-22")
    assert in_family.table == "families"
    assert (in_family.fields["family"], in_family.fields["scheme"]) == ("71000001", "docdb")
    assert (deleted.table, deleted.fields) == (ASIDE, {"rule": "document.deleted"})


def test_a_priority_told_in_several_forms_is_one_and_epodoc_is_never_filled_up(tmp_path: Path) -> None:
    assert rows(tmp_path, DOCDB)[0].fields["priorities"] == ["CN201811000001A"]
    claims = "".join(
        f'<priority-claim sequence="{at}">{document_id("epodoc", "", number)}</priority-claim>'
        for at, number in enumerate(("US20040023667", "US20020396363P"))
    )
    fields = patent(tmp_path, extra=f"<priority-claims>{claims}</priority-claims>").fields
    assert fields["priorities"] == ["US20040023667", "US20020396363P"]


def people(*told: tuple[str, str]) -> str:
    inside = "".join(
        f'<applicant data-format="{form}"><applicant-name><name>{name}</name></applicant-name></applicant>'
        for form, name in told
    )
    return f"<parties><applicants>{inside}</applicants></parties>"


def test_names_as_filed_get_the_country_of_the_standardised_ones_while_both_count_alike(tmp_path: Path) -> None:
    assert rows(tmp_path, DOCDB)[0].fields["parties"] == [
        {"role": "applicant", "name": "示例有限公司", "country": "CN"}
    ]
    extra = people(("epodoc", "ONE CO [CN]\n"), ("original", "One Company, "), ("original", "Two Company"))
    assert patent(tmp_path, extra=extra).fields["parties"] == [
        {"role": "applicant", "name": "One Company", "country": ""},
        {"role": "applicant", "name": "Two Company", "country": ""},
    ]


def test_people_repeated_in_other_letters_are_one_and_fewer_names_as_filed_give_way(tmp_path: Path) -> None:
    extra = people(
        ("epodoc", "FANG A [US]"), ("epodoc", "QIN B [US]"), ("original", "FANG, A, "), ("original", "Fang, A")
    )
    assert patent(tmp_path, extra=extra).fields["parties"] == [
        {"role": "applicant", "name": "FANG A", "country": "US"},
        {"role": "applicant", "name": "QIN B", "country": "US"},
    ]


def test_classes_lose_blanks_and_attributes_and_national_schemes_are_left_out(tmp_path: Path) -> None:
    extra = (
        "<classifications-ipcr><classification-ipcr><text>H01M  50/   204            A I     </text>"
        "</classification-ipcr></classifications-ipcr>"
        '<patent-classifications><patent-classification><classification-scheme office="US" scheme="UC"/>'
        "<classification-symbol>600/585</classification-symbol></patent-classification>"
        '<patent-classification><classification-scheme office="EP" scheme="CPCI"/><section>H</section><class>01</class>'
        "<subclass>M</subclass><main-group>50</main-group><subgroup>204</subgroup></patent-classification>"
        '<patent-classification><classification-scheme office="EP" scheme="CPC"/><classification-symbol>H01M2220/20'
        "</classification-symbol></patent-classification>"
        '<patent-classification><classification-scheme office="EP" scheme="CPC"/><section>H</section>'
        "</patent-classification></patent-classifications>"
    )
    fields = patent(tmp_path, extra=extra).fields
    assert (fields["main_class"], fields["ipc"]) == ("H01M50/204", ["H01M50/204"])
    assert fields["cpc"] == ["H01M50/204", "H01M2220/20"]


def test_citations_name_the_citing_document_and_what_is_cited(tmp_path: Path) -> None:
    extra = (
        '<references-cited><citation cited-by="examiner"><patcit>'
        + document_id("docdb", "US", "2006231464", "A1", "20061019")
        + "</patcit><category>X</category><category>Y</category></citation>"
        '<citation cited-phase="search"><nplcit><text>A handbook, 1999</text></nplcit></citation></references-cited>'
    )
    patents, literature = [row for row in rows(tmp_path, ops(exchange(extra=extra))) if row.table == "citations"]
    assert patents.fields["publication"] == "111000001"
    assert (patents.fields["cited_office"], patents.fields["cited_number"]) == ("US", "20060231464")
    assert (patents.fields["category"], patents.fields["by"]) == ("X,Y", "examiner")
    assert patents.fields["text"] == "US2006231464A1, 2006-10-19"
    assert (literature.fields["text"], literature.fields["by"]) == ("A handbook, 1999", "search")
    assert "cited_number" not in literature.fields


def test_the_first_claim_ends_where_a_line_begins_the_second(tmp_path: Path) -> None:
    (only,) = rows(tmp_path, CLAIMS)
    assert only.fields == {
        "office": "EP",
        "publication": "9000001",
        "kind_code": "A1",
        "claim": "A box of 2. 5 litres, with a lid.",
    }


def test_a_full_text_without_claims_tells_nothing(tmp_path: Path) -> None:
    empty = re.sub(r"<claim>.*?</claim>", "", CLAIMS, flags=re.DOTALL)
    assert rows(tmp_path, empty) == []


def test_hits_without_bibliographic_data_tell_the_family_of_a_publication(tmp_path: Path) -> None:
    found = rows(tmp_path, SEARCH)
    assert [row.table for row in found] == ["families", "families"]
    assert found[0].fields == {
        "office": "US",
        "publication": "20200100001",
        "kind_code": "A1",
        "family": "70000001",
        "scheme": "docdb",
    }


def test_a_description_is_nearly_one_and_said_to_hold_nothing(tmp_path: Path) -> None:
    look = sniff.look(written(tmp_path / "a.xml", DESCRIPTION))
    assert not look.fits
    assert look.nearly
    assert "description" in look.nearly.en
