"""Published versions of earlier programs are read; the old words are taken from no file."""

from __future__ import annotations

from typing import Any

import pytest

from zhiquan.hall.cases import shelf
from zhiquan.hall.matters.load import DefinitionRefusal, matter_from, pinned_matter, resolved_json


def test_the_one_effect_of_an_action_is_read_as_a_list_of_one() -> None:
    today = shelf.read_matter("pledge")
    pinned = resolved_json(today)
    pinned["actions"] = [_as_it_was(action) for action in pinned["actions"]]
    assert any("effect" in action for action in pinned["actions"])
    assert pinned_matter(pinned) == today
    with pytest.raises(DefinitionRefusal, match="effect"):
        matter_from(pinned)


def _as_it_was(action: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in action.items() if key != "effects"}
    return told | ({"effect": action["effects"][0]} if len(action.get("effects", ())) == 1 else {})
