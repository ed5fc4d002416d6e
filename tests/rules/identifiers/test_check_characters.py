"""What the check characters see: every single slip and every swap of neighbours; and what they cannot see."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.identifiers.making import application_digits, creditcodes, first8, single_slips, swaps

from zhiquan.rules.identifiers import (
    Broken,
    Kind,
    Standing,
    application,
    check_character,
    organisation,
    organisation_check_character,
    parse_organisation_code,
    uscc,
)
from zhiquan.rules.identifiers.kinds import READERS
from zhiquan.rules.identifiers.uscc import ALPHABET

DIGITS = "0123456789"


def unseen(kind: Kind, number: str, characters: str) -> list[str]:
    """Return the slips of one or two neighbouring characters after which the number still passes its check."""
    wrong = [*single_slips(number, characters), *swaps(number)]
    parsed = ((text, READERS[kind].parse(text)) for text in wrong)
    return [text for text, found in parsed if not isinstance(found, Broken) and found.standing is Standing.VALID]


@settings(max_examples=25)
@given(application_digits)
def test_an_application_number_shows_every_single_slip_and_every_swap(digits: str) -> None:
    assert unseen(Kind.PATENT, f"{digits}.{check_character(digits)}", DIGITS + "X") == []
    assert unseen(Kind.PATENT, f"CN{digits}{check_character(digits)}", DIGITS + "X") == []


@given(application_digits, st.data())
def test_an_application_number_without_check_character_shows_only_slips_of_year_and_kind(
    digits: str, data: st.DataObject
) -> None:
    slip = data.draw(st.sampled_from([*single_slips(digits, DIGITS)]))
    found = READERS[Kind.PATENT].parse(slip)
    changed = next(n for n, pair in enumerate(zip(digits, slip, strict=True)) if len(set(pair)) > 1)
    in_serial = changed >= (5 if len(digits) == 12 else 3)
    assert isinstance(found, Broken) or found.standing is Standing.UNCHECKED
    if in_serial:
        assert not isinstance(found, Broken)


@settings(max_examples=25)
@given(creditcodes)
def test_a_credit_code_shows_every_single_slip_and_every_swap(code: str) -> None:
    assert unseen(Kind.USCC, code, ALPHABET) == []


@settings(max_examples=25)
@given(first8)
def test_an_organisation_code_hides_exactly_the_slips_between_values_equal_modulo_11(head: str) -> None:
    right = organisation_check_character(head)
    value = {c: n % 11 for n, c in enumerate(organisation.VALUES)}
    for slip in single_slips(head, organisation.VALUES):
        before, after = next(pair for pair in zip(head, slip, strict=True) if len(set(pair)) > 1)
        hidden = not isinstance(parse_organisation_code(slip + right), Broken)
        assert hidden is (value[before] == value[after])
    for swap in swaps(head):
        before, after = next(pair for pair in zip(head, swap, strict=True) if len(set(pair)) > 1)
        assert (not isinstance(parse_organisation_code(swap + right), Broken)) is (value[before] == value[after])
    for other in DIGITS + "X":
        assert isinstance(parse_organisation_code(head + other), Broken) is (other != right)


@given(first8)
def test_an_organisation_code_hides_a_swap_of_its_last_two_characters_exactly_where_the_sums_agree(head: str) -> None:
    """Both stand with weights 2 and 1, so a swap hides where their values agree modulo 11; an ``X`` counts 10 or 33."""
    code = head + organisation_check_character(head)
    if code[7] == code[8] or code[7] not in DIGITS + "X":
        return
    swapped = parse_organisation_code(code[:7] + code[8] + code[7])
    as_body = organisation.VALUES.index
    as_check = (DIGITS + "X").index
    before = 2 * as_body(code[7]) + as_check(code[8])
    after = 2 * as_body(code[8]) + as_check(code[7])
    assert isinstance(swapped, Broken) is ((before - after) % 11 != 0)


BROKEN_WEIGHTS = [
    # a weight of 11 hides a slip in its place, equal neighbours hide a swap, another order refuses published numbers
    (application, Kind.PATENT, "CN201310699744.2", DIGITS + "X", (2, 3, 4, 5, 6, 7, 8, 11)),
    (application, Kind.PATENT, "CN201310699744.2", DIGITS + "X", (2, 2, 4, 5, 6, 7, 8, 9)),
    (application, Kind.PATENT, "CN201310699744.2", DIGITS + "X", (2, 3, 4, 5, 6, 7, 8, 8)),
    (application, Kind.PATENT, "CN95115608.X", DIGITS + "X", (9, 8, 7, 6, 5, 4, 3, 2)),
    (uscc, Kind.USCC, "1134160073302996XP", ALPHABET, (31, *uscc.WEIGHTS[1:])),
    (uscc, Kind.USCC, "1134160073302996XP", ALPHABET, (*uscc.WEIGHTS[:2], 27, *uscc.WEIGHTS[3:])),
    (uscc, Kind.USCC, "1134160073302996XP", ALPHABET, tuple(reversed(uscc.WEIGHTS))),
    (organisation, Kind.ORGANISATION, "73302996X", DIGITS, (11, *organisation.WEIGHTS[1:])),
    (organisation, Kind.ORGANISATION, "73302996X", DIGITS, (3, 7, 7, 10, 5, 8, 4, 2)),
]


@pytest.mark.parametrize(("module", "kind", "number", "characters", "weights"), BROKEN_WEIGHTS)
def test_a_scheme_with_a_wrong_weight_would_not_pass(
    module: ModuleType,
    kind: Kind,
    number: str,
    characters: str,
    weights: tuple[int, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the right weights the published number passes and hides no slip; with wrong ones it is refused."""
    assert unseen(kind, number, characters) == []
    assert not isinstance(READERS[kind].parse(number), Broken)
    monkeypatch.setattr(module, "WEIGHTS", weights)
    assert isinstance(READERS[kind].parse(number), Broken)


class TestBrokenGuards:
    """The same laws, run against check functions that let things through."""

    def test_a_check_that_agrees_with_everything_is_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "check_character", lambda digits: "2")
        assert unseen(Kind.PATENT, "CN201310699744.2", DIGITS + "X")

    def test_a_credit_code_check_that_agrees_with_everything_is_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uscc, "uscc_check_character", lambda head: "P")
        assert unseen(Kind.USCC, "1134160073302996XP", ALPHABET)

    def test_an_organisation_check_that_agrees_with_everything_is_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(organisation, "organisation_check_character", lambda head: "X")
        assert unseen(Kind.ORGANISATION, "73302996X", DIGITS)
