"""What holds for every kind of identifier: any text gets an answer, written forms are one number, numbers read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.identifiers.making import FULL_WIDTH, NUMBERS

from zhiquan.rules.identifiers import Broken, Kind, Standing, identify, read_as, repairs
from zhiquan.rules.identifiers.kinds import READERS

near_misses = st.text(alphabet="0123456789ABCDGOSUWXYZN./-()第类号 ０Ａ，（", max_size=34)
kinds = pytest.mark.parametrize("kind", list(Kind))


def test_every_kind_has_a_reader_a_name_and_numbers_to_be_tested_with() -> None:
    assert list(READERS) == list(Kind) == sorted(NUMBERS, key=list(Kind).index)
    assert len({kind.label.zh for kind in Kind}) == len({kind.label.en for kind in Kind}) == len(Kind)


@kinds
@given(text=st.text() | near_misses)
def test_any_text_gets_an_answer(kind: Kind, text: str) -> None:
    found = READERS[kind].parse(text)
    if isinstance(found, Broken):
        assert found.rule
        assert found.given == text
        assert found.text.zh != found.text.en
    else:
        assert str(READERS[kind].parse(found.canonical)) == found.canonical


@settings(max_examples=50)
@given(st.text(max_size=60) | near_misses)
def test_any_text_can_be_identified_and_repaired(text: str) -> None:
    for one in identify(text):
        assert one.standing in Standing
        assert (one.canonical == "") is isinstance(one.found, Broken)
    for repair in repairs(text):
        assert not isinstance(READERS[repair.kind].parse(repair.canonical), Broken)


@kinds
@given(data=st.data())
def test_the_canonical_form_reads_back_as_itself(kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    found = READERS[kind].parse(number)
    assert not isinstance(found, Broken), found.text
    assert found.canonical == str(found) == number
    assert READERS[kind].parse(found.canonical) == found
    assert found.standing is (Standing.VALID if READERS[kind].checked else Standing.UNCHECKED)
    assert all(label.zh and value.zh and label.en and value.en for label, value in found.parts)


@kinds
@given(data=st.data())
def test_full_width_and_small_letters_are_the_same_number(kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    written = f"　{number.lower().translate(FULL_WIDTH)} "
    found = READERS[kind].parse(written)
    assert not isinstance(found, Broken), found.text
    assert found.canonical == number


@kinds
@given(data=st.data())
def test_a_number_is_recognised_as_what_it_is(kind: Kind, data: st.DataObject) -> None:
    number = data.draw(NUMBERS[kind])
    assert kind in {one.kind for one in identify(number)}
    assert read_as(number, kind).canonical == number


@kinds
@given(data=st.data())
def test_a_path_ends_with_the_number_and_each_step_is_a_number_itself(kind: Kind, data: st.DataObject) -> None:
    found = READERS[kind].parse(data.draw(NUMBERS[kind]))
    assert not isinstance(found, Broken)
    assert not found.path or found.path[-1] == found.canonical
    assert len(set(found.path)) == len(found.path)


@kinds
@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_nothing_is_no_number_of_any_kind(kind: Kind, text: str) -> None:
    found = READERS[kind].parse(text)
    assert isinstance(found, Broken)
    assert found.rule == "empty"


@kinds
@pytest.mark.parametrize("text", [" " * 20_000 + ".", "1 " * 20_000, "第" * 20_000, "1" * 20_000, "(" * 20_000])
def test_a_very_long_text_is_refused_at_once(kind: Kind, text: str) -> None:
    assert isinstance(READERS[kind].parse(text), Broken)
    assert repairs(f"{text}1", kind) == ()
