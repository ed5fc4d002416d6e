"""What a text may be, the likeliest first."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import Broken, Confidence, Kind, identify, read_as


def read(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.confidence.value) for one in identify(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("CN201310699744.2", (Kind.PATENT, Confidence.CHECKED)),
        ("2013106997442", (Kind.PATENT, Confidence.CHECKED)),
        ("ZL 2013 1 0699744.2", (Kind.PATENT, Confidence.CHECKED)),
        ("CN201310699744", (Kind.PATENT, Confidence.DISTINCT)),
        ("CN101234567A", (Kind.PUBLICATION, Confidence.DISTINCT)),
        ("PCT/CN2016/084836", (Kind.PCT, Confidence.DISTINCT)),
        ("WO/2009/043854", (Kind.WO, Confidence.DISTINCT)),
        ("1134160073302996XP", (Kind.USCC, Confidence.CHECKED)),
        ("73302996-X", (Kind.ORGANISATION, Confidence.CHECKED)),
        ("1134160073302996XP/202311-00118", (Kind.INDEX, Confidence.CHECKED)),
        ("Y02E10/50", (Kind.CPC, Confidence.DISTINCT)),
        ("G01L3/00（2006.01）I", (Kind.IPC, Confidence.POSSIBLE)),
        ("06-01", (Kind.LOCARNO, Confidence.DISTINCT)),
        ("26.1.1", (Kind.VIENNA, Confidence.DISTINCT)),
        ("C090001", (Kind.NICE, Confidence.DISTINCT)),
        ("第12345678号", (Kind.TRADEMARK, Confidence.DISTINCT)),
        ("341602001201", (Kind.DIVISION, Confidence.DISTINCT)),
    ],
)
def test_the_likeliest_kind_comes_first(text: str, first: tuple[Kind, Confidence]) -> None:
    found = identify(text)[0]
    assert (found.kind, found.confidence) == first
    assert found.canonical
    assert found.confidence.label.zh


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("341600", ["division", "nice", "trademark"]),
        ("0901", ["nice", "trademark"]),
        ("12", ["locarno", "nice", "trademark"]),
        ("85102475", ["patent", "publication", "trademark"]),
        ("1993113", ["publication", "trademark"]),
        ("H01M", ["ipc", "cpc"]),
    ],
)
def test_a_text_that_several_kinds_allow_is_given_as_all_of_them(text: str, kinds: list[str]) -> None:
    assert read(text) == [(kind, "possible") for kind in kinds]


def test_nine_digits_that_agree_as_organisation_code_by_chance_stay_a_publication_number_first() -> None:
    assert read("100000016") == [("publication", "possible"), ("organisation", "possible")]
    assert read_as("100000016", Kind.ORGANISATION).confidence is Confidence.CHECKED


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("CN201310699744.3", Kind.PATENT, "check-digit"),
        ("20131069974.2", Kind.PATENT, "length"),
        ("CN20131069974", Kind.PATENT, "length"),
        ("201370699744.2", Kind.PATENT, "kind"),
        ("CN101234567U", Kind.PUBLICATION, "kind-mismatch"),
        ("1134160073302996X1", Kind.USCC, "check-digit"),
        ("1134160073302996X", Kind.USCC, "length"),
        ("1134160O73302996XP", Kind.USCC, "characters"),
        ("12345678/46", Kind.TRADEMARK, "nice-class"),
        ("33-01", Kind.LOCARNO, "locarno-class"),
        ("340002001201", Kind.DIVISION, "hierarchy"),
    ],
)
def test_a_text_that_breaks_a_rule_of_the_kind_it_resembles_is_that_kind_but_broken(
    text: str, kind: Kind, rule: str
) -> None:
    found = {one.kind: one.found for one in identify(text) if one.confidence is Confidence.BROKEN}
    assert kind in found
    broken = found[kind]
    assert isinstance(broken, Broken)
    assert broken.rule == rule


def test_a_broken_reading_is_given_only_where_nothing_fits() -> None:
    assert all(one.confidence is not Confidence.BROKEN for one in identify("101175089"))


@pytest.mark.parametrize("text", ["", "abc", "商标", "2023年11月", "?"])
def test_a_text_that_resembles_no_number_is_none(text: str) -> None:
    assert identify(text) == ()


def test_a_text_read_as_one_kind_is_that_kind_or_broken() -> None:
    assert read_as("341600", Kind.TRADEMARK).canonical == "341600"
    assert read_as("341600", Kind.TRADEMARK).confidence is Confidence.DISTINCT
    assert read_as("abc", Kind.USCC).confidence is Confidence.BROKEN
