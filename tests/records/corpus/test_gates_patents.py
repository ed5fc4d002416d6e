"""The gate of patents beyond Chinese lists: documents, foreign rights, descriptions without number."""

from __future__ import annotations

from datetime import date

import pytest
from tests.records.making import number

from zhiquan.records.corpus.gates import Gate, Origin, Refused
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import Party, PatentRecord

GATE = Gate(Origin("test", "b", "", date(2020, 1, 1)))


def accepted(**fields: Value) -> PatentRecord:
    outcome = GATE.check(RawRow("1", {"title": "一种电池", "applicants": "示例大学", **fields}, dict(fields)))
    assert isinstance(outcome, PatentRecord), outcome
    return outcome


def refused(**fields: Value) -> str:
    outcome = GATE.check(RawRow("1", {"title": "一种电池", "applicants": "示例大学", **fields}, dict(fields)))
    assert isinstance(outcome, Refused), outcome
    return outcome.rule


def test_a_document_is_recorded_under_its_publication_and_belongs_to_its_right() -> None:
    found = accepted(application=number(1), publication="CN104282860A", filing_date="2014-05-06")
    assert (found.record, found.key) == ("CN104282860A", number(1))
    assert (found.application, found.publication, found.number) == (number(1), "CN104282860A", number(1))


def test_a_publication_whose_application_nobody_tells_is_a_right_of_its_own() -> None:
    found = accepted(office="US", publication="10123456", kind_code="B2", publication_date="2018-11-06")
    assert (found.record, found.key) == ("US10123456B2", "pub.US10123456B2")
    assert (found.office, found.standing, found.kind, found.doubts) == ("US", "unchecked", "invention", ())


def test_application_and_grant_that_share_a_number_are_two_documents_of_one_right() -> None:
    early = accepted(publication="104128330", application="201310266361.6", publication_date="2014-11-05")
    later = accepted(publication="104128330", application="102013000266361", publication_date="2016-08-10")
    assert early.key == later.key == "CN201310266361.6"
    assert (early.record, later.record) == ("CN104128330@2014-11-05", "CN104128330@2016-08-10")
    assert accepted(publication="104128330A", publication_date="2014-11-05").record == "CN104128330A"


def test_an_application_number_that_cannot_be_read_leaves_the_publication_standing() -> None:
    found = accepted(application="20131026636", publication="104128330A", publication_date="2014-11-05")
    assert (found.key, found.application, found.doubts) == ("pub.CN104128330A", "", ("application.unreadable",))
    assert refused(application="20131026636") == "number.length"


def test_a_wrong_check_digit_refuses_even_where_a_publication_is_told() -> None:
    assert refused(application=number(1)[:-1] + "0", publication="104128330A") == "number.check-digit"


def test_a_publication_that_cannot_be_read_leaves_the_application_standing() -> None:
    found = accepted(application=number(1), publication="第一号", filing_date="2014-05-06")
    assert (found.record, found.publication, found.doubts) == (number(1), "", ("publication.unreadable",))
    assert refused(publication="第一号") == "number.form"


def test_a_foreign_right_may_be_older_than_the_chinese_law_but_not_of_tomorrow() -> None:
    assert accepted(office="DE", application="1950 123", filing_date="1950-01-02").key == "DE.1950123"
    assert refused(office="DE", application="2020123", filing_date="2020-01-02") == "filing-date.future"


def test_a_description_without_any_number_is_kept_with_a_doubt_and_found_again() -> None:
    first = accepted(filing_date="2014-05-06")
    again = accepted(filing_date="2014.05.06", title=" 一种电池 ", applicants=("示例大学",))
    assert first.key.startswith("ref.")
    assert first.key == again.key
    assert first.doubts == ("number.missing",)
    assert accepted(filing_date="2014-05-07").key != first.key
    documents = [accepted(filing_date="2014-05-06", publication_date=day) for day in ("2014-11-05", "2016-08-10")]
    assert {document.key for document in documents} == {first.key}
    assert len({document.record for document in documents}) == 2
    assert refused(applicants="") == "number.empty"


def test_the_office_is_read_off_the_number_where_no_column_tells_it() -> None:
    assert accepted(publication="US-10123456-B2").office == "US"
    assert accepted(application="PCT/CN2016/084836").key == "WO.CN2016084836"
    assert refused(office="中国", publication="104128330A") == "number.office"


def test_a_document_without_title_is_kept_and_a_list_entry_without_title_is_not() -> None:
    assert accepted(title="", office="EP", publication="1000000", kind_code="A1").doubts == ("title.absent",)
    assert refused(title="", application=number(1)) == "title.missing"
    assert accepted(title="", title_en="Battery", application=number(1), filing_date="2014-05-06").title == "Battery"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"office": "EP", "publication": "1000000", "kind_code": "A1"}, "invention"),
        ({"office": "DE", "publication": "202010001585", "kind_code": "U1"}, "utility_model"),
        ({"office": "US", "publication": "D812345", "kind_code": "S1"}, "design"),
        ({"office": "US", "publication": "PP12345", "kind_code": "P2"}, ""),
        ({"publication": "US-10123456-B2"}, "invention"),
        ({"publication": "DE202010001585U1"}, "utility_model"),
        ({"publication": "CN204282860"}, "utility_model"),
        ({"publication": "CN304282860S"}, "design"),
        ({"office": "DE", "application": "2020123", "kind": "Utility model"}, "utility_model"),
        ({"office": "DE", "application": "2020123", "kind": "外观专利"}, "design"),
        ({"office": "DE", "application": "2020123", "kind": "发明授权"}, "invention"),
    ],
)
def test_the_kind_comes_from_number_kind_code_or_words(fields: dict[str, str], kind: str) -> None:
    assert accepted(**fields).kind == kind


