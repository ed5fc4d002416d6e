"""A province, a city, four counties and their officers; trainings are published; it is 12 October 2026."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from zhiquan.office.access.models import Department, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.returns import services
from zhiquan.office.returns.files import package
from zhiquan.office.returns.models import Round, Sheet
from zhiquan.office.returns.rows import Typed
from zhiquan.office.rulebook.services import publish
from zhiquan.settings.now import SHANGHAI

SINCE = date(2020, 1, 1)
PROVINCE, CITY, EAST, WEST = "990000", "990100", "990101", "990102"
COUNTIES = ("990101", "990102", "990103", "990104")
TRAINING = {
    "held-on": "2026-09-08",
    "title": "专利转化培训",
    "kind": "high-value",
    "organiser": "示例市市场监管局",
    "persons": "80",
    "firms": "30",
    "online": "on-site",
    "note": "",
}


class Clock:
    """The clock of a test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI)

    def now(self, zone: object) -> datetime:
        del zone
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)

    @property
    def today(self) -> date:
        return self.at.date()


@dataclass
class Office:
    """Who is there, and short ways through a round."""

    clock: Clock

    def post(self, name: str, role: Role, division: str) -> Post:
        user = User.objects.get_or_create(username=name)[0]
        department = Department.objects.get_or_create(name=f"科室 {division}", division=division)[0]
        return Post.objects.create(user=user, department=department, role=role.value, valid_from=SINCE)

    def actor(self, name: str) -> Actor:
        return actor_for(User.objects.get(username=name), self.clock.today)

    def opened(self, code: str = "trainings", period: str = "2026-09") -> Round:
        return services.open_round(self.actor("province"), code, period, PROVINCE, today=self.clock.today)

    def sheet(self, round_: Round, division: str) -> Sheet:
        return round_.sheets.get(division=division)

    def fill(self, round_: Round, division: str, rows: Sequence[Mapping[str, str]]) -> Sheet:
        sheet = self.sheet(round_, division)
        actor = self.actor(f"clerk-{division}")
        kept = services.save_draft(actor, sheet.pk, sheet.version, [Typed(None, row) for row in rows])
        return services.submit(actor, sheet.pk, kept.version, nil=not rows)

    def collected(self, round_: Round, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        """Fill every county, accept it in the city, hand the city in, accept that in the province."""
        for county in COUNTIES:
            services.accept(self.actor("city"), self.fill(round_, county, rows.get(county, ())).pk)
        city = self.sheet(round_, CITY)
        services.submit(self.actor("city"), city.pk, city.version)
        services.accept(self.actor("province"), city.pk)

    def signed(self, round_: Round) -> Round:
        services.lock(self.actor("province"), round_.pk)
        return services.sign(self.actor("head"), round_.pk)


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Everybody has a post; the return of trainings is in force."""
    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    here = Office(clock)
    here.post("province", Role.STATISTICS, PROVINCE)
    here.post("head", Role.HEAD, PROVINCE)
    here.post("city", Role.STATISTICS, CITY)
    for county in COUNTIES:
        here.post(f"clerk-{county}", Role.WINDOW, county)
    publish(package("trainings", settings.DATA.region), by="test", in_force_from=SINCE)
    return here
