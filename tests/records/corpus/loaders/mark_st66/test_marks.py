"""Trademarks in ST.66: of the United States register and of the German one."""

from __future__ import annotations

from pathlib import Path

from tests.records.corpus.loaders.office_files import ST66_DE, ST66_US, written

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.mark_st66 import read
from zhiquan.records.corpus.loaders.mark_st66.history import class_of, feature_of, kind_of_mark


def rows(tmp_path: Path, content: str) -> list[RawRow]:
    return list(read.rows(written(tmp_path / "m.xml", content)))


def test_days_lose_their_zone_and_classes_hold_goods_and_status(tmp_path: Path) -> None:
    mark = rows(tmp_path, ST66_US)[0]
    assert mark.table == "marks"
    assert (mark.fields["office"], mark.fields["number"]) == ("US", "79000001")
    assert mark.fields["filing_date"] == "2010-01-02"
    assert mark.fields["classes"] == [{"nice_class": "30", "goods": ["Tea"], "status": "ACTIVE"}]
    assert mark.fields["text"] == ""


def test_what_the_united_states_writes_of_a_mark_is_said_in_the_words_of_the_standard() -> None:
    assert feature_of("TYPESET WORD(S) /LETTER(S) /NUMBER(S)", "1") == "Word"
    assert feature_of("SOUND", "6") == "SOUND"
    assert kind_of_mark("Trademark, Service Mark") == kind_of_mark("Service Mark") == "Trademark"
    assert kind_of_mark("Certification Mark") == "Certification Mark"
    assert kind_of_mark("Individual") == "Individual"
    assert (class_of("009"), class_of("200"), class_of("A")) == ("09", "200", "A")


def test_of_all_who_ever_owned_a_mark_the_latest_is_the_owner_and_the_first_the_applicant(tmp_path: Path) -> None:
    parties = rows(tmp_path, ST66_US)[0].fields["parties"]
    assert [(party["role"], party["name"]) for party in parties] == [
        ("owner", "Second Co."),
        ("applicant", "First Co."),
        ("agent", "Ann Example"),
    ]


def test_history_is_read_where_certain_and_a_maintenance_filing_is_no_registration(tmp_path: Path) -> None:
    _, granted, maintained, pledged = rows(tmp_path, ST66_US)
    assert (granted.fields["event"], granted.fields["on"], granted.fields["number"]) == ("granted", "2012-03-04", "2")
    assert maintained.fields["event"] == "other"
    assert granted.fields["mark_number"] == "79000001"
    assert (pledged.fields["event"], pledged.fields["number"]) == ("pledged", "5123/0004")
    assert (pledged.fields["on"], pledged.fields["published_on"]) == ("2015-06-01", "2015-06-02")
    assert [party["name"] for party in pledged.fields["parties"]] == ["SECOND CO.", "EXAMPLE BANK"]


def test_a_holder_is_an_owner_and_without_an_address_has_none(tmp_path: Path) -> None:
    holder = "<HolderDetails><Holder><Name><FormattedName>Haltende AG</FormattedName></Name></Holder></HolderDetails>"
    content = ST66_DE.replace("<MarkRecordDetails>", f"{holder}<MarkRecordDetails>", 1)
    parties = rows(tmp_path, content)[0].fields["parties"]
    assert parties[-1] == {"role": "owner", "name": "Haltende AG"}


def test_a_german_mark_goes_by_its_file_number_and_names_its_holder_as_applicant(tmp_path: Path) -> None:
    first, transfer, second, _ = rows(tmp_path, ST66_DE)
    assert (first.fields["number"], second.fields["number"]) == ("302000001", "302000002")
    assert first.fields["vienna"] == ["26.01.01"]
    assert first.fields["parties"] == [{"role": "owner", "name": "Muster GmbH", "address": "Ulm", "country": "DE"}]
    assert (transfer.fields["event"], transfer.fields["on"]) == ("transferred", "2003-01-16")
    assert [(party["role"], party["name"]) for party in transfer.fields["parties"]] == [
        ("from", "Alt KG"),
        ("to", "Muster GmbH"),
    ]
