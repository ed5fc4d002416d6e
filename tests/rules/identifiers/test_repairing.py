"""What a wrong number may have been: candidates with reasons, never a choice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.identifiers.making import NUMBERS, single_slips, swaps

from zhiquan.rules.identifiers import Kind, Slip, Standing, repairs
from zhiquan.rules.identifiers.kinds import READERS
from zhiquan.rules.identifiers.uscc import ALPHABET


@settings(max_examples=25)
@given(NUMBERS[Kind.PATENT] | NUMBERS[Kind.USCC], st.data())
def test_the_right_number_is_among_the_candidates_of_every_slip(number: str, data: st.DataObject) -> None:
    kind, characters = (Kind.PATENT, "0123456789X") if number.startswith("CN") else (Kind.USCC, ALPHABET)
    wrong = data.draw(st.sampled_from([*single_slips(number, characters), *swaps(number.removeprefix("CN"))]))
    found = repairs(wrong, kind)
    assert number in {one.canonical for one in found}
    assert all(READERS[kind].parse(one.canonical).standing is Standing.VALID for one in found)
    assert len({one.canonical for one in found}) == len(found)


@settings(max_examples=25)
@given(NUMBERS[Kind.PATENT])
def test_one_character_too_many_or_too_few_is_repaired_too(number: str) -> None:
    assert number in {one.canonical for one in repairs(number[:6] + number[5:], Kind.PATENT)}
    assert number in {one.canonical for one in repairs(number[:6] + number[7:], Kind.PATENT)}


def test_without_a_corpus_the_candidates_are_ranked_by_the_slip_and_none_is_called_known() -> None:
    found = repairs("201310699744.3")
    assert len(found) == 11
    assert [one.slip for one in found] == sorted((one.slip for one in found), key=list(Slip).index)
    assert {one.known for one in found} == {None}
    assert "CN201310699744.2" in {one.canonical for one in found}


def test_a_swap_is_the_first_candidate_with_its_reason() -> None:
    first = repairs("201310697944.2")[0]
    assert (first.canonical, first.slip, first.place) == ("CN201310699744.2", Slip.SWAP, 9)
    assert first.reason.zh == "第 9 个字符与后一个颠倒（79）"
    assert first.reason.en == "character 9 and the next one exchanged (79)"


def test_a_letter_that_looks_like_a_digit_comes_before_other_replacements() -> None:
    first = repairs("1134160O73302996XP")[0]
    assert (first.canonical, first.slip) == ("1134160073302996XP", Slip.LOOK_ALIKE)
    assert first.reason.zh == "第 8 个字符形近误写：O 应为 0"


def test_the_corpus_brings_the_number_it_knows_to_the_front_and_still_shows_the_others() -> None:
    found = repairs("201310699744.3", known=frozenset({"CN201310694744.3"}).__contains__)
    assert [(one.canonical, one.known) for one in found[:1]] == [("CN201310694744.3", True)]
    assert {one.known for one in found[1:]} == {False}
    assert len(found) == 11


def test_the_index_number_is_repaired_through_its_credit_code() -> None:
    found = repairs("1134160073302996X1/202311-00118")
    assert "1134160073302996XP/202311-00118" in {one.canonical for one in found}
    assert {one.kind for one in found} == {Kind.INDEX}


def test_a_number_without_check_character_is_repaired_only_by_the_corpus() -> None:
    assert repairs("CN101234657A") == ()
    found = repairs("CN101234657A", known=frozenset({"CN101234567A"}).__contains__)
    assert [(one.canonical, one.slip, one.known) for one in found] == [("CN101234567A", Slip.SWAP, True)]
    assert repairs("第12345687号", Kind.TRADEMARK, known="12345678".__eq__)[0].slip is Slip.SWAP


@pytest.mark.parametrize("text", ["CN201310699744.2", "1134160073302996XP", "73302996-X"])
def test_a_number_that_its_check_character_confirms_has_no_repairs(text: str) -> None:
    assert repairs(text) == ()
    assert repairs(text, known=lambda _: False) == ()


def test_a_number_that_the_corpus_knows_has_no_repairs() -> None:
    assert repairs("CN101234567A", known=lambda _: True) == ()


@pytest.mark.parametrize("text", ["", "abc", "商标", "1" * 60])
def test_a_text_that_is_no_number_has_no_repairs(text: str) -> None:
    assert repairs(text) == ()


def test_an_application_number_given_without_check_character_is_repaired_only_by_the_corpus() -> None:
    assert repairs("201310699744") == ()
    assert repairs("201310699744", known="CN201310699744.2".__eq__) == ()
    found = repairs("201310699774", known="CN201310699744.2".__eq__)
    assert [(one.canonical, one.known) for one in found] == [("CN201310699744.2", True)]


def test_a_broken_number_without_check_character_has_only_known_candidates() -> None:
    assert repairs("CN101234567E") == ()
    found = repairs("CN101234567E", known="CN101234567A".__eq__)
    assert [(one.canonical, one.slip) for one in found] == [("CN101234567A", Slip.CHARACTER)]
