"""``zhiquan tick`` does every room's chores; ``zhiquan outbox`` shows what did not arrive."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError
from tests.hall.cases.world import World, build

from zhiquan.hall.notices.models import Notice
from zhiquan.office.chores import Chore, chores
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.services import Posted, post
from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS
from zhiquan.rules.refusal import Conflict, NotFound
from zhiquan.rules.registry import Registry


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    return build(monkeypatch)


class Enough(BaseException):
    """Ends a command that goes on for ever."""


@pytest.mark.parametrize("command", [("tick", "--every", "60"), ("work",)])
def test_a_fault_does_not_end_what_runs_beside_the_site_which_tries_again(
    db: None, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried, slept = [], []

    def fails(**named: object) -> None:
        tried.append(named)
        raise OperationalError("database is locked")

    def sleeps(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise Enough

    fails.__name__ = "refresh"
    monkeypatch.setattr("zhiquan.portal.cli.tick._once", fails)
    monkeypatch.setattr("zhiquan.scenes.reporting.services.refresh", fails)
    monkeypatch.setattr("time.sleep", sleeps)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    with pytest.raises(Enough):
        root.main(command, standalone_mode=False)
    assert len(tried) == len(slept) == 2
    assert [one.exc_info is not None for one in caplog.records if one.levelname == "ERROR"] == [True, True]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, arguments)


def test_the_rooms_that_have_something_to_do_are_known_and_spread_before_they_carry() -> None:
    names = [name for name, _ in chores]
    assert {"files.rescan", "files.sweep", "imports.sweep", "outbox.sweep"} <= set(names)
    assert names.index("notices.spread") < names.index("outbox.deliver")


def test_a_tick_spreads_what_happened(world: World) -> None:
    world.case()
    assert run("tick").exit_code == 0
    assert [notice.user for notice in Notice.objects.all()] == [world.users["applicant"]]


def test_a_chore_that_breaks_is_told_and_keeps_no_other_from_its_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    mine: Registry[Chore] = Registry("chores")
    mine.register("broken", lambda: 1 // 0)
    mine.register("good", lambda: done.append("good") or 1)  # type: ignore[func-returns-value]
    monkeypatch.setattr("zhiquan.office.chores.chores", mine)
    ended = run("tick")
    assert ended.exit_code == EXIT_FOUND_FAULTS
    assert "broken: failed" in ended.output
    assert done == ["good"]


def test_what_did_not_arrive_is_listed_and_sent_again(world: World) -> None:
    post([Posted("mail", key, "user:1", {}) for key in ("a", "b")])
    Parcel.objects.filter(key="a").update(state=State.UNKNOWN, said="SMTPServerDisconnected")
    shown = run("outbox", "status").output
    assert "mail     unknown  1" in shown
    assert "a  user:1  SMTPServerDisconnected" in shown
    assert [row["key"] for row in json.loads(run("outbox", "status", "--json").output)["lost"]] == ["a"]
    assert "next round" in run("outbox", "again", "a").output
    assert isinstance(run("outbox", "again", "b").exception, Conflict)
    assert isinstance(run("outbox", "again", "c").exception, NotFound)
    assert set(Parcel.objects.values_list("state", flat=True)) == {State.WAITING}
