"""Values in words, as a clerk and a foreign reader write them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rules.law.making import book, entry

from zhiquan.rules.law import value_text
from zhiquan.rules.law.families import FAMILIES, family_name, family_of
from zhiquan.rules.text import Text

GAINS = {"zh": "违法所得", "en": "the gains"}


def said(value: Any, unit: str, **fields: Any) -> tuple[str, str]:
    text = value_text(next(iter(book(entry(value=value, unit=unit, **fields)))))
    return text.zh, text.en


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (5, "working_day", "5个工作日", "5 working days"),
        (1, "month", "1个月", "1 month"),
        (24, "hour", "24小时", "24 hours"),
        (900, "cny", "900元", "CNY 900"),
        (250000, "cny", "25万元", "CNY 250,000"),
        (12500, "cny", "12500元", "CNY 12,500"),
        (85, "percent", "85%", "85%"),
        (3, "times", "3倍", "3 times"),
        (3, "persons", "3人", "3 persons"),
        (10, "count", "10件（项）", "10"),
        (100, "points", "100分", "100 points"),
        ({"least": 3}, "persons", "3人以上", "at least 3 persons"),
        ({"most": 250000}, "cny", "25万元以下", "up to CNY 250,000"),
        ({"above": 10}, "year", "超过10年", "more than 10 years"),
        ({"below": 1000000}, "cny", "不满100万元", "less than CNY 1,000,000"),
        ({"least": 10000, "most": 100000}, "cny", "1万元–10万元", "CNY 10,000–100,000"),
        ({"least": 3, "most": 5}, "times", "3–5倍", "3–5 times"),
        ({"least": 6, "most": 12}, "month", "6–12个月", "6–12 months"),
        ({"above": 1, "most": 5}, "times", "1–5倍（不含下限）", "1–5 times (lower bound excluded)"),
        ({"least": 1, "below": 5}, "times", "1–5倍（不含上限）", "1–5 times (upper bound excluded)"),
        ({"least": "0.2"}, "percent", "0.2%以上", "at least 0.2%"),
        ([{"first": 1, "last": 3, "amount": 900}, {"first": 4, "last": 6, "amount": 1200}], "cny",
         "1–3：900元；4–6：1200元", "1–3: CNY 900; 4–6: CNY 1,200"),
        ([{"zh": "甲", "en": "one"}, {"zh": "乙", "en": "two"}], "choice", "甲；乙", "one; two"),
        ([{"party": {"zh": "银行", "en": "Bank"}, "percent": 100}], "share", "银行 100%", "Bank 100%"),
    ],
)  # fmt: skip
def test_a_value_in_words(value: Any, unit: str, zh: str, en: str) -> None:
    assert said(value, unit) == (zh, en)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ({"most": 5}, "times", "违法所得的5倍以下", "up to 5 times the gains"),
        (5, "percent", "违法所得的5%", "5% of the gains"),
        (30000, "cny", "违法所得3万元", "the gains: CNY 30,000"),
    ],
)
def test_what_a_value_is_taken_of(value: Any, unit: str, zh: str, en: str) -> None:
    assert said(value, unit, of=GAINS) == (zh, en)


def test_the_condition_of_a_value_follows_it() -> None:
    assert said(5, "percent", when={"zh": "每月", "en": "each month"}) == ("5%（每月）", "5% (each month)")


def test_families_are_named_by_the_first_word_of_a_key() -> None:
    assert family_of("patent.fee.copy") == "patent"
    assert family_of("patent.fee.copy", 2) == "patent.fee"
    assert family_name("patent") == FAMILIES["patent"]
    assert family_name("local") == Text("local", "local")
