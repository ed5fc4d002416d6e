"""Deputies AB岗 and recusal 回避: in whose place somebody acts, and who is kept from acting, also through another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.hall.cases.test_agents import refused
from tests.hall.cases.world import REGISTERED, World

from zhiquan.hall.cases import selectors, services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters import turn
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.rendering import parse_template
from zhiquan.hall.matters.guards import Who
from zhiquan.office.access import services as access
from zhiquan.office.access.models import Post
from zhiquan.settings.now import today


def name_deputy(world: World, holder: str, deputy: str, days: int = 3) -> None:
    post = Post.objects.get(user=world.users[holder])
    access.name_deputy(world.actor(holder), post.pk, deputy, today(), today() + timedelta(days=days))


@pytest.fixture
def forwarded(world: World) -> Case:
    """A case whose result the examiner takes next."""
    case = world.case()
    world.act(case, "window", "accept")
    return world.act(case, "examiner", "forward", {"opinion": "一致"})


def draft(world: World, name: str, case: Case) -> Letter:
    source = selectors.letter_source(case, "result")
    return letters.draft(world.actor(name), case, source.key, parse_template(source.template), source.values)


def test_a_deputy_acts_within_the_period_and_the_journal_says_for_whom(world: World) -> None:
    name_deputy(world, "window", "elsewhere")
    case = world.case()
    world.act(case, "elsewhere", "accept")
    event = case.events.get(seq=2)
    holder = world.users["window"]
    assert event.actor == world.users["elsewhere"]
    assert event.data["deputy_for"] == {"id": holder.pk, "name": "window", "post": Post.objects.get(user=holder).pk}
    shown = selectors.case_view(world.actor("window"), case.number).events[1]
    assert (shown.actor, shown.behalf.zh if shown.behalf else "") == ("elsewhere", "代window行使岗位职责")
    other = world.case("second", contract="ZY-2026-002")
    world.clock.turn(20)
    with refused("cases.not-found"):
        world.act(other, "elsewhere", "accept")


def test_what_one_holds_oneself_is_not_done_in_anothers_place(world: World) -> None:
    world.staff("second", "window", "990101")
    name_deputy(world, "window", "second")
    case = world.case()
    world.act(case, "second", "accept")
    assert "deputy_for" not in case.events.get(seq=2).data


def test_cases_of_the_absent_are_among_those_of_the_deputy(world: World) -> None:
    case = world.case()
    world.act(case, "window", "accept")
    world.staff("b", "examiner", "990102")
    services.assign(world.actor("head"), case.number, world.users["examiner"].pk, "examiner", key="a1")
    assert not selectors.worklist_for(world.actor("b"), handler="me").rows
    name_deputy(world, "examiner", "b")
    assert [row.number for row in selectors.worklist_for(world.actor("b"), handler="me").rows] == [case.number]
    world.staff("c", "examiner", "990101")
    given = services.assign(world.actor("b"), case.number, world.users["c"].pk, "examiner", key="a2")
    assert given.handler == world.users["c"]


def refusals(world: World, case: Case) -> dict[str, str]:
    """Try to review three ways: as deputy of the reviewer oneself, of whom one stood in for, and one's own draft."""
    tried: dict[str, str] = {}

    def attempt(name: str, step: Callable[[], object]) -> None:
        from zhiquan.rules.refusal import Refusal

        try:
            step()
        except Refusal as refusal:
            tried[name] = refusal.code

    letter = draft(world, "b", case)  # in the place of the examiner
    attempt("the holder in whose place it was drafted", lambda: letters.review(world.actor("examiner"), letter))
    attempt("the drafter as the reviewer's deputy", lambda: letters.review(world.actor("b"), letter))
    attempt("the deputy of whose draft it is", lambda: letters.review(world.actor("c"), letter))
    return tried


@pytest.fixture
def entangled(world: World, forwarded: Case) -> Case:
    """``b`` stands in for the examiner and the reviewer; the examiner also reviews, and ``c`` stands in for that."""
    case = world.act(forwarded, "examiner", "take_result", REGISTERED)
    for name in ("b", "c"):
        world.staff(name, "window", "990102")
    name_deputy(world, "examiner", "b")
    name_deputy(world, "reviewer", "b")
    examiner = Post.objects.get(user=world.users["examiner"])
    reviews = Post.objects.create(
        user=world.users["examiner"], department=examiner.department, role="reviewer", valid_from=examiner.valid_from
    )
    access.name_deputy(world.actor("examiner"), reviews.pk, "c", today(), today())
    return case


def test_who_drafted_does_not_review_also_not_through_deputies(world: World, entangled: Case) -> None:
    tried = refusals(world, entangled)
    assert set(tried.values()) == {"letters.same-person"}
    assert len(tried) == 3
    letter = Letter.objects.get()
    assert letters.review(world.actor("reviewer"), letter).state == "reviewed"


