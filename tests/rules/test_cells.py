"""What leaves for a spreadsheet runs nothing there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.cells import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "\0=1"]
)
def test_a_text_that_looks_like_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_nothing_but_an_apostrophe_is_ever_added(text: str) -> None:
    assert harmless(text) in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["", "锂电池", "CN201510711276.5", "3-乙基", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
