"""Organisation codes of GB 11714, alone and inside the credit code."""

from __future__ import annotations

import pytest

from zhiquan.rules.identifiers import (
    Broken,
    OrganisationCode,
    Uscc,
    organisation_check_character,
    parse_organisation_code,
    parse_uscc,
    uscc_check_character,
)


@pytest.mark.parametrize("text", ["73302996X", "73302996-X", "73302996 x", "７３３０２９９６－Ｘ"])
def test_a_published_code_is_right_in_every_written_form(text: str) -> None:
    found = parse_organisation_code(text)
    assert isinstance(found, OrganisationCode)
    assert found.canonical == "73302996X"
    assert found.parts[0][1].zh == "73302996-X"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("7330299X", "form"),
        ("73302996--X", "form"),
        ("73302996Y", "form"),
        ("73302996-1", "check-digit"),
    ],
)
def test_a_wrong_code_names_the_rule_it_breaks(text: str, rule: str) -> None:
    found = parse_organisation_code(text)
    assert isinstance(found, Broken)
    assert found.rule == rule


def test_a_remainder_of_one_is_x_and_of_none_is_zero() -> None:
    # 7·3+3·7+3·9+0·10+2·5+9·8+9·4+6·2 = 199 = 18·11 + 1, and 11 - 1 is ten
    assert organisation_check_character("73302996") == "X"
    assert organisation_check_character("00000000") == "0"


def test_a_credit_code_whose_inner_code_fails_is_valid_with_a_finding_of_its_own() -> None:
    head = "11341600733029961"
    found = parse_uscc(head + uscc_check_character(head))
    assert isinstance(found, Uscc)
    (finding,) = found.findings
    assert (finding.rule, finding.given) == ("check-digit", "733029961")


def test_a_credit_code_whose_inner_code_agrees_has_no_findings() -> None:
    found = parse_uscc("1134160073302996XP")
    assert isinstance(found, Uscc)
    assert found.findings == ()
    assert [value.zh for _, value in found.parts] == ["1", "1", "341600", "73302996X"]
