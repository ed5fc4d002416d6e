"""What a coming version touches: open cases by state under their own version, and drafts that move on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.hall.cases.world import World

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.editions import compared, edition
from zhiquan.hall.cases.touching import touched
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish


def newer() -> DefinitionVersion:
    """Publish the pledge as a later version that asks for one paper less."""
    package = shelf.package("pledge")
    matter = {**package.resolved["matter"], "version": "2099.1", "conditions": [{"zh": "新条件", "en": "New"}]}
    again = replace(package, version="2099.1", resolved={**package.resolved, "matter": matter})
    return publish(again, by="test", in_force_from=date(2026, 7, 1))


def test_open_cases_stay_with_their_version_and_are_counted_by_state(world: World) -> None:
    first = world.case()
    old = first.definition.version
    world.act(world.case("second"), "window", "accept")
    waiting = world.draft()
    (held,) = touched("pledge")
    assert (held.version, held.cases, held.drafts) == (old, 2, 1)
    assert [(label.en, count) for label, count in held.states] == [("Awaiting acceptance", 1), ("Accepted", 1)]
    newer()
    assert touched("pledge") == (held,), "publishing moves nothing by itself"
    services.save_draft(world.actor("applicant"), waiting, {})
    assert [(one.version, one.cases, one.drafts) for one in touched("pledge")] == [(old, 2, 0), ("2099.1", 0, 1)]


def test_a_closed_case_is_touched_by_nothing(world: World) -> None:
    case = world.case()
    world.act(case, "applicant", "withdraw", {"reason": "不再需要"})
    case.refresh_from_db()
    assert case.closed
    assert touched("pledge") == ()
    assert touched("nothing") == ()


def test_two_published_versions_are_compared_with_the_names_of_the_office(world: World) -> None:
    old = world.case().definition
    (one,) = compared(old, newer())
    assert (one.group, one.key) == ("general", "conditions")
    assert edition(old).programs["market.right-in-force"] == old.resolved["checks"]["market.right-in-force"]
    assert set(edition(old).letters) == set(old.letters)
