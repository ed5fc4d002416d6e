"""Class symbols of the IPC and of Locarno."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.identifiers import Broken, ClassSymbol, parse_class_symbol


def read(text: str) -> ClassSymbol:
    found = parse_class_symbol(text)
    assert isinstance(found, ClassSymbol)
    return found


@pytest.mark.parametrize(
    ("text", "canonical", "path"),
    [
        ("G01L3/00", "G01L3/00", ("G", "G01", "G01L", "G01L3", "G01L3/00")),
        ("G01L 3/00", "G01L3/00", ("G", "G01", "G01L", "G01L3", "G01L3/00")),
        ("g01l3/00（2006.01）i", "G01L3/00", ("G", "G01", "G01L", "G01L3", "G01L3/00")),
        ("H01M0010/0525", "H01M10/0525", ("H", "H01", "H01M", "H01M10", "H01M10/0525")),
        ("H01M10", "H01M10", ("H", "H01", "H01M", "H01M10")),
        ("H01M", "H01M", ("H", "H01", "H01M")),
        ("H01", "H01", ("H", "H01")),
        ("H", "H", ("H",)),
    ],
)
def test_an_ipc_symbol_shows_its_hierarchy(text: str, canonical: str, path: tuple[str, ...]) -> None:
    found = read(text)
    assert (found.scheme, found.canonical, str(found), found.path) == ("ipc", canonical, canonical, path)


def test_the_edition_of_an_ipc_symbol_is_kept() -> None:
    assert (read("G01L3/00（2006.01）I").edition, read("G01L3/00").edition) == ("2006.01", "")


@pytest.mark.parametrize(
    ("text", "canonical", "path", "item", "edition"),
    [
        ("06-01", "06-01", ("06", "06-01"), "", ""),
        ("21-01-C0293", "21-01", ("21", "21-01"), "C0293", ""),
        ("LOC(9)Cl.06-01", "06-01", ("06", "06-01"), "", "9"),
        ("32", "32", ("32",), "", ""),
    ],
)
def test_a_locarno_symbol_shows_class_and_subclass(
    text: str, canonical: str, path: tuple[str, ...], item: str, edition: str
) -> None:
    found = read(text)
    assert (found.scheme, found.canonical, found.path) == ("locarno", canonical, path)
    assert (found.item, found.edition) == (item, edition)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("33-01", "locarno-class"),
        ("00-01", "locarno-class"),
        ("I01L3/00", "form"),
        ("G01L3/0", "form"),
        ("G01L/00", "form"),
        ("21-01-0293", "form"),
    ],
)
def test_what_is_no_class_symbol_says_so(text: str, rule: str) -> None:
    found = parse_class_symbol(text)
    assert isinstance(found, Broken)
    assert found.rule == rule


@given(st.text() | st.text(alphabet="ABCDEFGH0123456789-/（）(). ILOC", max_size=24))
def test_any_text_gets_an_answer_and_a_symbol_reads_back(text: str) -> None:
    found = parse_class_symbol(text)
    if isinstance(found, ClassSymbol):
        again = read(found.canonical)
        assert (again.canonical, again.path, again.scheme) == (found.canonical, found.path, found.scheme)
    else:
        assert found.rule
