"""Agents 委托代理: within period and scope they file, supplement, read and receive for the principal, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.hall.cases.world import FORM, PAPERS, PDF, World

from zhiquan.hall.cases import selectors, services
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.numbers import secret_for
from zhiquan.hall.cases.seeing import cases_for
from zhiquan.hall.files.services import store
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.selectors import get_letter_for
from zhiquan.hall.matters import guards
from zhiquan.office.access import services as access
from zhiquan.office.access.models import Delegation, Membership, Organisation
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.settings.now import now, today

AGENCY, OTHER = "91990100MA00000099", "91990100MA0000012R"


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def agents(world: World) -> World:
    """The office, an agency whose member is ``agent``, and the firm's administrator who delegates."""
    agency = Organisation.objects.create(name="示例代理所", uscc=AGENCY, division="990100")
    world.member("agent", agency)
    Membership.objects.filter(user=world.users["applicant"]).update(administrator=True)
    return world


def delegate(world: World, days: int = 30, **scope: Any) -> Delegation:
    """Delegate from today on; without a scope, everything."""
    wanted = access.Scope(everything=not scope, **{key: frozenset(value) for key, value in scope.items()})
    until = today() + timedelta(days=days)
    return access.delegate(world.actor("applicant"), world.firm.pk, AGENCY, wanted, today(), until)


def filed(world: World) -> Case:
    """A pledge that the agent writes and hands in for the firm."""
    agent = world.actor("agent")
    draft = services.start_draft(agent, "pledge", world.firm.pk)
    services.save_draft(agent, draft.pk, FORM)
    for paper in PAPERS:
        services.attach(agent, draft.pk, paper, store(agent, f"{paper}.pdf", PDF).pk)
    return services.submit(agent, draft.pk, "filed")


def test_an_agent_files_and_supplements_and_the_journal_names_agent_and_principal(agents: World) -> None:
    given = delegate(agents, matters=["pledge"])
    case = filed(agents)
    agents.act(case, "window", "supplement", {"items": "补营业执照"})
    paper = store(agents.actor("agent"), "licence.pdf", PDF).pk
    agents.act(
        case, "agent", "answer_supplement", {"note": "已补"}, materials=[{"material": "identity", "file": paper}]
    )
    told = [(row.kind, row.role, row.data.get("agent")) for row in case.events.order_by("seq")]
    agency = {"id": given.agent_id, "name": "示例代理所", "delegation": given.pk}
    assert told == [("opened", "applicant", agency), ("acted", "window", None), ("acted", "applicant", agency)]
    assert case.organisation == agents.firm
    shown = selectors.case_view(agents.actor("window"), case.number)
    assert [event.behalf.zh if event.behalf else "" for event in shown.events] == [
        "由示例代理所代理",
        "",
        "由示例代理所代理",
    ]
    assert shown.organisation == agents.firm.name
    case.refresh_from_db()
    assert verify_chain(case).intact


def test_what_the_principal_does_names_no_agent(agents: World) -> None:
    delegate(agents)
    assert "agent" not in agents.case().events.get().data


def test_an_agent_does_not_dispose_of_the_principals_right_nor_rate_nor_learn_the_secret(agents: World) -> None:
    delegate(agents)
    case = filed(agents)
    agent = agents.actor("agent")
    with refused("cases.principal-only"):
        services.withdraw(agent, case.number, "不办了", version=case.version, key="w")
    offers = {offer.key: offer for offer in selectors.case_view(agent, case.number).offers}
    assert not offers["withdraw"].offered
    assert services.tell_secret(agent, case.number) is None
    with refused("cases.not-your-secret"):
        services.reissue_secret(agent, case.number, key="s")
    assert services.tell_secret(agents.actor("applicant"), case.number) == secret_for(case.number)
    agents.act(case, "applicant", "withdraw", {"reason": "不办了"})
    with refused("cases.not-your-rating"):
        services.rate(agent, case.number, 5, "", key="r")
    assert services.rate(agents.actor("applicant"), case.number, 5, "", key="r").grade == 5


