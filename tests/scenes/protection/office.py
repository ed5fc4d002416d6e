"""An office that settles disputes: its people, a requester from another district, two respondents, a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from tests.hall.cases.world import PDF, Clock

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.ticking import tick
from zhiquan.hall.files.services import store
from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters.models import Letter
from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.rulebook.services import publish

LONG_AGO = date(2020, 1, 1)
FIRST, SECOND = "respondent-1", "respondent-2"
RESPONDENTS = [
    {"name": "西山示例制造有限公司", "code": "91990101MA00000022", "division": "990101", "address": "西山路1号"},
    {"name": "Example Trading Ltd", "address": "境外示例路2号"},
]
COMMON: dict[str, Any] = {
    "rights": "ZL202320000002.5",
    "respondents": RESPONDENTS,
    "authority": "990101",
    "no_suit": "yes",
    "no_agreement": "yes",
    "contact": "张三",
    "phone": "000-00000000",
    "address": "示例路8号",
}
ADJUDICATION: dict[str, Any] = {
    **COMMON,
    "claims": "权利要求1至3",
    "standing": "owner",
    "claims_made": ["stop", "stock"],
    "facts": "被请求人制造、销售的隔膜产品具备权利要求1至3的全部技术特征，请求人于2025年11月3日公证购买了被控产品。",
    "act_place": "990101",
    "known_on": "2025-11-03",
    "continuing": "yes",
    "repeat": "no",
}
MEDIATION: dict[str, Any] = {
    **COMMON,
    "dispute": "reward",
    "granted": "yes",
    "asked": "请求调解职务发明的报酬数额。",
    "facts": "被请求人实施了涉案专利，未支付报酬。",
}
ASSISTANCE: dict[str, Any] = {
    "node": "station",
    "node_name": "东湖示例园区工作站",
    "node_division": "990101",
    "subject": "patent",
    "rights": "CN202310000001.5",
    "services": ["opinion", "evidence"],
    "facts": "发现同类产品，请求判断是否侵权并指导取证。",
    "hardship": "no",
    "contact": "张三",
    "phone": "000-00000000",
}
PAPERS = {
    "adjudication": ("request", "identity", "register-copy", "patent", "evidence"),
    "mediation": ("request", "identity"),
    "rights-assistance": ("application", "identity"),
}
FORMS = {"adjudication": ADJUDICATION, "mediation": MEDIATION, "rights-assistance": ASSISTANCE}


PRESENT = [
    {"capacity": "请求人代理人", "name": "王五", "signed": "signed"},
    {"capacity": "第一被请求人代理人", "name": "赵六", "signed": "refused", "why": "认为第二页记录不全，已当场补记"},
]
TURNS = [
    {"who": "问", "said": "请求人陈述请求事项和理由。"},
    {"who": "答（请求人）", "said": "请求责令停止制造、销售；被控产品具备权利要求1至3的全部技术特征。"},
    {"who": "问", "said": "被请求人答辩并质证。"},
    {"who": "答（第一被请求人）", "said": "对公证书真实性无异议；被控产品缺少特征三。"},
]


@dataclass
class Bench:
    """The office at work; ``on`` turns its clock."""

    clock: Clock
    firm: Organisation
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_for(self.users[name], self.clock.at.date())

    def staff(self, name: str, role: str, division: str) -> None:
        user = User.objects.create_user(username=name)
        department, _ = Department.objects.get_or_create(name=f"保护科 {division}", division=division)
        Post.objects.create(user=user, department=department, role=role, valid_from=LONG_AGO)
        self.users[name] = user

    def member(self, name: str, organisation: Organisation) -> None:
        user = User.objects.create_user(username=name)
        Membership.objects.create(user=user, organisation=organisation, valid_from=LONG_AGO)
        self.users[name] = user

    def on(self, month: int, day: int, hour: int = 9) -> None:
        self.clock.turn(day, month, hour)

    def request(self, matter: str, papers: tuple[str, ...] = (), **changes: Any) -> Case:
        """Hand in a request of the firm."""
        actor = self.actor("requester")
        draft = services.start_draft(actor, matter, self.firm.pk)
        services.save_draft(actor, draft.pk, {**FORMS[matter], **changes})
        for paper in (*PAPERS[matter], *papers):
            services.attach(actor, draft.pk, paper, store(actor, f"{paper}.pdf", PDF).pk)
        return services.submit(actor, draft.pk, f"submit-{draft.pk}")

    def act(self, case: Case, name: str, action: str, **data: Any) -> Case:
        """Take a step; ``files`` are papers that go along."""
        case.refresh_from_db()
        actor = self.actor(name)
        files = [{"material": paper, "file": store(actor, f"{paper}.pdf", PDF).pk} for paper in data.pop("files", ())]
        key = f"{action}-{case.version}"
        services.act(actor, case.number, action, data, version=case.version, key=key, materials=files)
        case.refresh_from_db()
        return case

    def receipt(self, case: Case, action: str, **data: Any) -> Case:
        """Note a receipt: handed over and signed for today, unless said otherwise."""
        day = self.clock.at.date().isoformat()
        said = {"manner": "direct", "sent_on": day, "received_on": day, "receiver": "收件人", **data}
        return self.act(case, "window", action, **{name: value for name, value in said.items() if value})

    def letter(self, case: Case, key: str) -> Letter:
        """Draft, review and sign a letter (for each party its own), each step by another person; returns the last."""
        case.refresh_from_db()
        drafts = letters.draft_each(self.actor("examiner"), case, key)
        for draft in drafts:
            signed = letters.sign(self.actor("head"), letters.review(self.actor("reviewer"), draft))
        case.refresh_from_db()
        return signed

    def tick(self, case: Case) -> Case:
        """Let the program serve the clocks."""
        assert not tick().failed
        case.refresh_from_db()
        return case


def build(monkeypatch: pytest.MonkeyPatch, *matters: str) -> Bench:
    """Make the office on 9 February 2026, a Monday, six days before the Spring Festival."""
    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    firm = Organisation.objects.create(name="东湖示例科技有限公司", uscc="91990101MA0000001Y", division="990102")
    bench = Bench(clock, firm)
    bench.on(2, 9)
    bench.member("requester", firm)
    other = Organisation.objects.create(name="西山示例制造有限公司", uscc="91990101MA00000022", division="990101")
    bench.member("respondent", other)
    for role in ("window", "examiner", "reviewer"):
        bench.staff(role, role, "990101")
    bench.staff("head", "head", "990100")
    bench.staff("upper", "head", "990000")
    bench.staff("elsewhere", "examiner", "990102")
    for code in matters:
        publish(shelf.package(code), by="test", in_force_from=date(2026, 1, 1))
    return bench
