"""A letter template says what it needs, and is filled whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.hall.letters.rendering import Facts, Signatures, Table, Turns, fill, parse_template, variables
from zhiquan.rules.refusal import Refusal

RIGHT = {"in": "rights", "as": "right", "cells": ["{{ right.number }}", "{{ right.title }}"]}
NOTICE = {
    "title": "专利权质押登记通知书",
    "to": "{{ pledgor.name }}",
    "body": [
        "质权自{{ registered_on|cn_date }}起设立，金额{{ amount|money }}。",
        "{% if remark %}备注：{{ remark }}{% endif %}",
        {
            "table": [
                ["专利号", "名称"],
                {"in": "rights", "as": "right", "cells": ["{{ right.number }}", "{{ right.title }}"]},
            ]
        },
    ],
    "closing": "特此通知。",
}
VALUES = {
    "pledgor": {"name": "东湖仪器有限公司"},
    "registered_on": date(2026, 11, 2),
    "amount": "3000000",
    "remark": "",
    "rights": [{"number": "CN201420789305.0", "title": "恒温装置"}, {"number": "CN85102475.1", "title": "传感器"}],
}


def test_dates_and_amounts_are_printed_as_letters_print_them() -> None:
    parts = fill(parse_template(NOTICE), VALUES)
    assert parts.body[0] == "质权自2026年11月2日起设立，金额3,000,000.00元。"


def test_a_row_repeats_for_every_right() -> None:
    table = fill(parse_template(NOTICE), VALUES).body[1]
    assert table == Table((("专利号", "名称"), ("CN201420789305.0", "恒温装置"), ("CN85102475.1", "传感器")))


def test_an_empty_paragraph_is_left_out_and_the_closing_comes_last() -> None:
    body = fill(parse_template(NOTICE), VALUES).body
    assert len(body) == 3
    assert body[-1] == "特此通知。"


def test_a_reason_of_several_lines_becomes_several_paragraphs() -> None:
    parts = fill(
        parse_template({"title": "通知书", "body": ["{{ reason }}"]}), {"reason": "一、缺合同。\r\n\n  二、缺执照。"}
    )
    assert parts.body == ("一、缺合同。", "二、缺执照。")


def test_a_missing_value_refuses_the_letter_and_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        fill(parse_template(NOTICE), {**VALUES, "pledgor": {}})
    assert refused.value.code == "letters.value"
    assert "name" in refused.value.text.zh


def test_a_missing_list_refuses_the_letter() -> None:
    with pytest.raises(Refusal) as refused:
        fill(parse_template(NOTICE), {name: value for name, value in VALUES.items() if name != "rights"})
    assert refused.value.code == "letters.value"


def test_the_template_lists_its_variables_for_the_proof() -> None:
    expected = {"pledgor.name", "registered_on", "amount", "remark", "rights", "rights[].number", "rights[].title"}
    assert variables(parse_template(NOTICE)) == expected


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"tilte": "通知书"}, "tilte"),
        ({"body": []}, "body"),
        ({"body": ["{{ amount"]}, "body[0]"),
        ({"body": [{"table": [["一", "二"], {"in": "rights", "cells": ["x"]}]}]}, "as"),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(change: dict[str, object], place: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_template({**NOTICE, **change})
    assert refused.value.code == "letters.template"
    assert place in refused.value.text.zh


RECORD = {
    "title": "询问笔录",
    "body": [
        {"facts": [["时间", "{{ held_on }}"], ["缺席人员", "{{ absent }}"]]},
        {"turns": {"in": "turns", "as": "turn", "cells": ["{{ turn.who }}", "{{ turn.said }}"]}},
        {"signatures": {"in": "present", "as": "one", "cells": ["{{ n }}", "{{ one.name }}", "{{ one.signed }}"]}},
    ],
}
HEARD = {
    "held_on": "2026年5月20日",
    "absent": "",
    "turns": [{"who": "问", "said": "请陈述。"}, {"who": "答", "said": "好。"}],
    "present": [{"name": "王五", "signed": "已核对并签名"}, {"name": "赵六", "signed": "拒绝签名：记录不全"}],
}


def test_a_record_has_its_heading_its_turns_in_order_and_who_signed_or_refused() -> None:
    facts, turns, signatures = fill(parse_template(RECORD), HEARD).body
    assert facts == Facts((("时间", "2026年5月20日"),)), "what is empty is left out"
    assert turns == Turns((("问", "请陈述。"), ("答", "好。")))
    assert signatures == Signatures((("1", "王五", "已核对并签名"), ("2", "赵六", "拒绝签名：记录不全")))


def test_the_columns_a_record_reads_are_told_to_the_proof() -> None:
    assert variables(parse_template(RECORD)) == {
        "held_on", "absent", "turns", "turns[].who", "turns[].said", "present", "present[].name", "present[].signed",
    }  # fmt: skip


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(Refusal, match="列数"):
        fill(parse_template({"title": "通知书", "body": [{"table": [["一", "二"], ["一"]]}]}), {})


@pytest.mark.parametrize(
    "attack",
    ["{{ ''.__class__.__mro__ }}", "{{ cycler.__init__.__globals__ }}", "{{ pledgor.__class__.__base__ }}"],
)
def test_a_template_cannot_reach_the_program(attack: str) -> None:
    with pytest.raises(Refusal):
        fill(parse_template({"title": "通知书", "body": [attack]}), VALUES)


@given(st.text(max_size=60))
def test_what_a_party_wrote_is_never_read_as_template(written: str) -> None:
    hostile = written + "{{ amount }}{% for x in y %}"
    parts = fill(parse_template({"title": "通知书", "body": ["理由：{{ reason }}"]}), {"reason": hostile})
    joined = " ".join(str(part) for part in parts.body)
    assert "{{ amount }}{% for x in y %}" in joined
