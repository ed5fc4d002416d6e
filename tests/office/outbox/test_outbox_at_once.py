"""Workers that meet, and workers that are killed; first that they do meet without the claim."""

from __future__ import annotations

from typing import Any

import pytest
from tests.hall.cases.test_race import race
from tests.office.outbox.race_outbox import CRASH, PARCELS, POINTS

pytestmark = pytest.mark.own_database


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return race(tmp_path_factory.mktemp("outbox"), module="tests.office.outbox.race_outbox")


def test_without_the_claim_workers_that_meet_carry_a_parcel_twice(told: dict[str, Any]) -> None:
    """The positive control."""
    assert max(told["unguarded"].values()) > 1


def test_workers_at_the_same_moment_carry_each_parcel_once(told: dict[str, Any]) -> None:
    assert told["guarded"] == {f"guarded-{n}": 1 for n in range(PARCELS)}


@pytest.mark.parametrize("point", POINTS)
def test_a_webhook_whose_worker_was_killed_arrives_at_least_once(told: dict[str, Any], point: str) -> None:
    twice = point == "after it was carried"
    assert told["killed"][f"pigeon {point}"] == {"status": CRASH, "times": 1 + twice, "state": "sent"}


@pytest.mark.parametrize("point", POINTS)
def test_a_mail_whose_worker_was_killed_goes_out_at_most_once(told: dict[str, Any], point: str) -> None:
    lost, unsure = point == "after the claim", point in {"after the claim", "after it was carried"}
    wanted = {"status": CRASH, "times": 0 if lost else 1, "state": "unknown" if unsure else "sent"}
    assert told["killed"][f"letter {point}"] == wanted
