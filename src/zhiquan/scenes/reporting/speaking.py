"""Up to which day figures speak: records brought in from outside tell up to a day, and so does what is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from zhiquan.insight.figures.comparing import closed_month
from zhiquan.insight.figures.model import Period
from zhiquan.scenes.reporting.runs import Current
from zhiquan.scenes.reporting.sources import source_of


class Speaking:
    """The current runs, asked for the last day that the sources of an indicator speak of; each source is asked once."""

    def __init__(self, runs: Sequence[Current]) -> None:
        self._of = {one.code: (current, one.parts) for current in runs for one in current.indicators}
        self._days: dict[str, date | None] = {}

    def until(self, code: str) -> date | None:
        """Return the earliest such day among all that an indicator is made of, where it is before the run's month."""
        current, _ = self._of[code]
        day = min(self._told(code), default=None)
        return day if day and day < current.run.through.replace(day=1) else None

    def closed(self, code: str) -> Period:
        """Return the last whole month that the sources tell to its end."""
        current, _ = self._of[code]
        return closed_month(current.run.through, self.until(code))

    def _told(self, code: str) -> Iterator[date]:
        """Yield the days of the sources below an indicator; published figures, as of a day each, are none of them."""
        if code not in self._of:
            return
        current, parts = self._of[code]
        if current.view is None:
            for part in parts:
                yield from self._told(part)
        elif day := self._day(current):
            yield day

    def _day(self, current: Current) -> date | None:
        name = current.run.view
        if name not in self._days:
            source = source_of(current.view) if current.view else None
            self._days[name] = source.until() if source and source.until else None
        return self._days[name]
