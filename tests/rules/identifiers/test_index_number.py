"""Index numbers of open government information: a credit code, a month, a serial number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhiquan.rules.identifiers import Broken, Confidence, IndexNumber, Kind, Standing, identify, parse_index_number

NUMBER = "1134160073302996XP/202311-00118"


@pytest.mark.parametrize("text", [NUMBER, NUMBER.lower(), f" {NUMBER} ", NUMBER.replace("/", "／")])
def test_an_index_number_names_body_month_and_serial(text: str) -> None:
    found = parse_index_number(text)
    assert isinstance(found, IndexNumber)
    assert (found.canonical, found.year, found.month, found.serial) == (NUMBER, 2023, 11, "00118")
    assert (found.body.canonical, found.body.division) == ("1134160073302996XP", "341600")
    assert found.standing is Standing.VALID
    assert found.path == ("1134160073302996XP", NUMBER)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("1134160073302996XP", "form"),
        ("1134160073302996XP/202311-118", "form"),
        ("1134160073302996XP/202313-00118", "month"),
        ("1134160073302996XP/202300-00118", "month"),
        ("1134160073302996XP/194811-00118", "month"),
        ("1134160073302996X1/202311-00118", "check-digit"),
        ("134160073302996XP/202311-00118", "length"),
    ],
)
def test_a_wrong_index_number_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_index_number(text)
    assert isinstance(found, Broken)
    assert (found.rule, found.given) == (rule, text)


@pytest.mark.realdata
def test_the_index_number_of_a_published_page_is_recognised_and_its_credit_code_is_valid(shared_data: Path) -> None:
    page = next((shared_data.parent / "seeds").glob("002_*.txt")).read_text(encoding="utf-8")
    written = re.search(r"索引号\s+(\S+)", page)
    assert written
    first, *others = identify(written[1])
    assert (first.kind, first.confidence, others) == (Kind.INDEX, Confidence.CHECKED, [])
    assert isinstance(first.found, IndexNumber)
    assert first.found.body.findings == ()
    assert (first.found.body.division, first.found.year, first.found.month) == ("341600", 2023, 11)
