"""The office's own figures beside those of a text: the port ``Holdings`` of the readings, from the stored values.

A topic names its indicators by unit (``held`` in ``definitions/readings/topics.yaml``). Only figures of this office's
own divisions are held; one of another place, or of a period that was not computed, has nothing beside it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.model import Period as Month
from zhiquan.insight.figures.model import parse_period
from zhiquan.insight.readings.model import Reading
from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.insight.readings.ports import Held
from zhiquan.insight.readings.topics import vocabulary
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.runs import Current, current_of, current_runs
from zhiquan.scenes.reporting.speaking import Speaking

_TAILS = ("省", "市", "区", "县", "自治区", "自治州")


class OwnFigures:
    """The stored figures, each run looked up once."""

    def __init__(self) -> None:
        self._runs: dict[str, tuple[Current, Indicator] | None] = {}
        self._speaking: Speaking | None = None
        self.places = {name: code for code in divisions(settings.DATA.region) for name in _names(code)}
        """Names of the office's divisions, with and without 市, 县 …, and their codes."""

    def beside(self, reading: Reading, place: str) -> tuple[Held, ...]:
        """Return the figure that the office holds for a reading's topic, unit, place and period."""
        topic = vocabulary().topics.get(reading.topic)
        month = _month(reading.period)
        if topic is None or month is None or reading.quantity is None or reading.target or place not in self.places:
            return ()
        code = dict(topic.held).get(reading.quantity.unit)
        found = self._current(code) if code else None
        if found is None or not self._told(found[1], parse_period(month)):
            return ()
        return _held(reading.quantity.unit, *found, self.places[place], month)

    def _told(self, one: Indicator, month: Month) -> bool:
        """Tell whether the sources of a figure speak to the end of a month: after it, what is stored is no figure."""
        if self._speaking is None:
            self._speaking = Speaking(current_runs())
        last = self._speaking.closed(one.code) if self._speaking.until(one.code) else None
        return last is None or (month.year, month.month) <= (last.year, last.month)

    def _current(self, code: str) -> tuple[Current, Indicator] | None:
        if code not in self._runs:
            try:
                self._runs[code] = current_of(code)
            except NotFound:
                self._runs[code] = None
        return self._runs[code]


def _held(unit: str, current: Current, one: Indicator, division: str, month: str) -> tuple[Held, ...]:
    """Return the stored value; a counted indicator without one is zero, a derived one is not known."""
    told, through = parse_period(month), current.run.through
    period = replace(told, to_date=told.to_date and not one.as_of)
    if (period.year, period.month) > (through.year, through.month):
        return ()
    values = FigureValue.objects.held_by(current.run).filter(indicator=one.code, division=division, period=period.code)
    stored = values.first()
    if stored is None and not current.zero_where_missing(one):
        return ()
    value = Decimal(stored.value) if stored else Decimal(0)
    return (Held(one.label, value, unit, period.label, one.code, division, period.code),)


def _names(code: str) -> tuple[str, ...]:
    name = divisions(settings.DATA.region).name(code).zh
    short = next((name.removesuffix(tail) for tail in _TAILS if name.endswith(tail)), name)
    return (name, short) if len(short) > 1 else (name,)


def _month(period: Period | None) -> str | None:
    """Return the code under which the figures keep a period: a month (or its end), or January to a month."""
    if period is None or period.last is None or period.last.day != monthrange(period.last.year, period.last.month)[1]:
        return None
    if period.first is None:
        return f"{period.last:%Y-%m}"
    if period.first.year != period.last.year:
        return None
    if period.first.month == 1 and period.first.day == 1:
        return f"{period.last:%Y-%m}" + ("" if period.last.month == 1 else "-ytd")
    return f"{period.last:%Y-%m}" if period.first.month == period.last.month else None
