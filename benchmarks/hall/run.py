"""``python -m benchmarks.hall.run --cases 20000``: the hall under load; prints one JSON report and a table.

First many cases of all matters are written and a sample of every story compared with the services; nothing is measured
if one differs. The data folder and the database are new ones of this run: a SQLite file, or the server named by
``ZHIQUAN_DATABASE_URL`` (``tools/with-postgres`` gives one). Wall time, one process but for the 16 clients.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
CLIENTS, PROCESSES, DEPARTMENTS = 16, 2, 50
CALLS, MOST_ACTIONS = 200, 1_600
ACTED_IN = "pledge"
"""The matter in whose waiting cases the clients act; a quarter of all cases wait in it."""


class Clock:
    """The clock of the run; it stands."""

    def __init__(self) -> None:
        from zhiquan.settings.now import SHANGHAI

        self.at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=SHANGHAI)

    def now(self, zone: object) -> datetime:
        """Return the moment at which it stands."""
        del zone
        return self.at


def ready() -> Clock:
    """Load Django on the run's data folder, with a clock that stands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiquan.settings.site")
    import django

    django.setup()
    from zhiquan.settings import now

    clock = Clock()
    now.datetime = clock  # type: ignore[assignment, misc]
    return clock


def prepared(count: int, seed: int, clock: Clock) -> dict[str, Any]:
    """Make the office and write the cases; compare a sample with the services."""
    from benchmarks.hall import equal, office, writer
    from django.core.management import call_command

    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.cases.shelf import moment

    call_command("migrate", verbosity=0)
    there = office.build(DEPARTMENTS)
    told = office.told(there, moment(), TODAY)
    begun = time.perf_counter()
    whole = office.whole(told)
    waiting = [story for story in told if story.matter == ACTED_IN and len(story.lines) == 1]
    chance = random.Random(seed)
    first = [*whole, *(chance.choice(waiting) for _ in range(count // 4))]
    events = writer.write(there, told, first, count, chance)
    seconds = time.perf_counter() - begun
    at, wrong, compared, left = clock.at, [], 0, 0
    for written, story in zip(Case.objects.order_by("pk")[: len(whole)], whole, strict=True):
        found = equal.differences(there, written, story, clock)
        compared, left = compared + (found is not None), left + (found is None)
        wrong += [f"{story.matter}/{story.name} {text}" for text in found or ()]
    clock.at = at
    matters = Case.objects.values("matter").distinct().count()
    return {
        "cases": count, "events": events, "matters": matters, "departments": DEPARTMENTS,
        "written_seconds": round(seconds, 1), "stories_compared": compared, "stories_left_out": left,
        "wrong": wrong[:5],
    }  # fmt: skip


def timed(call: Callable[[], Any], times: int = CALLS) -> dict[str, float]:
    """Return the median and the 95th percentile of a call in milliseconds, the first call left out."""
    call()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        took.append((time.perf_counter() - begun) * 1000)
    return {"median_ms": round(statistics.median(took), 1), "p95_ms": round(statistics.quantiles(took, n=20)[-1], 1)}


def reading(seed: int) -> dict[str, Any]:
    """Measure the desk and the case page as an ordinary examiner, and the desk of the whole province."""
    from benchmarks.hall import office

    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.cases.selectors import case_view, time_in_state_for, worklist_for, workload_for

    chance = random.Random(seed)
    examiner, head = office.actor("990117", "examiner"), office.actor("990000", "head")
    mine = list(Case.objects.filter(division="990117").values_list("number", flat=True))
    filters: list[dict[str, Any]] = [
        {}, {"overdue": True}, {"paused": True}, {"matter": "pledge"}, {"handler": "me"}, {"handler": "nobody"},
        {"closed": True}, {"text": "示例单位 7"},
    ]  # fmt: skip

    def page(actor: Any) -> None:
        first = worklist_for(actor, size=100, **chance.choice(filters))
        if first.next and chance.random() < 0.5:
            worklist_for(actor, size=100, after=first.next)

    return {
        "worklist_100": timed(lambda: page(examiner)),
        "worklist_100_of_the_province": timed(lambda: worklist_for(head, size=100), 50),
        "case_page": timed(lambda: case_view(examiner, chance.choice(mine))),
        "workload": timed(lambda: workload_for(examiner), 50),
        "time_in_state": timed(lambda: time_in_state_for(examiner), 50),
    }


def acting() -> dict[str, Any]:
    """Let 16 clients act at once, every tenth request sent twice; nothing may be lost or doubled."""
    from zhiquan.hall.cases.models import Case, CaseEvent
    from zhiquan.hall.cases.rebuilding import differences

    waiting = list(
        Case.objects.filter(matter=ACTED_IN, state="submitted", version=1)
        .order_by("pk")
        .values_list("number", flat=True)[:MOST_ACTIONS]
    )
    before = CaseEvent.objects.count()
    parts = [waiting[n::PROCESSES] for n in range(PROCESSES)]
    clients = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.hall.run", "--client"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in parts
    ]  # fmt: skip
    answers = [json.loads(client.communicate(json.dumps(part))[0]) for client, part in zip(clients, parts, strict=True)]
    seconds = max(a["ended"] for a in answers) - min(a["begun"] for a in answers)
    done, failed = sum(a["done"] for a in answers), [text for a in answers for text in a["failed"]]
    acted = Case.objects.filter(number__in=waiting, version=2, state="accepted").count()
    return {
        "clients": CLIENTS,
        "actions": done,
        "per_second": round(done / seconds, 1),
        "p95_ms": max(a["p95_ms"] for a in answers),
        "failed": failed[:5],
        "lost_or_doubled": abs(CaseEvent.objects.count() - before - done) + abs(acted - len(waiting)),
        "rows_that_differ": sum(1 for _ in differences()),
    }


def client() -> None:
    """Act in the cases named on standard input with a share of the clients, each a thread."""
    ready()
    from benchmarks.hall import office
    from django.db import connections

    from zhiquan.hall.cases import services
    from zhiquan.hall.cases.models import Case

    numbers = json.loads(sys.stdin.read())
    divisions = dict(Case.objects.filter(number__in=numbers).values_list("number", "division"))
    actors = {division: office.actor(division, "window") for division in set(divisions.values())}
    took: list[float] = []
    failed: list[str] = []

    def act(number: str) -> None:
        services.act(actors[divisions[number]], number, "accept", {}, version=1, key="accept")

    def run(part: list[str]) -> None:
        for place, number in enumerate(part):
            begun = time.perf_counter()
            try:
                act(number)
                took.append(time.perf_counter() - begun)
                if place % 10 == 0:
                    act(number)
            except Exception as error:  # noqa: BLE001 - whatever it is, the report tells it
                failed.append(f"{type(error).__name__}: {error}")
        connections.close_all()

    share = CLIENTS // PROCESSES
    threads = [threading.Thread(target=run, args=(numbers[n::share],)) for n in range(share)]
    begun = time.time()  # noqa: TID251 - compared between processes
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = time.time()  # noqa: TID251
    p95 = round(statistics.quantiles(took, n=20)[-1] * 1000, 1)
    print(json.dumps({"begun": begun, "ended": ended, "done": len(took), "failed": failed, "p95_ms": p95}))


def keeping() -> dict[str, Any]:
    """Measure the tick, the recount after a change of the calendar, the proof of the projection, the chains."""
    from zhiquan.hall.cases import shelf
    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.cases.rebuilding import differences
    from zhiquan.hall.cases.recounting import recount
    from zhiquan.hall.cases.ticking import tick
    from zhiquan.hall.ledger.selectors import verify
    from zhiquan.rules.law import Calendar

    found: dict[str, Any] = {}

    def measured(name: str, call: Callable[[], Any], **also: Any) -> Any:
        begun = time.perf_counter()
        told = call()
        found[name] = {"seconds": round(time.perf_counter() - begun, 2), **also}
        return told

    days, running = shelf.moment().calendar, Case.objects.filter(closed=False).exclude(clock_state="").count()
    off = [*days.days_off, date(2026, 11, 25), date(2026, 12, 2)]
    changed = Calendar(days.years, off, days.working, expected=days.expected, names=days.names)
    shelf.calendar = lambda *_: changed
    report = measured("recount", recount, open_clocks=running)
    found["recount"]["moved"] = report.moved
    report = measured("first_tick", tick)
    found["first_tick"] |= {"cases": report.cases, "told": report.told, "failed": len(report.failed)}
    report = measured("second_tick", tick)
    found["second_tick"]["cases"] = report.cases
    chains = measured("verify", verify)
    found["verify"] |= {"events": chains.events, "changed": chains.count}
    found["projection_differs"] = measured("projection_check", lambda: sum(1 for _ in differences()))
    return found


def main() -> int:
    """Run and print the report; exit 1 when something is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=2026)
    arguments.add_argument("--client", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.client:
        client()
        return 0
    with tempfile.TemporaryDirectory(prefix="zhiquan-bench-") as folder:
        os.environ["ZHIQUAN_DATA"] = folder
        clock = ready()
        from django.db import connection

        report: dict[str, Any] = {"database": connection.vendor, "at": datetime.now(UTC).isoformat(timespec="minutes")}  # noqa: TID251
        report["load"] = prepared(given.cases, given.seed, clock)
        if not report["load"]["wrong"]:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            for name, measure in (("reading", lambda: reading(given.seed)), ("acting", acting), ("keeping", keeping)):
                report[name] = measure()
                print(name, json.dumps(report[name]), file=sys.stderr)
        connection.close()
    print(json.dumps(report, ensure_ascii=False, indent=2))
    wrong = report["load"]["wrong"] or report["acting"]["lost_or_doubled"] or report["acting"]["rows_that_differ"]
    return 1 if wrong or report["keeping"]["projection_differs"] or report["keeping"]["verify"]["changed"] else 0


if __name__ == "__main__":
    sys.exit(main())
