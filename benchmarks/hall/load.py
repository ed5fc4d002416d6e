"""``python -m benchmarks.hall.load FOLDER --cases 1000000``: builds the set of cases that the measures are taken on.

Cut short (``--seconds``), the next call goes on; the last one makes the indexes and takes the statistics. The database
is a SQLite file in the folder, or the server named by ``ZHIQUAN_DATABASE_URL``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

DEPARTMENTS, FIRMS = 50, 400
ACTED_IN = "pledge"
"""The matter whose cases wait to be accepted; the clients of the benchmark act in them."""
SEED = 2026


def main() -> int:
    """Build, or go on building."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--firms", type=int, default=FIRMS, help="firms of each of the fifty counties")
    arguments.add_argument("--seconds", type=float, default=1e9, help="stop after so long; the next call goes on")
    given = arguments.parse_args()
    os.environ["ZHIQUAN_DATA"] = str(given.folder.absolute())
    from benchmarks.hall.clock import ready

    ready()
    begun, began = time.perf_counter(), time.process_time()
    if done := _whole(given.cases, given.folder):
        there = given.cases
    else:
        there = _built(given.cases, given.firms, given.seconds)
        done = there >= given.cases and _finished(given.folder)
    took = {"seconds": round(time.perf_counter() - begun, 1), "cpu": round(time.process_time() - began, 1)}
    print(json.dumps({"cases": there, "finished": done, **took}))
    return 0 if done else 75  # to be called again


def _whole(cases: int, folder: Path) -> bool:
    """Say whether a set of that size is there with its indexes: it is then left as it is."""
    from django.core.management import call_command

    from zhiquan.hall.cases.models import Case

    call_command("migrate", verbosity=0)
    return not _indexes(folder).exists() and Case.objects.count() >= cases


def _built(cases: int, firms: int, seconds: float) -> int:
    import click
    from benchmarks.hall import office
    from django.db import connection

    from zhiquan.hall.cases.bulk import rows, stamps, writer
    from zhiquan.hall.cases.shelf import moment
    from zhiquan.office.access.models import User

    from benchmarks.hall.clock import TODAY  # isort: skip

    if not User.objects.exists():
        office.build(DEPARTMENTS, firms)
    held, deadline = office.there(), time.perf_counter() + seconds
    _indexes(Path(os.environ["ZHIQUAN_DATA"])).touch()
    if statements := rows.drop_indexes(writer.TABLES):
        with _indexes(Path(os.environ["ZHIQUAN_DATA"])).open("a", encoding="utf-8") as kept:
            kept.writelines(f"{statement}\n" for statement in statements)
    calendar = moment().calendar
    made = [
        stamps.stamp_of(story, held.definitions[story.matter], held.files, calendar)
        for story in office.told(held, moment(), TODAY)
    ]
    rows.hurry(on=True)
    with click.progressbar(length=cases, label="cases", file=sys.stderr, show_pos=True) as bar:

        def go_on(there: int) -> bool:
            bar.update(there - bar.pos)
            return time.perf_counter() < deadline

        there = writer.write(held, writer.mix_of(made, ACTED_IN), cases, SEED, go_on)
        bar.update(there - bar.pos)
    rows.hurry(on=False)
    connection.close()
    return there


def _finished(folder: Path) -> bool:
    from django.db import connection

    from zhiquan.hall.cases.bulk import rows

    rows.hurry(on=True)
    with connection.cursor() as cursor:
        for statement in _indexes(folder).read_text(encoding="utf-8").splitlines():
            cursor.execute(statement.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1))
        cursor.execute("ANALYZE")
    _indexes(folder).unlink()
    rows.hurry(on=False)
    connection.close()
    return True


def _indexes(folder: Path) -> Path:
    return folder / "indexes.sql"


if __name__ == "__main__":
    sys.exit(main())
