"""The current run of a view with its definition, read back from what the run pinned."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.insight.figures.definition import Family, Indicator, unknown_indicator
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureRun
from zhiquan.settings.now import SHANGHAI


@dataclass(frozen=True, slots=True)
class Stand:
    """A run as a page states it: version of the data, up to which entry and month it reaches, when it was computed."""

    lake_version: int
    watermark: str
    computed_at: str
    through: str


@dataclass(frozen=True, slots=True)
class Current:
    """A current run and the family it computed."""

    run: FigureRun
    family: Family

    @property
    def stand(self) -> Stand:
        """What a page says about the data behind its figures."""
        return stand_of(self.run)

    def divisions_below(self, division: str) -> list[str]:
        """Return the facts' own divisions that count for a division, by the roll-up of the run."""
        return [code for code, line in self.run.places.items() if division in line]


def stand_of(run: FigureRun) -> Stand:
    """Return what is said of a run, its time in Asia/Shanghai."""
    moment = run.computed_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return Stand(run.lake_version, run.watermark, moment, f"{run.through:%Y-%m}")


def current_runs() -> list[Current]:
    """Return the current run of every view; refused while nothing has been computed."""
    runs = [Current(run, Family.model_validate(run.family)) for run in FigureRun.objects.filter(current=True)]
    if not runs:
        text = Text("数据尚未计算，请先执行 zhiquan figures compute。", "No figures yet; run zhiquan figures compute.")
        raise NotFound("figures.none", text)
    return sorted(runs, key=lambda current: current.family.family)


def current_of(indicator: str) -> tuple[Current, Indicator]:
    """Return the run and definition of an indicator, or refuse."""
    for current in current_runs():
        for one in current.family.indicators:
            if one.code == indicator:
                return current, one
    raise unknown_indicator(indicator)
