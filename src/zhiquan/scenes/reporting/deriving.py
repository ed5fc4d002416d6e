"""What is made of other figures, over the stored values of all views and the published denominators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.definition import Counted, Indicator, PerPopulation
from zhiquan.insight.figures.derive import Denominators, Held, Published, derived
from zhiquan.insight.figures.facts import digest
from zhiquan.insight.figures.model import FigureCell, Period, months_between, parse_period
from zhiquan.scenes.reporting.models import FigureRun, FigureValue, OfficialFigure

CUMULATED, MONTHLY = True, False


@dataclass(frozen=True, slots=True)
class Derivation:
    """Everything that derived figures are made of; ``published`` tells the denominators apart from other ones."""

    indicators: tuple[Indicator, ...]
    zero: frozenset[str]
    runs: tuple[FigureRun, ...]
    table: Divisions
    periods: tuple[Period, ...]
    denominators: dict[str, list[Published]]
    published: str

    def cells(self) -> Iterator[FigureCell]:
        """Yield all derived cells; what is made of derived figures finds them already made."""
        values = self._stored()
        for one in self.indicators:
            code = one.source.population if isinstance(one.source, PerPopulation) else ""
            held = Held(values, self.zero)
            made = list(derived(one, held, self.periods, self.table, Denominators(self.denominators.get(code, ()))))
            values |= {(cell.indicator, cell.division, cell.period): cell.value for cell in made}
            yield from made

    def _stored(self) -> dict[tuple[str, str, str], Decimal]:
        """Return the stored values of every indicator that a derived one is made of."""
        parts = {part for one in self.indicators for part in one.parts}
        held = Q(pk__in=[])
        for run in self.runs:
            held |= Q(view=run.view, since_id__lte=run.pk) & (Q(until=None) | Q(until_id__gt=run.pk))
        rows = FigureValue.objects.filter(held, indicator__in=parts, division__in=list(self.table))
        columns = ("indicator", "division", "period", "value")
        return {(i, d, p): Decimal(value) for i, d, p, value in rows.values_list(*columns).iterator()}


def derive_all(read: Catalogue, runs: Sequence[FigureRun], table: Divisions, months: tuple[date, date]) -> Derivation:
    """Return what there is to derive; its cells are computed when asked for."""
    every = tuple(months_between(*months))
    periods = tuple(Period(one.year, one.month, kind) for kind in (MONTHLY, CUMULATED) for one in every)
    indicators = read.derived()
    codes = {one.source.population for one in indicators if isinstance(one.source, PerPopulation)}
    denominators = {code: published_year_ends(code) for code in codes}
    told = [
        [code, one.division, one.year, str(one.value), str(one.published_on)]
        for code, all_ in sorted(denominators.items())
        for one in all_
    ]
    newest = max((one.published_on for all_ in denominators.values() for one in all_), default=None)
    mark = f"{newest or '-'} {len(told)} #{digest({'published': told})[:16]}"
    missing = {code for run in runs for code in run.definition.get("unheld", ())}
    zero = frozenset(one.code for one in read if isinstance(one.source, Counted) and one.code not in missing)
    return Derivation(indicators, zero, tuple(runs), table, periods, denominators, mark)


def published_year_ends(code: str) -> list[Published]:
    """Return the published figures of years' ends of an indicator, each with its day of publication."""
    found = OfficialFigure.objects.filter(indicator=code, period__endswith="-12").order_by("pk")
    return [
        Published(one.division, parse_period(one.period).year, Decimal(one.value), one.published_on, one.source)
        for one in found
    ]
