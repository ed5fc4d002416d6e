"""The rest of the fictional city, made while somebody looks at it: ``python -m zhiquan.portal.demo.growing``.

Whatever is there already is left as it is, so that a run which was ended goes on where it stood. How far it is stands
in the data folder's ``run/demo.json``; pages say so at their foot until the city is whole.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from zhiquan.portal.demo.city import City, write_many
from zhiquan.records.generations import durable
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder

VINTAGE = date(2026, 10, 31)
"""The day as of which the fictional data speak: the same file gives the same batch on any day."""
log = logging.getLogger(__name__)
Told = Callable[[int, int], None]
STAGES = {
    "people": Text("单位与人员", "organisations and people"),
    "cases": Text("办件", "cases"),
    "returns": Text("填报", "returns"),
    "records": Text("专利、商标与地理标志", "patents, marks and indications"),
    "index": Text("检索索引", "the search index"),
    "figures": Text("指标", "figures"),
    "stopped": Text("已中断，重新执行 ./run demo 继续", "stopped; ./run demo goes on"),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """How far the city is: which stage, and how much of it."""

    stage: str
    done: int = 0
    total: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be made."""
        return self.stage == "whole"

    @property
    def label(self) -> Text:
        """What is being made, in words."""
        return STAGES[self.stage]


def growth(data: DataFolder) -> Growth | None:
    """Return how far the city is; None where none is growing."""
    try:
        return Growth(**json.loads(_file(data).read_text("utf-8")))
    except FileNotFoundError:
        return None


def plant(data: DataFolder) -> None:
    """Say that the first part is there and the rest is to come, unless that was said before."""
    if growth(data) is None:
        _say(data, Growth("people"))


def grow(data: DataFolder, city: City, today: date) -> None:
    """Make what is missing, stage after stage."""
    from zhiquan.portal.demo.crowd import seed_crowd
    from zhiquan.portal.demo.history import write_cases, write_returns
    from zhiquan.portal.operations.building import build_indexes
    from zhiquan.scenes.reporting.services import refresh

    _say(data, Growth("people"))
    firms = seed_crowd(city)
    write_cases(firms, city, today, _telling(data, "cases"))
    write_returns(city, today, _telling(data, "returns"))
    _import(data, city, _telling(data, "records"))
    index = _telling(data, "index")
    build_indexes(data, lambda done, total: index(done, total or 0))
    _say(data, Growth("figures"))
    refresh()
    _say(data, Growth("whole"))


def _import(data: DataFolder, city: City, told: Told) -> None:
    from zhiquan.records.corpus.importing import import_file

    rows = city.patents + city.marks
    with tempfile.TemporaryDirectory() as folder:
        before = 0
        for path, division in write_many(Path(folder), city):
            report = import_file(
                path, data.lake, source=f"demo:{path.stem}", vintage=VINTAGE, division=division,
                progress=lambda done, _, before=before: told(before + done, rows),
            )  # fmt: skip
            before += report.read


def _telling(data: DataFolder, stage: str) -> Told:
    return lambda done, total: _say(data, Growth(stage, done, total))


def _say(data: DataFolder, how: Growth) -> None:
    data.run.mkdir(parents=True, exist_ok=True)
    durable(_file(data), json.dumps(asdict(how)))


def _file(data: DataFolder) -> Path:
    return data.run / "demo.json"


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
        _say(data, Growth("stopped"))
        raise


if __name__ == "__main__":
    main()
