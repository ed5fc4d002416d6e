"""The language of guards: what it can say, what it refuses, where it says the fault is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules import expressions
from zhiquan.rules.expressions import Expression
from zhiquan.rules.expressions.language import LONGEST_SOURCE
from zhiquan.rules.refusal import Refusal

NAMES = frozenset({"form", "rights", "on", "n"})


def value(source: str, **values: Any) -> Any:
    return expressions.compile(source, NAMES).value(values)


def refusal(source: str, **values: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        value(source, **values)
    return refused.value


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("form.kind == '独占' && n > 2", {"form": {"kind": "独占"}, "n": 3}, True),
        ("n > 2 ? '大' : '小'", {"n": 1}, "小"),
        ("form.bank in ['甲', '乙']", {"form": {"bank": "乙"}}, True),
        ("has(form.contract)", {"form": {}}, False),
        (
            "rights.all(r, r.active) && rights.exists(r, r.kind == 'invention')",
            {"rights": [{"active": True, "kind": "invention"}]},
            True,
        ),
        ("rights.map(r, r.n)", {"rights": ({"n": 1}, {"n": 2})}, [1, 2]),
        ("length('专利权') + length(rights) + length(form)", {"rights": [1, 2], "form": {"a": None}}, 6),
        ("on < '2026-12-01'", {"on": date(2026, 11, 22)}, True),
        ("fen(form.amount) >= fen('3000000.00')", {"form": {"amount": Decimal("3000000.00")}}, True),
        ("fen('0.1') + fen('0.2') == fen('0.3')", {}, True),
        ("fen(n)", {"n": 3}, 300),
        (
            "total(rights.filter(r, r.counts).map(r, fen(r.score)))",
            {
                "rights": [
                    {"counts": True, "score": "85.5"},
                    {"counts": False, "score": "1"},
                    {"counts": True, "score": "70"},
                ]
            },
            15550,
        ),
        ("total([])", {}, 0),
        ("-n % 2 == -1 && !(n != 3)", {"n": 3}, True),
        ("form.x == null", {"form": {"x": None}}, True),
        ("n + 0.5", {"n": 1.5}, 2.0),
        ("'size(x) 不是函数' == ''", {}, False),
        ("int('12') + 1", {}, 13),
    ],
)
def test_what_the_language_can_say(source: str, values: dict[str, Any], expected: Any) -> None:
    assert value(source, **values) == expected


def test_a_condition_is_true_or_false_and_nothing_else() -> None:
    assert expressions.compile("n > 2", NAMES).holds({"n": 3})
    with pytest.raises(Refusal, match="neither true nor false"):
        expressions.compile("n", NAMES).holds({"n": 3})


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("1 +", "第1行第4个字符"),
        ("1 +\n 2 ++ 3", "第2行第5个字符"),
        ("", "第1行第1个字符"),
    ],
)
def test_a_syntax_error_says_where(source: str, place: str) -> None:
    found = refusal(source)
    assert found.code == "expressions.syntax"
    assert place in found.text.zh


@pytest.mark.parametrize(
    ("source", "place", "name"),
    [
        ("n > 1 &&\n amount > 2", "第2行第2个字符", "amount"),
        ("'amount' == amount", "第1行第13个字符", "amount"),
        ("now() > n", "第1行第1个字符", "now"),
        ("n.matches('(a+)+')", "第1行第3个字符", "matches"),
        ("timestamp('2026-01-01T00:00:00Z')", "第1行第1个字符", "timestamp"),
    ],
)
def test_a_name_that_is_not_declared_says_where_and_what_is(source: str, place: str, name: str) -> None:
    found = refusal(source, n="a")
    assert found.code == "expressions.unknown-name"
    assert place in found.text.zh
    assert f" {name} " in found.text.zh
    assert "rights" in found.text.en


def test_size_is_refused_because_it_counts_bytes() -> None:
    assert "length" in refusal("size('专利') == 2").text.zh


@pytest.mark.parametrize(("source", "values", "name"), [("n > 1", {}, "n"), ("form.bank == ''", {"form": {}}, "bank")])
def test_a_missing_value_is_named(source: str, values: dict[str, Any], name: str) -> None:
    found = refusal(source, **values)
    assert (found.code, f"“{name}”" in found.text.zh) == ("expressions.missing", True)


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("n > 'a'", {"n": 1}),
        ("1 / 0", {}),
        ("9223372036854775807 + n", {"n": 1}),
        ("rights[3]", {"rights": []}),
        ("length(n)", {"n": 1}),
        ("fen('三百') > 0", {}),
        ("fen('0.001') > 0", {}),
        ("fen(n) > 0", {"n": 0.5}),
        ("total(n) > 0", {"n": 3}),
        ("total([1, 0.5]) > 0", {}),
        ("total([true]) > 0", {}),
        ("total([9223372036854775807, 1]) > 0", {}),
        ("fen(n) > 0", {"n": True}),
        ("fen(n) > 0", {"n": None}),
        ("fen('Infinity') > 0", {}),
        ("fen('9e30') > 0", {}),
    ],
)
def test_what_cannot_be_computed_is_refused_and_not_guessed(source: str, values: dict[str, Any]) -> None:
    assert refusal(source, **values).code == "expressions.failed"


@pytest.mark.parametrize("wrong", [datetime(2026, 1, 1), 2**63, {1, 2}, object()])  # noqa: DTZ001
def test_values_the_language_does_not_know_are_refused(wrong: Any) -> None:
    assert refusal("n == 1", n=wrong).code == "expressions.value"


def test_an_expression_too_long_is_refused() -> None:
    assert refusal("n" + " " * LONGEST_SOURCE).code == "expressions.too-long"


def test_an_expression_nested_too_deeply_is_refused() -> None:
    assert refusal("(" * 400 + "1" + ")" * 400).code == "expressions.too-deep"


def test_work_is_bounded_before_it_is_done() -> None:
    assert (
        refusal("rights.all(a, rights.all(b, rights.all(c, rights.all(d, true))))", rights=[]).code
        == "expressions.too-costly"
    )
    nested = "rights.all(a, rights.all(b, rights.all(c, true)))"
    assert refusal(nested, rights=list(range(300))).code == "expressions.too-costly"
    grown = "(rights + rights + rights).all(a, (rights + rights).all(b, true))"
    assert refusal(grown, rights=list(range(150))).code == "expressions.too-costly"
    assert value("rights.all(a, a >= 0)", rights=list(range(1000)))
    assert value("n == 1", n=1, rights=[[list(range(1000))]])


def test_only_declared_values_are_looked_at() -> None:
    assert value("n == 1", n=1, other=object())


def test_an_expression_is_compared_by_what_it_says() -> None:
    assert expressions.compile("n == 1", NAMES) == expressions.compile("n == 1", NAMES)
    assert expressions.compile("n == 1", NAMES) != expressions.compile("n == 2", NAMES)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_a_value_passes_through_unchanged(given_value: Any) -> None:
    assert value("n", n=given_value) == given_value


@given(st.text(alphabet="nform.rights()[]{}+-*/%<>=!&|?:,'\"0123456789 \n中", max_size=60))
def test_any_source_compiles_or_is_refused(source: str) -> None:
    try:
        found: Expression | Refusal = expressions.compile(source, NAMES)
    except Refusal as refused:
        found = refused
    assert isinstance(found, Expression) or found.code.startswith("expressions.")


@given(st.decimals("-1000000000", "1000000000", places=2))
def test_money_keeps_every_fen(amount: Decimal) -> None:
    assert value("fen(n)", n=amount) == int(amount * 100)