def test_words_that_contradict_the_number_are_a_doubt() -> None:
    found = accepted(application=number(1, 2014, 2), kind="发明专利", filing_date="2014-05-06")
    assert (found.kind, found.doubts) == ("utility_model", ("kind.differs",))


def test_all_classes_are_canonical_and_what_cannot_be_read_leaves_the_rest() -> None:
    found = accepted(
        application=number(1), filing_date="2014-05-06", main_class="H01M 10/0525(2010.01)I",
        ipc="H01M10/0525；H01M 4/13, 未知", cpc=("Y02E60/10", "H01M10/0525"),
    )  # fmt: skip
    assert found.classes == ("ipc:H01M10/0525", "ipc:H01M4/13", "cpc:Y02E60/10", "cpc:H01M10/0525")
    assert (found.main_class, found.class_scheme, found.doubts) == ("H01M10/0525", "ipc", ("class.unreadable",))
    design = accepted(application=number(1, 2014, 3), filing_date="2014-05-06", locarno="21-01-C0293")
    assert (design.main_class, design.class_scheme) == ("21-01", "locarno")


def test_parties_are_read_flat_or_one_by_one() -> None:
    flat = accepted(
        application=number(1), filing_date="2014-05-06", applicants="甲公司;乙公司", inventors="张三；李四",
        owners="丙公司", agency="某某专利代理事务所(普通合伙) 37218", agents="王五",
    )  # fmt: skip
    assert (flat.applicants, flat.owners, flat.inventors) == (("甲公司", "乙公司"), ("丙公司",), ("张三", "李四"))
    assert Party(role="agency", name="某某专利代理事务所(普通合伙)", code="37218") in flat.parties
    named = accepted(
        application=number(1), filing_date="2014-05-06",
        parties=(
            {"role": "applicant", "name": "Ex Corp", "country": "us"}, {"role": "nobody", "name": "x"}, {"name": ""},
        ),
    )  # fmt: skip
    assert named.parties == (Party(role="applicant", name="Ex Corp", country="US"),)


@pytest.mark.parametrize(
    ("written", "agency", "code"),
    [("37218 某某代理", "某某代理", "37218"), ("某某代理（37218）", "某某代理", "37218"), ("某某代理", "某某代理", "")],
)
def test_an_agency_code_stands_before_or_behind_the_name(written: str, agency: str, code: str) -> None:
    found = accepted(application=number(1), filing_date="2014-05-06", agency=written)
    assert Party(role="agency", name=agency, code=code) in found.parties


@pytest.mark.parametrize(
    ("written", "pct", "doubts"),
    [
        ("PCT/CN2016/084836 2016.06.03", "PCT/CN2016/084836", ()),
        ("WO2016/123456 ZH 2016.12.08", "WO2016/123456", ()),
        ("PCT/US15/27322", "PCT/US2015/027322", ()),
        ("PCT/US98/12345", "PCT/US1998/012345", ()),
        ("无号", "无号", ("pct.unreadable",)),
    ],
)
def test_international_numbers_are_found_in_what_stands_around_them(
    written: str, pct: str, doubts: tuple[str, ...]
) -> None:
    found = accepted(application=number(1), filing_date="2014-05-06", pct=written)
    assert (found.pct, found.doubts) == (pct, doubts)


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"publication_date": "2014-13-01"}, "publication-date.unreadable"),
        ({"grant_date": "?"}, "grant-date.unreadable"),
        ({"publication_date": "2014-05-05"}, "publication.before-filing"),
    ],
)
def test_dates_beside_the_filing_date_only_raise_doubts(fields: dict[str, str], doubt: str) -> None:
    assert accepted(application=number(1), filing_date="2014-05-06", **fields).doubts == (doubt,)


@pytest.mark.parametrize("nothing", ["0", "00000000", "0000-00-00", "-", ""])
def test_zeros_are_no_date_and_no_doubt(nothing: str) -> None:
    found = accepted(application=number(1), filing_date="2014-05-06", publication_date=nothing)
    assert (found.publication_date, found.doubts) == (None, ())


def test_the_division_is_the_rows_then_the_first_applicants_then_the_batchs() -> None:
    from zhiquan.definitions.divisions import divisions
    from zhiquan.records.corpus.gates.addresses import Addresses

    gate = Gate(Origin("test", "b", "990000", date(2020, 1, 1), Addresses(divisions())))

    def division(**fields: str) -> str:
        row = {"application": number(1), "title": "灯", "applicants": "甲", "filing_date": "2014-05-06", **fields}
        outcome = gate.check(RawRow("1", row, row))
        assert isinstance(outcome, PatentRecord)
        return outcome.division

    assert division() == "990000"
    assert division(address="示例省示例市东湖区某路1号") == "990101"
    assert division(address="示例省示例市东湖区某路1号", division="990102") == "990102"


def test_half_a_character_is_refused_and_not_an_error() -> None:
    assert refused(application=number(1), abstract="\ud800") == "text.not-unicode"


def test_the_loaders_own_doubts_are_kept_first() -> None:
    found = accepted(application=number(1), doubts=("applicant.or-inventor",))
    assert found.doubts == ("applicant.or-inventor", "filing-date.missing")
