"""A small office with a pledge to register: people, a bank, papers, a clock that the tests turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.services import store
from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.rulebook.services import publish
from zhiquan.settings.now import SHANGHAI

PDF = b"%PDF-1.4\n%%EOF\n"
LONG_AGO = date(2020, 1, 1)
FORM: dict[str, Any] = {
    "rights": "CN202310000001.5\nZL202320000002.5",
    "co_owned": "no",
    "pledgor": "东湖示例科技有限公司",
    "pledgor_uscc": "91990101MA0000001Y",
    "pledgee": "示例银行东湖支行",
    "pledgee_uscc": "91990100MA00000099",
    "contact": "张三",
    "phone": "000-00000000",
    "contract": "ZY-2026-001",
    "signed_on": "2026-07-01",
    "amount": "3,000,000",
    "debt_from": "2026-07-01",
    "debt_to": "2027-07-01",
    "valued": "no",
    "contract_items": ["parties", "debt", "term", "patents", "scope"],
}
PAPERS = ("application", "contract", "identity", "register-copy")
REGISTERED = {"result": "registered", "registration_number": "Y2026990000001", "registered_on": "2026-07-20"}


class Clock:
    """The clock of a test; it stands until it is turned."""

    def __init__(self) -> None:
        self.at = datetime(2026, 7, 6, 9, 0, tzinfo=SHANGHAI)

    def now(self, zone: object) -> datetime:
        return self.at

    def turn(self, day: int, month: int = 7, hour: int = 9) -> None:
        self.at = datetime(2026, month, day, hour, 0, tzinfo=SHANGHAI)


@dataclass
class World:
    """An office in 990101 and another in 990102, a firm with a draft, and who does what."""

    clock: Clock
    firm: Organisation
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_for(self.users[name], self.clock.at.date())

    def staff(self, name: str, role: str, division: str) -> None:
        user = User.objects.create_user(username=name)
        department, _ = Department.objects.get_or_create(name=f"窗口 {division}", division=division)
        Post.objects.create(user=user, department=department, role=role, valid_from=LONG_AGO)
        self.users[name] = user

    def member(self, name: str, organisation: Organisation) -> None:
        user = self.users.get(name) or User.objects.create_user(username=name)
        Membership.objects.create(user=user, organisation=organisation, valid_from=LONG_AGO)
        self.users[name] = user

    def draft(self, papers: tuple[str, ...] = PAPERS, **changes: Any) -> int:
        actor = self.actor("applicant")
        draft = services.start_draft(actor, "pledge", self.firm.pk)
        services.save_draft(actor, draft.pk, {**FORM, **changes})
        for paper in papers:
            services.attach(actor, draft.pk, paper, store(actor, f"{paper}.pdf", PDF).pk)
        return draft.pk

    def case(self, key: str = "submit", **changes: Any) -> Case:
        return services.submit(self.actor("applicant"), self.draft(**changes), key)

    def act(self, case: Case, name: str, action: str, data: dict[str, Any] | None = None, **more: Any) -> Case:
        case.refresh_from_db()
        more = {"version": case.version, "key": f"{action}-{case.version}", **more}
        return services.act(self.actor(name), case.number, action, data or {}, **more)


def build(monkeypatch: pytest.MonkeyPatch) -> World:
    """Make the office; the clock shows 6 July 2026, a Monday."""
    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    firm = Organisation.objects.create(name="东湖示例科技有限公司", uscc="91990101MA0000001Y", division="990101")
    world = World(clock, firm)
    world.member("applicant", firm)
    for name, role in (("window", "window"), ("examiner", "examiner"), ("reviewer", "reviewer"), ("head", "head")):
        world.staff(name, role, "990101")
    world.staff("elsewhere", "window", "990102")
    world.staff("city", "window", "990100")
    other = Organisation.objects.create(name="西山示例公司", uscc="91990101MA00000022", division="990102")
    world.member("rival", other)
    publish(shelf.package("pledge"), by="test", in_force_from=LONG_AGO.replace(year=2026))
    return world
