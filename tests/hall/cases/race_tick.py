"""Two ticks at once, and ticks killed between any two steps, in a process of its own.

``python -m tests.hall.cases.race_tick ticks|unguarded|killed`` prints what happened as JSON. ``unguarded`` takes the
transaction and the lock away, to show that the ticks do meet.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from tests.hall.cases.race import together

TICKS = 4
CRASH = 9
POINTS = ("before the claim", "after the claim", "after it was told", "after the step", "after the notice",
          "before the commit", "after the commit")  # fmt: skip


def main(what: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from _pytest.monkeypatch import MonkeyPatch
    from tests.hall.cases.calls import open_call, publish_calls
    from tests.hall.cases.world import build

    from zhiquan.hall.cases import numbers, ports

    world = build(MonkeyPatch())
    publish_calls()
    ports.notifiers.register("count", lambda notice: numbers.next_in(f"notices {notice.case_number}") and None)
    cases = [open_call(world, f"k{n}") for n in range(len(POINTS) if what == "killed" else 3)]
    for case in cases:
        world.act(case, "window", "publish")
    world.clock.turn(14)
    if what == "killed":
        return {point: _killed(case, point) for case, point in zip(cases, POINTS, strict=True)}
    if what == "unguarded":
        _take_the_guard_away()
    return {"reports": together([_tick] * TICKS), "cases": [_state(case) for case in cases]}


def _tick() -> str:
    from zhiquan.hall.cases.ticking import tick

    report = tick()
    return f"{report.expired} expired, {len(report.failed)} failed"


def _state(case: Any) -> dict[str, Any]:
    from zhiquan.hall.cases.journal import verify_chain
    from zhiquan.hall.cases.models import NumberSeries

    case.refresh_from_db()
    notices = NumberSeries.objects.filter(series=f"notices {case.number}").values_list("last", flat=True).first()
    return {
        "state": case.state,
        "told": case.events.filter(kind="told").count(),
        "steps": case.events.filter(data__action="close_publicity").count(),
        "claims": case.duties.count(),
        "notices": notices or 0,
        "intact": verify_chain(case).intact,
    }


def _take_the_guard_away() -> None:
    """No transaction and no row lock, and every tick has looked at a case before any claims something in it."""
    from django.db.models import QuerySet

    from zhiquan.hall.cases import ticking

    meet, pending = threading.Barrier(TICKS), ticking.pending
    met = threading.local()
    ticking.transaction = SimpleNamespace(atomic=nullcontext)  # type: ignore[assignment]
    QuerySet.select_for_update = lambda rows, **_: rows  # type: ignore[method-assign, assignment, misc]

    def together_pending(*given: Any) -> Any:
        found = pending(*given)
        if not getattr(met, "once", False):
            met.once = True
            meet.wait(timeout=20)
        return found

    ticking.pending = together_pending


def _killed(case: Any, point: str) -> dict[str, Any]:
    """Kill a tick of this one case at a point, say what is there then, and what a second tick makes of it."""
    from django.db import connection, connections

    connections.close_all()
    if hasattr(connection, "close_pool"):  # two processes must not share the pool's connections
        connection.close_pool()
    child = os.fork()
    if not child:
        _arm(point)
        from zhiquan.hall.cases.ticking import TickReport, serve

        serve(case.pk, TickReport())
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    after = _state(case)
    from zhiquan.hall.cases.ticking import TickReport, serve

    for _ in range(2):
        serve(case.pk, TickReport())
    return {"status": status, "after": after, "in_the_end": _state(case)}


def _arm(point: str) -> None:
    """Put death in the place of the next thing that happens at a point."""
    from django.db import connection

    from zhiquan.hall.cases import ports, ticking
    from zhiquan.hall.cases.models import ClockDuty

    connection.ensure_connection()
    place, name, first = {
        POINTS[0]: (ClockDuty.objects, "create", False),
        POINTS[1]: (ticking.journal, "append", False),
        POINTS[2]: (ticking, "carry_out", False),
        POINTS[3]: (ticking, "carry_out", True),
        POINTS[4]: (ports.notifiers.get("count"), "", True),
        POINTS[5]: (connection, "commit", False),
        POINTS[6]: (connection, "commit", True),
    }[point]
    if name:
        setattr(place, name, _deadly(getattr(place, name), first=first))
    else:
        ports.notifiers.register("crash", _deadly(place, first=False))


def _deadly(function: Any, *, first: bool) -> Any:
    def call(*given: Any, **named: Any) -> Any:
        if first:
            function(*given, **named)
        os._exit(CRASH)

    return call


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main(sys.argv[1])))
