"""Class symbols of the IPC and of Locarno."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.identifiers import Broken, ClassSymbol, parse_class_symbol, parse_cpc_symbol, parse_ipc_symbol


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


@pytest.mark.parametrize(
    ("text", "canonical", "path"),
    [
        ("Y02E10/50", "Y02E10/50", ("Y", "Y02", "Y02E", "Y02E10", "Y02E10/50")),
        ("H01L 2224/48091", "H01L2224/48091", ("H", "H01", "H01L", "H01L2224", "H01L2224/48091")),
        ("Y", "Y", ("Y",)),
    ],
)
def test_a_cpc_symbol_has_section_y_too(text: str, canonical: str, path: tuple[str, ...]) -> None:
    found = parse_cpc_symbol(text)
    assert isinstance(found, ClassSymbol)
    assert (found.scheme, found.canonical, found.path) == ("cpc", canonical, path)


def test_section_y_is_none_of_the_ipc() -> None:
    found = parse_ipc_symbol("Y02E10/50")
    assert isinstance(found, Broken)
    assert found.rule == "form"


@pytest.mark.parametrize(
    ("text", "said"), [("H01L2224/48", "引得码"), ("H01L2000/00", "引得码"), ("H01L1999/00", ""), ("H01L21/00", "")]
)
def test_indexing_codes_of_the_cpc_are_told_apart(text: str, said: str) -> None:
    found = parse_cpc_symbol(text)
    assert isinstance(found, ClassSymbol)
    assert said in found.parts[-1][1].zh
    assert len(found.parts) == (2 if said else 1)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("A01B0001020000", "A01B1/02"),
        ("A01B0001000000", "A01B1/00"),
        ("H01M0010052500", "H01M10/0525"),
        ("A61K0031100000", "A61K31/10"),
    ],
)
def test_the_fixed_form_of_fourteen_places_is_the_same_symbol(text: str, canonical: str) -> None:
    assert read(text).canonical == canonical


@pytest.mark.parametrize("text", ["A00", "A01B0/00", "A01B0000000000"])
def test_a_class_or_main_group_of_zero_does_not_exist(text: str) -> None:
    found = parse_class_symbol(text)
    assert isinstance(found, Broken)
    assert found.rule == "number"


def test_a_symbol_says_level_edition_and_item() -> None:
    assert [value.zh for _, value in read("G01L3/00（2006.01）I").parts] == ["小组", "2006.01"]
    assert [value.zh for _, value in read("LOC(9)Cl.21-01-C0293").parts] == ["小类", "9", "C0293"]
    assert [read(text).parts[0][1].zh for text in ("G", "G01", "G01L", "G01L3", "32")] == [
        "部",
        "大类",
        "小类",
        "大组",
        "大类",
    ]
