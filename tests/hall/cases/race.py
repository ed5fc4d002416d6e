"""Many threads at once, in a process of its own: ``python -m tests.hall.cases.race [unguarded]``.

Prints what each thread got as JSON. ``unguarded`` takes the transaction away from submitting, to show that the threads
do meet.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

THREADS = 6


def together(jobs: list[Callable[[], str]]) -> list[str]:
    """Run the jobs at the same moment, each on a connection of its own; an error is its class's name."""
    from django.db import connections

    start, told = threading.Barrier(len(jobs)), [""] * len(jobs)

    def run(place: int, job: Callable[[], str]) -> None:
        start.wait()
        try:
            told[place] = job()
        except Exception as error:  # noqa: BLE001 - which error a thread got is what the test is about
            told[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def main(*, unguarded: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from _pytest.monkeypatch import MonkeyPatch
    from tests.hall.cases.world import build

    from zhiquan.hall.cases import drafting, services
    from zhiquan.hall.cases.journal import verify_chain
    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.cases.services import writing

    world = build(MonkeyPatch())
    applicant, window = world.actor("applicant"), world.actor("window")
    if unguarded:
        _take_the_guard_away(writing, drafting)
    one = world.draft()
    same = together([lambda: services.submit(applicant, one, "k").number] * THREADS)
    if unguarded:
        return {"same_draft": same}
    drafts = [world.draft() for _ in range(THREADS)]
    different = together([lambda d=d: services.submit(applicant, d, f"k{d}").number for d in drafts])  # type: ignore[misc]
    case = Case.objects.earliest("pk")

    def accept(key: str) -> str:
        return str(services.act(window, case.number, "accept", {}, version=1, key=key).version)

    keys = together([lambda n=n: accept(f"key-{n}") for n in range(THREADS)])  # type: ignore[misc]
    other = Case.objects.latest("pk")
    case = other
    one_key = together([lambda: accept("key")] * THREADS)
    return {
        "same_draft": same,
        "different_drafts": different,
        "different_keys": keys,
        "one_key": one_key,
        "events": other.events.count(),
        "intact": all(verify_chain(found).intact for found in Case.objects.all()),
    }


def _take_the_guard_away(writing: Any, drafting: Any) -> None:
    """No transaction and no row lock, and every thread has asked whether there is a case before any makes one."""
    from django.db.models import QuerySet

    meet, ask, asked = threading.Barrier(THREADS), drafting.submitted_as, threading.local()
    writing.transaction = SimpleNamespace(atomic=nullcontext)
    QuerySet.select_for_update = lambda rows, **_: rows  # type: ignore[method-assign, assignment, misc]

    def submitted_as(draft: Any, key: str) -> Any:
        asked.times = getattr(asked, "times", 0) + 1
        found = ask(draft, key)
        if asked.times == 2:
            meet.wait(timeout=20)
        return found

    drafting.submitted_as = submitted_as


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main(unguarded="unguarded" in sys.argv)))
