"""Workers that meet at one outbox, and workers killed between any two steps, in a process of its own.

``python -m tests.office.outbox.race_outbox`` prints what happened as JSON: first with the claim, then (``unguarded``)
with a claim that reads and then writes, to show that the workers do meet.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.hall.cases.race import together

WORKERS, PARCELS = 4, 12
CRASH = 9
POINTS = ("before the claim", "after the claim", "after it was carried", "after it was noted")
LOG = Path(os.environ.get("ZHIQUAN_DATA", "")) / "carried"


class Pigeon:
    """Carries by writing the key into a file, which no transaction takes back."""

    def __init__(self, *, repeatable: bool) -> None:
        self.repeatable = repeatable

    def beside(self, parcel: Any) -> tuple[str, ...]:
        del parcel
        return ()

    def send(self, parcel: Any) -> Any:
        from zhiquan.office.outbox.models import State
        from zhiquan.office.outbox.ports import Outcome

        with LOG.open("a") as log:
            log.write(f"{parcel.key}\n")
        return Outcome(State.SENT)


def carried() -> dict[str, int]:
    return dict(Counter(LOG.read_text().split())) if LOG.exists() else {}


def posted(*keys: str, carrier: str = "pigeon") -> None:
    from zhiquan.office.outbox.services import Posted, post

    post(Posted(carrier, key, key, {}) for key in keys)


def main() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from zhiquan.office.outbox import services
    from zhiquan.office.outbox.ports import carriers

    carriers.register("pigeon", Pigeon(repeatable=True))
    carriers.register("letter", Pigeon(repeatable=False))
    posted(*(f"guarded-{n}" for n in range(PARCELS)))
    together([lambda: str(services.deliver())] * WORKERS)
    guarded = carried()
    killed = {f"{name} {point}": _killed(name, point) for name in ("pigeon", "letter") for point in POINTS}
    LOG.unlink()
    _take_the_guard_away(services)
    posted(*(f"unguarded-{n}" for n in range(PARCELS)))
    together([lambda: str(services.deliver())] * WORKERS)
    return {"guarded": guarded, "unguarded": carried(), "killed": killed}


def _take_the_guard_away(services: Any) -> None:
    """Read who is due, wait for the others to have read too, then claim by saving."""
    from zhiquan.office.outbox.models import Parcel, State
    from zhiquan.settings.now import now

    meet, met = threading.Barrier(WORKERS), threading.local()

    def take(failing: Any = (), carrier: str = "") -> Any:
        due = Parcel.objects.filter(state=State.WAITING, carrier=carrier).exclude(target__in=failing)
        found = due.order_by("pk").first()
        if not getattr(met, "once", False):
            met.once = True
            meet.wait(timeout=20)
        if found:
            found.state, found.attempts, found.taken_until = State.TAKEN, 1, now() + timedelta(minutes=10)
            found.save()
        return found

    services.take = take


def _killed(carrier: str, point: str) -> dict[str, Any]:
    """Kill a worker at a point, and say how often its parcel was carried and what became of it after two more."""
    from django.db import connection, connections

    from zhiquan.office.outbox import services
    from zhiquan.office.outbox.models import Parcel

    key = f"{carrier}-{point}".replace(" ", "-")
    posted(key, carrier=carrier)
    connections.close_all()
    if hasattr(connection, "close_pool"):  # two processes must not share the pool's connections
        connection.close_pool()
    child = os.fork()
    if not child:
        _arm(point)
        services.deliver()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    Parcel.objects.filter(taken_until__isnull=False).update(taken_until="2020-01-01T00:00:00Z")
    for _ in range(2):
        services.deliver()
    return {"status": status, "times": carried().get(key, 0), "state": Parcel.objects.get(key=key).state}


def _arm(point: str) -> None:
    """Put death in the place of the next thing that happens at a point."""
    from zhiquan.office.outbox import services

    name, first = {
        POINTS[0]: ("take", False),
        POINTS[1]: ("carry", False),
        POINTS[2]: ("_note", False),
        POINTS[3]: ("_note", True),
    }[point]
    real = getattr(services, name)

    def deadly(*given: Any, **named: Any) -> Any:
        if first:
            real(*given, **named)
        os._exit(CRASH)

    setattr(services, name, deadly)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main()))
