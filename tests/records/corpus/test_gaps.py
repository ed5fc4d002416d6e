"""What a table by province lacks or holds twice."""

from __future__ import annotations

from zhiquan.records.corpus.gaps import Gap, gaps
from zhiquan.records.corpus.places import mainland

TABLE = ("cn-yearbook", "patent.grants", "2019")


def cells(*without: tuple[str, str]) -> list[tuple[str, str, str, str, str]]:
    return [
        (*TABLE, place, item)
        for place in ("全国", *mainland())
        for item in ("发明", "外观设计")
        if (place, item) not in without
    ]


def test_a_whole_table_has_no_gap() -> None:
    assert gaps(cells()) == ()


def test_a_missing_item_is_named_with_its_province() -> None:
    assert gaps(cells(("吉林", "外观设计"))) == (Gap(*TABLE, "吉林", ("外观设计",), "missing"),)


def test_a_missing_province_is_missing_in_every_item() -> None:
    assert gaps(cells(("西藏", "发明"), ("西藏", "外观设计"))) == (
        Gap(*TABLE, "西藏", ("发明", "外观设计"), "missing"),
    )


def test_what_stands_there_twice_is_doubled() -> None:
    assert gaps([*cells(), (*TABLE, "山西", "发明")]) == (Gap(*TABLE, "山西", ("发明",), "doubled"),)


def test_a_subtotal_is_no_gap_and_expected_nowhere() -> None:
    east = [(*TABLE, "东部地区", item) for item in ("发明", "外观设计")]
    assert gaps([*cells(), *east]) == ()


def test_a_name_that_could_not_be_read_is_told() -> None:
    found = gaps([*cells(("江西", "发明")), (*TABLE, "", "发明")])
    assert found == (Gap(*TABLE, "江西", ("发明",), "missing"), Gap(*TABLE, "", ("发明",), "open"))


def test_tables_are_compared_each_by_itself() -> None:
    other = [(*cell[:2], "2020", *cell[3:]) for cell in cells(("海南", "发明"))]
    assert [gap.period for gap in gaps([*cells(), *other])] == ["2020"]
