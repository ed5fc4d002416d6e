"""Figures made of other figures: ratios, per resident, coverage, ranks. Pure; every part is kept with the value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from operator import gt, lt

from zhiquan.definitions.divisions import Divisions, Level, level_of
from zhiquan.insight.figures.definition import Covered, Derived, Indicator, PerPopulation, RankAmong, Ratio
from zhiquan.insight.figures.model import FigureCell, Period

DIGITS = 8
"""Decimals that a quotient is kept with; it is rounded to those of its unit only when shown."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure of a year's end: ``value`` in the indicator's unit, and the day it was published."""

    division: str
    year: int
    value: Decimal
    published_on: date
    source: str = ""


class Denominators:
    """The published year-end figures of one indicator, by division."""

    def __init__(self, published: Iterable[Published]) -> None:
        self._by_place: defaultdict[str, list[Published]] = defaultdict(list)
        for one in published:
            self._by_place[one.division].append(one)

    def latest(self, division: str, on: date) -> Published | None:
        """Return the newest year's figure of a place that had been published by a day; of one year the later one."""
        known = [one for one in self._by_place[division] if one.published_on <= on]
        return max(known, key=lambda one: (one.year, one.published_on), default=None)


@dataclass(frozen=True, slots=True)
class Held:
    """The figures there are: ``value`` of a counted indicator is zero where no fact touches it, else unknown."""

    values: Mapping[tuple[str, str, str], Decimal]
    zero: frozenset[str]

    def value(self, code: str, division: str, period: str) -> Decimal | None:
        """Return a value, ``None`` where it is not known."""
        return self.values.get((code, division, period), Decimal(0) if code in self.zero else None)


def quotient(of: Decimal, to: Decimal, scale: int) -> Decimal | None:
    """Return ``of / to * scale`` to ``DIGITS`` decimals, half up; nothing is divided by nothing."""
    if not to:
        return None
    with localcontext() as context:
        context.prec = 50
        return (of * scale / to).quantize(Decimal(1).scaleb(-DIGITS), rounding=ROUND_HALF_UP)


def derived(
    indicator: Indicator,
    held: Held,
    periods: Sequence[Period],
    table: Divisions,
    populations: Denominators,
) -> Iterator[FigureCell]:
    """Yield the cells of a derived indicator for every division of the table, where its parts are known."""
    source = indicator.source
    if not isinstance(source, Derived):
        raise TypeError(f"{indicator.code} is not derived")
    groups = below_by_level(table, source.level) if isinstance(source, Covered) else {}
    for period in periods:
        if period.to_date and indicator.as_of:
            continue
        match source:
            case Ratio():
                yield from _ratio(indicator.code, source, held, period, table)
            case PerPopulation():
                yield from _per_population(indicator.code, source, held, period, table, populations)
            case Covered():
                yield from _covered(indicator.code, source, held, period, groups)
            case RankAmong():
                yield from _ranks(indicator.code, source, held, period, table)


def _ratio(code: str, source: Ratio, held: Held, period: Period, table: Divisions) -> Iterator[FigureCell]:
    for division in table:
        of, to = (held.value(part, division, period.code) for part in (source.of, source.to))
        if of is None or to is None or (value := quotient(of, to, source.scale)) is None:
            continue
        yield FigureCell(code, division, period.code, value, parts={"of": str(of), "to": str(to)})


def _per_population(
    code: str, source: PerPopulation, held: Held, period: Period, table: Divisions, populations: Denominators
) -> Iterator[FigureCell]:
    for division in table:
        of = held.value(source.of, division, period.code)
        base = populations.latest(division, period.last_day)
        if of is None or base is None or (value := quotient(of, base.value, source.per)) is None:
            continue
        parts = {"of": str(of), "to": str(base.value), "vintage": str(base.year), "source": base.source}
        yield FigureCell(code, division, period.code, value, parts=parts | {"published_on": str(base.published_on)})


def below_by_level(table: Divisions, level: Level) -> dict[str, list[str]]:
    """Return, for each division above some of a level, those of the level below it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in table:
        if level_of(code) is level:
            for above in table.lineage(code)[1:]:
                found[above].append(code)
    return {division: found[division] for division in table if division in found}


def _covered(
    code: str, source: Covered, held: Held, period: Period, groups: Mapping[str, list[str]]
) -> Iterator[FigureCell]:
    for division, group in groups.items():
        values = {one: held.value(source.of, one, period.code) for one in group}
        if None in values.values():
            continue  # of some nothing is known
        reached = [one for one, value in values.items() if value]
        value = quotient(Decimal(len(reached)), Decimal(len(group)), source.scale)
        if value is not None:
            parts = {"of": str(len(reached)), "to": str(len(group)), "reached": " ".join(reached)}
            yield FigureCell(code, division, period.code, value, parts=parts)


def _ranks(code: str, source: RankAmong, held: Held, period: Period, table: Divisions) -> Iterator[FigureCell]:
    peers: defaultdict[tuple[str | None, object], list[tuple[str, Decimal]]] = defaultdict(list)
    for division in table:
        value = held.value(source.of, division, period.code)
        parent = table.parent_of(division)
        if value is not None and parent is not None:
            peers[parent, level_of(division)].append((division, value))
    for group in peers.values():
        if not any(value for _, value in group):
            continue  # where nobody has any, nobody is first
        for division, place in ranks(group, most_first=source.order == "most_first").items():
            of = dict(group)[division]
            parts = {"of": str(of), "peers": str(len(group))}
            yield FigureCell(code, division, period.code, Decimal(place), parts=parts)


def ranks(values: Iterable[tuple[str, Decimal]], *, most_first: bool = True) -> dict[str, int]:
    """Return each one's place; equal values share the better place and the next one is left free (1, 1, 3)."""
    held = list(values)
    better = gt if most_first else lt
    return {name: 1 + sum(better(other, value) for _, other in held) for name, value in held}
