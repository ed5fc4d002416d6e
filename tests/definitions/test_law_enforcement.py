"""Penalties, platforms, customs, credit, agencies, statistics, services: the values as the acts have them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.definitions.acts import cited, numbers, stands, texts

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.law import OFFICIAL, Bounds, Measure, Provision, Unit

TODAY = date(2026, 11, 22)
YEAR, MONTH, DAY, WORKING = Unit.YEAR, Unit.MONTH, Unit.CALENDAR_DAY, Unit.WORKING_DAY

FAMILIES = frozenset(
    (
        *("trademark", "penalty", "olympic", "customs", "ecommerce", "credit", "agency", "overseas"),
        *("statistics", "government", "openness", "remedy", "security", "privacy"),
    )
)


def mine() -> list[Provision]:
    return [p for p in law_book() if p.key.split(".")[0] in FAMILIES]


@pytest.mark.parametrize(
    ("key", "amount", "unit"),
    [
        ("penalty.filing", 15, WORKING),
        ("penalty.filing.extension", 15, WORKING),
        ("penalty.preservation", 7, WORKING),
        ("penalty.sealing", 30, DAY),
        ("penalty.review", 10, WORKING),
        ("penalty.statement", 5, WORKING),
        ("penalty.hearing.request", 5, WORKING),
        ("penalty.hearing.notice", 7, WORKING),
        ("penalty.decision", 90, DAY),
        ("penalty.decision.extension", 30, DAY),
        ("penalty.service", 7, WORKING),
        ("penalty.payment", 15, DAY),
        ("penalty.withdrawal", 3, WORKING),
        ("penalty.prescription", 2, YEAR),
        ("penalty.publication", 20, WORKING),
        ("ecommerce.restoration", 15, DAY),
        ("customs.recordal", 10, YEAR),
        ("customs.recordal.renewal", 6, MONTH),
        ("customs.response", 3, WORKING),
        ("customs.determination", 30, WORKING),
        ("customs.release", 20, WORKING),
        ("customs.release.ex-officio", 50, WORKING),
        ("olympic.term", 10, YEAR),
        ("credit.list.publication", 20, WORKING),
        ("credit.list.term", 3, YEAR),
        ("agency.practice.recordal", 30, DAY),
        ("openness.answer", 20, WORKING),
        ("remedy.reconsideration", 60, DAY),
        ("remedy.suit", 6, MONTH),
        ("statistics.approval", 20, DAY),
    ],
)
def test_limits(key: str, amount: int, unit: Unit) -> None:
    found = law_book().at(key, TODAY)
    assert (found.number, found.unit) == (amount, unit)


@pytest.mark.parametrize(
    ("key", "unit", "least", "most"),
    [
        ("penalty.simple.person", Measure.CNY, None, 200),
        ("penalty.simple.organisation", Measure.CNY, None, 3_000),
        ("penalty.officers", Measure.PERSONS, 2, None),
        ("penalty.fake-patent.gains", Measure.TIMES, None, 5),
        ("penalty.fake-patent.amount", Measure.CNY, None, 250_000),
        ("penalty.bad-faith-filing", Measure.CNY, None, 100_000),
        ("olympic.fine.turnover", Measure.TIMES, None, 5),
        ("olympic.fine.amount", Measure.CNY, None, 250_000),
        ("ecommerce.fine", Measure.CNY, 50_000, 500_000),
        ("ecommerce.fine.serious", Measure.CNY, 500_000, 2_000_000),
        ("agency.fine", Measure.CNY, None, 100_000),
        ("agency.attorney.fine", Measure.CNY, None, 50_000),
        ("agency.unlicensed", Measure.TIMES, 1, 5),
        ("agency.suspension", MONTH, 6, 12),
        ("security.logs", MONTH, 6, None),
        ("privacy.assessment.records", YEAR, 3, None),
        ("credit.list.early-removal", YEAR, 1, None),
    ],
)
def test_ranges(key: str, unit: Unit | Measure, least: int | None, most: int | None) -> None:
    found = law_book().at(key, TODAY)
    low, high = (None if bound is None else Decimal(bound) for bound in (least, most))
    assert found.value == Bounds(least=low, most=high)
    assert found.unit is unit


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("statistics.fine", (None, 50_000), (None, 100_000)),
        ("statistics.fine.serious", (50_000, 200_000), (100_000, 500_000)),
        ("statistics.fine.late", (None, 10_000), (None, 50_000)),
    ],
)
def test_the_statistics_law_of_2024_raised_its_fines(
    key: str, old: tuple[int | None, int], new: tuple[int | None, int]
) -> None:
    for day, (least, most) in ((date(2024, 9, 12), old), (date(2024, 9, 13), new)):
        low = None if least is None else Decimal(least)
        assert law_book().at(key, day).value == Bounds(least=low, most=Decimal(most))


def test_the_duty_to_keep_logs_moved_to_another_article_in_2026() -> None:
    assert law_book().at("security.logs", date(2025, 12, 31)).source.article_en == "art. 21 item 3"
    assert law_book().at("security.logs", date(2026, 1, 1)).source.article_en == "art. 23 item 3"


def test_ratings_have_five_grades_of_which_the_last_two_are_poor() -> None:
    grades = law_book().at("government.rating.grades", TODAY)
    assert grades.unit is Measure.CHOICE
    assert len(grades.texts) == 5
    assert law_book().at("government.rating.poor", TODAY).texts == grades.texts[3:]


def test_a_poor_rating_is_called_back_in_zhejiang_within_a_day() -> None:
    for place in ("330000", "330100", "330106"):
        assert law_book().at("government.rating.call-back.limit", TODAY, place).limit.text().en == "1 calendar day"
        assert law_book().at("government.rating.fix", TODAY, place).unit is DAY
    assert law_book().in_force("government.rating.call-back.limit", TODAY, "420100") is None
    assert law_book().at("government.rating.fix", TODAY, "420100").unit is WORKING


def test_the_denominator_of_a_density_is_the_latest_published_population() -> None:
    nation = law_book().at("statistics.density.denominator", TODAY)
    province = law_book().at("statistics.density.denominator", TODAY, "430100")
    assert nation.texts == province.texts
    assert province.sure
    assert not nation.sure


def test_the_penalty_clock_leaves_out_what_the_procedure_rules_leave_out() -> None:
    spans = law_book().at("penalty.decision", TODAY).excludes
    assert set(spans) == {"suspension", "hearing", "public-notice", "testing", "identification"}


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("penalty.fake-patent.conducts", 5),
        ("credit.conducts", 7),
        ("credit.measures", 6),
        ("agency.credit.grades", 5),
        ("penalty.hearing.grounds", 6),
        ("privacy.assessment", 5),
        ("trademark.bad-faith.signals", 6),
    ],
)
def test_lists_are_as_long_as_the_act_makes_them(key: str, count: int) -> None:
    assert len(law_book().at(key, TODAY).texts) == count


def test_the_list_of_serious_violations_is_not_called_verified() -> None:
    found = [p for p in law_book() if p.key.startswith("credit.list.") and "严重违法失信名单" in p.source.act.zh]
    assert len(found) == 7
    assert not any(p.sure for p in found)
    assert all(p.note and "2025年10月" in p.note.zh for p in found)


def test_sure_provisions_say_where_they_were_read() -> None:
    assert [p.key for p in mine() if p.sure and p.verified_in is None] == []
    assert all(p.note for p in mine() if p.verified_in == OFFICIAL)


@pytest.mark.realdata
def test_where_several_articles_are_cited_each_of_them_says_the_number(shared_data: Path) -> None:
    acts = texts(shared_data / "ip-law-zh")
    several = [p for p in mine() if p.verified_in in acts and "、" in p.source.article and numbers(p)]
    assert {p.key for p in several} == {"trademark.suit"}
    for p in several:
        for part in cited(p, acts[p.verified_in or ""]):
            assert all(stands(number, p.unit, part) for number in numbers(p))