def test_a_guard_that_forgets_what_is_reserved_lets_the_agent_withdraw(
    agents: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken copy that the test above would not let through."""
    delegate(agents)
    case = filed(agents)
    monkeypatch.setattr(guards, "_barred", lambda snapshot, action, who: None)
    assert services.withdraw(agents.actor("agent"), case.number, "", version=case.version, key="w").closed


@pytest.mark.parametrize(
    ("matter", "action"),
    [
        ("adjudication", "ask_withdrawal"), ("mediation", "consent"), ("mediation", "refuse"),
        ("open-licence", "revoke"), ("enterprise-tier", "exit"), ("gi-mark-use", "give_up"),
    ],
)  # fmt: skip
def test_giving_up_settling_and_conceding_are_the_principals(matter: str, action: str) -> None:
    from zhiquan.hall.cases.shelf import read_matter

    assert read_matter(matter).action(action).reserved


@pytest.mark.parametrize(
    ("scope", "cases", "drafts"),
    [
        ({}, {"first", "second"}, {"draft"}),
        ({"matters": ["pledge"]}, {"first", "second"}, {"draft"}),
        ({"matters": ["subsidy"]}, set(), set()),
        ({"cases": ["first"]}, {"first"}, set()),
        ({"matters": ["subsidy"], "cases": ["second"]}, {"second"}, set()),
    ],
)
def test_an_agent_sees_exactly_what_the_scope_holds(
    agents: World, scope: dict[str, list[str]], cases: set[str], drafts: set[str]
) -> None:
    there = {"first": agents.case(), "second": agents.case("second", contract="ZY-2026-002")}
    rival = agents.case("third", contract="ZY-2026-003")
    Case.objects.filter(pk=rival.pk).update(organisation=Organisation.objects.get(name="西山示例公司"))
    draft = agents.draft(papers=())
    if "cases" in scope:
        scope = {**scope, "cases": [there[name].number for name in scope["cases"]]}
    delegate(agents, **scope)
    agent = agents.actor("agent")
    assert {case.number for case in cases_for(agent)} == {there[name].number for name in cases}
    assert [one.pk for one in selectors.drafts_for(agent)] == ([draft] if drafts else [])
    files = {name: case.events.get().data["materials"][0]["file"] for name, case in there.items()}
    assert {name for name, file in files.items() if selectors.may_read_file(agent, file)} == cases
    for name, case in there.items():
        letter = Letter.objects.create(
            case=case,
            template="result",
            content={"title": "通知书"},
            state=State.SIGNED,
            signed_at=now(),
            drafted_by=agents.users["examiner"],
            drafted_at=now(),
        )
        if name in cases:
            assert get_letter_for(agent, letter.pk) == letter
        else:
            with pytest.raises(NotFound):
                get_letter_for(agent, letter.pk)


def test_a_delegation_that_is_over_is_told_with_its_day_and_opens_nothing(agents: World) -> None:
    given = delegate(agents, days=3)
    case = filed(agents)
    draft = agents.draft(papers=())
    agents.clock.turn(10)
    agent = agents.actor("agent")
    assert not cases_for(agent).exists()
    for ask in (
        lambda: selectors.case_view(agent, case.number),
        lambda: services.start_draft(agent, "pledge", agents.firm.pk),
        lambda: services.save_draft(agent, draft, {}),
        lambda: services.act(agent, case.number, "answer_supplement", {}, version=1, key="k"),
    ):
        with refused("access.delegation-expired") as told:
            ask()
        assert "2026-07-09" in told.value.text.zh
    Delegation.objects.filter(pk=given.pk).update(valid_to=date(2026, 12, 31), ended_on=date(2026, 7, 8))
    agent = agents.actor("agent")
    with refused("access.delegation-ended") as told:
        selectors.get_case_for(agent, case.number)
    assert "2026-07-08" in told.value.text.zh
    Delegation.objects.filter(pk=given.pk).update(ended_on=None, valid_from=date(2026, 8, 1))
    with refused("access.delegation-early"):
        services.start_draft(agents.actor("agent"), "pledge", agents.firm.pk)


def test_a_matter_outside_the_scope_is_told_when_filing_and_its_cases_do_not_exist(agents: World) -> None:
    case = agents.case()
    delegate(agents, matters=["subsidy"])
    agent = agents.actor("agent")
    with refused("access.delegation-scope"):
        services.start_draft(agent, "pledge", agents.firm.pk)
    with refused("cases.not-found"):
        selectors.get_case_for(agent, case.number)
    with refused("cases.not-your-organisation"):
        services.start_draft(agents.actor("rival"), "pledge", agents.firm.pk)


def test_a_revoked_agent_cannot_finish_what_was_begun(agents: World) -> None:
    given = delegate(agents)
    agent = agents.actor("agent")
    draft = services.start_draft(agent, "pledge", agents.firm.pk)
    access.revoke(agents.actor("applicant"), given.pk)
    with refused("access.delegation-ended"):
        services.submit(agents.actor("agent"), draft.pk, "k")
    assert not Case.objects.exists()


def test_an_officer_who_belongs_to_the_agency_is_only_its_agent_in_the_case(agents: World) -> None:
    """Who acts for a party handles nothing in its case 回避, and does not enter its papers at the window."""
    case = agents.case()
    agents.member("window", Organisation.objects.get(uscc=AGENCY))
    assert any(offer.offered for offer in selectors.case_view(agents.actor("window"), case.number).offers)
    delegate(agents)
    with refused("cases.not-your-role"):
        agents.act(case, "window", "accept")
    with refused("cases.own-application"):
        services.enter_at_counter(
            agents.actor("window"),
            "pledge",
            agents.firm.pk,
            FORM,
            materials=(),
            channel="window",
            received_at=now(),
            key="c",
        )
