"""In a small world: for each role exactly what exists of cases, drafts, letters and files, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.hall.cases.world import PDF, World, build

from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.cases.seeing import cases_for
from zhiquan.hall.cases.selectors import drafts_for, get_case_for, get_draft_for
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.files.services import store
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.selectors import get_letter_for
from zhiquan.office.access import services as access
from zhiquan.office.access.models import Membership, Organisation, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.rules.refusal import NotFound
from zhiquan.settings.now import now, today

CASES = {"here", "there"}
SETS = {
    # who: cases, drafts, letters, files
    "nobody": (set(), set(), set(), set()),
    "applicant": ({"here"}, {"mine"}, {"issued here"}, {"paper"}),
    "rival": ({"there"}, {"theirs"}, {"issued there"}, set()),
    "stranger": (set(), set(), set(), {"proof"}),
    "agent": ({"here"}, {"mine"}, {"issued here"}, {"paper"}),
    "window": ({"here"}, set(), {"issued here", "draft here"}, {"paper", "proof"}),
    "examiner": ({"here"}, set(), {"issued here", "draft here"}, {"paper", "proof"}),
    "reviewer": ({"here"}, set(), {"issued here", "draft here"}, {"paper", "proof"}),
    "head": ({"here"}, set(), {"issued here", "draft here"}, {"paper"}),
    "statistics": ({"here"}, set(), {"issued here", "draft here"}, {"paper"}),
    "elsewhere": ({"there"}, set(), {"issued there", "draft there"}, set()),
    "city": (CASES, set(), {"issued here", "draft here", "issued there", "draft there"}, {"paper", "proof"}),
    "deputy": (CASES, set(), {"issued here", "draft here", "issued there", "draft there"}, {"paper"}),
    "former": (set(), set(), set(), set()),
    "administrator": (set(), set(), set(), set()),
    "security": (set(), set(), set(), set()),
    "audit": (set(), set(), set(), set()),
}


@dataclass
class Things:
    """Everything there is, by a name of its own."""

    cases: dict[str, Case]
    drafts: dict[str, Draft]
    letters: dict[str, Letter]
    files: dict[str, int]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return people(build(monkeypatch))


def people(world: World) -> World:
    """Add the roles that the small office lacks."""
    for role in ("statistics", "administrator", "security", "audit"):
        world.staff(role, role, "990100" if role in {"administrator", "security", "audit"} else "990101")
    world.staff("deputy", "examiner", "990102")
    world.staff("former", "head", "990100")
    Post.objects.filter(user__username="former").update(ended_on=today())
    head = Post.objects.get(user__username="head")
    access.name_deputy(world.actor("head"), head.pk, "deputy", today(), today())
    agency = Organisation.objects.create(name="示例代理所", uscc="91990100MA00000099", division="990100")
    world.member("agent", agency)
    Membership.objects.filter(user=world.users["applicant"]).update(administrator=True)
    everything = access.Scope(everything=True)
    access.delegate(world.actor("applicant"), world.firm.pk, agency.uscc, everything, today(), today())
    world.users["stranger"] = User.objects.create_user(username="stranger")
    return world


@pytest.fixture
def things(world: World) -> Things:
    """Two cases with letters in two districts, two drafts, a paper of a case and the proof of a claim."""
    here, there = world.case(), world.case("another", contract="ZY-2026-002")
    rival = Organisation.objects.get(division="990102")
    Draft.objects.filter(pk=there.draft_id).update(organisation=rival)
    there.draft.papers.all().delete()
    Case.objects.filter(pk=there.pk).update(organisation=rival, division="990102")
    mine, theirs = (Draft.objects.get(pk=world.draft(papers=())) for _ in range(2))
    Draft.objects.filter(pk=theirs.pk).update(organisation=rival)
    paper = here.draft.papers.order_by("pk")[0].file
    proof = store(world.actor("stranger"), "proof.pdf", PDF).pk
    access.claim(world.actor("stranger"), access.Wanted("新公司", "91990101MA0000030Y", "990101"), proof)
    letters = {
        f"{state} {name}": letter(world, case, state)
        for name, case in (("here", here), ("there", there))
        for state in ("issued", "draft")
    }
    return Things(
        {"here": here, "there": there}, {"mine": mine, "theirs": theirs}, letters, {"paper": paper, "proof": proof}
    )


def letter(world: World, case: Case, state: str) -> Letter:
    issued = state == "issued"
    return Letter.objects.create(
        case=case,
        template="result" if issued else "refusal",
        content={"title": "通知书"},
        state=State.SIGNED if issued else State.DRAFT,
        signed_at=now() if issued else None,
        drafted_by=world.users["examiner"],
        drafted_at=now(),
    )


def reached(get: object, actor: Actor, keys: dict[str, object]) -> set[str]:
    """Return what the one door to an object opens for an actor."""
    found = set()
    for name, key in keys.items():
        try:
            get(actor, key)  # type: ignore[operator]
        except NotFound:
            continue
        found.add(name)
    return found


@pytest.mark.parametrize("who", SETS)
def test_each_role_sees_exactly_its_set(world: World, things: Things, who: str) -> None:
    actor = NOBODY if who == "nobody" else world.actor(who)
    cases, drafts, letters, files = SETS[who]
    assert {name for name, case in things.cases.items() if case in cases_for(actor)} == cases
    assert reached(get_case_for, actor, {name: case.number for name, case in things.cases.items()}) == cases
    assert {name for name, draft in things.drafts.items() if draft in drafts_for(actor)} == drafts
    assert reached(get_draft_for, actor, {name: draft.pk for name, draft in things.drafts.items()}) == drafts
    assert reached(get_letter_for, actor, {name: one.pk for name, one in things.letters.items()}) == letters
    assert reached(get_file_for, actor, dict(things.files)) == files


def test_every_role_there_is_has_its_set() -> None:
    assert {role.value for role in Role} - {Role.SYSTEM.value} <= set(SETS)


def test_the_day_after_the_deputy_sees_only_the_own_division(world: World, things: Things) -> None:
    world.clock.at += timedelta(days=1)
    assert {case.division for case in cases_for(world.actor("deputy"))} == {"990102"}
