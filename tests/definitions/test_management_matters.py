"""The shipped matters of the management scene prove themselves, and every one ends well, badly and broken off."""

from __future__ import annotations

import pytest

from zhiquan.hall.cases import proof, shelf
from zhiquan.settings.now import today

CODES = ("subsidy", "enterprise-tier", "preexam-entity", "preexam", "open-licence", "gi-mark-use")


@pytest.mark.parametrize("code", CODES)
def test_a_matter_is_proved_with_all_its_stories(code: str) -> None:
    assert proof.package_faults(shelf.package(code), today()) == ()
    assert proof.story_faults(shelf.read_matter(code)) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_matter_tells_its_three_ends_and_has_a_letter_for_each(code: str) -> None:
    assert {"favourable", "unfavourable", "interrupted"} <= set(shelf.read_scenarios(code))
    matter = shelf.read_matter(code)
    assert {"result", "refusal"} <= {letter.key for letter in matter.letters}
    assert matter.conditions
    assert matter.materials


def test_every_state_has_words_for_the_public_and_no_matter_holds_a_number_of_the_law() -> None:
    for code in CODES:
        matter = shelf.read_matter(code)
        assert all(state.public.zh and state.public.en for state in matter.states)
        formulas = [field.formula or "" for action in matter.actions for field in action.fields]
        assert not [formula for formula in formulas if "50000000" in formula or "500000" in formula or "/ 2" in formula]
