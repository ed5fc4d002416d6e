"""Patterns and nearness on folded text, against definitions that spell everything out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.characters.folding import fold, is_han, is_word
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.near import read_near
from zhiquan.records.search.language.tree import Sign, Term, TextField, Wild
from zhiquan.records.search.language.wild import read_wild
from zhiquan.records.search.spans import found, variants

TI = (TextField.TITLE,)
TEXT = st.text(alphabet="电池隔膜𠮷LeD5 ，。-+", max_size=14).map(fold)
WORD = st.text(alphabet="电池隔LD5，-?#+", min_size=1, max_size=7)


def stands(query: str, text: str) -> bool:
    return bool(found(read_wild(TI, query, 0), TextField.TITLE, fold(text)))


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        ("电?池", ["锂电瓶池"], ["电池", "电,池", "电5池", "电瓶瓶池"]),
        ("电#池", ["电池", "电瓶池"], ["电瓶瓶池", "电-池"]),
        ("电??池", ["电瓶瓶池"], ["电瓶池"]),
        ("电池?", ["电池组"], ["电池", "电池。组", "电池5"]),
        ("?池", ["电池"], ["池", "5池"]),
        ("电池+", ["锂电池", "电池组"], ["电"]),
        ("LED?", ["LEDs灯", "LED5"], ["LED", "LED灯", "LED s", "OLEDs"]),
        ("LED#", ["LED", "LED5"], ["LED55"]),
        ("LED+", ["LED55"], ["OLED"]),
        ("+LED", ["OLED", "LED灯"], ["LED5"]),
        ("L?D", ["LED"], ["L D", "LD", "OLED"]),
        ("锂+5G", ["锂5G", "锂X5G"], ["锂,5G", "锂的5G"]),
        ("锂+电池", ["锂电池", "锂，5G的电池"], ["电池锂", "锂电"]),
    ],
)
def test_a_pattern_fits(query: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not stands(query, text)] == []
    assert [text for text in no if stands(query, text)] == []


def _ends(signs: tuple[Sign, ...], text: str, at: int) -> Iterator[int]:
    """Try every way to lay the signs along the text from one place."""
    if not signs:
        yield at
        return
    sign, rest = signs[0], signs[1:]
    if sign.stands_for:
        kind = is_han if sign.stands_for == "han" else is_word
        if sign.char != "?":
            yield from _ends(rest, text, at)
        if at < len(text) and kind(text[at]):
            yield from _ends(signs if sign.char == "+" else rest, text, at + 1)
    elif text[at : at + 1] == sign.char:
        yield from _ends(rest, text, at + 1)


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at])


@settings(max_examples=500)
@given(TEXT, WORD)
def test_places_of_a_pattern_are_all_that_can_be_laid_along_the_text(text: str, word: str) -> None:
    try:
        node = read_wild(TI, word, 0)
    except Fault:
        return
    if isinstance(node, Wild):
        expected = {
            (start, end)
            for start in range(len(text) + 1)
            if not _cuts(text, start)
            for end in _ends(node.signs, text, start)
            if not _cuts(text, end)
        }
        assert set(found(node, TextField.TITLE, text)) == expected


@given(WORD)
def test_variants_leave_no_choice_between_characters(word: str) -> None:
    try:
        node = read_wild(TI, word, 0)
    except Fault:
        return
    if isinstance(node, Wild):
        assert all(Sign("#", "han") not in variant for variant in variants(node.signs))
        assert len(list(variants(node.signs))) <= 8


HAN = st.text(alphabet="电池隔，。", max_size=20).map(fold)
SIDE = st.text(alphabet="电池隔", min_size=1, max_size=2)


@given(HAN, SIDE, SIDE, st.integers(0, 6))
def test_nearness_is_at_most_so_many_characters_between(text: str, left: str, right: str, most: int) -> None:
    one, other = Term(TI, left), Term(TI, right)
    forth = re.search(f"{left}.{{0,{most}}}{right}", text) is not None
    back = re.search(f"{right}.{{0,{most}}}{left}", text) is not None
    assert bool(found(read_near(one, f"{most}W", other, 0), TextField.TITLE, text)) == forth
    assert bool(found(read_near(one, f"{most}D", other, 0), TextField.TITLE, text)) == (forth or back)


SPACED = st.text(alphabet="ab c", max_size=24).map(fold)


@given(SPACED, st.integers(0, 6), st.sampled_from("WD"))
def test_nearness_counts_characters_but_no_blanks(text: str, most: int, sign: str) -> None:
    one, other = Term(TI, "a"), Term(TI, "b")
    words = [(hit[0], hit.start(), hit.end()) for hit in re.finditer(r"[a-c]+", text)]
    forth = [(x, y) for x in words for y in words if (x[0], y[0]) == ("a", "b") and x[2] <= y[1]]
    back = [(y, x) for x in words for y in words if (x[0], y[0]) == ("a", "b") and y[2] <= x[1]]
    pairs = forth + (back if sign == "D" else [])
    expected = any(len(text[x[2] : y[1]].replace(" ", "")) <= most for x, y in pairs)
    assert bool(found(read_near(one, f"{most}{sign}", other, 0), TextField.TITLE, text)) == expected


def test_a_blank_between_words_is_no_character_of_a_nearness() -> None:
    near = read_near(Term(TI, "led"), "0W", Term(TI, "lamp"), 0)
    assert found(near, TextField.TITLE, "led lamp")
    assert not found(near, TextField.TITLE, "led-lamp")
