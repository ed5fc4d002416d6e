"""What the office's returns 填报 come to, as values of the indicators that are returned (port ``ReturnedValues``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from django.conf import settings
from django.db.models import F, QuerySet

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Returned as Source
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.office.returns.definition import Measure
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Round
from zhiquan.office.returns.periods import Every, containing
from zhiquan.office.returns.selectors import round_totals, signed_values
from zhiquan.scenes.reporting.official import Key
from zhiquan.scenes.reporting.returned import Returned

Asked = Mapping[tuple[str, str], str]
"""Return and measure → the indicator that they answer."""


def from_returns(codes: Collection[str], divisions: Collection[str], period: str) -> dict[Key, Returned]:
    """Return the values of a period, by indicator and division.

    A flow of several months is there only when a round of every part of it is. A round counts for a place when all
    below it have handed in, or when it is locked: who is missing is named in it. A signed value stands as signed.
    """
    wanted, asked = parse_period(period), _asked(codes)
    held: defaultdict[Key, dict[str, Returned]] = defaultdict(dict)
    needed: dict[Key, tuple[str, ...]] = {}
    for round_ in _rounds(wanted, {form for form, _ in asked}):
        for key, parts, value in _told(round_, wanted, asked, frozenset(divisions)):
            needed.setdefault(key, parts)
            held[key].setdefault(round_.period, value)
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
    while (before := last.before).first.year == wanted.year:
        codes.append(before.code)
        last = before
    return tuple(reversed(codes)) if measure.adds_up or len(codes) == 1 else ()


def _asked(codes: Collection[str]) -> Asked:
    ones = (one for one in catalogue(settings.DATA.region) if one.code in codes)
    return {(one.source.form, one.source.measure): one.code for one in ones if isinstance(one.source, Source)}


def _rounds(wanted: Period, forms: Collection[str]) -> QuerySet[Round]:
    """Return the rounds of any part of a period's year so far, signed ones and those of the highest place first."""
    ends = [Period(wanted.year, month).last_day for month in range(1, wanted.month + 1)]
    codes = {one.code for every in Every for end in ends if (one := containing(every, end)).last == end}
    rounds = Round.objects.filter(code__in=forms, period__in=codes).select_related("definition")
    return rounds.order_by(F("signed_at").asc(nulls_last=True), "division", "pk")


def _told(
    round_: Round, wanted: Period, asked: Asked, divisions: frozenset[str]
) -> Iterator[tuple[Key, tuple[str, ...], Returned]]:
    definition = return_of(round_.definition)
    ours = [one for one in definition.measures if (round_.code, one.key) in asked]
    fitting = {one.key: parts for one in ours if round_.period in (parts := parts_of(wanted, definition.every, one))}
    if not fitting:
        return
    signed, locked = signed_values(round_), round_.locked_at is not None
    for place in round_totals(round_):
        division = place.sheet.division
        if division not in divisions or not (locked or place.arrived == place.expected):
            continue
        for measure, parts in fitting.items():
            figure = signed.get((division, measure))
            value = figure.value if figure else place.totals[measure]
            told = Returned(value, (round_.pk,), measure, locked=figure is not None)
            yield (asked[round_.code, measure], division), parts, told


def _together(values: Mapping[str, Returned]) -> Returned:
    """Return what the parts come to, in their order: final when every one is signed."""
    ordered = [values[code] for code in sorted(values)]
    total = sum((one.value for one in ordered), Decimal(0))
    rounds = tuple(pk for one in ordered for pk in one.rounds)
    return Returned(total, rounds, ordered[-1].measure, locked=all(one.locked for one in ordered))
