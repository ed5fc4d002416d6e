"""Recorded assignments: every property has its event, the conveyance is read where it is certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.corpus.loaders.office_files import assignments, written

from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.uspto_assignments import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).", "transferred"),
        ("ASSIGNMENT OF ASSIGNOR'S INTEREST", "transferred"),
        ("NUNC PRO TUNC ASSIGNMENT (SEE DOCUMENT FOR DETAILS).", "transferred"),
        ("Assigns the entire  interest", "transferred"),
        ("MERGER AND CHANGE OF NAME (SEE DOCUMENT FOR DETAILS).", "transferred"),
        ("CHANGE OF NAME (SEE DOCUMENT FOR DETAILS).", "changed"),
        ("SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).", "pledged"),
        ("PATENT SECURITY AGREEMENT", "pledged"),
        ("RELEASE BY SECURED PARTY (SEE DOCUMENT FOR DETAILS).", "pledge_ended"),
        ("TERMINATION AND RELEASE OF PATENT SECURITY AGREEMENT RECORDED AT REEL 1/FRAME 2", "pledge_ended"),
        ("PARTIAL RELEASE OF SECURITY INTEREST", "pledge_ended"),
        ("SECURITY INTEREST TERMINATION", "other"),
        ("ASSIGNMENT OF SECURITY INTEREST", "other"),
        ("LICENSE (SEE DOCUMENT FOR DETAILS).", "licensed"),
        ("EXCLUSIVE LICENSE AGREEMENT", "licensed"),
        ("LICENSEE CHANGED", "other"),
        ("CORRECTIVE ASSIGNMENT TO CORRECT THE ASSIGNEE NAME", "other"),
        ("COURT ORDER", "other"),
        ("", "other"),
    ],
)
def test_a_conveyance_is_read_only_where_it_is_certain(text: str, kind: str) -> None:
    assert conveyed(text) == kind


def test_each_property_has_an_event_under_the_best_number_it_has(tmp_path: Path) -> None:
    found = list(read.rows(written(tmp_path / "a.xml", assignments("MERGER"))))
    assert [
        (row.fields["office"], row.fields.get("application", ""), row.fields.get("publication", "")) for row in found
    ] == [
        ("US", "17000001", ""),
        ("US", "", "11000001"),
        ("WO", "PCTUS2020000001", ""),
        ("US", "", "20230000001"),
    ]
    assert {str(row.fields["number"]) for row in found} == {"050001/0002"}
    assert {str(row.fields["event"]) for row in found} == {"transferred"}


def test_the_last_signature_dates_it_and_no_date_is_none(tmp_path: Path) -> None:
    first = next(read.rows(written(tmp_path / "a.xml", assignments("MERGER"))))
    assert (first.fields["on"], first.fields["published_on"]) == ("2021-01-04", "2021-01-05")


def test_parts_of_an_address_are_taken_while_they_are_as_many_as_the_names(tmp_path: Path) -> None:
    first = next(read.rows(written(tmp_path / "a.xml", assignments("MERGER"))))
    assert first.fields["parties"] == [
        {"role": "from", "name": "EXAMPLE, ANN", "address": ""},
        {"role": "from", "name": "EXAMPLE, BEN", "address": ""},
        {"role": "to", "name": "LID EXAMPLE INC.", "address": "3 SQUARE"},
    ]


def test_every_row_holds_the_record_once_and_its_own_property(tmp_path: Path) -> None:
    found = list(read.rows(written(tmp_path / "a.xml", assignments("MERGER"))))
    assert found[1].raw["patNum"] == "11000001"
    assert "applNum" not in found[1].raw
    assert found[1].raw["conveyanceText"] == "MERGER"
