"""What a question may say of itself, and what its formula reckons."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.forms.fields import Field, Form
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LABEL = {"zh": "项", "en": "item"}


def a_field(**more: Any) -> Field:
    return Field.model_validate({"key": "x", "label": LABEL, "type": "number", **more})


def test_a_label_made_in_the_program_stays_as_it_is() -> None:
    assert a_field(label=Text("数", "number")).label.en == "number"


@pytest.mark.parametrize(
    ("fill", "type_", "attribute"),
    [("name", "text", "name"), ("uscc", "credit_code", "uscc"), ("division", "division", "division")],
)
def test_a_question_may_begin_with_what_the_applicants_record_says(fill: str, type_: str, attribute: str) -> None:
    asked = a_field(type=type_, fill=f"applicant.{fill}").fill
    assert asked
    assert asked.attribute == attribute


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"type": "text", "formula": "1"}, "only amounts and numbers"),
        ({"law": {"cap": "subsidy.cap"}}, "belongs to a formula"),
        ({"required_when": "true"}, "set required: false"),
        ({"type": "choice"}, "lists its choices"),
        ({"type": "table"}, "lists its columns"),
        ({"type": "table", "columns": [{"key": "y", "label": LABEL, "type": "file"}]}, "plain answer"),
        ({"type": "party"}, "names the role"),
        ({"type": "text", "min": "2"}, "min and max belong"),
        ({"type": "text", "fill": "applicant.uscc"}, "one answer of its own type"),
        ({"type": "text", "many": True, "fill": "applicant.name"}, "one answer of its own type"),
        (
            {"type": "table", "columns": [{"key": "y", "label": LABEL, "type": "text", "fill": "applicant.name"}]},
            "not to a column",
        ),
        ({"label": {"zh": "项"}}, "in both languages"),
        ({"label": {"zh": "项", "en": " "}}, "may be empty"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused_with_what_to_change(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        a_field(**wrong)


def test_a_formula_gives_a_number_as_it_comes_out() -> None:
    fields = [a_field(key="count"), a_field(formula="2 * int(form.count)")]
    assert read(fields, {"count": "3"}).values["x"] == "6"


def test_a_formula_that_gives_no_number_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="项"):
        read([a_field(formula="form.x == '0'")], {})


def test_a_fault_is_read_with_its_place() -> None:
    assert str(Fault("actions.forward.to", Text("没有这个状态", "no such state"))) == "actions.forward.to: 没有这个状态"


def test_a_form_asks_its_questions_in_the_order_of_its_sections() -> None:
    sections = [{"key": key, "label": LABEL, "fields": [a_field(key=f"{key}-x")]} for key in ("b", "a")]
    assert [field.key for field in Form.model_validate({"sections": sections}).fields] == ["b-x", "a-x"]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x7f", "\u202e", "\u2066"])
def test_a_sign_that_nobody_sees_is_refused_by_name_before_a_letter_breaks_over_it(sign: str) -> None:
    reading = read([a_field(type="text")], {"x": f"南川{sign}公司"})
    assert f"U+{ord(sign):04X}" in reading.errors[0].text.zh


@pytest.mark.parametrize("text", ["第一行\n第二行\r\n第三行", "表\t格", "𠮷野家", "é̂"])
def test_lines_tabs_and_rare_characters_are_texts_like_any_other(text: str) -> None:
    assert read([a_field(type="text")], {"x": text}).values["x"] == text
