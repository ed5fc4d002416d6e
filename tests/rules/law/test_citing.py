"""Citations: an article in Chinese has one English form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.acts import _chinese

from zhiquan.rules.law.citing import chinese_number, english_article


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("两", 2),
        ("二百〇六", 206),
        ("37", 37),
    ],
)
def test_numbers_of_articles(text: str, number: int) -> None:
    assert chinese_number(text) == number


def test_digits_are_numbers_too() -> None:
    assert chinese_number("37") == 37


@given(st.integers(1, 9999))
def test_every_way_to_write_a_number_is_read(number: int) -> None:
    assert {chinese_number(text) for text in _chinese(number)} == {number}


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("第一条", "art. 1"),
        ("第四十二条第一款", "art. 42 para. 1"),
        ("第三十二条第一款第四项", "art. 32 para. 1 item 4"),
        ("第四十二条第一款、第二款", "art. 42 para. 1; para. 2"),
        ("第四十四条、第八十二条", "art. 44; art. 82"),
        ("第十条第（二）项", "art. 10 item 2"),
        ("第十条第二项第三目", "art. 10 item 2 point 3"),
        ("第二百一十三条之一", "art. 213-1"),
        ("第三章", "ch. 3"),
        ("第九条第一项，第（三）项", "art. 9 item 1; item 3"),
        ("第七条第二款", "art. 7 para. 2"),
    ],
)
def test_articles_in_english(article: str, english: str) -> None:
    assert english_article(article) == english


@pytest.mark.parametrize("article", ["年费", "第一条、年费", "", "第条", "第一条第二"])
def test_what_is_no_article_has_no_english_form(article: str) -> None:
    assert english_article(article) is None
