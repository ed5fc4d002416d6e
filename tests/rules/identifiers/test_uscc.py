"""Unified social credit codes after GB 32100-2015."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.identifiers import Broken, Standing, Uscc, parse_uscc, uscc_check_character
from zhiquan.rules.identifiers.uscc import ALPHABET, WEIGHTS

KNOWN = "1134160073302996XP"
first17 = st.builds(
    lambda head, division, rest: head + division + rest,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def rule(text: str) -> str:
    found = parse_uscc(text)
    assert isinstance(found, Broken)
    return found.rule


def test_the_weights_are_those_of_the_standard() -> None:
    assert WEIGHTS == (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@pytest.mark.parametrize("text", [KNOWN, KNOWN.lower(), f" {KNOWN} ", "１１３４１６００７３３０２９９６ＸＰ"])
def test_a_published_code_is_valid_in_every_written_form(text: str) -> None:
    found = parse_uscc(text)
    assert isinstance(found, Uscc)
    assert str(found) == found.canonical == KNOWN
    assert (found.authority, found.category, found.division) == ("1", "1", "341600")
    assert (found.organisation, found.standing) == ("73302996X", Standing.VALID)


def test_a_code_of_a_rural_collective_may_begin_with_a_letter() -> None:
    head = "N2431225MF1234567"
    found = parse_uscc(head + uscc_check_character(head))
    assert isinstance(found, Uscc)
    assert found.authority == "N"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("", "empty"),
        ("1134160073302996IP", "characters"),
        ("11341600-3302996XP", "characters"),
        ("1134160073302996X", "length"),
        ("11A4160073302996XP", "division"),
        ("1134160073302996X1", "check-digit"),
    ],
)
def test_a_wrong_code_names_the_rule_it_breaks(text: str, broken: str) -> None:
    assert rule(text) == broken


def test_a_wrong_check_character_says_what_it_would_have_to_be() -> None:
    found = parse_uscc("1134160073302996X1")
    assert isinstance(found, Broken)
    assert "应为 P" in found.text.zh


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    found = parse_uscc(text)
    assert isinstance(found, Uscc | Broken)


@given(first17)
def test_a_code_with_its_check_character_reads_back(head: str) -> None:
    code = head + uscc_check_character(head)
    assert parse_uscc(code) == Uscc(code)


@given(first17, st.data())
def test_every_single_wrong_character_is_detected(head: str, data: st.DataObject) -> None:
    code = head + uscc_check_character(head)
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[place]]))
    assert isinstance(parse_uscc(code[:place] + other + code[place + 1 :]), Broken)


@given(first17, st.data())
def test_every_swap_of_two_neighbours_is_detected(head: str, data: st.DataObject) -> None:
    code = head + uscc_check_character(head)
    n = data.draw(st.integers(0, 16))
    swapped = code[:n] + code[n + 1] + code[n] + code[n + 2 :]
    assert swapped == code or isinstance(parse_uscc(swapped), Broken)
