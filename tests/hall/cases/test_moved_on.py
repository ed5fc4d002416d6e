"""Somebody acts between the moment a step is reckoned and the moment it is written: without a lock nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.hall.cases.world import World

from zhiquan.hall.cases import journal, projection
from zhiquan.hall.cases.models import Case, QuotaSeries
from zhiquan.hall.cases.services import acting
from zhiquan.rules.refusal import Conflict


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, after the next step was reckoned and before it is written."""

    def arrange(happens: Callable[[], object]) -> None:
        ready = acting.make_ready

        def reckoned(*args: Any, **more: Any) -> Any:
            monkeypatch.setattr(acting, "make_ready", ready)
            found = ready(*args, **more)
            happens()
            return found

        monkeypatch.setattr(acting, "make_ready", reckoned)

    return arrange


def test_who_comes_second_is_told_so_and_writes_nothing(world: World, meanwhile: Any) -> None:
    case = world.case()
    meanwhile(lambda: world.act(case, "window", "accept", key="first"))
    with pytest.raises(Conflict):
        world.act(case, "window", "accept", version=1, key="second")
    case.refresh_from_db()
    assert [event.key for event in case.events.order_by("seq")] == ["submit", "first"]
    assert (case.version, case.state) == (2, "accepted")
    assert journal.verify_chain(case).intact


def test_the_same_request_twice_at_once_is_one_event(world: World, meanwhile: Any) -> None:
    case = world.case()
    meanwhile(lambda: world.act(case, "window", "accept", version=1, key="once"))
    again = world.act(case, "window", "accept", version=1, key="once")
    assert (again.version, again.state, case.events.count()) == (2, "accepted", 2)


def test_without_the_comparison_of_the_version_only_the_database_stands_in_the_way(
    world: World, meanwhile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken copy: a row that is written whatever its version is."""
    case = world.case()
    whatever = lambda case, row, version: projection._written(case, Case.objects.filter(pk=case.pk), row)  # noqa: E731
    monkeypatch.setattr(journal, "write_row", whatever)
    meanwhile(lambda: world.act(case, "window", "accept", key="first"))
    with pytest.raises(IntegrityError), transaction.atomic():
        world.act(case, "window", "accept", version=1, key="second")


def test_a_step_is_two_statements_in_its_transaction(world: World) -> None:
    case, window = world.case(), world.actor("window")
    with CaptureQueriesContext(connection) as asked:
        acting.act(window, case.number, "accept", {}, version=1, key="accept")
    said = [query["sql"].split()[0] for query in asked]
    assert said == ["SELECT", "SELECT", "SAVEPOINT", "UPDATE", "INSERT", "RELEASE"]
    assert not QuotaSeries.objects.exists()
