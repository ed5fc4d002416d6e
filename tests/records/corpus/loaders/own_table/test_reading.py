"""A user's own table, read by a mapping that is named or recognised by the headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.loaders.heading_table.making import book
from tests.records.making import number

from zhiquan.records.corpus.gates import Gate, Origin
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.loaders.own_table.folder import save_mapping
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader, own_loader
from zhiquan.records.corpus.loaders.own_table.mapping import OwnMapping, from_data
from zhiquan.records.corpus.loaders.own_table.read import rows
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.rules.refusal import Refusal

HEADING = ("行", "号码", "叫什么", "谁的", "何日")


def mapping(**changes: Any) -> OwnMapping:
    told = {
        "name": "own",
        "shape": "patents",
        "dates": "dmy",
        "separator": "/",
        "constants": {"status": "有效", "division": "990101"},
        "columns": {"号码": "application", "叫什么": "title", "谁的": "applicants", "何日": "filing_date"},
        "headings": list(HEADING),
    }
    return from_data({**told, **changes})


def table(path: Path, *more: tuple[object, ...]) -> Path:
    lines = [("我的清单",), HEADING, (1, number(1), "灯", "甲/乙", "06/05/2014"), ("合计", None, 1), *more]
    return book(path, lines)


def test_a_mapping_says_what_every_column_means(tmp_path: Path) -> None:
    row, total = mapped_loader(mapping()).rows(table(tmp_path / "a.xlsx"))
    assert row.fields == {
        "application": number(1),
        "title": "灯",
        "applicants": "甲;乙",
        "filing_date": "2014-05-06",
        "status": "有效",
        "division": "990101",
    }
    assert row.raw == {"行": "1", "号码": number(1), "叫什么": "灯", "谁的": "甲/乙", "何日": "06/05/2014"}
    assert total.fields == {"rule": "row.total"}


def test_saved_mappings_are_recognised_by_the_headings_whatever_their_order(tmp_path: Path) -> None:
    save_mapping(tmp_path / "mappings", mapping())
    turned = book(tmp_path / "b.xlsx", [tuple(reversed(HEADING)), ("06/05/2014", "甲", "灯", number(1), 1)])
    other = book(tmp_path / "c.xlsx", [(*HEADING, "更多"), (1, number(1), "灯", "甲", "06/05/2014", "")])
    for path in (table(tmp_path / "a.xlsx"), turned):
        found = own_loader(path, tmp_path / "mappings")
        assert found is not None
        assert found.mapping == mapping()
        assert found.look(path).fits
    assert own_loader(other, tmp_path / "mappings") is None
    assert own_loader(turned, tmp_path / "none") is None


def test_a_mapping_that_is_named_may_leave_columns_out(tmp_path: Path) -> None:
    path = book(tmp_path / "c.xlsx", [(*HEADING, "更多"), (1, number(1), "灯", "甲", "06/05/2014", "x")])
    (row,) = mapped_loader(mapping()).rows(path)
    assert row.fields["application"] == number(1)
    assert row.raw["更多"] == "x"


def test_a_table_that_lacks_a_column_of_the_mapping_is_refused_with_its_name(tmp_path: Path) -> None:
    path = book(tmp_path / "c.xlsx", [HEADING[:-1], (1, number(1), "灯", "甲")])
    with pytest.raises(Refusal) as refusal:
        list(mapped_loader(mapping()).rows(path))
    assert refusal.value.code == "mapping.does-not-fit"
    assert "何日" in refusal.value.text.zh


def test_a_file_that_is_no_table_is_nobodys_own(tmp_path: Path) -> None:
    save_mapping(tmp_path / "mappings", mapping())
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n\xff\x00\n")
    assert own_loader(path, tmp_path / "mappings") is None


def test_without_a_mapping_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        rows(table(tmp_path / "a.xlsx"))
    assert refusal.value.code == "mapping.needed"


def test_headings_that_are_there_twice_are_told_apart(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [("号码", "名称", "名称"), (number(1), "灯", "甲")])
    told = mapping(
        columns={"号码": "application", "名称": "title", "名称（2）": "applicants"},
        headings=["号码", "名称", "名称（2）"],
    )
    (row,) = mapped_loader(told).rows(path)
    assert (row.fields["title"], row.fields["applicants"]) == ("灯", "甲")


FIGURES = {
    "name": "figures",
    "shape": "statistics",
    "constants": {"dataset": "示例", "period": "2022"},
    "columns": {
        "公司": "item",
        "发明（件）": "value",
        "2021": {"field": "value", "measure": "申请量", "period": "2021"},
    },
    "headings": ["公司", "发明（件）", "2021"],
}


def test_every_column_of_figures_is_a_measure_and_an_empty_cell_no_figure(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [("公司", "发明（件）", 2021), ("甲", 3, 4), ("乙", None, 0)])
    told = [dict(row.fields) for row in mapped_loader(from_data(FIGURES)).rows(path)]
    same = {"dataset": "示例", "item": "甲"}
    assert told == [
        {**same, "measure": "发明（件）", "unit": "件", "period": "2022", "value": "3"},
        {**same, "measure": "申请量", "period": "2021", "value": "4"},
        {**same, "item": "乙", "measure": "申请量", "period": "2021", "value": "0"},
    ]


def test_a_year_in_the_heading_of_figures_is_their_period(tmp_path: Path) -> None:
    columns = {"公司": "item", "2021": "value", "公开2020年": "value", "发明": "value"}
    told = from_data({**FIGURES, "columns": columns, "headings": list(columns)})
    path = book(tmp_path / "a.xlsx", [list(columns), ("甲", 1, 2, 3)])
    figures = [(row.fields["measure"], row.fields["period"]) for row in mapped_loader(told).rows(path)]
    assert figures == [("数量", "2021"), ("公开", "2020"), ("发明", "2022")]


def test_what_a_mapping_tells_passes_the_gates(tmp_path: Path) -> None:
    from datetime import date

    gate = Gate(Origin("own", "b", "", date(2026, 1, 1)))
    record = gate.check(next(iter(mapped_loader(mapping()).rows(table(tmp_path / "a.xlsx")))))
    assert isinstance(record, PatentRecord)
    assert record.applicants == ("甲", "乙")
    assert record.filing_date == date(2014, 5, 6)


def test_the_same_file_by_another_mapping_is_another_batch(tmp_path: Path) -> None:
    from datetime import date

    path = table(tmp_path / "a.xlsx")
    day = date(2026, 1, 1)
    first = import_file(path, tmp_path / "lake", vintage=day, reader=mapped_loader(mapping()))
    again = import_file(path, tmp_path / "lake", vintage=day, reader=mapped_loader(mapping()))
    changed = import_file(path, tmp_path / "lake", vintage=day, reader=mapped_loader(mapping(constants={})))
    assert (first.read, first.accepted, first.refused) == (2, 1, 1)
    assert [one.rule for one in first.by_reason] == ["row.total"]
    assert again.already
    assert again.batch == first.batch
    assert changed.batch != first.batch
