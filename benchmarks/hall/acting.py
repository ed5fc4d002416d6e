"""Sixteen clients act at once, every tenth request sent twice; nothing may be lost or doubled."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.hall.load import ACTED_IN
from benchmarks.hall.office import actor
from benchmarks.hall.timing import measured, percentiles
from django.db import connections

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.selectors import case_view

CLIENTS, PROCESSES = 16, 4
ROOT = Path(__file__).parents[2]


def act_at_once(most: int) -> dict[str, Any]:
    """Let the clients accept so many waiting cases; each reads anew who acts, as a request does."""
    rows = Case.objects.filter(matter=ACTED_IN, state="submitted", version=1).order_by("pk")
    waiting = list(rows.values_list("number", flat=True)[:most])
    ids = list(rows.values_list("pk", flat=True)[:most])
    found: dict[str, Any] = {"clients": CLIENTS, "processes": PROCESSES}
    with measured(found):
        clients = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.hall.client"], cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
            for _ in range(PROCESSES)
        ]  # fmt: skip
        parts = [waiting[n::PROCESSES] for n in range(PROCESSES)]
        for client, part in zip(clients, parts, strict=True):
            assert client.stdin
            client.stdin.write(json.dumps(part))
            client.stdin.close()
        answers = [json.loads(client.stdout.read()) for client in clients if client.stdout]
        for client in clients:
            client.wait()
    seconds = max(a["ended"] for a in answers) - min(a["begun"] for a in answers)
    took, failed = [one for a in answers for one in a["took"]], [text for a in answers for text in a["failed"]]
    events = CaseEvent.objects.filter(case__in=ids)
    return {
        **found,
        **percentiles(took),
        "actions": len(took),
        "per_second": round(len(took) / seconds, 1),
        "cpu_ms_each": round(sum(a["cpu"] for a in answers) / len(took) * 1000, 1),
        "failed": failed[:5],
        "lost_or_doubled": abs(events.filter(seq=2, kind="acted").count() - len(took))
        + events.filter(seq__gt=2).count()
        + abs(Case.objects.filter(pk__in=ids, version=2, state="accepted").count() - len(waiting)),
    }


def client() -> None:
    """Act in the cases named on standard input with a share of the clients, each a thread."""
    numbers = json.loads(sys.stdin.read())
    divisions = dict(Case.objects.filter(number__in=numbers).values_list("number", "division"))
    took: list[float] = []
    failed: list[str] = []

    def act(number: str) -> None:
        services.act(actor(divisions[number], "window"), number, "accept", {}, version=1, key="accept")

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

    case_view(actor(divisions[numbers[0]], "window"), numbers[0])  # a server has read the law book long ago
    share = CLIENTS // PROCESSES
    threads = [threading.Thread(target=run, args=(numbers[n::share],)) for n in range(share)]
    begun, cpu = time.time(), time.process_time()  # noqa: TID251 - compared between processes
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {"begun": begun, "ended": time.time(), "cpu": time.process_time() - cpu, "took": took, "failed": failed}  # noqa: TID251
    print(json.dumps(told))
