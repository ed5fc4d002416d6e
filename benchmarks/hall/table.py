"""``python -m benchmarks.hall.table FOLDER…``: the reports of several sets beside each other, in Markdown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Report = dict[str, Any]
Said = Callable[[Report], str]


def _time(part: str, name: str) -> Said:
    """Say the 95th percentile beside the median and the CPU, of one of several things measured in a part."""

    def said(report: Report) -> str:
        told = report[part][name]
        cpu = told.get("cpu_ms", told.get("server_cpu_ms_each"))
        return f"{told['p95_ms']} ({told['median_ms']}{f'; CPU {cpu}' if cpu is not None else ''})"

    return said


def _rate(report: Report) -> str:
    told = report["acting"]
    return f"{told['per_second']}/s, p95 {told['p95_ms']} ms, CPU {told['cpu_ms_each']} ms"


def _long(part: str, *counted: str) -> Said:
    """Say the seconds that a part took, its CPU, and what it went through."""

    def said(report: Report) -> str:
        told = report[part]
        counts = ", ".join(f"{told[name]:,} {name.replace('_', ' ')}" for name in counted)
        return f"{told['seconds']} s, CPU {told['cpu_seconds']} s ({counts})"

    return said


def _together(name: str) -> Said:
    return lambda report: f"{report['pages'][name]['per_second']}/s, p95 {report['pages'][name]['p95_ms']} ms"


LINES: list[tuple[str, str, Said]] = [
    ("cases, open", "1,000,000", lambda r: f"{r['set']['cases']:,}, {r['set']['open']:,}"),
    ("events", "", lambda r: f"{r['set']['events']:,}"),
    *((f"worklist of 100, {name}: p95 (median) ms", "100", _time("reading", f"worklist: {name}"))
      for name in ("all", "overdue", "paused", "of a matter", "of a matter in a state", "mine", "nobody's", "closed",
                   "by a name", "by a number")),
    *((f"the same of the whole province, {name}", "", _time("reading", f"province: {name}"))
      for name in ("all", "overdue", "paused", "of a matter", "of a matter in a state", "nobody's", "closed",
                   "by a name", "by a number")),
    ("case page, service: p95 (median) ms", "100", _time("reading", "case page")),
    ("worklist page over HTTP, one at a time", "100", _time("pages", "worklist, one at a time")),
    ("case page over HTTP, one at a time", "100", _time("pages", "case, one at a time")),
    ("worklist page over HTTP, 16 at once", "", _together("worklist, 16 at once")),
    ("case page over HTTP, 16 at once", "", _together("case, 16 at once")),
    ("actions of 16 clients", "40/s; PostgreSQL 200/s", _rate),
    ("lost or doubled", "0", lambda r: f"{r['acting']['lost_or_doubled']}"),
    ("open clocks after a new calendar", "60 s", _long("recount", "cases", "moved")),
    ("ledger verified", "300 s", _long("verify", "events", "changed")),
    ("tick", "", _long("tick", "cases", "told")),
    ("rows proven from events", "", _long("projection", "differ")),
]  # fmt: skip


def main() -> None:
    """Print the table of the folders named."""
    reports = [json.loads((Path(folder) / "report.json").read_text(encoding="utf-8")) for folder in sys.argv[1:]]
    print("| | target |", " | ".join(report["set"]["database"] for report in reports), "|")
    print("|---|---|" + "---|" * len(reports))
    for name, target, said in LINES:
        print(f"| {name} | {target} |", " | ".join(_cell(said, report) for report in reports), "|")


def _cell(said: Said, report: Report) -> str:
    try:
        return said(report)
    except KeyError:
        return "not measured"


if __name__ == "__main__":
    main()
