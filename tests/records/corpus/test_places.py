"""Names of places in tables by province: repaired only on evidence, open otherwise, totals kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.places import (
    PlaceKind,
    Repair,
    candidates_of,
    english,
    kind_of,
    mainland,
    read_place,
    read_places,
)

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NOTHING: Mapping[str, Decimal] = {}
EAST = ("北京", "天津", "河北", "上海", "江苏", "浙江", "福建", "山东", "广东", "海南")


def table(**instead: str) -> dict[str, Mapping[str, Decimal]]:
    """Return a table of all provinces, some written otherwise: right name → written name."""
    return {instead.get(name, name): NOTHING for name in ("全国", *mainland())}


@pytest.mark.parametrize(
    ("right", "written"),
    [
        ("江苏", "江办"),
        ("山东", "山求"),
        ("浙江", "浙汪"),
        ("西藏", "西葬"),
        ("黑龙江", "黑尤江"),
        ("内蒙古", "内家古"),
    ],
)
def test_a_slip_is_repaired_when_the_table_lacks_only_that_province(right: str, written: str) -> None:
    found = read_places(table(**{right: written}))[written]
    assert (found.raw, found.name, found.kind, found.how) == (written, right, PlaceKind.PROVINCE, Repair.MISSING)
    assert found.code == read_place(right).code  # type: ignore[union-attr]


def test_a_character_lost_or_added_is_a_slip_too() -> None:
    found = read_places(table(黑龙江="黑龙", 内蒙古="内蒙古古"))
    assert (found["黑龙"].name, found["内蒙古古"].name) == ("黑龙江", "内蒙古")


def test_blanks_and_other_names_are_no_slips() -> None:
    found = read_places(
        {
            "上   海": NOTHING,
            "　北 京": NOTHING,
            "广西壮族自治区": NOTHING,
            "Inner Mongolia": NOTHING,
            "Innermongolia": NOTHING,
        }
    )
    assert [(place.name, place.how) for place in found.values()] == [
        ("上海", Repair.SPACING),
        ("北京", Repair.SPACING),
        ("广西", Repair.ALIAS),
        ("内蒙古", Repair.ALIAS),
        ("内蒙古", Repair.ALIAS),
    ]


def test_traditional_script_is_the_same_place() -> None:
    assert read_places({"廣東": NOTHING})["廣東"].name == "广东"


def test_one_settled_slip_settles_the_next() -> None:
    # 甲南 could be 河南, 湖南 or 云南, until 河甲 and 云甲 have taken theirs
    chained = read_places(table(河南="河甲", 湖南="甲南", 云南="云甲"))
    assert [chained[name].name for name in ("河甲", "甲南", "云甲")] == ["河南", "湖南", "云南"]


def test_two_slips_that_want_the_same_province_stay_open() -> None:
    found = read_places({**table(江西="江两"), "江丙": NOTHING})
    for written in ("江两", "江丙"):
        assert found[written].how is Repair.OPEN
        assert (found[written].name, found[written].code) == ("", "")
        assert "江西" in found[written].candidates


def test_two_provinces_lacking_leave_both_as_candidates() -> None:
    written = read_places({name: NOTHING for name in mainland() if name not in ("河南", "河北")} | {"河比": NOTHING})
    assert set(written["河比"].candidates) == {"河南", "河北"}
    assert written["河比"].how is Repair.OPEN


def test_a_table_of_few_places_is_no_evidence() -> None:
    found = read_places({"全国": NOTHING, "海口": NOTHING, "江门": NOTHING})
    assert [found[name].how for name in ("海口", "江门")] == [Repair.OPEN, Repair.OPEN]
    assert "海南" in found["海口"].candidates


def test_what_alone_looks_alike_is_taken_where_the_table_tells_nothing() -> None:
    found = read_places({"贵洲": NOTHING, "尔部地区": NOTHING})
    assert (found["贵洲"].name, found["贵洲"].how) == ("贵州", Repair.LOOK)
    assert (found["尔部地区"].name, found["尔部地区"].how) == ("东部地区", Repair.LOOK)


def test_a_subtotal_is_known_by_its_sum() -> None:
    figures = {name: {"合计": Decimal(10 + index)} for index, name in enumerate(mainland())}
    whole = sum((figures[name]["合计"] for name in EAST), Decimal(0))
    found = read_places({**figures, "某部地区": {"合计": whole}})["某部地区"]
    assert (found.name, found.code, found.kind, found.how) == ("东部地区", "", PlaceKind.REGION, Repair.SUM)


def test_a_subtotal_is_known_by_its_sum_though_a_part_is_misspelt() -> None:
    figures = {name: {"合计": Decimal(10 + index)} for index, name in enumerate(mainland())}
    whole = sum((figures[name]["合计"] for name in EAST), Decimal(0))
    figures["浙汀"] = figures.pop("浙江")
    found = read_places({**figures, "尔部地区": {"合计": whole}})
    assert (found["尔部地区"].how, found["浙汀"].name) == (Repair.SUM, "浙江")


def test_a_subtotal_that_does_not_add_up_stays_open() -> None:
    figures = {name: {"合计": Decimal(10 + index)} for index, name in enumerate(mainland())}
    found = read_places({**figures, "某部地区": {"合计": Decimal(7)}})["某部地区"]
    assert found.how is Repair.OPEN
    assert set(found.candidates) == {"东部地区", "中部地区", "西部地区"}


def test_totals_are_told_from_provinces() -> None:
    assert [kind_of(name) for name in ("全国", "总计", "东部地区", "西部", "江西", "青岛")] == [
        PlaceKind.NATION,
        PlaceKind.NATION,
        PlaceKind.REGION,
        PlaceKind.REGION,
        PlaceKind.PROVINCE,
        PlaceKind.OTHER,
    ]


def test_english_names_are_those_of_provinces() -> None:
    assert (english("陕西"), english("全国"), english("某地")) == ("Shaanxi", "", "")
    assert len(mainland()) == 31


@given(st.sampled_from(mainland()), st.data())
def test_one_exchanged_character_never_becomes_another_province(right: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(right) - 1))
    written = right[:at] + data.draw(HAN) + right[at + 1 :]
    found = read_places(table(**{right: written}))[written]
    if read_place(written) is None:
        assert found.name == right
    else:
        assert found.name == read_place(written).name  # type: ignore[union-attr]


@given(st.lists(st.sampled_from(mainland()), min_size=1, max_size=6, unique=True), st.data())
def test_what_is_repaired_was_a_candidate_and_lacking(wrong: list[str], data: st.DataObject) -> None:
    instead = {name: name[:-1] + data.draw(HAN) for name in wrong}
    read = read_places(table(**instead))
    names = [place.name for place in read.values() if place.how in (Repair.MISSING, Repair.LOOK)]
    assert len(names) == len(set(names))
    for place in read.values():
        if place.how in (Repair.MISSING, Repair.LOOK):
            assert place.name in {one.name for one in candidates_of(place.raw)}
            assert place.name not in read


@given(st.permutations(list(table(江西="江两", 浙江="浙汀", 西藏="四藏"))))
def test_the_order_of_rows_changes_nothing(order: list[str]) -> None:
    found = read_places(dict.fromkeys(order, NOTHING))
    assert [found[name].name for name in ("江两", "浙汀", "四藏")] == ["江西", "浙江", "西藏"]


@given(st.text(max_size=8))
def test_any_text_is_read_without_error_and_kept(written: str) -> None:
    assert read_places({written: NOTHING})[written].raw == written
