"""Real tables: every row told, every one through the gates."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.corpus.gates import Gate, Origin, Refused
from zhiquan.records.corpus.loaders import loader_for
from zhiquan.records.corpus.loaders.own_table.guess import guess
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader
from zhiquan.records.corpus.loaders.own_table.mapping import VALUE, as_data, from_data
from zhiquan.records.corpus.model import PatentRecord

pytestmark = pytest.mark.realdata


def through(path: Path, day: date) -> tuple[list[PatentRecord], Counter[str]]:
    """Return the records of a file and the rules by which rows were refused."""
    gate = Gate(Origin("real", "b", "", day))
    outcomes = [gate.check(row) for row in loader_for(path).rows(path)]
    refused = Counter(one.rule for one in outcomes if isinstance(one, Refused))
    return [one for one in outcomes if isinstance(one, PatentRecord)], refused


def test_an_export_of_the_national_platform_is_taken_whole(shared_data: Path) -> None:
    records, refused = through(shared_data / "cn-cnipr-export" / "训练文件.xlsx", date(2018, 1, 1))
    assert (len(records), refused) == (199, Counter())
    assert {record.kind for record in records} == {"utility_model"}
    assert {record.publication_date for record in records} == {date(2013, 1, 2)}
    assert all(record.claim and record.abstract and record.inventors and record.classes for record in records)
    assert len({record.key for record in records}) == len({record.publication for record in records}) == 199


def test_the_patents_of_a_city_are_taken_whole(shared_data: Path) -> None:
    records, refused = through(shared_data / "cn-taian-patents" / "专利信息.xlsx", date(2016, 1, 1))
    assert (len(records), refused) == (7_384, Counter())
    assert Counter(record.class_scheme for record in records)["locarno"] == 140


def test_counts_of_three_hundred_firms_are_told_by_a_mapping(shared_data: Path) -> None:
    path = shared_data / "cn-hs300-counts" / "output.xls"
    found = guess(path)
    assert found.shape.key == "statistics"
    assert Counter(one.field for one in found.columns) == {VALUE: 37, "item": 1}
    data = {**as_data(found.mapping("hs300")), "constants": {"dataset": "hs300", "period": "2022-02"}}
    rows = list(mapped_loader(from_data(data)).rows(path))
    assert len({row.fields["item"] for row in rows}) == 241, "59 firms have no figure at all"
    moutai = {
        (str(row.fields["measure"]), str(row.fields["period"])): row.fields["value"]
        for row in rows
        if row.fields["item"] == "贵州茅台"
    }
    shown = moutai["外观设计", "2022-02"], moutai["数量", "2021"], moutai["public", "2013"]
    assert shown == ("495", "98", "36")
    gate = Gate(Origin("hs300", "b", "", date(2022, 3, 1)))
    assert not [row for row in rows if isinstance(gate.check(row), Refused)]
    firms = {"公司名称": "name"}
    told = from_data({"name": "firms", "shape": "organisations", "columns": firms, "constants": {"kind": "沪深300"}})
    assert len(list(mapped_loader(told).rows(path))) == 300
