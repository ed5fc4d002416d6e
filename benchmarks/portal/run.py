"""``python -m benchmarks.portal.run FOLDER [--visitors 50] [--think 7] [--seconds 300]``: the load table.

FOLDER is a data folder: ``ZHIQUAN_DATA=FOLDER zhiquan demo --no-serve`` makes one. The site runs as ``zhiquan serve``
starts it, without tick and worker; visitors come by locust, who think so many seconds between pages, every kind of page
equally often, a bare Django page among them.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
WORKERS, THREADS = 2, 4
LIGHT, QUICK = 300 * 1024, 80
OFFICERS = ("worklist", "case")


def main() -> int:
    """Run it and print the table; 1 where a page failed, was too heavy, or took too long on the server."""
    asked = _asked()
    os.environ.update(ZHIQUAN_DATA=str(asked.folder.absolute()), DJANGO_SETTINGS_MODULE="benchmarks.portal.settings")
    os.environ["ZHIQUAN_SECOND_FACTOR"] = "false"
    import django

    django.setup()
    from benchmarks.portal.places import cookies, places, weights

    with tempfile.TemporaryDirectory() as scratch, _served() as site:
        plan = {
            "think": asked.think,
            "places": places(asked.officer),
            "officers": OFFICERS,
            "cookies": cookies(asked.officer),
        }
        (Path(scratch) / "plan.json").write_text(json.dumps(plan))
        opened_by(site, plan["places"], WORKERS * THREADS, plan["cookies"])
        _visit(site, scratch, asked)
        met = json.loads((Path(scratch) / "met.json").read_text())
    if not met:
        raise RuntimeError("no page was opened")
    return _told(met, weights(), asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--think", type=float, default=7.0)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--officer", default="chengban", help="whose worklist and cases are opened")
    return parser.parse_args()


def _visit(site: str, scratch: str, asked: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "locust", "-f", "benchmarks/portal/visitors.py", "--headless", "--only-summary"]
    command += ["--host", site, "-u", str(asked.visitors), "-r", str(asked.visitors), "-t", f"{asked.seconds}s"]
    command += ["--loglevel", "WARNING", "--stop-timeout", "30", "--exit-code-on-error", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PORTAL_LOAD": scratch}, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _served() -> Iterator[str]:
    port = free_port()
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True)
    web = [sys.executable, "-m", "gunicorn", "zhiquan.settings.wsgi", "--bind", f"127.0.0.1:{port}"]
    web += ["--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS)]
    web += ["--no-control-socket", "--log-level", "warning"]
    server = subprocess.Popen(web, cwd=ROOT)
    try:
        site = f"http://127.0.0.1:{port}"
        wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def opened_by(site: str, places: dict[str, list[str]], times: int, cookies: dict[str, str] | None = None) -> None:
    """Open a page of each kind so often: what is made once per process is no visitor's to wait for."""
    for addresses in places.values():
        for _ in range(times):
            httpx.get(site + addresses[0], cookies=cookies, timeout=60)


def wait_for(site: str) -> None:
    """Wait until the site answers; RuntimeError after a minute."""
    for _ in range(120):
        try:
            httpx.get(f"{site}/bare/", timeout=30)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the server did not come up")


def _told(met: list[list[Any]], weights: dict[str, Any], asked: argparse.Namespace) -> int:
    """Print a line for each kind of page; what the whole of one weighs is the page and, once, its files."""
    print(f"{asked.visitors} visitors, {asked.think:g} s think time, {asked.seconds} s; {len(met)} pages;", end=" ")
    print(f"{weights['files']} files of {weights['bytes'] / 1024:.0f} KB; load {os.getloadavg()[0]:.1f}")
    print("| page | visits | errors | server p50 | server p95 ms | CPU p50 ms | answer p95 ms | page KB | whole KB |")
    print("|---|---|---|---|---|---|---|---|---|")
    wrong = 0
    for kind in dict.fromkeys(one[0] for one in sorted(met)):
        mine = [one for one in met if one[0] == kind]
        errors = sum(one[4] != httpx.codes.OK for one in mine)
        server, weight = percentile_95([one[2] for one in mine]), max(one[5] for one in mine)
        middle = statistics.median(one[2] for one in mine), statistics.median(one[3] for one in mine)
        whole = weight + weights["bytes"]
        wrong += bool(errors) or whole > LIGHT or server > QUICK
        print(
            f"| {kind} | {len(mine)} | {errors} | {middle[0]:.1f} | {server:.1f} | {middle[1]:.1f} |"
            f" {percentile_95([one[1] for one in mine]):.1f} | {weight / 1024:.1f} | {whole / 1024:.0f} |"
        )
    return 1 if wrong else 0


def percentile_95(took: list[float]) -> float:
    """Return what 95 of a hundred do not exceed."""
    return statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]


if __name__ == "__main__":
    sys.exit(main())
