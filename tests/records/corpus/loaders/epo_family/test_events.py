"""INPADOC events: what they do to the right is said only where it is certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.corpus.loaders.office_files import family, legal, member, written

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.epo_family import read, sniff


def events(tmp_path: Path, *told: str, office: str = "CN") -> list[RawRow]:
    numbers = {"CN": ("111000001", "202010000001"), "US": ("11000001", "202017000001"), "EP": ("9000001", "20900001")}
    number, application = numbers[office]
    path = written(tmp_path / "f.xml", family(member(office, number, "B", application, *told)))
    assert sniff.look(path).fits
    found = list(read.rows(path))
    assert found[0].table == "families"
    assert (found[0].fields["family"], found[0].fields["publication"]) == ("70000001", number)
    return found[1:]


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        ("GR01", "PATENT GRANT", "granted"),
        ("PB01", "PUBLICATION", "published"),
        ("SE01", "ENTRY INTO FORCE OF REQUEST FOR SUBSTANTIVE EXAMINATION", "examination"),
        ("CF01", "TERMINATION OF PATENT RIGHT DUE TO NON-PAYMENT OF ANNUAL FEE", "ceased"),
        ("TR01", "TRANSFER OF PATENT RIGHT", "transferred"),
        ("PE01", "ENTRY INTO FORCE OF THE REGISTRATION OF THE CONTRACT FOR PLEDGE OF PATENT RIGHT", "pledged"),
        ("PC01", "CANCELLATION OF THE REGISTRATION OF THE CONTRACT FOR PLEDGE OF PATENT RIGHT", "pledge_ended"),
        ("EE01", "ENTRY INTO FORCE OF RECORDATION OF PATENT LICENSING CONTRACT", "licensed"),
        ("EC01", "CANCELLATION OF RECORDATION OF PATENT LICENSING CONTRACT", "licence_ended"),
        ("RJ01", "REJECTION OF INVENTION PATENT APPLICATION AFTER PUBLICATION", "refused"),
        ("PP01", "PRESERVATION OF PATENT RIGHT", "other"),
        ("IP01", "PARTIAL INVALIDATION OF PATENT RIGHT", "other"),
        ("EM01", "CHANGE OF RECORDATION OF PATENT LICENSING CONTRACT", "other"),
    ],
)
def test_chinese_events_are_read_by_their_description(tmp_path: Path, code: str, description: str, kind: str) -> None:
    (only,) = events(tmp_path, legal("CN", code, description, L007="2021-03-04"))
    assert (only.fields["event"], only.fields["code"], only.fields["on"]) == (kind, code, "2021-03-04")
    assert only.fields["application"] == "202010000001"


def test_a_lapse_in_one_contracting_state_leaves_the_european_patent_alive(tmp_path: Path) -> None:
    lapsed = legal("EP", "PG25", "LAPSED IN A CONTRACTING STATE", "-", L007="2011-08-31", L501="BE", L525="20101130")
    (only,) = events(tmp_path, lapsed, office="EP")
    assert only.fields["event"] == "other"
    assert (only.fields["on"], only.fields["published_on"]) == ("2010-11-30", "2011-08-31")
    assert only.fields["text"] == "LAPSED IN A CONTRACTING STATE; L501: BE; L525: 20101130; Influence: -"


def test_an_owner_named_beside_another_event_is_the_owner(tmp_path: Path) -> None:
    (only,) = events(
        tmp_path, legal("EP", "BECN", "BE: CHANGE OF HOLDER", L007="2003-03-03", L509="LID NV"), office="EP"
    )
    assert only.fields["parties"] == [{"role": "owner", "name": "LID NV"}]


def test_a_recorded_document_without_sides_has_none(tmp_path: Path) -> None:
    (only,) = events(tmp_path, legal("US", "AS", "ASSIGNMENT", L007="2003-03-03", L510="COURT ORDER"), office="US")
    assert (only.fields["event"], only.fields["parties"], only.fields["number"]) == ("other", [], "")


def test_a_fee_is_dated_by_its_payment(tmp_path: Path) -> None:
    paid = legal("EP", "PGFP", "ANNUAL FEE PAID TO NATIONAL OFFICE", "+", L007="2010-02-26", L501="NL", L518="20091130")
    (only,) = events(tmp_path, paid, office="EP")
    assert (only.fields["event"], only.fields["on"]) == ("fee_paid", "2009-11-30")


def test_an_assignment_of_the_united_states_names_both_sides_and_reel_and_frame(tmp_path: Path) -> None:
    told = "SECURITY INTEREST;ASSIGNORS:LID ONE, INC;LID TWO INC.;AND OTHERS;REEL/FRAME:053520/0064"
    recorded = legal(
        "US", "AS", "ASSIGNMENT", L007="2020-08-17", L509="EXAMPLE BANK, TEXAS", L510=told, L525="20200806"
    )
    (only,) = events(tmp_path, recorded, office="US")
    assert only.fields["application"] == "17000001"
    assert (only.fields["event"], only.fields["number"], only.fields["on"]) == ("pledged", "053520/0064", "2020-08-06")
    assert only.fields["parties"] == [
        {"role": "from", "name": "LID ONE, INC"},
        {"role": "from", "name": "LID TWO INC."},
        {"role": "to", "name": "EXAMPLE BANK, TEXAS"},
    ]


def test_an_event_is_the_publication_s_where_docdb_does_not_tell_the_application(tmp_path: Path) -> None:
    told = member("US", "6000001", "A", "20685698", legal("US", "FPAY", "FEE PAYMENT", L007="2003-12-29"))
    path = written(tmp_path / "f.xml", family(told))
    _, event = read.rows(path)
    assert (event.fields["application"], event.fields["publication"]) == ("", "6000001")
    assert event.fields["event"] == "other"
