"""The figures that a plan's targets are measured by: signed ones before computed, published and returned ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.model import Period
from zhiquan.insight.plans.forecast import MONTHS, Seen
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.signing import Line, sheet


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as far as it is known: ``period`` what its value speaks of, ``source`` whose value it is.

    ``opens``: the platform computed it too, and it opens down to the records.
    """

    seen: Seen
    period: Period
    source: Text | None
    opens: bool


def last_month(year: int, on: date) -> int | None:
    """Return the last whole month of a plan's year: like is compared with like; ``None`` before there is one."""
    if on.year > year:
        return MONTHS
    return on.month - 1 or None if on.year == year else None


def measured(
    indicators: Mapping[str, Indicator], division: str, year: int, month: int, on: date
) -> dict[str, Measured]:
    """Return every indicator at a month of a year, the same of the year before, and that whole year.

    As of ``on``; a figure that nobody has is ``None``, never zero. A few queries for each period, however many figures.
    """
    now = _lines(indicators, division, Period(year, month), on)
    same = _lines(indicators, division, Period(year - 1, month), on)
    whole = same if month == MONTHS else _lines(indicators, division, Period(year - 1, MONTHS), on)
    found = {}
    for code, one in indicators.items():
        line = now.get(code)
        value, source = _known(line)
        seen = Seen(month, value, _known(same.get(code))[0], _known(whole.get(code))[0])
        found[code] = Measured(
            seen, Period(year, month, to_date=not one.as_of), source, bool(line and line.own is not None)
        )
    return found


def _lines(indicators: Mapping[str, Indicator], division: str, end: Period, on: date) -> dict[str, Line]:
    """Return the lines of a month's end for what stands then, and of the year to date for what runs through it."""
    found: dict[str, Line] = {}
    for to_date in (False, True):
        codes = {code for code, one in indicators.items() if one.as_of is not to_date}
        if codes:
            lines = sheet(division, Period(end.year, end.month, to_date=to_date).code, on, codes)
            found |= {line.indicator.code: line for line in lines}
    return found


def _known(line: Line | None) -> tuple[Decimal | None, Text | None]:
    if line is None:
        return None, None
    if line.signed:
        return Decimal(line.signed.value), _SIGNED
    basis, value = line.values[0]
    return value, (_DISAGREES if line.disagrees else _UNSIGNED).format(basis=basis.label)


_SIGNED = Text("核定数", "signed")
_UNSIGNED = Text("{basis}，未核定", "{basis}, not signed yet")
_DISAGREES = Text("{basis}，未核定，与其他来源不一致", "{basis}, not signed yet, and other sources differ")