def test_a_guard_that_looks_at_the_actor_alone_is_deceived_by_deputies(
    world: World, entangled: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken copy: with it the test above fails, since a review in somebody's place passes."""
    monkeypatch.setattr(Who, "hands", lambda self, role: frozenset({self.user}))
    monkeypatch.setattr(turn, "drafters_of", lambda case, letter: frozenset())
    assert "the holder in whose place it was drafted" not in refusals(world, entangled)


def test_steps_by_different_people_stay_so_through_deputies() -> None:
    """Handler ≠ reviewer in the definition's own words: the act of a deputy is also the holder's."""
    from datetime import date

    from zhiquan.hall.matters.snapshot import Done, Snapshot

    on = date(2026, 7, 6)
    done = Snapshot(done=(Done("propose", 2, 7, "examiner", on, {}, instead_of=8),))
    deputy = Who(9, frozenset({"head"}), instead={"head": 8})
    assert done.who_did(("propose",)) == {7, 8}
    assert deputy.hands("head") & done.who_did(("propose",)) == {8}
    assert not Who(9, frozenset({"head"})).hands("head") & done.who_did(("propose",))


def test_the_recused_are_offered_nothing_and_record_nothing(world: World, forwarded: Case) -> None:
    world.act(forwarded, "examiner", "take_result", REGISTERED)
    for name in ("examiner", "head"):
        services.recuse(world.actor(name), forwarded.number, world.users[name].pk, "近亲属", key=f"r-{name}")
    view = selectors.case_view(world.actor("examiner"), forwarded.number)
    assert (view.recused, view.offers, [letter.key for letter in view.letters if letter.can_draft]) == (True, (), [])
    forwarded.refresh_from_db()
    number, examiner, head = forwarded.number, world.actor("examiner"), world.actor("head")
    for step in (
        lambda: draft(world, "examiner", forwarded),
        lambda: services.tag(examiner, number, "专项", key="t"),
        lambda: services.assign(head, number, world.users["window"].pk, "window", key="a"),
        lambda: services.correct(head, number, 2, "误", version=forwarded.version, key="c"),
        lambda: services.recuse(head, number, world.users["window"].pk, "x", key="r"),
    ):
        with refused("cases.recused"):
            step()
    assert not Letter.objects.exists()


def test_nobody_acts_in_the_place_of_the_recused(world: World) -> None:
    name_deputy(world, "window", "elsewhere")
    case = world.case()
    services.recuse(world.actor("window"), case.number, world.users["window"].pk, "近亲属", key="r")
    with refused("cases.recused"):
        world.act(case, "elsewhere", "accept")
    world.staff("free", "window", "990101")
    assert world.act(case, "free", "accept").state == "accepted"


def test_a_leader_hands_over_what_somebody_handles_and_what_cannot_go_stays(world: World) -> None:
    world.staff("c", "examiner", "990101")
    cases = [world.case(f"k{n}", contract=f"ZY-2026-01{n}") for n in range(3)]
    for case in cases:
        world.act(case, "window", "accept")
        services.assign(world.actor("head"), case.number, world.users["examiner"].pk, "examiner", key="a")
    services.recuse(world.actor("head"), cases[2].number, world.users["c"].pk, "近亲属", key="r")
    rows = services.hand_over(world.actor("head"), "examiner", "c", key="h")
    assert [(row.number, row.refusal is None) for row in rows] == [
        (cases[0].number, True), (cases[1].number, True), (cases[2].number, False),
    ]  # fmt: skip
    for case in cases:
        case.refresh_from_db()
    assert [str(case.handler) for case in cases] == ["c", "c", "examiner"]
    assert services.hand_over(world.actor("examiner"), "c", "examiner", key="x")[0].refusal is not None, "not theirs"
    assert [row.refusal for row in services.hand_over(world.actor("c"), "c", "examiner", key="y")] == [None, None]
    with refused("cases.no-person"):
        services.hand_over(world.actor("head"), "examiner", "nobody", key="z")
    with refused("cases.hand-over-self"):
        services.hand_over(world.actor("head"), "c", "c", key="z")


def test_what_waits_for_its_turn_is_handed_over_too_and_what_was_given_away_is_not(world: World) -> None:
    """Who leaves was named examiner of a case that the window still has: it must not come back to an empty chair."""
    world.staff("c", "examiner", "990101")
    early, gone = (world.case(f"k{n}", contract=f"ZY-2026-02{n}") for n in range(2))
    for case in (early, gone):
        services.assign(world.actor("head"), case.number, world.users["examiner"].pk, "examiner", key="a")
    services.assign(world.actor("head"), gone.number, world.users["c"].pk, "examiner", key="b")
    rows = services.hand_over(world.actor("head"), "examiner", "c", key="h")
    assert [(row.number, row.refusal) for row in rows] == [(early.number, None)]
    accepted = world.act(Case.objects.get(pk=early.pk), "window", "accept")
    assert str(accepted.handler) == "c"


def test_without_the_last_guard_somebody_recused_could_still_write_into_the_case(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken copy: steps that no definition guards are kept from the recused by the journal alone."""
    case = world.case()
    services.recuse(world.actor("examiner"), case.number, world.users["examiner"].pk, "近亲属", key="r")
    monkeypatch.setattr("zhiquan.hall.cases.journal.refuse_recused", lambda *given: None)
    assert services.tag(world.actor("examiner"), case.number, "专项", key="t").version == 3
