"""Division codes by the rule of their digits."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import Broken, DivisionCode, Level, parse_division_code


@pytest.mark.parametrize(
    ("text", "canonical", "level", "path"),
    [
        ("340000", "340000", Level.PROVINCE, ("340000",)),
        ("341600", "341600", Level.CITY, ("340000", "341600")),
        ("341602", "341602", Level.COUNTY, ("340000", "341600", "341602")),
        ("３４１６０２", "341602", Level.COUNTY, ("340000", "341600", "341602")),
        ("110101", "110101", Level.COUNTY, ("110000", "110101")),
        ("500230", "500230", Level.COUNTY, ("500000", "500230")),
        ("429004", "429004", Level.COUNTY, ("420000", "429004")),
        ("429021", "429021", Level.COUNTY, ("420000", "429021")),
        ("341602001", "341602001", Level.TOWN, ("340000", "341600", "341602", "341602001")),
        ("441900003", "441900003", Level.TOWN, ("440000", "441900", "441900003")),
        (
            "341602001201",
            "341602001201",
            Level.VILLAGE,
            ("340000", "341600", "341602", "341602001", "341602001201"),
        ),
        ("341602000", "341602", Level.COUNTY, ("340000", "341600", "341602")),
        ("341602001000", "341602001", Level.TOWN, ("340000", "341600", "341602", "341602001")),
        ("340000000000", "340000", Level.PROVINCE, ("340000",)),
    ],
)
def test_a_code_shows_its_level_and_everything_above(
    text: str, canonical: str, level: Level, path: tuple[str, ...]
) -> None:
    found = parse_division_code(text)
    assert isinstance(found, DivisionCode)
    assert (found.canonical, found.level, found.path) == (canonical, level, path)
    assert found.parts[0][1] == level.label


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("041602", "form"),
        ("34160", "form"),
        ("3416021", "form"),
        ("34160A", "form"),
        ("340002", "hierarchy"),
        ("340000001", "hierarchy"),
        ("341602000201", "hierarchy"),
    ],
)
def test_what_is_no_code_says_so(text: str, rule: str) -> None:
    found = parse_division_code(text)
    assert isinstance(found, Broken)
    assert found.rule == rule
