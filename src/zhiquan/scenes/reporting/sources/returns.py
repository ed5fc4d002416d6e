"""Values from below 填报数: what rounds of returns come to, as the indicators that their measures name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from django.db.models import F, QuerySet

from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.office.returns.definition import Measure
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Round
from zhiquan.office.returns.periods import Every, containing
from zhiquan.office.returns.selectors import round_totals, signed_values
from zhiquan.scenes.reporting.official import Key
from zhiquan.scenes.reporting.returned import Returned


def returned_by_rounds(codes: Collection[str], divisions: Collection[str], period: str) -> dict[Key, Returned]:
    """Return the values of a period, by indicator and division (port ``ReturnedValues``).

    A flow of several months is there only when a round of every part of it is. A round counts for a place when all
    below it have handed in, or when it is locked: who is missing is named in it. A signed value stands as signed.
    """
    wanted = parse_period(period)
    held: dict[Key, dict[str, Returned]] = {}
    needed: dict[Key, tuple[str, ...]] = {}
    for round_ in _rounds(wanted):
        for key, parts, value in _told(round_, wanted, frozenset(codes), frozenset(divisions)):
            needed.setdefault(key, parts)
            held.setdefault(key, {}).setdefault(round_.period, value)
    return {key: _together(values) for key, values in held.items() if set(values) == set(needed[key])}


def parts_of(wanted: Period, every: Every, measure: Measure) -> tuple[str, ...]:
    """Return the codes of the returns that make up a measure over a period, oldest first; none where they do not fit.

    A stock is that of the return which ends on the period's last day; a flow is that of all returns of the year so far.
    """
    last = containing(every, wanted.last_day)
    if last.last != wanted.last_day:
        return ()
    if not measure.flow:
        return (last.code,)
    if not wanted.to_date:
        return (last.code,) if every is Every.MONTH else ()
    codes = [last.code]
    while (before := containing(every, last.first).before).first.year == wanted.year:
        codes.append(before.code)
        last = before
    return tuple(reversed(codes)) if measure.adds_up or len(codes) == 1 else ()


def _rounds(wanted: Period) -> QuerySet[Round]:
    """Return the rounds of any part of a period's year so far, signed ones and those of the highest place first."""
    ends = [Period(wanted.year, month).last_day for month in range(1, wanted.month + 1)]
    codes = {one.code for every in Every for end in ends if (one := containing(every, end)).last == end}
    rounds = Round.objects.filter(period__in=codes).select_related("definition")
    return rounds.order_by(F("signed_at").asc(nulls_last=True), "division", "pk")


def _told(
    round_: Round, wanted: Period, codes: frozenset[str], divisions: frozenset[str]
) -> Iterator[tuple[Key, tuple[str, ...], Returned]]:
    definition = return_of(round_.definition)
    asked = {one: parts_of(wanted, definition.every, one) for one in definition.measures if one.figure in codes}
    asked = {measure: parts for measure, parts in asked.items() if round_.period in parts}
    if not asked:
        return
    signed = signed_values(round_)
    locked = round_.locked_at is not None
    for place in round_totals(round_):
        division = place.sheet.division
        if division not in divisions or not (locked or place.arrived == place.expected):
            continue
        for measure, parts in asked.items():
            figure = signed.get((division, measure.key))
            value = figure.value if figure else place.totals[measure.key]
            link = f"/returns/{round_.pk}/{measure.key}/{division}/"
            yield (measure.figure or "", division), parts, Returned(value, link, figure is not None)


def _together(values: dict[str, Returned]) -> Returned:
    """Return what the parts come to: final when all are, opened at the latest."""
    latest = values[max(values)]
    total = sum((one.value for one in values.values()), Decimal(0))
    return Returned(total, latest.link, all(one.locked for one in values.values()))
