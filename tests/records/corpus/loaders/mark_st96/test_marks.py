"""Trademarks in ST.96."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.corpus.loaders.office_files import ST96, written

from zhiquan.records.corpus.loaders.mark_st96 import read, sniff


@pytest.mark.parametrize(
    ("namespace", "fits"),
    [("ST96/Trademark", True), ("Trademark/1", True), ("ST96/Patent", False), ("trademarks", False)],
)
def test_the_standard_and_its_drafts_are_known_by_the_namespace(tmp_path: Path, namespace: str, fits: bool) -> None:
    path = written(tmp_path / "m.xml", ST96.replace('XMLSchema/ST96/Trademark"', f'XMLSchema/{namespace}"'))
    assert sniff.look(path).fits is fits


def test_holders_own_and_attorneys_of_record_act(tmp_path: Path) -> None:
    inside = "<com:Contact><com:Name><com:EntityName>{}</com:EntityName></com:Name></com:Contact>"
    told = f"<tmk:HolderBag><tmk:Holder>{inside.format('Holding AG')}</tmk:Holder></tmk:HolderBag>"
    told += f"<tmk:RecordAttorney>{inside.format('Ann Example')}</tmk:RecordAttorney><tmk:RecordAttorney/>"
    mark = next(read.rows(written(tmp_path / "m.xml", ST96.replace("<tmk:MarkEventBag>", f"{told}<tmk:MarkEventBag>"))))
    assert [(party["role"], party["name"]) for party in mark.fields["parties"]][1:] == [
        ("owner", "Holding AG"),
        ("agent", "Ann Example"),
    ]


def test_a_mark_its_history_and_its_assignments_are_told(tmp_path: Path) -> None:
    mark, published, merged = read.rows(written(tmp_path / "m.xml", ST96))
    assert (mark.table, mark.fields["office"], mark.fields["number"]) == ("marks", "US", "88000001")
    assert mark.fields["classes"] == [{"nice_class": "31", "goods": ["Fresh fruit"], "status": "ACTIVE"}]
    assert mark.fields["parties"] == [
        {"role": "applicant", "name": "Orchard Example Ltd.", "address": "2 Long Road, Exampleton", "country": "GB"}
    ]
    assert (mark.fields["registration_date"], mark.fields["status"]) == ("", "630")
    assert (published.fields["event"], published.fields["on"]) == ("published", "2019-09-03")
    assert (merged.fields["event"], merged.fields["number"]) == ("transferred", "6123/0004")
    assert merged.fields["on"] == merged.fields["published_on"] == "2020-02-03"
    assert [party["name"] for party in merged.fields["parties"]] == ["Orchard Example Ltd.", "Grove Example Ltd."]
