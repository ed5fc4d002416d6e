"""Folding: what makes texts of other width, script, case and spacing the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.characters.folding import canon, contains, fold, places

MIXED = st.text(alphabet="电池隔膜锂離子离號号𠮷々〇ァァガ葛󠄀ＬLED5gé²，。、（）()·.-+ 　\n\t\u0301\u200b", max_size=30)
ANY = st.text(max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("鋰離子電池", "锂离子电池"),
        ("ＬＥＤ", "led"),
        ("CO₂ 与 m²", "co2与m2"),
        ("锂 离\n子", "锂离子"),
        ("LED  灯", "led灯"),
        ("a  b", "a b"),
        ("电池，隔膜", "电池,隔膜"),
        ("\u200b电\ufeff池", "电池"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
    ],
)
def test_width_script_case_and_blanks_do_not_tell_texts_apart(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(ANY, MIXED))
def test_the_quick_fold_is_the_fold(text: str) -> None:
    assert fold(text) == canon(text).text


@given(st.one_of(ANY, MIXED))
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = canon(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


def test_letters_and_digits_count_only_as_a_whole_run() -> None:
    assert not contains(fold("OLED 屏"), "led")
    assert not contains(fold("LED5G"), "led")
    assert contains(fold("一种LED灯"), "led")
    assert list(places("led led", "led")) == [0, 4]
