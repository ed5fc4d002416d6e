"""The desk's filters, what counts as mine, the workload, and how often the database is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.hall.cases.calls import open_call, publish_calls
from tests.hall.cases.test_keeping import refused
from tests.hall.cases.world import World

from zhiquan.hall.cases import named as found_by
from zhiquan.hall.cases import services, worklist
from zhiquan.hall.cases.models import Case, Participant
from zhiquan.hall.cases.selectors import desk_of, time_in_state_for, worklist_for, workload_for
from zhiquan.hall.letters.models import Letter, State
from zhiquan.office.access.models import Organisation, Post
from zhiquan.office.access.services import name_deputy
from zhiquan.settings.now import today


@pytest.fixture
def cases(world: World) -> list[Case]:
    publish_calls()
    return [open_call(world, f"k{n}") for n in range(4)]


def listed(world: World, name: str = "window", **wanted: Any) -> list[str]:
    return [row.number for row in worklist_for(world.actor(name), **wanted).rows]


def test_the_list_is_narrowed_by_matter_state_and_tag(world: World, cases: list[Case]) -> None:
    pledge = world.case("pledge")
    world.act(cases[1], "window", "publish")
    services.tag(world.actor("window"), cases[2].number, "春雷行动", key="t")
    assert listed(world, matter="pledge") == [pledge.number]
    assert listed(world, matter="call", state="publicity") == [cases[1].number]
    assert listed(world, tag="春雷行动") == [cases[2].number]
    assert listed(world, tag="无此行动") == []
    with pytest.raises(TypeError):
        listed(world, colour="red")


def test_what_is_overdue_and_what_stands_with_its_reason(world: World, cases: list[Case]) -> None:
    world.act(cases[0], "window", "hold", {"why": "等待鉴定意见"})
    assert listed(world, overdue=True) == []
    (row,) = worklist_for(world.actor("window"), paused=True).rows
    assert (row.number, row.paused_because.zh) == (cases[0].number, "等待鉴定意见")  # type: ignore[union-attr]
    world.clock.turn(20)
    assert listed(world, overdue=True) == [case.number for case in cases[1:]]
    assert all(row.paused_because is None for row in worklist_for(world.actor("window"), overdue=True).rows)


def test_what_is_mine_and_what_is_nobodys(world: World, cases: list[Case]) -> None:
    services.assign(world.actor("head"), cases[0].number, world.users["window"].pk, "window", key="a")
    assert listed(world, handler="me") == [cases[0].number]
    assert listed(world, "examiner", handler="me") == []
    assert listed(world, handler="nobody") == [case.number for case in cases[1:]]
    assert worklist_for(world.actor("window"), handler="me").rows[0].handler == "window"
    with refused("cases.handler"):
        listed(world, handler="somebody")


def test_a_case_is_found_by_the_beginning_of_its_number_and_by_its_applicant(world: World, cases: list[Case]) -> None:
    assert listed(world, text="zj-2026-000002") == [cases[1].number]
    assert listed(world, text="东湖示例") == [case.number for case in cases]
    assert listed(world, text="西山") == []
    assert listed(world, text="%") == []


def test_a_frequent_text_is_found_in_the_order_of_due_dates_as_a_rare_one_is_by_its_index(
    world: World, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("zj-2026-000002", "东湖示例", "西山", "%", "zj", "_")
    rare = [listed(world, text=text) for text in asked]
    monkeypatch.setattr(found_by, "FEW", 0)
    assert [listed(world, text=text) for text in asked] == rare


def test_nobody_is_asked_to_act_in_a_case_from_which_they_or_whom_they_stand_in_for_are_recused(
    world: World, cases: list[Case]
) -> None:
    def mine() -> list[bool]:
        return [row.mine for row in worklist_for(world.actor("window")).rows]

    assert all(mine())
    services.recuse(world.actor("window"), cases[0].number, world.users["window"].pk, "当事人近亲属", key="r")
    assert mine() == [False, True, True, True]
    services.recuse(world.actor("head"), cases[1].number, world.users["examiner"].pk, "当事人近亲属", key="r")
    assert mine() == [False, True, True, True]


def test_a_case_given_to_a_colleague_waits_for_no_other_clerk_and_names_the_other_sides_day_while_it_is_paused(
    world: World, cases: list[Case]
) -> None:
    world.staff("second", "window", "990101")

    def mine(name: str) -> list[bool]:
        return [row.mine for row in worklist_for(world.actor(name)).rows]

    assert mine("second") == [True] * 4
    services.assign(world.actor("head"), cases[0].number, world.users["window"].pk, "window", key="a")
    assert (mine("second"), mine("window")) == ([False, True, True, True], [True] * 4)
    world.act(cases[1], "window", "hold", {"why": "等待鉴定意见"})
    world.clock.turn(20)
    (row,) = worklist_for(world.actor("window"), paused=True).rows
    assert row.clock_state == "paused", "what has passed meanwhile is not the office's limit"


@pytest.fixture
def entangled(world: World, cases: list[Case]) -> World:
    """Cases in every state, given out, recused from, overdue; deputies, wide posts, and a clerk with a firm."""
    for case, other in ((cases[1], "window"), (cases[2], "examiner")):
        services.assign(world.actor("head"), case.number, world.users[other].pk, other, key="a")
    world.act(cases[3], "window", "publish")
    pledges = [world.case(f"p{n}", contract=f"ZY-2026-03{n}") for n in range(4)]
    world.act(pledges[0], "window", "accept")
    for case, name in ((cases[0], "window"), (pledges[1], "window"), (pledges[2], "examiner")):
        services.recuse(world.actor(name), case.number, world.users[name].pk, "近亲属", key="r")
    open_call(world, "rivals", others=[{"name": "西山示例公司", "code": "91990101MA00000022"}])
    world.act(open_call(world, "over"), "examiner", "list")
    for name, role, place in (
        ("second", "window", "990101"), ("third", "window", "990101"),
        ("stands-in", "examiner", "990102"), ("province", "head", "990000"),
        ("both", "window", "990100"), ("numbers", "statistics", "990101"),
    ):  # fmt: skip
        world.staff(name, role, place)
    for holder, deputy in (
        ("second", "stands-in"), ("third", "stands-in"), ("third", "second"), ("examiner", "elsewhere")
    ):  # fmt: skip
        post = Post.objects.get(user=world.users[holder])
        name_deputy(world.actor(holder), post.pk, deputy, today(), today() + timedelta(days=60))
    services.recuse(world.actor("third"), pledges[0].number, world.users["third"].pk, "近亲属", key="r")
    services.recuse(world.actor("third"), cases[0].number, world.users["third"].pk, "近亲属", key="r3")
    Letter.objects.create(
        case=pledges[3], template="result", content={}, drafted_by=world.users["examiner"], drafted_at=world.clock.at
    )
    world.member("both", Organisation.objects.get(name="西山示例公司"))
    Participant.objects.update(joined=True)
    return world


@pytest.mark.parametrize("many", [False, True], ids=["few in all", "among many"])
def test_what_waits_for_me_is_what_the_rows_say_waits_for_me(
    entangled: World, monkeypatch: pytest.MonkeyPatch, *, many: bool
) -> None:
    """Once as a condition of the database, once row by row: for everybody, before and after the limit."""
    if many:
        monkeypatch.setattr(found_by, "FEW", 0)
    sizes = set()
    for day in (6, 27):
        entangled.clock.turn(day)
        for name in sorted(entangled.users):
            desk = desk_of(entangled.actor(name))
            flagged = [row.number for row in desk.page().rows if row.mine]
            asked, after = list[str](), None
            while (page := desk.page(awaited=True, size=2, after=after)).rows:
                asked += [row.number for row in page.rows]
                if (after := page.next) is None:
                    break
            assert asked == flagged, (day, name)
            assert all(row.mine for row in desk.page(awaited=True).rows)
            assert desk.count(awaited=True) == len(flagged)
            sizes.add((name, len(flagged)))
    assert len({size for _, size in sizes}) >= 4, "the city is too plain to tell anything apart"


def test_a_count_stops_where_more_would_say_nothing(
    world: World, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [desk_of(world.actor(name)).count() for name in ("window", "elsewhere")] == [4, 0]
    monkeypatch.setattr(worklist, "MOST_COUNTED", 3)
    assert desk_of(world.actor("window")).count() == 3


def test_a_letter_that_waits_for_my_review_or_signature_makes_the_case_mine(world: World) -> None:
    case, other = world.case(), world.case("other")
    letter = Letter.objects.create(
        case=case,
        template="result",
        content={"title": "通知书"},
        drafted_by=world.users["examiner"],
        drafted_at=world.clock.at,
    )
    world.staff("there", "reviewer", "990102")

    def mine() -> dict[str, list[str]]:
        return {name: listed(world, name, handler="me") for name in ("examiner", "reviewer", "head", "there")}

    assert mine() == {"examiner": [], "reviewer": [case.number], "head": [], "there": []}
    (row, rest) = worklist_for(world.actor("reviewer")).rows
    assert (row.mine, row.letter_waits, rest.mine, rest.number) == (True, True, False, other.number)
    Letter.objects.update(state=State.REVIEWED)
    assert mine() == {"examiner": [], "reviewer": [], "head": [case.number], "there": []}
    Letter.objects.filter(pk=letter.pk).update(state=State.SIGNED)
    assert mine() == {"examiner": [], "reviewer": [], "head": [], "there": []}


def test_nobody_reviews_a_draft_of_the_own_hand(world: World) -> None:
    world.staff("both", "reviewer", "990101")
    Letter.objects.create(
        case=world.case(), template="result", content={}, drafted_by=world.users["both"], drafted_at=world.clock.at
    )
    assert listed(world, "both", handler="me") == []
    assert len(listed(world, "reviewer", handler="me")) == 1


def test_who_has_how_much_to_do(world: World, cases: list[Case]) -> None:
    services.assign(world.actor("head"), cases[0].number, world.users["window"].pk, "window", key="a")
    world.act(cases[1], "window", "hold", {"why": "x"})
    world.act(cases[3], "examiner", "list")
    world.clock.turn(20)
    loads = workload_for(world.actor("window"))
    assert [(load.name, load.cases, load.overdue, load.paused) for load in loads] == [
        ("", 2, 1, 1),
        ("window", 1, 1, 0),
    ]
    assert workload_for(world.actor("elsewhere")) == ()


def test_how_long_cases_stand_where_they_are(world: World, cases: list[Case]) -> None:
    world.clock.turn(8)
    world.act(cases[0], "window", "hold", {"why": "x"})  # no other state: the stay goes on
    world.act(cases[1], "window", "publish")
    world.clock.turn(10)
    stays = {(stay.state): (stay.cases, stay.median_days, stay.longest_days)
             for stay in time_in_state_for(world.actor("window"), matter="call")}  # fmt: skip
    assert stays == {"received": (3, 4, 4), "publicity": (1, 2, 2)}
    assert worklist_for(world.actor("window"), state="publicity").rows[0].days_in_state == 2


def test_the_desk_asks_as_often_for_many_cases_as_for_one(world: World) -> None:
    counts = []
    publish_calls()
    for n in range(3):
        case = open_call(world, f"k{n}")
        services.assign(world.actor("head"), case.number, world.users["window"].pk, "window", key="a")
        world.case(f"p{n}")
        actor = world.actor("window")
        with CaptureQueriesContext(connection) as asked:
            worklist_for(actor, handler="me", text="东湖", tag="")
            workload_for(actor)
            time_in_state_for(actor)
        counts.append(len(asked))
    assert counts == [8, 8, 8]


def test_the_list_of_a_city_is_that_of_its_counties(world: World, cases: list[Case]) -> None:
    assert listed(world, "city") == [case.number for case in cases]
    world.staff("two", "window", "990102")
    world.staff("two-more", "window", "990101")
    world.users["two-more"].posts.update(user=world.users["two"])
    assert listed(world, "two") == [case.number for case in cases]
    world.staff("other-city", "window", "990200")
    world.staff("province", "window", "990000")
    assert (listed(world, "other-city"), len(listed(world, "province"))) == ([], 4)
    Organisation.objects.filter(pk=world.firm.pk).update(division="990199")
    edge = open_call(world, "edge")
    assert edge.number in listed(world, "city")
    assert edge.number not in listed(world)
