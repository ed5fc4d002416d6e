"""Names of organisations taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.entities.names import drawers, read_name, split_names


@pytest.mark.parametrize(
    ("given_name", "core", "form", "places"),
    [
        ("示例电池股份有限公司", "示例电池", "股份有限公司", ()),
        ("示例电池有限责任公司", "示例电池", "有限责任公司", ()),
        ("示例电池（中国）有限公司", "示例电池", "有限公司", ("中国",)),
        ("北京示例电池有限公司", "示例电池", "有限公司", ("北京",)),
        ("山东省示例电池集团有限公司", "示例电池", "集团有限公司", ("山东",)),
        ("北京大学", "北京大学", "", ()),
        ("中国示例大学（华东）", "示例大学", "", ("中国", "华东")),
        ("有限公司", "有限公司", "", ()),
        ("示例电池股份有限公司 (SZ.300001)", "示例电池", "股份有限公司", ()),
        ("示例电池股份有限公司 (SS.600001", "示例电池", "股份有限公司", ()),
        ("Example Battery (China) Co., Ltd.", "example battery", "co ltd", ("china",)),
        ("EXAMPLE S.A.", "example", "sa", ()),
        ("Co., Ltd.", "co", "ltd", ()),
        ("", "", "", ()),
    ],
)
def test_the_name_proper_is_told_from_form_and_place(
    given_name: str, core: str, form: str, places: tuple[str, ...]
) -> None:
    found = read_name(given_name)
    assert (found.core, found.form, found.places) == (core, form, places)


def test_width_brackets_script_and_blanks_make_no_other_name() -> None:
    forms = [
        "示例（北京）电池有限公司",
        "示例(北京)电池有限公司",
        "示例 (北京) 電池有限公司",
        "示例〔北京〕电池有限公司",
    ]
    assert len({read_name(one).whole for one in forms}) == 1


@pytest.mark.parametrize("written", ["甲乙电池有限公司（原名：丙丁电源厂）", "甲乙电池有限公司(曾用名:丙丁电源厂)"])
def test_former_names_inside_a_name_are_read(written: str) -> None:
    found = read_name(written)
    assert found.former == ("丙丁电源厂",)
    assert (found.core, found.whole, found.places) == ("甲乙电池", "甲乙电池有限公司", ())
    assert drawers(found) == {"甲乙电池", "丙丁电源"}


def test_several_names_in_one_cell_are_parted() -> None:
    assert split_names("甲公司；乙公司; 甲公司 ;\n丙公司") == ("甲公司", "乙公司", "丙公司")
    assert split_names("  ") == ()


def test_near_names_share_a_drawer_and_short_ones_do_not() -> None:
    one, other = read_name("示例新能源电池"), read_name("示例新能原电池")
    assert drawers(one).isdisjoint(drawers(other))
    assert not drawers(one, near=True).isdisjoint(drawers(other, near=True))
    assert drawers(read_name("甲乙丙丁"), near=True) == {"甲乙丙丁"}


@given(st.text(max_size=40))
def test_every_text_is_a_name(written: str) -> None:
    found = read_name(written)
    assert found.given == written
    assert "(" not in found.whole
