"""``python -m benchmarks.portal.mixed FOLDER [--people 50] [--think 7] [--minutes 30]``: a day's work at once.

FOLDER is the data folder of a demonstration, which is written to: give a copy. The whole site runs as ``zhiquan serve``
starts it, tick and worker too. People come by locust and work with the pages' own forms: half search and read, others
apply, handle cases, fill returns, look at the cockpit. Printed: for each kind of page visits, refusals (told in a
sentence: 409, 422), errors and times; then the memory of all processes of the site, minute by minute.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.portal.run import ROOT, free_port, opened_by, percentile_95, wait_for

WORKERS, THREADS = 2, 4
EVERY = 15
REFUSED = (409, 422)


def main() -> int:
    """Run it and print both tables; 1 where a page failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--think", type=float, default=7.0)
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    os.environ.update(ZHIQUAN_DATA=str(asked.folder.absolute()), DJANGO_SETTINGS_MODULE="benchmarks.portal.settings")
    os.environ["ZHIQUAN_SECOND_FACTOR"] = "false"
    import django

    django.setup()
    from benchmarks.portal.places import work_of

    with tempfile.TemporaryDirectory() as scratch, _served() as (site, process):
        plan = {"think": asked.think, **work_of()}
        (Path(scratch) / "plan.json").write_text(json.dumps(plan))
        opened_by(site, plan["places"], WORKERS * THREADS)
        with _watched(process) as memory:
            _come(site, scratch, asked)
        if process.poll() is not None:
            raise RuntimeError("the site ended before its visitors did")
        met = json.loads((Path(scratch) / "met.json").read_text())
    _told_memory(memory)
    return _told(met, asked)


@contextmanager
def _served() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True)
    serve = ["serve", "--port", str(port), "--workers", str(WORKERS), "--threads", str(THREADS)]
    process = subprocess.Popen([sys.executable, "-m", "zhiquan", *serve], cwd=ROOT)
    try:
        site = f"http://127.0.0.1:{port}"
        wait_for(site)
        yield site, process
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def _watched(process: subprocess.Popen[bytes]) -> Iterator[list[tuple[float, dict[str, float]]]]:
    """Note the memory of the site's processes every so many seconds while the block runs."""
    seen: list[tuple[float, dict[str, float]]] = []
    ended, began = threading.Event(), time.monotonic()

    def look() -> None:
        while not ended.wait(EVERY):
            seen.append((time.monotonic() - began, _memory(process.pid)))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def _memory(root: int) -> dict[str, float]:
    """Return MB of web, worker and tick: what each process holds alone and its share of what is held together (PSS)."""
    held = {"web": 0.0, "work": 0.0, "tick": 0.0}
    for pid in _descendants(root):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        kind = "web" if "gunicorn" in command else "tick" if "tick" in command else "work"
        held[kind] += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
    return held


def _descendants(root: int) -> Iterator[int]:
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in task.read_text().split():
            yield int(child)
            yield from _descendants(int(child))


def _come(site: str, scratch: str, asked: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "locust", "-f", "benchmarks/portal/people.py", "--headless", "--only-summary"]
    command += ["--host", site, "-u", str(asked.people), "-r", "5", "-t", f"{int(asked.minutes * 60)}s"]
    command += ["--loglevel", "WARNING", "--stop-timeout", "30", "--exit-code-on-error", "0"]
    environment = {**os.environ, "PORTAL_LOAD": scratch}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _told(met: list[list[Any]], asked: argparse.Namespace) -> int:
    print(
        f"\n{asked.people} people, {asked.think:g} s between pages, {asked.minutes:g} minutes; {len(met)} requests;",
        end=" ",
    )
    print(f"load {os.getloadavg()[0]:.1f}")
    print("| what | requests | told no | errors | p50 ms | p95 ms | slowest ms |")
    print("|---|---|---|---|---|---|---|")
    wrong = 0
    for kind in [*dict.fromkeys(one[0] for one in sorted(met)), None]:
        mine = [one for one in met if kind in (None, one[0])]
        times = sorted(one[1] for one in mine)
        errors = sum(not (0 < one[2] < 400 or one[2] in REFUSED) for one in mine)
        refused = sum(one[2] in REFUSED for one in mine)
        wrong += bool(errors)
        print(
            f"| {kind or 'all'} | {len(mine)} | {refused} | {errors} | {times[len(times) // 2]:.0f} |"
            f" {percentile_95(times):.0f} | {times[-1]:.0f} |"
        )
    return 1 if wrong else 0


def _told_memory(seen: list[tuple[float, dict[str, float]]]) -> None:
    print("\n| minute | web MB | worker MB | tick MB | all MB |\n|---|---|---|---|---|")
    step = max(1, len(seen) // 12)
    for at, held in [*seen[::step], seen[-1]]:
        parts = " | ".join(f"{held[kind]:.0f}" for kind in ("web", "work", "tick"))
        print(f"| {at / 60:.1f} | {parts} | {sum(held.values()):.0f} |")


if __name__ == "__main__":
    sys.exit(main())
