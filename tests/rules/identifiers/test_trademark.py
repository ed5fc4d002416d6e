"""Trademark numbers: number and class together are the key."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import Broken, TrademarkNumber, parse_trademark_number


def read(text: str) -> TrademarkNumber:
    found = parse_trademark_number(text)
    assert isinstance(found, TrademarkNumber), found
    return found


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("12345678", "12345678"),
        ("第12345678号", "12345678"),
        ("00123456", "123456"),
        ("No.12345678", "12345678"),
        ("TM12345678", "12345678"),
        ("12345678A", "12345678A"),
        ("１２３４５６７８ａ", "12345678A"),
        ("G1234567", "G1234567"),
        ("g 1234567", "G1234567"),
        ("G1234567A", "G1234567A"),
        ("12345678/9", "12345678/09"),
        ("12345678/09", "12345678/09"),
        ("12345678（9）", "12345678/09"),
        ("12345678（第9类）", "12345678/09"),
        ("12345678 第9类", "12345678/09"),
        ("12345678，第35类", "12345678/35"),
        ("12345678 Class 9", "12345678/09"),
        ("第9类第12345678号", "12345678/09"),
        ("第9类 12345678A", "12345678A/09"),
        ("第12345678号，第9类", "12345678/09"),
    ],
)
def test_every_written_form_is_one_number(text: str, canonical: str) -> None:
    assert read(text).canonical == canonical


def test_the_number_alone_is_no_key_but_number_and_class_are() -> None:
    assert read("12345678").key is None
    assert read("12345678/9").key == ("12345678", 9) != read("12345678/10").key
    assert read("12345678/9").path == ("12345678", "12345678/09")


def test_a_divided_application_is_another_mark_than_the_one_it_was_divided_from() -> None:
    assert read("12345678A/9").key != read("12345678/9").key
    assert read("12345678A").letter == "A"


def test_an_international_registration_is_another_number_than_the_national_one() -> None:
    assert read("G1234567").canonical != read("1234567").canonical
    assert read("G1234567").international


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12345678", ["国内"]),
        ("G1234567A/34", ["马德里国际注册", "A", "34（商品）"]),
        ("12345678/35", ["国内", "35（服务）"]),
    ],
)
def test_a_number_says_route_division_and_class(text: str, said: list[str]) -> None:
    assert [value.zh for _, value in read(text).parts] == said


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("商标", "form"),
        ("12345678AB", "form"),
        ("A12345678", "form"),
        ("第9类", "form"),
        ("0", "zero"),
        ("00000000", "zero"),
        ("123456789", "length"),
        ("G12345678", "length"),
        ("12345678/0", "nice-class"),
        ("12345678/46", "nice-class"),
    ],
)
def test_a_wrong_number_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_trademark_number(text)
    assert isinstance(found, Broken)
    assert found.rule == rule
