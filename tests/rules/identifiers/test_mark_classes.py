"""Classes of goods and services, similar groups and items; codes of figurative elements."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import Broken, ClassSymbol, parse_nice_symbol, parse_vienna_symbol


@pytest.mark.parametrize(
    ("text", "canonical", "path", "said"),
    [
        ("9", "09", ("09",), ["类别", "商品"]),
        ("第34类", "34", ("34",), ["类别", "商品"]),
        ("Class 35", "35", ("35",), ["类别", "服务"]),
        ("0901", "0901", ("09", "0901"), ["类似群", "商品"]),
        ("3501", "3501", ("35", "3501"), ["类似群", "服务"]),
        ("0104（二）", "0104", ("01", "0104"), ["类似群", "商品", "二"]),
        ("090001", "090001", ("09", "090001"), ["商品服务项目", "商品"]),
        ("C090001", "C090001", ("09", "C090001"), ["商品服务项目", "商品"]),
        ("ｃ４５０００１", "C450001", ("45", "C450001"), ["商品服务项目", "服务"]),
    ],
)
def test_a_nice_symbol_shows_class_group_or_item(
    text: str, canonical: str, path: tuple[str, ...], said: list[str]
) -> None:
    found = parse_nice_symbol(text)
    assert isinstance(found, ClassSymbol)
    assert (found.scheme, found.canonical, found.path) == ("nice", canonical, path)
    assert [value.zh for _, value in found.parts] == said


@pytest.mark.parametrize(
    ("text", "canonical", "path", "level"),
    [
        ("26.01.01", "26.1.1", ("26", "26.1", "26.1.1"), "组"),
        ("26.1", "26.1", ("26", "26.1"), "小类"),
        ("A5.5.20", "A5.5.20", ("5", "5.5", "A5.5.20"), "辅助组"),
        ("A 5.5.20", "A5.5.20", ("5", "5.5", "A5.5.20"), "辅助组"),
        ("5.5.A20", "A5.5.20", ("5", "5.5", "A5.5.20"), "辅助组"),
        ("２９．１．１", "29.1.1", ("29", "29.1", "29.1.1"), "组"),
    ],
)
def test_a_vienna_code_shows_its_hierarchy(text: str, canonical: str, path: tuple[str, ...], level: str) -> None:
    found = parse_vienna_symbol(text)
    assert isinstance(found, ClassSymbol)
    assert (found.scheme, found.canonical, found.path) == ("vienna", canonical, path)
    assert found.parts[0][1].zh == level


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("九", "form"),
        ("D090001", "form"),
        ("09011", "form"),
        ("0", "nice-class"),
        ("46", "nice-class"),
        ("4601", "nice-class"),
        ("C460001", "nice-class"),
        ("0900", "number"),
        ("C090000", "number"),
    ],
)
def test_what_is_no_nice_symbol_says_so(text: str, rule: str) -> None:
    found = parse_nice_symbol(text)
    assert isinstance(found, Broken)
    assert found.rule == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("26", "form"),
        ("A26.1", "form"),
        ("26.1.1.1", "form"),
        ("30.1.1", "vienna-category"),
        ("0.1.1", "vienna-category"),
        ("26.0.1", "vienna-category"),
        ("26.1.0", "vienna-category"),
    ],
)
def test_what_is_no_vienna_code_says_so(text: str, rule: str) -> None:
    found = parse_vienna_symbol(text)
    assert isinstance(found, Broken)
    assert found.rule == rule
