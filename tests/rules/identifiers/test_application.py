"""Application numbers after ZC 0006-2003, against published numbers and every single error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.identifiers import (
    ApplicationNumber,
    Broken,
    PatentKind,
    Standing,
    check_character,
    parse_application_number,
)

new_digits = st.builds(
    "{}{}{:07d}".format, st.integers(2003, 2099), st.sampled_from("12389"), st.integers(0, 9_999_999)
)
old_digits = st.builds(
    "{:02d}{}{:05d}".format,
    st.sampled_from([*range(85, 100), 0, 1, 2, 3]),
    st.sampled_from("12389"),
    st.integers(0, 99_999),
)
digits = new_digits | old_digits


def read(text: str) -> ApplicationNumber:
    found = parse_application_number(text)
    assert isinstance(found, ApplicationNumber)
    return found


def rule(text: str) -> str:
    found = parse_application_number(text)
    assert isinstance(found, Broken)
    assert found.standing is Standing.INVALID
    return found.rule


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("201310699744.2", "CN201310699744.2"),
        ("95115608.X", "CN95115608.X"),
        ("95115608.x", "CN95115608.X"),
        ("97101765.4", "CN97101765.4"),
        ("CN201420789305.0", "CN201420789305.0"),
        ("ZL201420789305.0", "CN201420789305.0"),
        ("ZL 2014 2 0789305.0", "CN201420789305.0"),
        ("2014 2 07893050", "CN201420789305.0"),
        ("95 1 15608.X", "CN95115608.X"),
        ("2014207893050", "CN201420789305.0"),
        ("95115608X", "CN95115608.X"),
        ("　ｃｎ２０１４２０７８９３０５．０ ", "CN201420789305.0"),
    ],
)
def test_every_written_form_of_a_number_is_the_same_right(text: str, canonical: str) -> None:
    found = read(text)
    assert found.canonical == str(found) == canonical
    assert found.standing is Standing.VALID


def test_a_number_without_check_digit_is_unchecked_and_gets_it_computed() -> None:
    # 8·2 + 5·3 + 1·4 + 0·5 + 2·6 + 4·7 + 7·8 + 5·9 = 176 = 16 · 11
    found = read("CN85102475")
    assert (found.standing, found.check, found.canonical) == (Standing.UNCHECKED, "0", "CN85102475.0")
    assert read("201310699744").standing is Standing.UNCHECKED


def test_the_check_character_of_a_remainder_of_ten_is_x() -> None:
    assert check_character("95115608") == "X"


@pytest.mark.parametrize(
    ("number", "kind", "pct", "year", "serial"),
    [
        ("85102475", PatentKind.INVENTION, False, 1985, "02475"),
        ("03812345", PatentKind.INVENTION, True, 2003, "12345"),
        ("200420012345", PatentKind.UTILITY_MODEL, False, 2004, "0012345"),
        ("202190000001", PatentKind.UTILITY_MODEL, True, 2021, "0000001"),
        ("201430123456", PatentKind.DESIGN, False, 2014, "0123456"),
    ],
)
def test_year_kind_and_route_are_read_from_the_number(
    number: str, kind: PatentKind, pct: bool, year: int, serial: str
) -> None:
    found = read(number)
    assert (found.kind, found.pct, found.year, found.serial) == (kind, pct, year, serial)
    assert found.kind.label.zh


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("HK201310699744.2", "prefix"),
        ("201310699744 .2", "spaces"),
        ("2013106 99744.2", "spaces"),
        ("20131069S744.2", "characters"),
        ("2013①0699744.2", "characters"),
        ("20131069.9744.2", "dot"),
        ("201310699744.22", "dot"),
        ("201310699744.", "length"),
        ("CN2013", "length"),
        ("2013106997.4", "length"),
        ("04102475", "year"),
        ("84102475.1", "year"),
        ("200210699744", "year"),
        ("210010699744", "year"),
        ("201370699744", "kind"),
        ("85402475", "kind"),
        ("201310699744.3", "check-digit"),
    ],
)
def test_a_wrong_number_names_the_rule_it_breaks(text: str, broken: str) -> None:
    assert rule(text) == broken


def test_a_wrong_check_digit_says_what_it_would_have_to_be() -> None:
    found = parse_application_number("CN201310699744.3")
    assert isinstance(found, Broken)
    assert "应为 2" in found.text.zh
    assert "would have to be 2" in found.text.en


def test_a_long_text_is_shortened_in_the_sentence_and_kept_in_the_value() -> None:
    found = parse_application_number("9" * 5000)
    assert isinstance(found, Broken)
    assert len(found.text.zh) < 200
    assert found.given == "9" * 5000


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    found = parse_application_number(text)
    assert isinstance(found, ApplicationNumber | Broken)


@given(st.text(alphabet="0123456789XxCNZL. ．０１", max_size=22))
def test_any_text_that_looks_like_a_number_gets_an_answer(text: str) -> None:
    found = parse_application_number(text)
    assert isinstance(found, ApplicationNumber | Broken)


@given(digits)
def test_the_canonical_form_reads_back_as_the_same_number(number: str) -> None:
    found = read(f"{number}.{check_character(number)}")
    assert read(found.canonical) == found


@given(digits, st.data())
def test_every_single_wrong_digit_is_detected(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    wrong = number[:place] + digit + number[place + 1 :]
    assert isinstance(parse_application_number(f"{wrong}.{check_character(number)}"), Broken)


@given(digits, st.data())
def test_every_swap_of_two_neighbours_is_detected(number: str, data: st.DataObject) -> None:
    whole = number + check_character(number)
    places = [n for n in range(len(whole) - 1) if whole[n] != whole[n + 1]]
    if not places:
        return
    n = data.draw(st.sampled_from(places))
    swapped = whole[:n] + whole[n + 1] + whole[n] + whole[n + 2 :]
    assert isinstance(parse_application_number(swapped), Broken)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("102016001197106", "CN201611197106.0"),
        ("112014000074137", "CN201480074137.0"),
        ("202015001141789", "CN201521141789.0"),
        ("212014000000510", "CN201490000510.1"),
        ("302017000123456", "CN201730123456.5"),
    ],
)
def test_the_form_of_patentscope_is_read_without_check_character(text: str, canonical: str) -> None:
    found = read(text)
    assert found.canonical[:14] == canonical[:14]
    assert (found.check, found.standing) == (check_character(found.digits), Standing.UNCHECKED)


@pytest.mark.parametrize("text", ["122016001197106", "312016001197106", "102016101197106", "1020160011971061"])
def test_no_other_fifteen_digits_are_taken_for_that_form(text: str) -> None:
    assert rule(text) in {"length", "characters"}


def test_a_number_says_kind_year_route_and_serial() -> None:
    said = [[value.zh for _, value in read(text).parts] for text in ("201310699744.2", "201480074137")]
    assert said == [
        ["发明", "2013", "国内申请", "0699744"],
        ["发明", "2014", "国际申请进入国家阶段", "0074137"],
    ]
    assert read("201310699744.2").path == ()
