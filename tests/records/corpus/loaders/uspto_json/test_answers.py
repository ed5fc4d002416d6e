"""JSON answers of the United States office."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.loaders.office_files import ODP, PAPERS, PPUBS, WRAPPER

from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.loaders.uspto_json import read, sniff
from zhiquan.rules.refusal import Refusal


def rows(tmp_path: Path, content: Any) -> list[RawRow]:
    path = tmp_path / "answer"
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    assert sniff.look(path).fits
    return list(read.rows(path))


def test_a_granted_patent_is_dated_by_its_publication_and_cites_by_number(tmp_path: Path) -> None:
    patent, first, second = rows(tmp_path, PPUBS)
    assert (patent.fields["application"], patent.fields["publication"]) == ("29/800001", "D990001")
    assert patent.fields["publication_date"] == patent.fields["grant_date"] == "2023-06-20"
    assert patent.fields["filing_date"] == "2021-07-21"
    assert patent.fields["cpc"] == "A47G19/12;A47G2019/122"
    assert patent.fields["parties"] == [
        {"role": "applicant", "name": "Jug Example LLC"},
        {"role": "inventor", "name": "Example, Ann"},
    ]
    assert [row.fields["cited_number"] for row in (first, second)] == ["D100001", "20200000001"]
    assert second.fields["publication"] == "D990001"


def test_an_application_tells_its_line_its_history_and_its_licences(tmp_path: Path) -> None:
    application, rejected, mailed, licensed, aside = rows(tmp_path, ODP)
    assert (application.fields["publication"], application.fields["kind_code"]) == ("20220000001", "A1")
    assert (application.fields["pct"], application.fields["priorities"]) == ("PCT/US2020/000001", ["62900001"])
    assert (rejected.fields["event"], mailed.fields["event"]) == ("examination", "other")
    assert (licensed.fields["event"], licensed.fields["number"]) == ("licensed", "050001/0002")
    assert (licensed.fields["on"], licensed.fields["published_on"]) == ("2021-01-04", "2021-01-05")
    assert licensed.fields["parties"] == [
        {"role": "from", "name": "EXAMPLE, ANN"},
        {"role": "from", "name": "EXAMPLE, BEN"},
        {"role": "to", "name": "LID EXAMPLE INC.", "address": "3 SQUARE, MA"},
    ]
    assert "transactionContentBag" not in application.raw
    assert (aside.table, aside.fields) == (ASIDE, {"rule": "application.proceeding"})


def test_the_present_edition_of_the_portal_tells_the_same_under_other_names(tmp_path: Path) -> None:
    application, rejected, released = rows(tmp_path, WRAPPER)
    assert (application.fields["application"], application.fields["title"]) == ("18000001", "CUP")
    assert (application.fields["filing_date"], application.fields["grant_date"]) == ("2022-12-01", "2024-03-05")
    assert (application.fields["pct"], application.fields["priorities"]) == (
        "PCTCN2021000001",
        ["CHINA 202010000001.X"],
    )
    assert application.fields["cpc"] == ["A47G19/22"]
    assert [party["name"] for party in application.fields["parties"]] == ["Cup Example Ltd.", "Cy Example"]
    assert (rejected.fields["event"], rejected.fields["code"], rejected.fields["on"]) == (
        "examination",
        "CTFR",
        "2023-10-02",
    )
    assert (released.fields["event"], released.fields["number"]) == ("pledge_ended", "060001/0002")
    assert released.fields["on"] == released.fields["published_on"] == "2024-04-05"


def test_papers_are_events_numbered_by_the_office(tmp_path: Path) -> None:
    rejection, specification = rows(tmp_path, PAPERS)
    assert (rejection.fields["event"], specification.fields["event"]) == ("examination", "other")
    assert (rejection.fields["on"], rejection.fields["number"]) == ("2022-05-06", "L1")


def test_fields_of_another_type_than_expected_are_empty_and_never_an_error(tmp_path: Path) -> None:
    odd = {"patentBag": [None, 3, {"applicationNumberText": 17000001, "inventionTitle": ["x"], "inventorBag": "none"}]}
    (only,) = rows(tmp_path, odd)
    assert (only.fields["application"], only.fields["title"], only.fields["parties"]) == ("17000001", "", [])


def test_a_torn_answer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(ODP)[:-40], encoding="utf-8")
    assert sniff.look(path).fits
    with pytest.raises(Refusal):
        list(read.rows(path))


def test_json_of_another_shape_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"results": [{"docdb_number": "CA1A1"}]}', encoding="utf-8")
    assert not sniff.look(path).fits
