"""Marks stand on the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.search.highlight import Piece, mark
from zhiquan.records.search.text import contains, fold

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


@given(TEXT, st.lists(TEXT.map(fold), max_size=3))
def test_pieces_are_the_text_and_something_is_marked_exactly_when_a_term_is_there(text: str, terms: list[str]) -> None:
    pieces = mark(text, terms)
    assert "".join(piece.text for piece in pieces) == text
    assert any(piece.marked for piece in pieces) == any(contains(fold(text), term) for term in terms)
