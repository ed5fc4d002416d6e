"""Marks stand on the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.characters.folding import contains, fold
from zhiquan.records.search.highlight import Piece, mark, mark_found
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import TextField

TEXT = st.text(alphabet="电池隔膜離离ＬLE5，。 ²½é", max_size=25)


def test_the_original_characters_are_marked_not_the_folded_ones() -> None:
    assert mark("鋰離子電池。", ["离子电池"]) == (
        Piece("鋰", marked=False),
        Piece("離子電池", marked=True),
        Piece("。", marked=False),
    )


def test_overlapping_places_become_one_mark() -> None:
    assert mark("电池隔膜", ["电池隔", "隔膜"]) == (Piece("电池隔膜", marked=True),)


def test_words_across_punctuation_are_not_marked() -> None:
    assert mark("电池，隔膜", ["电池隔膜"]) == (Piece("电池，隔膜", marked=False),)


def marked(query: str, text: str) -> list[str]:
    return [piece.text for piece in mark_found(text, parse(f"TI=({query})"), TextField.TITLE) if piece.marked]


def test_patterns_and_both_sides_of_a_nearness_are_marked_where_they_fit() -> None:
    assert marked("電?池 OR LED#", "一种電瓶池与ＬＥＤ5") == ["電瓶池", "ＬＥＤ5"]
    assert marked("电池 2W 隔膜", "隔膜、电池的隔膜与电池") == ["电池", "隔膜"]
    assert marked("锂+膜", "膜锂离子隔膜") == ["锂", "膜"]
    assert marked("池 NOT 膜", "池膜") == ["池"]


@given(TEXT, st.lists(TEXT.map(fold), max_size=3))
def test_pieces_are_the_text_and_something_is_marked_exactly_when_a_term_is_there(text: str, terms: list[str]) -> None:
    pieces = mark(text, terms)
    assert "".join(piece.text for piece in pieces) == text
    assert any(piece.marked for piece in pieces) == any(contains(fold(text), term) for term in terms)
