"""The rest of the fictional city, made while somebody looks at it: ``python -m zhiquan.portal.demo.growing``.

Whatever is there already is left as it is, so that a run which was ended goes on where it stood. How far it is stands
in the data folder's ``run/demo.json``; pages say so at their foot until the city is whole.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from zhiquan.portal.demo.city import City, write_many
from zhiquan.portal.demo.patents import UNTIL
from zhiquan.portal.demo.progress import Growth, say
from zhiquan.settings.folders import DataFolder

VINTAGE = UNTIL
"""The day as of which the fictional data speak, their last one: the same file gives the same batch on any day."""
Told = Callable[[int, int], None]


def grow(data: DataFolder, city: City, today: date) -> None:
    """Make what is missing, stage after stage."""
    from django.conf import settings

    from zhiquan.portal.demo.crowd import seed_crowd
    from zhiquan.portal.demo.history import write_cases, write_returns
    from zhiquan.portal.operations.building import build_indexes
    from zhiquan.scenes.reporting.services import refresh

    say(data, Growth("people"))
    firms = seed_crowd(city, settings.DEMO_PASSWORD)
    write_cases(firms, city, today, _telling(data, "cases"))
    write_returns(city, today, _telling(data, "returns"))
    _import(data, city, _telling(data, "records"))
    index = _telling(data, "index")
    build_indexes(data, lambda done, total: index(done, total or 0))
    say(data, Growth("figures"))
    refresh()
    say(data, Growth("whole"))


def _import(data: DataFolder, city: City, told: Told) -> None:
    from zhiquan.records.corpus.importing import import_file

    rows = city.patents + city.marks
    with tempfile.TemporaryDirectory() as folder:
        before = 0
        for path, division in write_many(Path(folder), city):
            report = import_file(
                path, data.lake, source=f"{path.stem}（虚构）", vintage=VINTAGE, division=division,
                progress=partial(_after, told, before, rows),
            )  # fmt: skip
            before += report.read


def _after(told: Told, before: int, rows: int, done: int, _: int | None) -> None:
    told(before + done, rows)


def _telling(data: DataFolder, stage: str) -> Told:
    return lambda done, total: say(data, Growth(stage, done, total))


def main() -> None:
    """Grow the city of the data folder behind whoever looks at it: at low priority."""
    import django

    from zhiquan.settings.folders import data_folder
    from zhiquan.settings.now import today

    os.nice(10)
    django.setup()
    data = data_folder()
    try:
        grow(data, City(), today())
    except Exception:
        say(data, Growth("stopped"))
        raise


if __name__ == "__main__":
    main()
