"""What the office's returns 填报 come to, as values of the indicators that are returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.conf import settings

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.definition import Returned as Source
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.office.returns import periods
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Round
from zhiquan.office.returns.selectors import round_totals
from zhiquan.scenes.reporting.official import Key
from zhiquan.scenes.reporting.returned import Returned


def from_returns(codes: Collection[str], divisions: Collection[str], period: str) -> dict[Key, Returned]:
    """Return the totals of the rounds that lie within a period, by indicator and division.

    A flow adds up the rounds of the period; of what stands at an end only the round that ends with it tells. A place
    none of whose sheets is in has told nothing.
    """
    wanted = parse_period(period)
    ones = [one for one in catalogue(settings.DATA.region) if one.code in codes and isinstance(one.source, Source)]
    by_form: defaultdict[str, list[Indicator]] = defaultdict(list)
    for one in ones:
        if isinstance(one.source, Source):
            by_form[one.source.form].append(one)
    found: dict[Key, Returned] = {}
    for round_ in Round.objects.filter(code__in=by_form).select_related("definition").order_by("pk"):
        if _within(round_, wanted):
            _add(found, round_, by_form[round_.code], set(divisions))
    return found


def _within(round_: Round, wanted: Period) -> bool:
    """Whether all days of a round lie in a period, and, of a single month, none after it."""
    definition = return_of(round_.definition)
    told = periods.parse_period(round_.period, definition.every)
    first = date(wanted.year, 1 if wanted.to_date else wanted.month, 1)
    return first <= told.first and told.last <= wanted.last_day


def _add(found: dict[Key, Returned], round_: Round, ones: list[Indicator], divisions: set[str]) -> None:
    measures = {measure.key for measure in return_of(round_.definition).measures}
    for place in round_totals(round_):
        if place.sheet.division not in divisions or not place.arrived:
            continue
        for one in ones:
            measure = one.source.measure if isinstance(one.source, Source) else ""
            if measure not in measures:
                continue
            key = one.code, place.sheet.division
            before = found.get(key, Returned(Decimal(0), (), measure, locked=True))
            value = place.totals[measure] + (Decimal(0) if one.as_of else before.value)
            locked = before.locked and round_.locked_at is not None
            found[key] = Returned(value, (*before.rounds, round_.pk), measure, locked=locked)
