"""Two columns on a terminal, with characters of two places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.portal.cli.columns import places, side_by_side, terminal_width, wrapped

WORDS = st.text(alphabet="abc 期限月（）；，9", max_size=60)


def test_chinese_takes_two_places() -> None:
    assert places("3个月") == 5


@given(WORDS, st.integers(4, 40))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(places(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_breaks_at_a_late_blank_and_never_before_a_closing_sign() -> None:
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
    assert list(wrapped("此前 三个月以内，", 15)) == ["此前 三个月以", "内，"]


def test_two_columns_stand_side_by_side() -> None:
    assert list(side_by_side(["三个月", "甲"], ["two months"], 23)) == ["三个月     | two months", "甲         |"]


def test_the_width_is_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "132")
    assert terminal_width() == 132
