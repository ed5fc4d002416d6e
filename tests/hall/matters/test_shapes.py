from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.hall.matters.load import matter_from, resolved_json
from zhiquan.hall.matters.shapes import merge, resolve
from zhiquan.rules.refusal import Refusal

BASE = {
    "opening": {"state": "submitted"},
    "states": [{"key": "a", "label": "A", "final": True}, {"key": "b", "label": "B"}],
    "basis": ["law.one", "law.two"],
}


def test_maps_merge_and_lists_without_keys_are_replaced() -> None:
    merged = merge(BASE, {"opening": {"clocks": [1]}, "basis": ["law.three"]})
    assert merged["opening"] == {"state": "submitted", "clocks": [1]}
    assert merged["basis"] == ["law.three"]


def test_a_keyed_list_merges_by_key_and_new_keys_come_last() -> None:
    merged = merge(BASE, {"states": [{"key": "c"}, {"key": "a", "label": "Changed"}]})
    assert merged["states"] == [
        {"key": "a", "label": "Changed", "final": True},
        {"key": "b", "label": "B"},
        {"key": "c"},
    ]


def test_removal_is_said_in_keyed_lists_and_in_maps() -> None:
    merged = merge(BASE, {"states": [{"key": "a", "remove": True}], "remove": ["opening"]})
    assert [state["key"] for state in merged["states"]] == ["b"]
    assert "opening" not in merged
    assert "remove" not in merged


@pytest.mark.parametrize("over", [{"states": [{"key": "x", "remove": True}]}, {"remove": ["x"]}])
def test_removing_what_is_not_there_is_refused_with_its_place(over: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        merge(BASE, over)
    assert "x" in refused.value.text.zh


def test_a_shape_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal):
        resolve({"shape": "none"}, {"grant": {}})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(st.sampled_from("abcd"), JSON, max_size=4)


@given(MAPS, MAPS)
def test_merging_changes_neither_side_and_laying_over_twice_is_laying_over_once(
    base: dict[str, Any], over: dict[str, Any]
) -> None:
    kept = copy.deepcopy((base, over))
    merged = merge(base, over)
    assert (base, over) == kept
    assert merge(merged, over) == merged
    assert merge({}, over) == over


def test_what_is_pinned_reads_back_as_the_same_matter(raw: dict[str, Any]) -> None:
    matter = matter_from(raw)
    assert matter_from(resolved_json(matter)) == matter
    assert resolved_json(matter_from(resolved_json(matter))) == resolved_json(matter)
