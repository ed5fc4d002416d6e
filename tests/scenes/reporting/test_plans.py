"""Plans of the year: who reports and who urges; nothing said is changed; targets stand as the figures stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from tests.scenes.reporting.conftest import NOW, officer

from zhiquan.insight.plans.lights import Light
from zhiquan.insight.plans.targets import Verdict
from zhiquan.office.access.models import User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.services import publish
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.scenes.reporting.models import OfficialFigure, ProgressNote
from zhiquan.scenes.reporting.plans.files import package, prove
from zhiquan.scenes.reporting.plans.measured import last_month
from zhiquan.scenes.reporting.plans.selectors import TargetStatus, get_plan_for, plans_for, status_of
from zhiquan.scenes.reporting.plans.services import Report, report, urge
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import SHANGHAI

CODE, TASK, CITY = "own-2026", "finance", "990100"
FILE = """
code: own-2026
version: "2026.1"
title: {zh: 某市要点, en: A plan}
about: {zh: 年度任务, en: The year's tasks}
division: "990100"
year: 2026
targets:
  - {key: pledge, indicator: pledge.amount, bound: {how: more_than, value: 10000000000}, growth: 20}
sections:
  - label: {zh: 运用, en: Utilisation}
    tasks:
      - {key: finance, label: {zh: 质押融资, en: Pledges}, lead: {department: 运用科}, due: 2026-12-31, evidence: {zh: 清单, en: A list}, targets: [pledge]}
      - {key: notice, label: {zh: 公告, en: Notice}, lead: {department: 县局, division: "990101"}, due: 2026-03-01, evidence: {zh: 公告, en: The notice}}
"""  # noqa: E501 - a file as it is written


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A region with a plan of its own."""
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    folder = settings.DATA.region / "plans"
    folder.mkdir(parents=True)
    (folder / f"{CODE}.yaml").write_text(FILE, "utf-8")
    return Path(settings.DATA.region)


@pytest.fixture
def published(db: None, region: Path) -> None:
    """The plan, pinned from January on."""
    publish(package(CODE, region), by="test", in_force_from=date(2026, 1, 1))


def of(department: str, role: Role = Role.EXAMINER, division: str = CITY) -> Actor:
    """Return a real person with one post in a department."""
    user, _ = User.objects.get_or_create(username=f"{department}-{role}")
    plain = officer(role, division, user.pk)
    return replace(plain, posts=(replace(plain.posts[0], department=department),))


def held(on: date | None = None) -> Any:
    return get_plan_for(of("统计科", Role.STATISTICS), CODE, on or NOW.date())


def a_figure(period: str, yi: str) -> None:
    """A published amount, in 亿元."""
    OfficialFigure.objects.create(
        indicator="pledge.amount",
        division=CITY,
        period=period,
        value=str(Decimal(yi) * 100_000_000),
        source="公报",
        published_on=date(2026, 1, 1),
        recorded_at=NOW,
    )


def target(on: date) -> TargetStatus:
    return status_of(held(on), on).tasks[TASK].targets[0]


def test_a_year_of_105_yi_after_9375_misses_over_100_yi_and_20_per_cent_together(published: None) -> None:
    a_figure("2026-12-ytd", "105")
    a_figure("2025-12-ytd", "93.75")
    found = target(date(2027, 2, 1))
    assert found.year is not None
    assert [part.verdict for part in found.year.parts] == [Verdict.PASS, Verdict.FAIL]
    assert found.year.grown == 12
    assert found.year.missing == 750_000_000
    assert found.light is Light.MISSED


def test_in_the_year_like_months_are_compared_and_the_years_end_is_foretold(published: None) -> None:
    a_figure("2026-06-ytd", "60")
    a_figure("2025-06-ytd", "30")
    a_figure("2025-12-ytd", "80")
    found = target(date(2026, 7, 20))
    assert found.now is not None
    assert found.now.grown == 100
    assert found.year is not None
    assert found.year.missing == 4_000_000_000  # to 100; 80 × 1.2 = 96 is less
    assert found.forecast.span == (12_000_000_000, 16_000_000_000)
    assert found.light is Light.ON_TRACK


def test_without_any_figure_a_target_is_unknown_and_before_february_nothing_is_measured(published: None) -> None:
    assert target(date(2026, 7, 20)).light is Light.UNKNOWN
    assert target(date(2026, 1, 20)).measured is None
    assert [last_month(2026, day) for day in (date(2025, 12, 31), date(2026, 3, 1), date(2027, 1, 1))] == [None, 2, 12]


def test_a_report_takes_the_place_of_the_last_and_neither_is_changed(published: None) -> None:
    lead = of("运用科")
    first = report(lead, CODE, TASK, Report(20, "办了一场"), at=NOW)
    second = report(lead, CODE, TASK, Report(40, "办了两场", after=first.pk), at=NOW)
    assert second.supersedes == first
    found = status_of(held(), NOW.date()).tasks[TASK]
    assert [note.percent for note in found.notes] == [40, 20]
    first.text = "改写"
    for change in (first.save, first.delete, ProgressNote.objects.all().delete):
        with pytest.raises(Refusal):
            change()


def test_two_who_report_at_once_do_not_overwrite_each_other(published: None) -> None:
    lead = of("运用科")
    report(lead, CODE, TASK, Report(20, "先到"), at=NOW)
    with pytest.raises(Conflict):
        report(lead, CODE, TASK, Report(10, "后到"), at=NOW)


def test_the_database_itself_keeps_one_first_report_and_one_successor_of_each(published: None) -> None:
    lead = of("运用科")
    first = report(lead, CODE, TASK, Report(20, "先到"), at=NOW)
    told = {
        "plan": first.plan,
        "code": CODE,
        "task": TASK,
        "percent": 5,
        "text": "同时",
        "department": "运用科",
        "at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNote.objects.create(**told)
    ProgressNote.objects.create(**told, supersedes=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNote.objects.create(**told, supersedes=first)


def test_only_the_lead_unit_reports_and_only_the_places_statistics_and_head_urge(published: None) -> None:
    with pytest.raises(Refusal, match="运用科"):
        report(of("保护科"), CODE, TASK, Report(20, "不是我的"), at=NOW)
    with pytest.raises(Refusal, match="运用科"):
        report(of("运用科", division="990101"), CODE, TASK, Report(20, "同名的另一单位"), at=NOW)
    with pytest.raises(Refusal, match="统计人员或签发人"):
        urge(of("运用科"), CODE, TASK, "请报告", NOW.date(), at=NOW)
    with pytest.raises(Refusal, match="统计人员或签发人"):
        urge(of("县局", Role.HEAD, "990101"), CODE, TASK, "请报告", NOW.date(), at=NOW)
    assert urge(of("局领导", Role.HEAD), CODE, TASK, "请报告", NOW.date(), at=NOW).pk


@pytest.mark.parametrize(
    "said", [Report(101, "太多"), Report(-1, "太少"), Report(50, "  "), Report(100, "做完了"), Report(5, "长" * 1001)]
)
def test_a_report_without_words_or_done_without_evidence_is_refused(published: None, said: Report) -> None:
    with pytest.raises(Refusal):
        report(of("运用科"), CODE, TASK, said, at=NOW)
    assert not ProgressNote.objects.exists()


def test_an_urging_waits_until_the_lead_unit_reports(published: None) -> None:
    statistics = of("统计科", Role.STATISTICS)
    urged = urge(statistics, CODE, TASK, "请说明进度", date(2026, 3, 31), at=NOW)
    with pytest.raises(Refusal, match="尚未答复"):
        urge(statistics, CODE, TASK, "再催", date(2026, 3, 31), at=NOW)
    assert status_of(held(), NOW.date()).tasks[TASK].waiting == (urged,)
    note = report(of("运用科"), CODE, TASK, Report(30, "已对接"), at=NOW)
    assert note.answers == urged
    assert status_of(held(), NOW.date()).tasks[TASK].waiting == ()
    with pytest.raises(Refusal, match="今天"):
        urge(statistics, CODE, TASK, "请说明", date(2026, 3, 1), at=NOW)


def test_a_plan_of_the_city_is_seen_below_and_above_it_and_nowhere_else(published: None) -> None:
    on = NOW.date()
    seen = [len(plans_for(officer(Role.EXAMINER, place), on)) for place in ("990000", CITY, "990101", "110000")]
    assert seen == [1, 1, 1, 0]
    assert plans_for(officer(Role.ADMINISTRATOR), on) == []
    with pytest.raises(NotFound):
        get_plan_for(officer(Role.HEAD, "110000"), CODE, on)


def test_a_task_past_its_day_without_a_report_is_missed_and_done_with_one(published: None) -> None:
    assert status_of(held(), NOW.date()).tasks["notice"].light is Light.MISSED
    at = datetime(2026, 3, 21, 9, tzinfo=SHANGHAI)
    report(of("县局", division="990101"), CODE, "notice", Report(100, "已公告", "公告第1号"), at=at)
    assert status_of(held(), at.date()).tasks["notice"].light is Light.DONE


def test_an_overdue_task_whose_figures_are_unknown_and_of_which_nobody_reported_is_missed(published: None) -> None:
    assert status_of(held(), date(2027, 1, 5)).tasks[TASK].light is Light.MISSED
    assert status_of(held(), date(2026, 12, 31)).tasks[TASK].light is Light.UNKNOWN


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("pledge.amount", "pledge.nothing", "pledge.nothing"),
        ("pledge.amount", "adjudication.closing_rate", "百分数"),
        ('division: "990101"', 'division: "110000"', "110000"),
        ("targets: [pledge]", "targets: [deals]", "deals"),
        ("more_than", "about", "bound"),
        ("key: notice", "key: finance", "twice"),
        ("due: 2026-03-01", "due: 2025-03-01", "before it starts"),
    ],
)
def test_a_plan_that_does_not_hold_together_is_not_published(
    db: None, region: Path, was: str, now: str, told: str
) -> None:
    (region / "plans" / f"{CODE}.yaml").write_text(FILE.replace(was, now), "utf-8")
    with pytest.raises(Refusal, match=told):
        publish(package(CODE, region), by="test", in_force_from=date(2026, 1, 1))


def test_the_shipped_plan_proves_itself(db: None) -> None:
    assert prove(package("shili-2026", settings.DATA.region), date(2026, 1, 1)) == ()
