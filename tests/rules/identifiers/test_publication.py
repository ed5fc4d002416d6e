"""Publication and grant numbers: kind codes old and new, and the forms of each period."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import (
    Broken,
    PatentKind,
    PublicationNumber,
    Standing,
    parse_publication_number,
    publication,
)


def read(text: str) -> PublicationNumber:
    found = parse_publication_number(text)
    assert isinstance(found, PublicationNumber), found
    return found


@pytest.mark.parametrize(
    ("text", "canonical", "kind"),
    [
        ("CN101234567A", "CN101234567A", PatentKind.INVENTION),
        ("CN 101234567 B", "CN101234567B", PatentKind.INVENTION),
        ("cn-101234567-a", "CN101234567A", PatentKind.INVENTION),
        ("CN 1 01234567 A", "CN101234567A", PatentKind.INVENTION),
        ("101234567", "CN101234567", PatentKind.INVENTION),
        ("（CN101234567）", "CN101234567", PatentKind.INVENTION),
        ("ＣＮ２０１５３５０７７Ｕ", "CN201535077U", PatentKind.UTILITY_MODEL),
        ("CN300123456S", "CN300123456S", PatentKind.DESIGN),
        ("CN1993113C", "CN1993113C", PatentKind.INVENTION),
        ("CN2144896Y", "CN2144896Y", PatentKind.UTILITY_MODEL),
        ("CN3021827D", "CN3021827D", PatentKind.DESIGN),
        ("CN1030001A", "CN1030001A", PatentKind.INVENTION),
        ("CN1003001B", "CN1003001B", PatentKind.INVENTION),
        ("CN85100001A", "CN85100001A", PatentKind.INVENTION),
        ("CN88210369U", "CN88210369U", PatentKind.UTILITY_MODEL),
    ],
)
def test_every_period_has_its_form(text: str, canonical: str, kind: PatentKind) -> None:
    found = read(text)
    assert (found.canonical, found.kind, found.standing) == (canonical, kind, Standing.UNCHECKED)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("CN101234567A", "申请公布"),
        ("CN101234567A8", "扉页更正"),
        ("CN101234567B9", "全文更正"),
        ("CN100378905C", "2010 年 4 月前"),
        ("CN100378905C1", "部分无效宣告公告（第 1 次）"),
        ("CN201535077Y7", "部分无效宣告公告（第 7 次）"),
        ("CN301234567S7", "部分无效宣告公告（第 7 次）"),
        ("CN301234567S9", "全文更正"),
    ],
)
def test_a_kind_code_says_what_the_document_is(text: str, meaning: str) -> None:
    found = read(text)
    assert found.meaning is not None
    assert meaning in found.meaning.zh
    assert found.parts[-1][1] == found.meaning


def test_a_number_without_kind_code_says_kind_and_period_only() -> None:
    found = read("1993113")
    assert found.meaning is None
    assert [value.zh for _, value in found.parts] == ["发明", "1989 至 2007 年"]


def test_there_are_seven_partial_invalidations_for_each_kind_and_two_corrections_for_each_letter() -> None:
    codes = set(publication.KIND_CODES)
    assert {code for code in codes if len(code) == 1} == set("ABCUYSD")
    assert {code for code in codes if code[1:] in set("1234567")} == {f"{x}{n}" for x in "CYS" for n in range(1, 8)}
    assert {code for code in codes if code[1:] in {"8", "9"}} == {f"{x}{n}" for x in "ABUS" for n in (8, 9)}
    assert len(codes) == 36


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("CN", "form"),
        ("()", "empty"),
        ("(CN101234567A", "form"),
        ("CN10123456X7A", "form"),
        ("US101234567A", "prefix"),
        ("CN1012345678A", "length"),
        ("CN89100001A", "year"),
        ("CN84100001A", "year"),
        ("CN401234567A", "kind"),
        ("CN85400001A", "kind"),
        ("CN1000001A", "serial"),
        ("CN2030000U", "serial"),
        ("CN101234567E", "kind-code"),
        ("CN101234567A1", "kind-code"),
        ("CN101234567C8", "kind-code"),
        ("CN101234567U", "kind-mismatch"),
        ("CN201234567A", "kind-mismatch"),
        ("CN301234567Y", "kind-mismatch"),
        ("CN85100001C", "kind-period"),
        ("CN1993113A8", "kind-period"),
    ],
)
def test_a_wrong_number_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_publication_number(text)
    assert isinstance(found, Broken)
    assert (found.rule, found.given) == (rule, text)


def test_a_kind_code_of_another_kind_says_both_kinds() -> None:
    found = parse_publication_number("CN201234567A")
    assert isinstance(found, Broken)
    assert found.text.zh == "“CN201234567A”的号码属实用新型，文献种类代码 A 却属发明。"


def test_a_table_that_gave_u_to_inventions_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = publication.KIND_CODES | {"U": (PatentKind.INVENTION, *publication.KIND_CODES["U"][1:])}
    monkeypatch.setattr(publication, "KIND_CODES", wrong)
    assert isinstance(parse_publication_number("CN201535077U"), Broken)
    assert isinstance(parse_publication_number("CN101234567U"), PublicationNumber)
