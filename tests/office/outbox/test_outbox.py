"""What leaves the office is carried once each, tried again when it fails, and never lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from tests.hall.cases.world import Clock

from zhiquan.office.outbox import services
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.ports import Carrier, Outcome, carriers
from zhiquan.office.outbox.services import RETRY_AFTER, Posted, again, carry, deliver, post, sweep, take
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.registry import Registry


@dataclass
class Watch:
    """A stop-watch that runs only while something is carried."""

    seconds: float = 0.0

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Pigeon:
    """A carrier that does as it is told."""

    repeatable: bool = True
    mood: dict[str, Outcome | Exception] = field(default_factory=dict)
    carried: list[str] = field(default_factory=list)
    owned: dict[str, list[str]] = field(default_factory=dict)
    takes: dict[str, float] = field(default_factory=dict)
    watch: Watch | None = None

    def beside(self, parcel: Parcel) -> list[str]:
        return next((all_ for all_ in self.owned.values() if parcel.target in all_), [])

    def send(self, parcel: Parcel) -> Outcome:
        self.carried.append(parcel.key)
        if self.watch:
            self.watch.seconds += self.takes.get(parcel.target, 0.1)
        told = self.mood.get(parcel.target, Outcome(State.SENT))
        if isinstance(told, Exception):
            raise told
        return told


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    return clock


@pytest.fixture
def pigeon(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Pigeon:
    mine: Registry[Carrier] = Registry("carriers")
    made = Pigeon()
    mine.register("pigeon", made)
    monkeypatch.setattr(services, "carriers", mine)
    return made


def posted(*keys: str, target: str = "somebody") -> None:
    post(Posted("pigeon", key, target, {}) for key in keys)


def only() -> Parcel:
    return Parcel.objects.get()


def test_a_parcel_is_posted_once_for_its_key_and_carried_in_its_turn(pigeon: Pigeon) -> None:
    posted("a", "b")
    posted("b", "c")
    assert deliver() == 3
    assert pigeon.carried == ["a", "b", "c"]
    assert deliver() == 0
    assert set(Parcel.objects.values_list("state", flat=True)) == {State.SENT}


def test_what_fails_is_tried_again_later_and_later_until_it_is_given_up(pigeon: Pigeon, clock: Clock) -> None:
    pigeon.mood["somebody"] = Outcome(State.WAITING, "HTTP 503")
    posted("a")
    waits = []
    for _ in range(len(RETRY_AFTER)):
        assert deliver() == 1
        assert deliver() == 0, "not before its time"
        waits.append(only().next_at - clock.at)
        clock.at = only().next_at
    assert tuple(waits) == RETRY_AFTER
    assert sorted(waits) == waits
    assert deliver() == 1
    assert (only().state, only().said, only().attempts) == (State.DEAD, "HTTP 503", len(RETRY_AFTER) + 1)
    assert [attempt.said for attempt in only().tries.all()] == ["HTTP 503"] * 8
    clock.at += timedelta(days=30)
    assert deliver() == 0


def test_one_that_fails_keeps_only_its_own_target_waiting(pigeon: Pigeon) -> None:
    pigeon.mood["deaf"] = Outcome(State.WAITING)
    posted("a", "b", "c", target="deaf")
    posted("d", target="other")
    deliver()
    assert pigeon.carried == ["a", "d"]


@pytest.fixture
def slow(pigeon: Pigeon, monkeypatch: pytest.MonkeyPatch) -> Pigeon:
    """Ten webhooks of one organisation that let everybody wait for as long as a call may last."""
    pigeon.watch = Watch()
    monkeypatch.setattr(services, "time", pigeon.watch)
    theirs = [f"slow-{number}" for number in range(10)]
    pigeon.owned = {"they": theirs}
    for target in theirs:
        pigeon.mood[target], pigeon.takes[target] = Outcome(State.WAITING, "TimeoutError"), 20.0
        posted(target, target=target)
    return pigeon


def test_ten_slow_receivers_of_one_organisation_keep_nobody_elses_waiting(slow: Pigeon) -> None:
    posted("another's", target="other")
    deliver()
    assert slow.carried == ["slow-0", "another's"]


def test_slow_receivers_of_as_many_organisations_keep_no_mail_waiting(slow: Pigeon) -> None:
    slow.owned = {}
    mail = Pigeon(watch=slow.watch)
    services.carriers.register("mail", mail)
    post(Posted("mail", f"mail-{number}", f"user:{number}", {}) for number in range(30))
    deliver()
    assert len(mail.carried) == 30
    assert slow.watch
    assert slow.watch.seconds < services.SECONDS + 20.0


def test_what_one_carrier_leaves_of_its_share_is_anothers(slow: Pigeon) -> None:
    slow.owned = {}
    services.carriers.register("unused", Pigeon())
    for target in slow.takes:
        slow.takes[target] = 6.0
    deliver()
    assert len(slow.carried) == 4


def test_a_carrier_that_breaks_is_tried_again_where_that_does_no_harm_and_else_not(pigeon: Pigeon) -> None:
    pigeon.mood["somebody"] = RuntimeError("broken")
    posted("a")
    deliver()
    assert (only().state, only().said) == (State.WAITING, "RuntimeError")
    Parcel.objects.all().delete()
    pigeon.repeatable = False
    posted("b")
    deliver()
    assert only().state == State.UNKNOWN


@pytest.mark.parametrize(("repeatable", "state", "times"), [(True, State.SENT, 2), (False, State.UNKNOWN, 1)])
def test_a_worker_that_died_before_it_noted_the_outcome_leaves_the_carriers_choice(
    pigeon: Pigeon, clock: Clock, repeatable: bool, state: State, times: int
) -> None:
    """At least once where the receiver knows a parcel again, at most once where it does not."""
    pigeon.repeatable = repeatable
    posted("a")
    parcel = take()
    assert parcel is not None
    pigeon.send(parcel)  # carried, and the worker is dead
    assert deliver() == 0, "the claim still stands"
    clock.at += timedelta(minutes=11)
    deliver()
    assert (only().state, len(pigeon.carried)) == (state, times)


def test_a_worker_whose_claim_ran_out_does_not_overwrite_what_another_noted(pigeon: Pigeon, clock: Clock) -> None:
    posted("a")
    slow = take()
    clock.at += timedelta(minutes=11)
    pigeon.mood["somebody"] = Outcome(State.SENT, "by the other")
    deliver()
    assert slow is not None
    pigeon.mood["somebody"] = Outcome(State.WAITING, "late")
    carry(slow)
    assert (only().state, only().said) == (State.SENT, "by the other")


def test_a_parcel_can_be_sent_again_under_its_key_but_not_while_it_is_on_its_way(pigeon: Pigeon) -> None:
    posted("a")
    with pytest.raises(Conflict):
        again(only())
    deliver()
    again(only())
    deliver()
    assert pigeon.carried == ["a", "a"]


def test_what_was_carried_long_ago_is_removed(pigeon: Pigeon, clock: Clock) -> None:
    posted("a")
    deliver()
    clock.at += timedelta(days=179)
    assert sweep() == 0
    posted("b")
    clock.at += timedelta(days=2)
    sweep()
    assert [parcel.key for parcel in Parcel.objects.all()] == ["b"]


def test_the_carriers_of_the_site_are_known() -> None:
    assert {name: carrier.repeatable for name, carrier in carriers} == {"mail": False, "webhook": True}
