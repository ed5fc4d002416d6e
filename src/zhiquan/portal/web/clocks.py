"""The clocks of a case as the page shows them: with the unit they count in and how much of the limit is used."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from zhiquan.definitions.shelf import law_book
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import CaseView, ClockView
from zhiquan.rules.law import Unit
from zhiquan.rules.text import Text

_DAYS = {
    True: Text("个工作日", "working day(s)"),
    False: Text("天", "day(s)"),
}
_IN_DAYS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock with the unit of what is left; ``total`` is the limit in that unit, where it is one of days."""

    clock: ClockView
    unit: Text
    total: int | None

    @property
    def used(self) -> int:
        """Days used up, at most all of them."""
        return min(max((self.total or 0) - self.clock.left, 0), self.total or 0)


def clock_rows(case: Case, view: CaseView) -> tuple[ClockRow, ...]:
    """Return the clocks of a case; the limit is the provision's on the day the case was opened."""
    matter, book = matter_of(case.definition), law_book(settings.DATA.region)
    rows = []
    for clock in view.clocks:
        part = matter.clock(clock.key)
        key = part.promised if clock.promised and part.promised else part.legal
        limit = book.at(key, case.opened_on, case.division).limit
        total = limit.amount if limit.unit in _IN_DAYS else None
        rows.append(ClockRow(clock, _DAYS[limit.unit is Unit.WORKING_DAY], total))
    return tuple(rows)
