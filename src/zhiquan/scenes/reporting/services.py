"""Computing the figures: facts into the lake, one run for each view over them, then what is derived from all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.catalogue import Catalogue, catalogue
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.facts import Facts, digest
from zhiquan.insight.figures.model import FigureCell
from zhiquan.insight.figures.views import View
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.deriving import derive_all
from zhiquan.scenes.reporting.models import FigureRun, FigureValue
from zhiquan.scenes.reporting.models.computed import DERIVED
from zhiquan.scenes.reporting.runs import pinned
from zhiquan.scenes.reporting.sources import Collected, collect, source_of, unheld
from zhiquan.settings.now import now

BATCH = 500
YEARS = 5
"""Months are computed from January this many years before the current one; stocks count what is older."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a computation came to: ``new`` is false when nothing had changed and the current run stands."""

    run: FigureRun
    new: bool
    rows: int
    values: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What all views of one computation share."""

    catalogue: Catalogue
    table: Divisions
    moment: datetime
    lake: Facts
    again: bool

    @property
    def through(self) -> date:
        """The day whose month is the last one computed."""
        return self.moment.date()

    @property
    def since(self) -> date:
        """The first day of the first month computed."""
        return date(self.through.year - YEARS, 1, 1)


def recompute(moment: datetime, lake: Facts, *, again: bool = False) -> list[Outcome]:
    """Bring all figures up to date with their sources; each view's swap is one transaction.

    A view whose facts, definition, divisions and month are those of its current run is left as it is, unless
    ``again``. Runs for as long as the computation takes: never called inside a web request.
    """
    region = settings.DATA.region
    frame = Frame(catalogue(region), divisions(region), moment, lake, again)
    outcomes = [_recompute(view, frame) for view in frame.catalogue.views.values()]
    return [*outcomes, _rederive(frame, [outcome.run for outcome in outcomes])]


def refresh(*, again: bool = False) -> list[Outcome]:
    """Recompute now, over the installation's own lake; for the worker and the command line."""
    return recompute(now(), Lake(settings.DATA.lake), again=again)


def _recompute(view: View, frame: Frame) -> Outcome:
    before = FigureRun.objects.filter(view=view.name, current=True).first()
    indicators = frame.catalogue.over(view.name)
    stamp = _stamp(view, frame)
    if before and stamp and before.stamp == stamp and not frame.again:
        return _unchanged(before)
    collected = collect(view)
    places = {code: list(frame.table.lineage(code)) for code in _codes(view, collected)}
    definition = pinned(view, indicators)
    told = {"facts": collected.watermark, "definition": definition, "places": places}
    inputs = digest({**told, "through": f"{frame.through:%Y-%m}"})
    if before and before.inputs == inputs and not frame.again:
        return _unchanged(before)
    run = _run(view.name, frame, collected.watermark, inputs)
    missing = unheld(view, indicators, collected.table)
    run.definition = definition | {"unheld": missing}
    run.places, run.stamp, run.rows = places, stamp, collected.table.num_rows
    same = before is not None and before.watermark == collected.watermark and not frame.again
    run.lake_version = (
        before.lake_version if before and same else frame.lake.write_facts(view.name, collected.table, run.watermark)
    )
    held = [one for one in indicators if one.code not in missing]  # what nothing is known of has no value, not zero
    cells = _computed(view, held, frame, run.lake_version) if run.rows else []
    _swap(before, run, cells)
    return Outcome(run, new=True, rows=run.rows, values=len(cells))


def _computed(view: View, indicators: Sequence[Indicator], frame: Frame, version: int) -> list[FigureCell]:
    from zhiquan.insight.figures.engine import compute

    files = frame.lake.table_files(view.name, version)
    return compute(view, indicators, files, frame.table, frame.since, frame.through)


def _stamp(view: View, frame: Frame) -> str:
    """Return one word for all that the figures of a view depend on, where that is known without reading the facts."""
    stamp = source_of(view).stamp
    if stamp is None:
        return ""
    told = {"definition": pinned(view, frame.catalogue.over(view.name)), "through": f"{frame.through:%Y-%m}"}
    table = {code: list(frame.table.lineage(code)) for code in frame.table}
    return f"{stamp()} {digest({**told, 'places': table})[:16]}"


def _rederive(frame: Frame, runs: Sequence[FigureRun]) -> Outcome:
    """Compute what is made of other figures and of published ones."""
    before = FigureRun.objects.filter(view=DERIVED, current=True).first()
    derived = derive_all(frame.catalogue, runs, frame.table, (frame.since, frame.through))
    told = {"runs": [run.inputs for run in runs], "definition": pinned(None, derived.indicators)}
    table = {code: list(frame.table.lineage(code)) for code in frame.table}
    inputs = digest({**told, "published": derived.published, "places": table})
    if before and before.inputs == inputs and not frame.again:
        return _unchanged(before)
    run = _run(DERIVED, frame, derived.published, inputs)
    run.definition, run.places, run.lake_version = told["definition"], table, 0
    cells = list(derived.cells())
    _swap(before, run, cells)
    return Outcome(run, new=True, rows=0, values=len(cells))


def _run(view: str, frame: Frame, watermark: str, inputs: str) -> FigureRun:
    run = FigureRun(view=view, watermark=watermark, inputs=inputs, computed_at=frame.moment, current=True)
    run.since, run.through = frame.since, frame.through
    return run


def _unchanged(run: FigureRun) -> Outcome:
    return Outcome(run, new=False, rows=run.rows, values=FigureValue.objects.held_by(run).count())


def _codes(view: View, collected: Collected) -> list[str]:
    return sorted(str(code) for code in collected.table[view.place].unique().to_pylist())


def _swap(before: FigureRun | None, run: FigureRun, cells: Sequence[FigureCell]) -> None:
    """Store a run whole and make it the current one; refused when another run came between.

    What differs is found before the transaction: everybody else who writes would wait for it.
    """
    gone, new = _differences(run, cells)
    with transaction.atomic():
        current = FigureRun.objects.select_for_update().filter(view=run.view, current=True)
        if {old.pk for old in current} != ({before.pk} if before else set()):
            text = Text(
                "另一次计算刚刚完成，请重新执行。", "Another computation has just finished; run this one again."
            )
            raise Conflict("figures.run", text)
        current.update(current=False)
        run.save()
        for start in range(0, len(gone), BATCH):
            FigureValue.objects.filter(pk__in=gone[start : start + BATCH]).update(until=run)
        FigureValue.objects.bulk_create(new, batch_size=BATCH)


_ANOTHER = Text("另一次计算刚刚完成，请重新执行。", "Another computation has just finished; run this one again.")


def _differences(run: FigureRun, cells: Sequence[FigureCell]) -> tuple[list[int], list[FigureValue]]:
    """Return what is gone or replaced since the run before, by primary key, and what is new or different."""
    wanted = {_identity(item): item for item in (_value(run, cell) for cell in cells)}
    held = FigureValue.objects.filter(view=run.view, until=None).iterator()
    gone = [item.pk for item in held if wanted.pop(_identity(item), None) is None]
    return gone, list(wanted.values())


def _identity(item: FigureValue) -> tuple[object, ...]:
    """Return what makes two values the same one."""
    return (item.indicator, item.division, item.period, item.value, *sorted(item.parts.items()))


def _value(run: FigureRun, cell: FigureCell) -> FigureValue:
    return FigureValue(
        view=run.view,
        since=run,
        indicator=cell.indicator,
        division=cell.division,
        period=cell.period,
        value=str(cell.value),
        parts=dict(cell.parts) or {"rows": cell.rows, "left_out": cell.left_out},
    )
