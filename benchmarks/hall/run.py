"""``python -m benchmarks.hall.run FOLDER PART…``: takes measures on a set that ``benchmarks.hall.load`` built.

Each part adds to ``FOLDER/report.json``; ``table`` prints what stands in one or several reports. The parts that change
the set (``acting``, ``recount``, ``tick``) leave a set on which everything can be measured again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

OFFS = (date(2026, 11, 25), date(2026, 12, 2))
SEED = 2026


def parts(given: argparse.Namespace) -> dict[str, Callable[[], Any]]:
    """Return what can be measured, by name."""
    from benchmarks.hall import acting, keeping, pages, reading

    return {
        "set": _set,
        "reading": lambda: reading.read(SEED),
        "plans": reading.plans,
        "acting": lambda: acting.act_at_once(given.actions),
        "pages": lambda: pages.fetch(given.seconds, SEED),
        "recount": lambda: keeping.count_again(OFFS),
        "recount back": lambda: keeping.count_again(()),
        "verify": keeping.check_chains,
        "projection": keeping.check_projection,
        "tick": lambda: keeping.tick(given.actions, given.seconds),
    }


def _set() -> dict[str, Any]:
    from django.db import connection
    from django.db.models import Max

    from zhiquan.hall.cases.models import Case, CaseEvent

    return {
        "database": connection.vendor,
        "cases": Case.objects.count(),
        "open": Case.objects.filter(closed=False).count(),
        "events": CaseEvent.objects.aggregate(last=Max("pk"))["last"],
        "matters": Case.objects.values("matter").distinct().count(),
        "departments": Case.objects.values("division").distinct().count(),
        "cores": os.cpu_count(),
    }


def main() -> int:
    """Take the measures asked for; exit 1 where something was lost, doubled or differs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("part", nargs="+")
    arguments.add_argument("--actions", type=int, default=1_600)
    arguments.add_argument("--seconds", type=float, default=20)
    given = arguments.parse_args()
    os.environ["ZHIQUAN_DATA"] = str(given.folder.absolute())
    from benchmarks.hall.clock import ready

    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)  # the set may be older than the program
    path = given.folder / "report.json"
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = parts(given)
    for name in given.part:
        report[name] = known[name]()
        print(json.dumps({name: report[name]}, ensure_ascii=False, indent=1))
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    wrong = ("lost_or_doubled", "changed", "differ", "failed")
    return int(any(report[name].get(key) for name in given.part for key in wrong))


if __name__ == "__main__":
    sys.exit(main())
