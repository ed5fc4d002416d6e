"""Computing the figures: facts into the lake, one run over them, and the swap to the new run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.definition import Family, families
from zhiquan.insight.figures.facts import Facts, digest, fact_table
from zhiquan.insight.figures.model import FigureCell
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureRow, FigureRun, FigureValue
from zhiquan.scenes.reporting.sources import Collected, collect
from zhiquan.settings.now import now

Kept = TypeVar("Kept", FigureValue, FigureRow)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """Facts of a view as they lie in the lake."""

    version: int
    watermark: str
    rows: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a computation came to: ``new`` is false when nothing had changed and the current run stands."""

    run: FigureRun
    new: bool
    rows: int
    values: int


def export_facts(lake: Facts, family: Family, collected: Collected | None = None) -> Exported:
    """Write all facts of a family's view into the lake as one new version."""
    given = collected or collect(family)
    version = lake.write_facts(family.view.name, fact_table(family.view, given.facts), given.watermark)
    return Exported(version, given.watermark, len(given.facts))


def recompute(moment: datetime, lake: Facts, *, again: bool = False) -> list[Outcome]:
    """Bring the figures of every family up to date with the registers; each family's swap is one transaction.

    A family whose facts, definition, divisions and month are those of its current run is left as it is, unless
    ``again``. Runs for as long as the computation takes: never called inside a web request.
    """
    region = settings.DATA.region
    table = divisions(region)
    return [_recompute(family, table, moment, lake, again=again) for family in families(region).values()]


def refresh(*, again: bool = False) -> list[Outcome]:
    """Recompute now, over the installation's own lake; for the worker and the command line."""
    return recompute(now(), Lake(settings.DATA.lake), again=again)


def _recompute(family: Family, table: Divisions, moment: datetime, lake: Facts, *, again: bool) -> Outcome:
    from zhiquan.insight.figures.engine import compute

    collected = collect(family)
    through = moment.date()
    places = {code: list(table.lineage(code)) for code in sorted(_codes(family, collected))}
    pinned = family.model_dump(mode="json")
    inputs = digest(
        {"facts": collected.watermark, "family": pinned, "places": places, "through": f"{through:%Y-%m}"},
    )
    before = FigureRun.objects.filter(view=family.view.name, current=True).first()
    if before and before.inputs == inputs and not again:
        return Outcome(before, new=False, rows=len(collected.facts), values=FigureValue.objects.held_by(before).count())
    same_facts = before is not None and before.watermark == collected.watermark and not again
    version = before.lake_version if before and same_facts else export_facts(lake, family, collected).version
    cells = compute(family, lake.table_files(family.view.name, version), table, through)
    run = FigureRun(
        view=family.view.name,
        lake_version=version,
        watermark=collected.watermark,
        through=through,
        family=pinned,
        places=places,
        inputs=inputs,
        computed_at=moment,
        current=True,
    )
    _swap(before, run, family, collected, cells)
    return Outcome(run, new=True, rows=len(collected.facts), values=len(cells))


def _codes(family: Family, collected: Collected) -> set[str]:
    return {str(fact[family.axes.division.column]) for fact in collected.facts}


@transaction.atomic
def _swap(
    before: FigureRun | None, run: FigureRun, family: Family, collected: Collected, cells: Sequence[FigureCell]
) -> None:
    """Store a run whole and make it the current one; refused when another run came between."""
    current = FigureRun.objects.select_for_update().filter(view=run.view, current=True)
    if {old.pk for old in current} != ({before.pk} if before else set()):
        text = Text("另一次计算刚刚完成，请重新执行。", "Another computation has just finished; run this one again.")
        raise Conflict("figures.run", text)
    current.update(current=False)
    run.save()
    values = FigureValue.objects.filter(view=run.view, until=None).iterator()
    rows = FigureRow.objects.filter(view=run.view, until=None).iterator()
    _keep(FigureValue, run, values, (_value(run, cell) for cell in cells))
    _keep(FigureRow, run, rows, _rows(run, family, collected))


def _keep(model: type[Kept], run: FigureRun, held: Iterable[Kept], found: Iterable[Kept]) -> None:
    """Add what is new or different since the run before, and end what is gone or replaced."""
    wanted = {_identity(item): item for item in found}
    gone = [item.pk for item in held if wanted.pop(_identity(item), None) is None]
    for start in range(0, len(gone), BATCH):
        model.objects.filter(pk__in=gone[start : start + BATCH]).update(until=run)
    model.objects.bulk_create(wanted.values(), batch_size=BATCH)


def _identity(item: FigureValue | FigureRow) -> tuple[object, ...]:
    """Return what makes two values or rows the same one."""
    if isinstance(item, FigureRow):
        return (item.digest,)
    return (item.indicator, item.division, item.period, item.value, item.parts["rows"], item.parts["left_out"])


def _value(run: FigureRun, cell: FigureCell) -> FigureValue:
    return FigureValue(
        view=run.view,
        since=run,
        indicator=cell.indicator,
        division=cell.division,
        period=cell.period,
        value=str(cell.value),
        parts={"rows": cell.rows, "left_out": cell.left_out},
    )


def _rows(run: FigureRun, family: Family, collected: Collected) -> Iterator[FigureRow]:
    axes = family.axes
    for row in collected.data:
        yield FigureRow(
            view=run.view,
            since=run,
            key=row[family.view.key],
            division=row[axes.division.column],
            on=date.fromisoformat(row[axes.period.column]),
            data=row,
            digest=digest(row),
        )
