"""A series handed in together, one step in many cases, another matter begun by a step, places of a quota."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hall.cases.calls import draft_call, open_call, publish_calls
from tests.hall.cases.race_quota import PLACES, TAKERS
from tests.hall.cases.test_keeping import refused
from tests.hall.cases.test_race import race
from tests.hall.cases.world import PDF, World

from zhiquan.hall.cases import journal, selectors, services
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, Draft, QuotaSeries
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.hall.files.services import store
from zhiquan.office.rulebook import selectors as rulebook
from zhiquan.rules.refusal import Refusal

pytestmark = pytest.mark.own_database


@pytest.fixture(autouse=True)
def _calls(world: World) -> None:
    publish_calls()


def links(case: Case) -> list[tuple[str, str]]:
    return [(link.number, link.relation) for link in snapshot_of(case).links]


def test_one_right_against_three_shops_is_three_cases_of_one_series(world: World) -> None:
    actor = world.actor("applicant")
    paper = {"material": "licence", "file": store(actor, "licence.pdf", PDF).pk}
    shops = [{"shop": "甲店"}, {"shop": "乙店"}, {"shop": "丙店"}]
    drafts = services.draft_series(actor, "call", world.firm.pk, {"year": "2026"}, shops, [paper])
    rows = services.submit_series(actor, drafts, "series")
    numbers = [row.number for row in rows]
    assert numbers == [f"ZJ-2026-{n:06d}" for n in (1, 2, 3)]
    cases = [Case.objects.get(number=number) for number in numbers]
    assert [case.events.get(seq=1).data["form"]["shop"] for case in cases] == ["甲店", "乙店", "丙店"]
    assert links(cases[0]) == [(numbers[1], "series"), (numbers[2], "series")]
    assert [links(case) for case in cases[1:]] == [[(numbers[0], "series")]] * 2
    assert [row.number for row in services.submit_series(actor, drafts, "series")] == numbers
    assert Case.objects.count() == 3
    assert list(differences()) == []


def test_a_row_that_is_refused_is_told_and_joins_the_series_once_it_is_put_right(world: World) -> None:
    actor = world.actor("applicant")
    bad, good = draft_call(world), draft_call(world)
    file = Draft.objects.get(pk=bad).materials[0]["file"]
    services.detach(actor, bad, "licence", file)
    rows = services.submit_series(actor, [bad, good], "series")
    assert rows[0].number is None
    assert rows[0].refusal is not None
    assert "营业执照" in rows[0].refusal.zh
    services.attach(actor, bad, "licence", file)
    again = services.submit_series(actor, [bad, good], "series")
    assert [row.number for row in again] == ["ZJ-2026-000002", "ZJ-2026-000001"]
    assert links(Case.objects.get(number="ZJ-2026-000002")) == [("ZJ-2026-000001", "series")]
    with refused("cases.too-many"):
        services.submit_series(actor, [], "none")


def test_one_step_is_taken_in_many_cases_each_for_itself(world: World) -> None:
    cases = [open_call(world, f"k{n}") for n in range(3)]
    world.act(cases[1], "examiner", "list")
    asked = [case.number for case in cases] + ["ZJ-2026-999999"]
    rows = services.act_many(world.actor("window"), asked, "publish", {}, "many")
    assert [row.version for row in rows] == [2, None, 2, None]
    assert rows[1].refusal is not None
    assert "办结" in rows[1].refusal.zh
    again = services.act_many(world.actor("window"), asked, "publish", {}, "many")
    assert [row.version for row in again] == [2, None, 2, None]
    assert cases[0].events.count() == 2


def test_a_step_that_the_law_wants_case_by_case_is_not_taken_in_many(world: World) -> None:
    case = open_call(world)
    for action in ("list", "no-such-step"):
        (row,) = services.act_many(world.actor("examiner"), [case.number], action, {}, "many")
        assert row.version is None
    case.refresh_from_db()
    assert case.version == 1


def test_a_step_begins_another_matter_with_the_answers_there_are(world: World) -> None:
    case = open_call(world, shop="乙店")
    world.act(case, "examiner", "list")
    (draft,) = selectors.drafts_for(world.actor("applicant"))
    assert draft.form == {"shop": "乙店", "origin": case.number}
    assert (draft.origin, draft.definition.code) == (case, "follow")
    assert links(case) == []
    new = services.submit(world.actor("applicant"), draft.pk, "k")
    assert links(new) == [(case.number, "spawned_by")]
    assert links(case) == [(new.number, "spawned")]
    case.refresh_from_db()
    assert journal.verify_chain(case).intact
    assert services.submit(world.actor("applicant"), draft.pk, "k") == new
    assert list(differences()) == []
    with refused("cases.cannot-be-voided"):
        services.correct(world.actor("head"), case.number, 2, "x", version=case.version, key="c")


def test_a_step_whose_follower_is_not_published_is_refused_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_call(world)
    monkeypatch.setattr(
        "zhiquan.hall.cases.writing_elsewhere.active", lambda code, on: rulebook.active("no-such-matter", on)
    )
    with refused("rulebook.not-in-force"):
        world.act(case, "examiner", "list")
    case.refresh_from_db()
    assert (case.state, case.version) == ("received", 1)
    assert not QuotaSeries.objects.filter(taken__gt=0).exists()


def test_a_series_of_places_ends_and_another_year_has_its_own(world: World) -> None:
    for n in range(5):
        listed = world.act(open_call(world, f"k{n}"), "examiner", "list")
        assert listed.events.get(seq=2).data["place"] == {"series": "2026", "number": n + 1, "of": 5}
    sixth = open_call(world, "k5")
    with pytest.raises(Refusal) as full:
        world.act(sixth, "examiner", "list")
    assert full.value.code == "cases.quota-full"
    assert QuotaSeries.objects.get(series="2026").taken == 5
    sixth.refresh_from_db()
    assert sixth.state == "received"
    assert world.act(open_call(world, "k6", year="2027"), "examiner", "list").closed


def test_without_the_lock_more_places_are_given_than_there_are(tmp_path: Path) -> None:
    """The positive control: the takers do meet at the last place."""
    assert race(tmp_path, "unguarded", module="race_quota")["listed"] > PLACES


def test_the_last_place_goes_to_one_case_only(tmp_path: Path) -> None:
    told = race(tmp_path, module="race_quota")
    assert (told["listed"], told["taken"]) == (PLACES, PLACES)
    assert told["told"] == ["2", *["Refusal"] * (TAKERS - 1)]
