"""Cutting: what makes "these characters in this order" exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.characters.folding import contains, fold, is_word
from zhiquan.records.search.text import indexed, needle, tokens

MIXED = st.text(alphabet="电池隔膜锂離子离號号𠮷々〇ァァガ葛󠄀ＬLED5gé²，。、（）()·.-+ 　\n\t\u0301\u200b", max_size=30)


def test_pairs_are_made_inside_one_run_of_han_and_the_last_character_stands_alone() -> None:
    assert list(tokens("锂电池3v,隔膜")) == ["锂电", "电池", "池", "3v", ",", "隔膜", "膜"]


@given(MIXED)
def test_first_characters_of_the_tokens_are_the_text(text: str) -> None:
    folded = fold(text)
    heads = "".join(token if is_word(token[0]) else token[0] for token in tokens(folded))
    assert heads == folded.replace(" ", "")


def test_a_phrase_cannot_run_from_one_applicant_into_the_next() -> None:
    assert indexed("示例大学", "公司").split().count("学公") == 0
    assert "学 \x1e 公司" in indexed("示例大学", "公司")


@pytest.mark.parametrize(
    ("term", "cut", "open_end"),
    [
        ("电池", ("电池",), False),
        ("锂电池", ("锂电", "电池"), False),
        ("池", ("池",), True),
        ("3号", ("3", "号"), True),
        ("电池3", ("电池", "池", "3"), False),
        ("led", ("led",), False),
    ],
)
def test_a_term_is_cut_so_that_what_follows_it_stays_open(term: str, cut: tuple[str, ...], open_end: bool) -> None:
    found = needle(term)
    assert (found.tokens, found.open_end) == (cut, open_end)


def _phrase(stream: list[str], term: str) -> bool:
    """What an engine does with the tokens: they follow one another, the last one perhaps one character longer."""
    cut = needle(term)
    size = len(cut.tokens)
    for start in range(len(stream) - size + 1):
        window = stream[start : start + size]
        last = window[-1] == cut.tokens[-1] or (cut.open_end and window[-1][:1] == cut.tokens[-1])
        if last and tuple(window[:-1]) == cut.tokens[:-1]:
            return True
    return False


@settings(max_examples=400)
@given(MIXED, st.data())
def test_token_phrases_find_exactly_the_substrings(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, max(0, len(folded) - 1)))
    inside = folded[start : start + data.draw(st.integers(1, 6))].strip()
    for term in (inside, fold(data.draw(MIXED))):
        if term:
            assert _phrase(list(tokens(folded)), term) == contains(folded, term)
