"""The report as tables for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def show(report: dict[str, Any]) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(report))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield f"{report['docs']:,} made records, SHA-256 {report['sha256'][:16]}…"
    yield ""
    if report["wrong"]:
        yield "Counts differ, so no time is shown:"
        yield from (f"- {one['query']}: index {one['index']}, read {one['read']}" for one in report["wrong"])
        return
    yield "| build | wall s | CPU s | MB |"
    yield "|---|---|---|---|"
    for name, told in report["build"].items():
        yield f"| {name} | {told['wall_s']} | {told['cpu_s']} | {told['bytes'] / 1e6:.0f} |"
    yield ""
    peers = [name for name in report["engines"] if name != "zhiquan"]
    yield f"| CPU of a query | zhiquan, ms | p95 wall, ms | {' | '.join(f'{name} / zhiquan' for name in peers)} |"
    yield f"|---|---|---|{'---|' * len(peers)}"
    for one in report["groups"]:
        cells = (_ratio(one["ratio"][name]) for name in peers)
        yield f"| {one['group']} | {one['zhiquan_cpu_ms']:.2f} | {one['zhiquan_wall_p95_ms']} | {' | '.join(cells)} |"
    yield ""
    yield f"Replace 10,000 records, CPU s: {', '.join(f'{n} {s}' for n, s in report['replace_cpu_s'].items())}"


def _ratio(ends: list[float]) -> str:
    low, middle, high = ends
    bold = "**" if middle < 1 else ""
    return f"{bold}{middle}{bold} ({low}-{high})"
