"""The desk and the case page over the services, as an ordinary examiner and as a leader of the province."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from benchmarks.hall.office import PROVINCE, actor
from benchmarks.hall.timing import timed
from django.db import connection

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view, desk_of, time_in_state_for, worklist_for, workload_for
from zhiquan.hall.cases.worklist import Wanted
from zhiquan.office.access.selectors import Actor

COUNTY = "990117"
FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "overdue": {"overdue": True},
    "paused": {"paused": True},
    "of a matter": {"matter": "pledge"},
    "of a matter in a state": {"matter": "pledge", "state": "supplementing"},
    "mine": {"handler": "me"},
    "waiting": {"awaited": True},
    "nobody's": {"handler": "nobody"},
    "closed": {"closed": True},
    "by a name": {"text": "示例单位 17-7"},
    "by a number": {"text": "ZYDJ-2026-0001"},
}


def read(seed: int) -> dict[str, Any]:
    """Measure lists of 100 by filter, first and second pages, and case pages; milliseconds."""
    chance = random.Random(seed)
    examiner, head = actor(COUNTY, "examiner"), actor(PROVINCE, "head")
    mine = list(Case.objects.filter(division=COUNTY).order_by("?").values_list("number", flat=True)[:500])
    found: dict[str, Any] = {f"worklist: {name}": timed(_page(examiner, how), 20) for name, how in FILTERS.items()}
    found |= {f"province: {name}": timed(_page(head, how), 3) for name, how in FILTERS.items()}
    pages = [_page(examiner, how) for how in FILTERS.values()]
    found["worklist, any filter"] = timed(lambda: chance.choice(pages)(), 100)  # noqa: PLW0108
    found["case page"] = timed(lambda: case_view(examiner, chance.choice(mine)), 100)
    found["workload"] = timed(lambda: workload_for(examiner), 5)
    found["workload of the province"] = timed(lambda: workload_for(head), 2)
    found["time in state"] = timed(lambda: time_in_state_for(examiner), 5)
    return found


def _page(actor: Actor, how: dict[str, Any]) -> Callable[[], Any]:
    """Return a call that asks for a page of 100 and every other time for the one after it."""
    times = iter(range(1_000_000))

    def call() -> None:
        first = worklist_for(actor, size=100, **how)
        if first.next and next(times) % 2:
            worklist_for(actor, size=100, after=first.next, **how)

    return call


def plans() -> dict[str, str]:
    """Return how the database finds each list: the lines of its plan that name an index, a scan or a sort."""
    examiner, found = actor(COUNTY, "examiner"), {}
    for name, how in FILTERS.items():
        rows = desk_of(examiner)._asked(Wanted(**how))  # noqa: SLF001
        found[name] = rows.order_by("sort_on", "number")[:101].explain()
    return found | {"database": connection.vendor}
