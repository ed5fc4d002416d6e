"""A number written in any style reads back as itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.insight.readings.writing import han, scaled

from zhiquan.insight.readings.numbers.lexer import quantities
from zhiquan.insight.readings.numbers.numerals import read_numeral
from zhiquan.insight.readings.text.folding import fold

NUMBERS = st.integers(min_value=2, max_value=10**12 - 1)
STYLES = (str, lambda n: f"{n:,}", han, lambda n: scaled(n, "万", 10**4), lambda n: scaled(n, "亿", 10**8))


@given(NUMBERS, st.sampled_from(STYLES))
def test_what_is_written_is_what_is_read(number: int, style: object) -> None:
    assert read_numeral(style(number))[0] == number  # type: ignore[operator]


@given(NUMBERS, st.sampled_from(STYLES), st.booleans())
def test_it_is_found_in_a_sentence_with_its_unit_at_its_place(number: int, style: object, wide: bool) -> None:
    written = style(number)  # type: ignore[operator]
    if wide:
        written = written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    text = f"全市共办结{written}件，比上年多。"
    (found,) = quantities(fold(text), [])
    assert (found.value, found.unit) == (number, "件")
    assert text[found.start : found.end] == f"{written}件"


@given(
    st.decimals(min_value="0.1", max_value="9999", places=2), st.sampled_from(("%", "％", "个百分点", "亿元", "万件"))
)
def test_decimals_keep_every_digit(number: Decimal, unit: str) -> None:
    (found,) = quantities(fold(f"达到{number}{unit}。"), [])
    worth = {"亿": 10**8, "万": 10**4}.get(unit[0], 1)
    assert found.value == number * worth
    low, high = found.window()
    assert low < found.value < high
    assert high - low == Decimal("0.01") * worth


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三千五", 3500),
        ("一百零五", 105),
        ("两千三百万", 23_000_000),
        ("二〇二三", 2023),
        ("十八点五", "18.5"),
        ("3千万", 30_000_000),
    ],
)
def test_what_people_shorten(written: str, value: object) -> None:
    assert read_numeral(written)[0] == Decimal(str(value))


@pytest.mark.parametrize("written", ["", "件", "一二百", "1.2.3", "二十十"])
def test_what_is_no_numeral_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        read_numeral(written)
