"""How far the fictional city is: a small file that the generator writes and every page reads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from zhiquan.records.durable import durable
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder

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
    """How far the city is: which stage (of ``STAGES``, or ``small`` or ``whole`` at rest), and how much of it."""

    stage: str
    done: int = 0
    total: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be made."""
        return self.stage == "whole"

    @property
    def under_way(self) -> bool:
        """Whether there is something to tell: more is being made, or was to be made and was stopped."""
        return self.stage in STAGES

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
        say(data, Growth("people"))


def leave_small(data: DataFolder) -> None:
    """Say that nothing more is to come until somebody asks for it, unless the city is whole."""
    if (there := growth(data)) is None or not there.whole:
        say(data, Growth("small"))


def say(data: DataFolder, how: Growth) -> None:
    """Note how far it is."""
    data.run.mkdir(parents=True, exist_ok=True)
    durable(_file(data), json.dumps(asdict(how)))


def _file(data: DataFolder) -> Path:
    return data.run / "demo.json"
