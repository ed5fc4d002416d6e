"""The shipped book and calendar: complete, sourced, and what other rooms ask for is there."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from zhiquan.definitions import files, read_yaml
from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Limit, Unit
from zhiquan.rules.law.families import FAMILIES, family_of
from zhiquan.rules.text import Text

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "limit"),
    [
        ("licensing.acceptance", Limit(5, Unit.WORKING_DAY)),
        ("licensing.supplement", Limit(15, Unit.WORKING_DAY)),
        ("licensing.decision", Limit(20, Unit.WORKING_DAY)),
        ("licensing.delivery", Limit(10, Unit.WORKING_DAY)),
        ("pledge.registration", Limit(5, Unit.WORKING_DAY)),
        ("pledge.registration.promised", Limit(3, Unit.WORKING_DAY)),
        ("patent.annuity.grace", Limit(6, Unit.MONTH)),
        ("service.postal", Limit(15, Unit.CALENDAR_DAY)),
        ("service.electronic", Limit(0, Unit.CALENDAR_DAY)),
        ("service.notice", Limit(1, Unit.MONTH)),
    ],
)
def test_the_limits_other_rooms_ask_for_are_in_force(key: str, limit: Limit) -> None:
    assert law_book().at(key, TODAY).limit == limit


def test_terms_and_fees_exist_for_every_kind() -> None:
    for kind in PatentKind:
        assert law_book().at(f"patent.term.{kind}", TODAY).limit.unit is Unit.YEAR
        assert law_book().at(f"patent.annuity.{kind}", TODAY).bracket(1)


def test_the_twelve_grounds_for_refusing_a_pledge_are_listed() -> None:
    grounds = law_book().at("pledge.refusal-grounds", TODAY).value
    assert isinstance(grounds, tuple)
    assert len(grounds) == 12
    assert all(isinstance(ground, Text) for ground in grounds)


def test_defaults_and_what_was_not_compared_are_not_called_sure() -> None:
    unsure = {p.key for p in law_book() if not p.sure}
    assert {"licensing.supplement", "pledge.registration", "pledge.registration.promised"} <= unsure
    assert "licensing.acceptance" not in unsure
    assert all(p.note for p in law_book() if not p.sure)


def test_every_provision_names_act_and_article() -> None:
    assert len(law_book()) >= 900
    for provision in law_book():
        assert provision.source.act.zh
        assert provision.source.act.en
        assert provision.source.article


def test_no_number_is_called_sure_without_the_text_it_was_compared_with() -> None:
    assert [p.key for p in law_book() if p.sure and p.verified_in is None] == []


def test_official_publications_without_an_article_say_which_part() -> None:
    assert all(p.source.article_en for p in law_book())
    assert not [p.key for p in law_book() if any("\u4e00" <= sign <= "\u9fff" for sign in p.source.article_en)]


ELSEWHERE = {
    "government": "government-service",
    "olympic": "customs-olympic",
    "openness": "open-information",
    "privacy": "security",
    "remedy": "remedies",
}
"""Families whose file has another name."""


def test_a_key_is_found_in_the_file_of_its_family() -> None:
    for path in files("law"):
        for entry in read_yaml(path)["provisions"]:
            family = family_of(entry["key"])
            assert path.stem == family or path.stem.startswith(f"{family}-") or path.stem == ELSEWHERE[family]


def test_every_family_has_a_name_and_every_name_a_family() -> None:
    assert {family_of(p.key) for p in law_book()} == set(FAMILIES)


def test_files_of_the_law_are_readable() -> None:
    for path in files("law"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), f"{path.name} has no comment on top"
        assert text.count("\n") < 500, f"{path.name} is too long"


def test_chinese_texts_have_full_width_punctuation_and_english_ones_no_chinese() -> None:
    for p in law_book():
        for text in (*p.texts, *(t for t in (p.note, p.of, p.when, p.starts, p.approver, p.gap_note) if t)):
            assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", text.zh), f"{p.key}: {text.zh}"
            assert not re.search(r"[\u4e00-\u9fff]", text.en), f"{p.key}: {text.en}"


def test_book_and_calendar_are_read_once() -> None:
    assert law_book() is law_book()
    assert calendar() is calendar()


def test_nine_years_are_announced_and_the_next_is_not() -> None:
    assert calendar().years == frozenset(range(2018, 2027))
    assert calendar().certainty(date(2027, 1, 4)) == "provisional"


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2020-01-31", False),  # the Spring Festival prolonged
        ("2020-02-03", True),
        ("2024-02-09", True),  # New Year's Eve was no public holiday
        ("2024-02-18", True),
        ("2025-01-26", True),
        ("2025-10-08", False),
        ("2026-02-23", False),
        ("2026-10-10", True),
        ("2026-11-22", False),
    ],
)
def test_known_days_of_the_announced_years(day: str, working: bool) -> None:
    assert calendar().is_working(date.fromisoformat(day)) is working


def test_make_up_days_are_weekend_days_near_a_holiday() -> None:
    days = calendar()
    for day in days.working:
        near = {day + timedelta(days=n) for n in range(-12, 13)}
        assert near & days.days_off, f"{day} makes up for nothing"


def test_a_region_lays_its_own_provisions_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "local.yaml").write_text(
        "acts: {local: {zh: 示例省规定, en: Rules of the example province}}\n"
        "provisions:\n"
        "  - {key: licensing.supplement, value: 10, unit: working_day, from: 2026-01-01, scope: '990000',\n"
        "     selected_by: act, source: {act: local, article: 第三条}, sure: true}\n",
        encoding="utf-8",
    )
    book = law_book(tmp_path)
    assert book.at("licensing.supplement", TODAY, "990101").number == 10
    assert book.at("licensing.supplement", date(2025, 12, 31), "990101").number == 15
    assert book.at("licensing.supplement", TODAY).number == 15
    assert calendar(tmp_path).years == calendar().years


def test_reading_refuses_a_key_given_twice(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "twice.yaml").write_text("acts: {}\nacts: {}\n", encoding="utf-8")
    with pytest.raises(Exception, match="given twice"):
        law_book(tmp_path)
