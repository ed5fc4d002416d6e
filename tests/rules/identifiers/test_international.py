"""Numbers of the Patent Cooperation Treaty, applications and publications, in old and new forms."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import Broken, PctApplication, WoPublication, parse_pct_number, parse_wo_number


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("PCT/CN2016/084836", "PCT/CN2016/084836"),
        ("pct/cn2016/084836", "PCT/CN2016/084836"),
        ("PCTCN2016084836", "PCT/CN2016/084836"),
        ("PCT/CN2016084836", "PCT/CN2016/084836"),
        ("ＰＣＴ／ＪＰ２０１１／０７４０８６", "PCT/JP2011/074086"),
        ("PCT/CN98/00922", "PCT/CN1998/000922"),
        ("PCT / CN 03 / 00001", "PCT/CN2003/000001"),
        ("PCT/US78/00001", "PCT/US1978/000001"),
        ("PCT/CA1998/000922", "PCT/CA1998/000922"),
    ],
)
def test_an_international_application_of_any_office_is_read(text: str, canonical: str) -> None:
    found = parse_pct_number(text)
    assert isinstance(found, PctApplication)
    assert found.canonical == canonical
    assert found.path == ()
    assert [value.zh for _, value in found.parts] == [found.office, str(found.year), found.serial]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("WO/2009/043854", "WO2009/043854"),
        ("WO 2009/043854 A1", "WO2009/043854A1"),
        ("WO2009043854A1", "WO2009/043854A1"),
        ("WO2009043854", "WO2009/043854"),
        ("WO 98/12345", "WO1998/012345"),
        ("wo 02/056789 a2", "WO2002/056789A2"),
    ],
)
def test_an_international_publication_is_read(text: str, canonical: str) -> None:
    found = parse_wo_number(text)
    assert isinstance(found, WoPublication)
    assert found.canonical == canonical
    assert ("检索报告" in found.parts[-1][1].zh) is bool(found.code)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("CN2016/084836", "form"),
        ("PCT/CN2016/84836x", "form"),
        ("PCT/CN1977/000001", "year"),
        ("PCT/CN04/00001", "year"),
        ("PCT/CN2100/000001", "year"),
        ("PCT/CN2016/84836", "length"),
        ("PCT/CN2016/000000", "serial"),
    ],
)
def test_a_wrong_application_number_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_pct_number(text)
    assert isinstance(found, Broken)
    assert found.rule == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("WO", "form"),
        ("EP2009/043854", "form"),
        ("WO2009/043854A5", "kind-code"),
        ("WO2009/043854U", "kind-code"),
        ("WO1977/012345", "year"),
        ("WO2009/43854", "length"),
    ],
)
def test_a_wrong_publication_number_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_wo_number(text)
    assert isinstance(found, Broken)
    assert found.rule == rule
