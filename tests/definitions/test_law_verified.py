"""Every provision called verified in an act's file: its article is in that file, and its number in that article."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.definitions.acts import articles, cited, numbers, paragraphs, stands, texts

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.law import OFFICIAL, Bounds, Measure, Provision, Unit

CHECKED = [p for p in law_book() if p.verified_in not in {None, OFFICIAL}]


def faults(provisions: list[Provision], acts: dict[str, str]) -> list[str]:
    """Return what does not stand in the acts, one line for each provision."""
    found = []
    for p in provisions:
        name = f"{p.key} from {p.valid_from}: {p.source.act.zh}{p.source.article}"
        if p.verified_in not in acts:
            found.append(f"{name}: no text {p.verified_in}")
            continue
        try:
            text = "\n".join(cited(p, acts[p.verified_in]))
        except LookupError as fault:
            found.append(f"{name}: {fault}")
            continue
        missing = sorted(number for number in numbers(p) if not stands(number, p.unit, text))
        if missing:
            found.append(f"{name}: {', '.join(map(str, missing))} {p.unit} does not stand there")
    return found


@pytest.fixture(scope="module")
def acts(shared_data: Path) -> dict[str, str]:
    return texts(shared_data / "ip-law-zh")


@pytest.mark.realdata
def test_every_verified_number_stands_in_its_article(acts: dict[str, str]) -> None:
    assert not faults(CHECKED, acts)


@pytest.mark.realdata
def test_a_wrong_number_is_found_in_every_provision(acts: dict[str, str]) -> None:
    numbered = [p for p in CHECKED if isinstance(p.value, int) and p.value]
    wrong = [replace(p, value=p.value * 7 + 13) for p in numbered if isinstance(p.value, int)]
    found = faults(wrong, acts)
    assert len(found) == len(wrong)


@pytest.mark.realdata
def test_a_wrong_article_paragraph_or_file_is_found(acts: dict[str, str]) -> None:
    good = next(p for p in CHECKED if p.key == "patent.registration" and p.valid_from == date(2024, 1, 20))
    elsewhere = [
        replace(good, source=replace(good.source, article=article, article_en="elsewhere"))
        for article in ("第六十一条", "第六十条第九款", "第九百条", "登记条款")
    ]
    found = faults([*elsewhere, replace(good, verified_in="没有这部法.md")], acts)
    assert [line.rsplit(": ", 1)[1] for line in found] == [
        "2 month does not stand there",
        "no paragraph 9",
        "no article 900",
        "登记条款 names no article",
        "no text 没有这部法.md",
    ]


def test_most_of_what_is_sure_can_be_checked_against_a_text() -> None:
    where = Counter(p.verified_in == OFFICIAL for p in law_book() if p.verified_in)
    assert where[False] > where[True]


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("2", Unit.MONTH, "应当在两个月内"),
        ("12", Unit.MONTH, "之日起十二个月内"),
        ("15", Unit.CALENDAR_DAY, "满15日"),
        ("45", Unit.WORKING_DAY, "在四十五日内"),
        ("5", Unit.HALF_MONTH, "两个半月之前"),
        ("250000", Measure.CNY, "二十五万元以下"),
        ("100000", Measure.CNY, "10万元"),
        ("4000", Measure.CNY, "不少于4000元"),
        ("3000", Measure.CNY, "三千元"),
        ("5", Measure.PERCENT, "加收5%"),
        ("0.2", Measure.PERCENT, "不低于0.2%"),
        ("20", Measure.PERCENT, "百分之二十"),
        ("5", Measure.TIMES, "五倍以下"),
        ("10000", Measure.COUNT, "一万件"),
        ("106", Unit.YEAR, "一百零六年"),
    ],
)
def test_numbers_are_read_as_the_acts_write_them(number: str, unit: Unit | Measure, text: str) -> None:
    assert stands(Decimal(number), unit, text)
    assert not stands(Decimal(number) + 1, unit, text)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("2", Unit.MONTH, "十二个月"),
        ("5", Unit.CALENDAR_DAY, "十五日"),
        ("5", Unit.CALENDAR_DAY, "15日"),
        ("5", Measure.CNY, "五万元"),
        ("2", Measure.PERCENT, "0.2%"),
        ("2", Measure.PERCENT, "百分之二十"),
    ],
)
def test_a_part_of_a_number_is_no_number(number: str, unit: Unit | Measure, text: str) -> None:
    assert not stands(Decimal(number), unit, text)


def test_an_act_is_cut_into_articles_and_paragraphs() -> None:
    text = "# 法\n\n第一条 甲：\n\n（一）子；\n\n（二）丑。\n\n乙。\n\n## 第二章\n\n第二条　丙第一条丁。\n"
    found = articles(text)
    assert set(found) == {1, 2}
    assert paragraphs(found[1]) == ["甲：\n（一）子；\n（二）丑。", "乙。"]


def test_ranges_give_both_their_numbers() -> None:
    some = next(p for p in law_book() if isinstance(p.value, Bounds) and p.value.least and p.value.most)
    assert numbers(some) == {some.value.low, some.value.high} if isinstance(some.value, Bounds) else False
