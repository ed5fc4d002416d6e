"""Counters and gauges in the text format that Prometheus reads (exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from zhiquan.portal.operations.metrics.counters import BUCKETS, STATUSES, Counted
from zhiquan.portal.operations.metrics.gauges import Gauge

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def exposition(counted: Iterable[Counted], gauges: Iterable[Gauge]) -> str:
    """Return the whole answer; areas in which nothing was counted are left out."""
    rows = [row for row in counted if sum(row.statuses)]
    return "".join(
        f"{line}\n" for part in (_requests(rows), _refusals(rows), _latency(rows), _gauges(gauges)) for line in part
    )


def _requests(rows: Iterable[Counted]) -> Iterator[str]:
    yield from _head("zhiquan_requests_total", "counter", "Requests answered, by area and class of status.")
    for row in rows:
        for status, count in zip(STATUSES, row.statuses, strict=True):
            yield _line("zhiquan_requests_total", {"area": row.area, "status": status}, count)


def _refusals(rows: Iterable[Counted]) -> Iterator[str]:
    yield from _head("zhiquan_refusals_total", "counter", "Requests refused with a sentence (403, 409, 422, 429).")
    for row in rows:
        yield _line("zhiquan_refusals_total", {"area": row.area}, row.refusals)


def _latency(rows: Iterable[Counted]) -> Iterator[str]:
    name = "zhiquan_request_seconds"
    yield from _head(name, "histogram", "Seconds until an answer began.")
    for row in rows:
        bounds = (*(f"{bound:g}" for bound in BUCKETS), "+Inf")
        for bound, count in zip(bounds, accumulate(row.buckets), strict=True):
            yield _line(f"{name}_bucket", {"area": row.area, "le": bound}, count)
        yield _line(f"{name}_sum", {"area": row.area}, row.microseconds / 1_000_000)
        yield _line(f"{name}_count", {"area": row.area}, sum(row.buckets))


def _gauges(gauges: Iterable[Gauge]) -> Iterator[str]:
    for gauge in gauges:
        yield from _head(gauge.name, "gauge", gauge.about)
        for sample in gauge.samples:
            yield _line(gauge.name, sample.labels, sample.value)


def _head(name: str, kind: str, about: str) -> tuple[str, str]:
    return f"# HELP {name} {about}", f"# TYPE {name} {kind}"


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    told = ",".join(f'{key}="{text.translate(_ESCAPES)}"' for key, text in labels.items())
    return f"{name}{{{told}}} {value:.10g}" if told else f"{name} {value:.10g}"
