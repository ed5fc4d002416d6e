"""Which characters look alike."""

from __future__ import annotations

import pytest

from zhiquan.records.characters.folding import fold
from zhiquan.records.characters.glyphs import ALIKE, keys, likeness, listed


@pytest.mark.parametrize(
    "pair", ["茅矛", "清请", "兔免", "未末", "己已", "部陪", "福富", "龙宠", "雷擂", "狼浪", "红江", "良狼"]
)
def test_look_alikes_share_parts_or_stand_in_the_list(pair: str) -> None:
    assert likeness(*pair) == likeness(*reversed(pair)) >= ALIKE
    assert pair[1] in listed(pair[0]) or keys(pair[0]) & keys(pair[1])


@pytest.mark.parametrize("pair", ["茅台", "江汪", "们明", "山海", "一丨", "萌茄", "议诸", "人木", "土地"])
def test_a_small_part_in_common_makes_no_look_alikes(pair: str) -> None:
    assert likeness(*pair) < ALIKE


def test_the_list_is_in_folded_simplified_form() -> None:
    chars = "己未土日人大天干免王田刀戊鸟今午贝目白木"
    assert all(listed(char) for char in chars)
    assert all(fold(other) == other for char in chars for other in listed(char))
