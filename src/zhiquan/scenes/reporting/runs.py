"""The current runs with their definitions, read back from what each run pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from zhiquan.insight.figures.definition import Counted, Indicator, unknown_indicator
from zhiquan.insight.figures.views import View
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureRun
from zhiquan.scenes.reporting.models.computed import DERIVED
from zhiquan.settings.now import SHANGHAI

_INDICATORS: TypeAdapter[tuple[Indicator, ...]] = TypeAdapter(tuple[Indicator, ...])


@dataclass(frozen=True, slots=True)
class Stand:
    """A run as a page states it: version of the data, up to which entry and month it reaches, when it was computed."""

    lake_version: int
    watermark: str
    computed_at: str
    through: str


@dataclass(frozen=True, slots=True)
class Current:
    """A current run and what it computed; ``view`` is empty for the run of derived figures."""

    run: FigureRun
    view: View | None
    indicators: tuple[Indicator, ...]

    def zero_where_missing(self, one: Indicator) -> bool:
        """Whether a cell that is not stored means zero: of what is counted, from a source that tells of it at all."""
        return isinstance(one.source, Counted) and one.code not in self.run.definition.get("unheld", ())

    @property
    def stand(self) -> Stand:
        """What a page says about the data behind its figures."""
        return stand_of(self.run)

    def divisions_below(self, division: str) -> list[str]:
        """Return the facts' own divisions that count for a division, by the roll-up of the run."""
        return [code for code, line in self.run.places.items() if division in line]

    def indicator(self, code: str) -> Indicator:
        """Return an indicator as the run computed it, or refuse."""
        for one in self.indicators:
            if one.code == code:
                return one
        raise unknown_indicator(code)


def pinned(view: View | None, indicators: Sequence[Indicator]) -> dict[str, Any]:
    """Return a definition as a run keeps it."""
    told = view.model_dump(mode="json") if view else None
    return {"view": told, "indicators": _INDICATORS.dump_python(tuple(indicators), mode="json")}


def stand_of(run: FigureRun) -> Stand:
    """Return what is said of a run, its time in Asia/Shanghai."""
    moment = run.computed_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return Stand(run.lake_version, run.watermark, moment, f"{run.through:%Y-%m}")


def current_runs() -> list[Current]:
    """Return the current run of every view, that of derived figures last; refused while nothing has been computed."""
    runs = [_current(run) for run in FigureRun.objects.filter(current=True)]
    if not runs:
        text = Text("数据尚未计算，请先执行 zhiquan figures compute。", "No figures yet; run zhiquan figures compute.")
        raise NotFound("figures.none", text)
    return sorted(runs, key=lambda current: (current.run.view == DERIVED, current.run.view))


def current_of(indicator: str, runs: Sequence[Current] | None = None) -> tuple[Current, Indicator]:
    """Return the run and definition of an indicator, or refuse."""
    for current in current_runs() if runs is None else runs:
        for one in current.indicators:
            if one.code == indicator:
                return current, one
    raise unknown_indicator(indicator)


_PARSED: dict[str, tuple[View | None, tuple[Indicator, ...]]] = {}
_KEPT = 64


def _current(run: FigureRun) -> Current:
    """Return a run with its definition; what was parsed once is kept, by the digest of all that went into the run."""
    if run.inputs not in _PARSED:
        if len(_PARSED) >= _KEPT:
            _PARSED.clear()
        told = run.definition
        view = View.model_validate(told["view"]) if told["view"] else None
        _PARSED[run.inputs] = view, _INDICATORS.validate_python(told["indicators"])
    return Current(run, *_PARSED[run.inputs])
