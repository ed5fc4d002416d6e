"""Several cases that want the last place of a quota at once: ``python -m tests.hall.cases.race_quota [unguarded]``."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from tests.hall.cases.race import together

PLACES, TAKERS = 5, 4


def main(*, unguarded: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from _pytest.monkeypatch import MonkeyPatch
    from tests.hall.cases.calls import open_call, publish_calls
    from tests.hall.cases.world import build

    from zhiquan.hall.cases import services
    from zhiquan.hall.cases.models import Case, QuotaSeries

    world = build(MonkeyPatch())
    publish_calls()
    for n in range(PLACES - 1):
        world.act(open_call(world, f"before-{n}"), "examiner", "list")
    cases, examiner = [open_call(world, f"k{n}") for n in range(TAKERS)], world.actor("examiner")
    if unguarded:
        _take_the_guard_away()

    def take(number: str) -> str:
        return str(services.act(examiner, number, "list", {}, version=1, key="k").version)

    told = together([lambda n=case.number: take(n) for case in cases])  # type: ignore[misc]
    return {
        "told": told,
        "listed": Case.objects.filter(state="over").count(),
        "taken": QuotaSeries.objects.get(series="2026").taken,
    }


def _take_the_guard_away() -> None:
    """The place is counted before the transaction, as if the row were not locked, and all have counted by then."""
    from zhiquan.hall.cases import stepping
    from zhiquan.hall.cases.models import QuotaSeries
    from zhiquan.hall.cases.services import acting

    meet, plan, counted = threading.Barrier(TAKERS), acting.plan, threading.local()

    def plan_and_count(*given: Any) -> Any:
        planned = plan(*given)
        counted.taken = QuotaSeries.objects.get(series="2026").taken
        meet.wait(timeout=30)
        return planned

    def take_place(*_: Any) -> dict[str, Any]:
        if counted.taken >= PLACES:
            raise AssertionError("no place was left")
        QuotaSeries.objects.update(taken=counted.taken + 1)
        return {"number": counted.taken + 1}

    acting.plan, stepping.take_place = plan_and_count, take_place


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main(unguarded="unguarded" in sys.argv)))
