"""Visitors who read and think, by locust: run by ``run``, which writes ``plan.json`` and reads what they met."""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

from locust import HttpUser, between, events, task

FOLDER = Path(os.environ["PORTAL_LOAD"])
PLAN: dict[str, Any] = json.loads((FOLDER / "plan.json").read_text())
_WALL = re.compile(r"wall;dur=([\d.]+), cpu;dur=([\d.]+)")
MET: list[tuple[str, float, float, float, int, int]] = []
"""Kind of page, milliseconds: whole answer, server, server's processor; status; bytes as they came."""


class Visitor(HttpUser):
    """Opens a page, reads and thinks, opens the next; every kind of page equally often."""

    wait_time = between(0.5 * PLAN["think"], 1.5 * PLAN["think"])  # one pace for all would march in step

    def on_start(self) -> None:
        """Do not begin all at once."""
        time.sleep(random.uniform(0, PLAN["think"]))

    @task
    def visit(self) -> None:
        """Open one page."""
        kind = random.choice(list(PLAN["places"]))
        own = PLAN["cookies"] if kind in PLAN["officers"] else {}
        began = time.perf_counter()
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN"}
        answer = self.client.get(
            random.choice(PLAN["places"][kind]), name=kind, headers=headers, cookies=own, stream=True
        )
        sent = len(answer.raw.read(decode_content=False))
        took = (time.perf_counter() - began) * 1000
        told = _WALL.search(answer.headers.get("Server-Timing", ""))
        server = (float(told[1]), float(told[2])) if told else (0.0, 0.0)
        MET.append((kind, took, *server, answer.status_code, sent))


@events.quitting.add_listener
def _write(**_: Any) -> None:
    (FOLDER / "met.json").write_text(json.dumps(MET))
