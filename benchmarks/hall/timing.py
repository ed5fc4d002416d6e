"""Wall time beside CPU time: the machine may be shared, and then only the second says what the program needs."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = 200


def _cpu() -> float:
    """Return the seconds of CPU used by this process and by those of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextmanager
def measured(found: dict[str, Any]) -> Iterator[None]:
    """Note the seconds and the seconds of CPU that something takes, and how busy the machine was."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    found |= {
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(_cpu() - cpu, 2),
        "load": round(os.getloadavg()[0], 1),
    }


def percentiles(took: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile of seconds, in milliseconds."""
    return {
        "median_ms": round(statistics.median(took) * 1000, 1),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1] * 1000, 1),
    }


def timed(call: Callable[[], Any], times: int = CALLS) -> dict[str, float]:
    """Return how long a call takes, the first left out."""
    call()
    took = []
    found: dict[str, Any] = {}
    with measured(found):
        for _ in range(times):
            begun = time.perf_counter()
            call()
            took.append(time.perf_counter() - begun)
    return {**percentiles(took), "cpu_ms": round(found["cpu_seconds"] / times * 1000, 1), "load": found["load"]}
