"""Ticks that look at one saved search at the same moment, and ticks killed on the way, in a process of its own.

``python -m tests.portal.watch.race_watch`` prints what happened as JSON: with the guards, killed at each point, then
without the claim and the memory, to show that the ticks do meet.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from tests.hall.cases.race import together

TICKS, CRASH = 4, 9
POINTS = ("before the claim", "before the edition", "before the notice", "before the end")


def main() -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from tests.portal.watch.world import Library, saved

    library = Library(Path(os.environ["ZHIQUAN_DATA"]) / "library")
    settings.DATA = library.data
    saved()
    library.brings("电池", serials=(3,))
    guarded = _at_once()
    killed = {point: _killed(point) for point in POINTS}
    library.brings("电池", serials=(4,))
    return {"guarded": guarded, "killed": killed, "unguarded": _at_once(guards=False)}


def _at_once(*, guards: bool = True) -> list[str]:
    """Let ticks look at the same moment: each has found what is new before the first writes."""
    from zhiquan.portal.watch import looking

    meet, real = threading.Barrier(TICKS), (looking.arrivals, looking._claim, looking._known)

    def found_together(*given: Any) -> Any:
        found = real[0](*given)
        meet.wait(timeout=30)
        return found

    looking.arrivals = found_together
    if not guards:
        looking._claim = lambda search, **given: True
        looking._known = lambda search, keys: set()
    results = together([lambda: str(looking.look())] * TICKS)
    looking.arrivals, looking._claim, looking._known = real
    return results


def _killed(point: str) -> dict[str, int]:
    """Kill a tick that has found one record, at a point; say what was told by then, and what by the next tick."""
    from django.db import connection, connections

    before = _told()
    connections.close_all()
    if hasattr(connection, "close_pool"):  # two processes must not share the pool's connections
        connection.close_pool()
    child = os.fork()
    if not child:
        _arm(point)
        _tell(point)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    dead = _told()
    _tell(point)
    return {"status": status, "by the dead": dead - before, "in the end": _told() - before}


def _tell(key: str) -> None:
    """Tell of one record; what is found needs engines, which do not outlive a fork."""
    from zhiquan.portal.watch import looking
    from zhiquan.portal.watch.models import SavedSearch
    from zhiquan.records.search.arrivals import Arrival

    search = SavedSearch.objects.get()
    looking._tell(search, [Arrival(key, key, came=True, rank=1)], search.seen)


def _told() -> int:
    """How many records were told, which is as many as the notices say."""
    from zhiquan.hall.notices.models import Happening
    from zhiquan.portal.watch.models import Told

    told = Told.objects.count()
    if Happening.objects.count() != told:  # one record comes in at a time here
        raise AssertionError("a notice without its record, or a record without its notice")
    return told


def _arm(point: str) -> None:
    """Put death in the place of the next thing that happens at a point."""
    from zhiquan.portal.watch import looking

    def deadly(*given: Any, **named: Any) -> Any:
        os._exit(CRASH)

    match point:
        case "before the claim":
            looking._claim = deadly
        case "before the edition":
            looking.Edition.objects.create = deadly  # type: ignore[method-assign]
        case "before the notice":
            looking._say = deadly
        case _:
            real = looking._say
            looking._say = lambda *given: (real(*given), os._exit(CRASH))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main()))
