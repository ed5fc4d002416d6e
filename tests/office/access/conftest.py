"""A small place: firms, an agency, officers; the clock stands until it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.settings.now import SHANGHAI

SINCE = date(2020, 1, 1)
TODAY = date(2026, 7, 6)
FIRM, AGENCY, NEW = "91990101MA0000001Y", "91990100MA00000099", "91990101MA00000022"


class Clock:
    """The clock of a test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 7, 6, 9, 0, tzinfo=SHANGHAI)

    def now(self, zone: object) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Place:
    """Who is there."""

    clock: Clock
    firm: Organisation
    agency: Organisation

    def user(self, name: str) -> User:
        return User.objects.filter(username=name).first() or User.objects.create_user(
            username=name, password="p-1234567"
        )

    def actor(self, name: str, on: date | None = None) -> Actor:
        return actor_for(self.user(name), on or self.clock.at.date())

    def member(self, name: str, organisation: Organisation, *, administrator: bool = False) -> Membership:
        return Membership.objects.create(
            user=self.user(name), organisation=organisation, valid_from=SINCE, administrator=administrator
        )

    def post(self, name: str, role: Role, division: str = "990101") -> Post:
        department, _ = Department.objects.get_or_create(name=f"科室 {division}", division=division)
        return Post.objects.create(user=self.user(name), department=department, role=role.value, valid_from=SINCE)


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A firm with its administrator, an agency with one, a clock that shows 6 July 2026."""
    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    firm = Organisation.objects.create(name="东湖示例科技有限公司", uscc=FIRM, division="990101")
    agency = Organisation.objects.create(name="示例专利代理所", uscc=AGENCY, division="990100")
    here = Place(clock, firm, agency)
    here.member("boss", firm, administrator=True)
    here.member("clerk", firm)
    here.member("agent", agency, administrator=True)
    return here
