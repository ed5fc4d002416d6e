"""The pages as a browser gets them: gunicorn as ``zhiquan serve`` starts it, signed-in examiners, no cache."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from benchmarks.hall.reading import COUNTY
from benchmarks.hall.timing import percentiles
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from zhiquan.hall.cases.models import Case
from zhiquan.office.access.models import User

WORKERS, THREADS, CLIENTS = 2, 4, 16
LISTS = ("/desk/", "/desk/?scope=closed")


def fetch(seconds: float, seed: int) -> dict[str, Any]:
    """Measure pages one after another, then with 16 clients at once for some seconds."""
    numbers = list(Case.objects.filter(division=COUNTY).order_by("?").values_list("number", flat=True)[:500])
    chance = random.Random(seed)
    pages: dict[str, Callable[[], str]] = {
        "worklist": lambda: chance.choice(LISTS),
        "case": lambda: f"/desk/cases/{chance.choice(numbers)}/",
    }
    with _served() as (base, server), httpx.Client(base_url=base, cookies=_signed_in(), timeout=60) as client:
        found: dict[str, Any] = {"served_by": f"gunicorn, {WORKERS} workers of {THREADS} threads"}
        for name, path in pages.items():
            took, _ = _get(client, path, 60)
            found[f"{name}, one at a time"] = percentiles(took[5:])
        for name, path in pages.items():
            found[f"{name}, 16 at once"] = _together(base, path, seconds, server)
    return found


def _get(client: httpx.Client, path: Callable[[], str], times: int, until: float = 1e12) -> tuple[list[float], int]:
    took, size = [], 0
    while len(took) < times and time.monotonic() < until:
        begun = time.perf_counter()
        answer = client.get(path())
        took.append(time.perf_counter() - begun)
        if answer.status_code != httpx.codes.OK:
            raise RuntimeError(f"{answer.url}: {answer.status_code}")
        size = len(answer.content)
    return took, size


def _together(base: str, path: Callable[[], str], seconds: float, server: int) -> dict[str, Any]:
    took: list[float] = []
    cookies, until, cpu = _signed_in(), time.monotonic() + seconds, _cpu_of(server)

    def run() -> None:
        with httpx.Client(base_url=base, cookies=cookies, timeout=60) as client:
            took.extend(_get(client, path, 1_000_000, until)[0])

    threads = [threading.Thread(target=run) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    each = round((_cpu_of(server) - cpu) / len(took) * 1000, 1)
    return {**percentiles(took), "per_second": round(len(took) / seconds, 1), "server_cpu_ms_each": each}


def _signed_in() -> dict[str, str]:
    """Return the cookie of a session of the county's examiner."""
    user = User.objects.get(username=f"examiner-{COUNTY}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "ZHIQUAN_SECOND_FACTOR": "false"}
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], check=True, env=environment)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "zhiquan.settings.wsgi", "--bind", f"127.0.0.1:{port}",
         "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS), "--log-level", "warning"],
        env=environment,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base)
        yield base, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait(base: str) -> None:
    for _ in range(120):
        try:
            httpx.get(f"{base}/account/login/", timeout=30)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the server did not come up")


def _cpu_of(server: int) -> float:
    """Return the seconds of CPU that a server's workers have used."""
    listed = subprocess.run(
        ["ps", "-o", "times=", "--ppid", str(server)], capture_output=True, text=True, check=True
    ).stdout
    return float(sum(int(one) for one in re.findall(r"\d+", listed)))
