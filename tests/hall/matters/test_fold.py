"""The fold takes lawful events and refuses every other, so that a forged history is never told as a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhiquan.hall.matters.fold import apply, fold
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.refusal import Refusal

DAY = date(2026, 7, 6)
LIMIT = {"key": "licensing.acceptance", "amount": 5, "unit": "working_day", "roll": False}
OPENING: dict[str, Any] = {
    "form": {},
    "organisation": {"id": 1},
    "division": "990101",
    "materials": [],
    "checks": [],
    "clocks": [{"clock": "acceptance", "op": "start", "legal": LIMIT}],
}
OPENED = Event(1, "opened", OPENING, DAY)


def acted(seq: int, action: str, to: str, *clocks: dict[str, Any]) -> Event:
    return Event(seq, "acted", {"action": action, "to": to, "data": {}, "clocks": list(clocks)}, DAY)


@pytest.mark.parametrize(
    "event",
    [
        replace(OPENED, seq=2),
        acted(3, "accept", "accepted"),
        acted(2, "decide", "accepted"),
        acted(2, "accept", "delivered"),
        acted(2, "forward", "forwarded"),
        acted(2, "accept", "accepted", {"clock": "handling", "op": "stop"}),
        acted(2, "accept", "accepted", {"clock": "acceptance", "op": "start", "legal": LIMIT}),
        Event(2, "letter.signed", {"letter": 1, "template": "love"}, DAY),
        Event(2, "letter.burnt", {"letter": 1, "template": "result"}, DAY),
        Event(2, "dreamt", {}, DAY),
    ],
)
def test_an_event_that_the_definition_does_not_allow_is_refused(pledge: Matter, event: Event) -> None:
    opened = apply(Snapshot(), OPENED, pledge)
    with pytest.raises(Refusal) as refused:
        apply(opened, event, pledge)
    assert refused.value.code == "matters.unlawful-event"


def test_a_case_begins_with_its_opening(pledge: Matter) -> None:
    with pytest.raises(Refusal):
        apply(Snapshot(), acted(1, "accept", "accepted"), pledge)


def test_the_end_of_a_case_ends_every_clock_and_every_pause(pledge: Matter) -> None:
    told = fold(
        [
            OPENED,
            acted(
                2,
                "supplement",
                "supplementing",
                {"clock": "acceptance", "op": "pause"},
                {"clock": "supplement", "op": "start", "legal": LIMIT},
            ),
            acted(3, "withdraw", "withdrawn"),
        ],
        pledge,
    )
    assert told.closed
    assert all(run.ended == DAY and not run.paused for run in told.clocks)
    with pytest.raises(Refusal):
        apply(told, acted(4, "accept", "accepted"), pledge)


def test_the_fold_changes_no_snapshot_it_is_given(pledge: Matter) -> None:
    opened = apply(Snapshot(), OPENED, pledge)
    before = repr(opened)
    apply(opened, acted(2, "accept", "accepted", {"clock": "acceptance", "op": "stop"}), pledge)
    assert repr(opened) == before
