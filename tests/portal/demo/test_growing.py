"""The city grows: the same every time, in stages that can be cut short, and never in anybody's way."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.hall.ledger.selectors import verify
from zhiquan.office.access.models import User
from zhiquan.office.returns.files import package as return_package
from zhiquan.office.returns.models import Round, SignedFigure
from zhiquan.office.rulebook.services import publish
from zhiquan.portal.demo import demo_organisations, demo_patents, growing, progress, seed_people
from zhiquan.portal.demo.city import City, everybody, write_many
from zhiquan.portal.demo.crowd import seed_crowd
from zhiquan.portal.demo.history import LIVE, write_cases, write_returns
from zhiquan.portal.web.account.selectors import demo_accounts
from zhiquan.rules.identifiers import Uscc, parse_uscc
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import SHANGHAI, today

SMALL = City(patents=160, marks=420, indications=60, organisations=130, cases=40, months=2, first=100)


def test_the_whole_city_has_the_numbers_that_it_is_announced_with() -> None:
    firms = everybody(City())
    assert len({one.uscc for one in firms}) == len({one.name for one in firms}) == len(firms) == 3_000
    assert all(isinstance(parse_uscc(one.uscc), Uscc) for one in firms[::50])
    assert firms[: len(demo_organisations())] == demo_organisations()
    assert all(one.name.startswith(("示例", "示例市")) for one in firms)


def test_what_comes_later_repeats_nothing_that_was_there_first_and_is_the_same_each_time(tmp_path: Path) -> None:
    lists = {path.name: (path.read_bytes(), place) for path, place in write_many(tmp_path / "a", SMALL)}
    again = {path.name: (path.read_bytes(), place) for path, place in write_many(tmp_path / "b", SMALL)}
    assert lists == again
    rows = [row for path in (tmp_path / "a").glob("专利*") for row in csv.DictReader(path.open(encoding="utf-8"))]
    first = {patent.key for patent in demo_patents(SMALL.first)}
    assert len(rows) == SMALL.patents - SMALL.first
    assert not first & {row["申请号"] for row in rows}
    counted = Counter(
        len(list(csv.DictReader(path.open(encoding="utf-8")))) for path in (tmp_path / "a").glob("[商地]*")
    )
    assert counted == {20: 1, 48: 1}


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


def test_the_grown_city_has_cases_in_many_states_whose_chains_are_whole(
    db: None, monkeypatch: pytest.MonkeyPatch, told: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr("zhiquan.portal.demo.history.YEARS", timedelta(weeks=12))
    seed_people("一个演示口令")
    for code in ("pledge", "subsidy"):
        publish(shelf.package(code), by="test", in_force_from=today())
    firms = seed_crowd(SMALL, "一个演示口令")
    assert {one.uscc for one in firms} == {one.uscc for one in everybody(SMALL)}
    staff = [one for one in demo_accounts() if one.elsewhere]
    assert len(staff) == 4 * 5, "the crowd of members cannot sign in and is not offered at the login"
    assert all(authenticate(username=one.username, password="一个演示口令") for one in staff)
    assert "nanchuan-chengban" in Client().get("/account/login/").content.decode()
    users = User.objects.count()
    seed_crowd(SMALL, "一个演示口令")
    assert User.objects.count() == users, "a second run makes nobody new"

    first = replace(SMALL, cases=12)
    assert write_cases(firms, first, today(), lambda *_: None) == 12, "some are there before the first page"
    assert write_cases(firms, SMALL, today(), lambda *how: told.append(how)) == SMALL.cases
    assert told == [(12, 40)], "the rest goes on where the first ended"
    assert verify().sound
    assert not list(differences())
    assert Case.objects.values("state").distinct().count() > 4
    assert {True, False} == set(Case.objects.values_list("closed", flat=True))
    midnight = datetime.combine(today(), time(), SHANGHAI)
    assert not CaseEvent.objects.filter(recorded_at__gte=midnight).exists(), "a step of today may be still to come"
    late = today() - LIVE
    assert not Case.objects.filter(closed=False, state_since__lt=late).exists()
    assert write_cases(firms, SMALL, today(), lambda *_: None) == SMALL.cases, "a second run writes no more"


def test_three_years_of_returns_are_filled_accepted_and_signed_once(db: None) -> None:
    seed_people("一个演示口令")
    publish(return_package("trainings", shelf.region()), by="test", in_force_from=date(2026, 1, 1))
    seed_crowd(City(organisations=96), "一个演示口令")
    assert write_returns(SMALL, today(), lambda *_: None) == SMALL.months
    assert write_returns(SMALL, today(), lambda *_: None) == 0
    assert Round.objects.filter(signed_at__isnull=False).count() == SMALL.months
    assert SignedFigure.objects.filter(division="990104", measure="sessions", value__gt=0).exists()


def test_pages_say_what_is_still_being_made_until_the_city_is_whole(
    db: None, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path).make()
    monkeypatch.setattr(settings, "DATA", data)
    assert "还在生成" not in client.get("/account/login/").content.decode()
    progress.plant(data)
    assert "单位与人员" in client.get("/account/login/").content.decode()
    growing._telling(data, "cases")(400, 2_000)
    assert "400 / 2000" in client.get("/account/login/").content.decode()
    progress.plant(data)
    assert progress.growth(data) == progress.Growth("cases", 400, 2_000), "planting again forgets nothing"
    progress.leave_small(data)
    assert "还在生成" not in client.get("/account/login/").content.decode(), "nobody waits for what nobody makes"
    progress.say(data, progress.Growth("whole"))
    progress.leave_small(data)
    assert progress.growth(data) == progress.Growth("whole")
    assert "还在生成" not in client.get("/account/login/").content.decode()
