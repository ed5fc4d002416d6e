from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.hall.matters.answers import read
from zhiquan.hall.matters.fields import Field
from zhiquan.hall.matters.reading import READERS

LABEL = {"zh": "项", "en": "item"}


def a_field(kind: str, **more: Any) -> Field:
    choices = [{"key": "a", "label": LABEL}, {"key": "b", "label": LABEL}] if kind == "choice" else []
    return Field.model_validate({"key": "x", "label": LABEL, "type": kind, "choices": choices, **more})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  甲方 ", "甲方"),
        ("money", "3,000,000", "3000000.00"),
        ("money", "１２．５元", "12.50"),
        ("number", "007", "7"),
        ("date", "2026年9月1日", "2026-09-01"),
        ("date", "2026-9-1", "2026-09-01"),
        ("division", "990101", "990101"),
        ("choice", "b", "b"),
        ("credit_code", "91990101ma0000001y", "91990101MA0000001Y"),
        ("right_number", "zl 202310000001.5", "CN202310000001.5"),
    ],
)
def test_what_people_type_is_read_as_what_they_mean(kind: str, typed: str, value: str) -> None:
    reading = read([a_field(kind)], {"x": typed})
    assert reading.errors == ()
    assert reading.values == {"x": value}


@pytest.mark.parametrize(
    ("kind", "typed", "more"),
    [
        ("text", "x" * 11, {"max_length": 10}),
        ("money", "1e5", {}),
        ("money", "NaN", {}),
        ("money", "1.234", {}),
        ("money", "0", {"min": "0.01"}),
        ("number", "1_000", {}),
        ("number", "11", {"max": 10}),
        ("date", "2026-02-30", {}),
        ("date", "0000-01-01", {}),
        ("division", "01010", {}),
        ("choice", "c", {}),
        ("credit_code", "91990101MA0000001X", {}),
        ("right_number", "CN202310000001.6", {}),
    ],
)
def test_what_is_not_of_its_type_is_told_in_a_sentence(kind: str, typed: str, more: dict[str, Any]) -> None:
    reading = read([a_field(kind, **more)], {"x": typed})
    assert [(error.field, error.missing) for error in reading.errors] == [("x", False)]
    assert reading.errors[0].text.zh
    assert reading.values == {}


def test_many_answers_are_read_line_by_line_and_each_once() -> None:
    reading = read([a_field("right_number", many=True)], {"x": "CN202310000001.5\n\nZL202310000001.5\n"})
    assert reading.values == {"x": ["CN202310000001.5"]}


def test_what_is_required_is_missing_and_what_depends_is_missing_only_where_it_applies() -> None:
    one = a_field("choice")
    two = Field.model_validate(
        {"key": "y", "label": LABEL, "type": "text", "required": False, "required_when": 'form.x == "a"'}
    )
    assert {e.field for e in read([one, two], {}).errors} == {"x"}
    assert {e.field for e in read([one, two], {"x": "a"}).errors} == {"y"}
    assert read([one, two], {"x": "b"}).errors == ()


def test_a_field_that_nobody_asked_for_is_told() -> None:
    assert {e.field for e in read([a_field("text")], {"x": "1", "z": "2"}).errors} == {"z"}


@given(
    st.sampled_from(sorted(READERS)), st.booleans(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))
)
def test_nothing_that_can_be_typed_crashes_a_form(kind: str, many: bool, typed: object) -> None:
    reading = read([a_field(kind, many=many)], {"x": typed})
    assert bool(reading.errors) != ("x" in reading.values)


@given(st.sampled_from(sorted(READERS)), st.text())
def test_what_was_read_reads_again_as_itself(kind: str, typed: str) -> None:
    values = read([a_field(kind)], {"x": typed}).values
    assert read([a_field(kind)], values).values == values
