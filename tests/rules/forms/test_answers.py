from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.forms.reading import READERS

LABEL = {"zh": "项", "en": "item"}
COLUMNS = [
    {"key": "name", "label": LABEL, "type": "text"},
    {"key": "amount", "label": LABEL, "type": "money", "required": False},
]


def a_field(kind: str, **more: Any) -> Field:
    choices = [{"key": "a", "label": LABEL}, {"key": "b", "label": LABEL}] if kind == "choice" else []
    own = {"party": {"party": "respondent"}, "table": {"columns": COLUMNS}}.get(kind, {})
    return Field.model_validate({"key": "x", "label": LABEL, "type": kind, "choices": choices, **own, **more})


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
        ("class_symbol", "h01m 10/0525", "H01M10/0525"),
        ("party", "respondent-2", "respondent-2"),
        ("file", "17", "17"),
        ("table", "甲公司\t1,000\n\n乙公司", [{"name": "甲公司", "amount": "1000.00"}, {"name": "乙公司"}]),
        ("table", [{"name": "甲"}, {"name": "", "amount": " "}], [{"name": "甲"}]),
    ],
)
def test_what_people_type_is_read_as_what_they_mean(kind: str, typed: Any, value: Any) -> None:
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
        ("class_symbol", "X99", {}),
        ("party", "applicant-1", {}),
        ("file", "../etc", {}),
        ("table", "甲\tx", {}),
        ("table", "\t5", {}),
        ("table", "甲\n乙\n丙", {"most_rows": 2}),
        ("table", "甲", {"least_rows": 2}),
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


AMOUNT = {
    "key": "grant",
    "label": LABEL,
    "type": "money",
    "required": False,
    "formula": "fen(data.interest) * law.share / 100 < law.cap ? fen(data.interest) * law.share / 100 : law.cap",
    "law": {"share": "subsidy.interest.share", "cap": "subsidy.interest.cap"},
}
NUMBERS = {"subsidy.interest.share": 50, "subsidy.interest.cap": 500_000_00}


@pytest.mark.parametrize(
    ("interest", "grant"),
    [("120000", "60000.00"), ("1000000.01", "500000.00"), ("2,000,000", "500000.00"), ("0.01", "0.00")],
)
def test_an_amount_with_a_formula_is_reckoned_and_never_taken_from_outside(interest: str, grant: str) -> None:
    fields = [a_field("money"), Field.model_validate(AMOUNT)]
    fields[0] = fields[0].model_copy(update={"key": "interest"})
    reading = read(fields, {"interest": interest, "grant": "9999999"}, root="data", law=NUMBERS.__getitem__)
    assert reading.errors == ()
    assert reading.values["grant"] == grant


def test_nothing_is_reckoned_while_an_answer_is_wrong() -> None:
    fields = [a_field("money").model_copy(update={"key": "interest"}), Field.model_validate(AMOUNT)]
    reading = read(fields, {"interest": "viel"}, root="data", law=NUMBERS.__getitem__)
    assert [error.field for error in reading.errors] == ["interest"]
    assert "grant" not in reading.values


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "table"},
        {"type": "text", "columns": COLUMNS},
        {"type": "table", "columns": [{"key": "t", "label": LABEL, "type": "table", "columns": COLUMNS}]},
        {"type": "party"},
        {"type": "text", "formula": "1"},
        {"type": "money", "law": {"share": "subsidy.interest.share"}},
    ],
)
def test_a_field_that_contradicts_itself_is_no_field(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"field|column|amounts|formula"):
        Field.model_validate({"key": "x", "label": LABEL, **wrong})
