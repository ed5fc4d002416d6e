"""A reading while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zhiquan.insight.readings.model import Doubt, Growth, Quantity, Rank, Reading
from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.insight.readings.reading.framing import Framed
from zhiquan.insight.readings.topics import Topic


@dataclass
class Draft:
    """What is known of one figure so far; the fields are those of ``Reading``."""

    name: str
    topic: Topic | None
    quantity: Quantity | None
    start: int
    end: int
    sentence: int
    clause: int
    framed: Framed | None = None
    growth: list[Growth] = field(default_factory=list)
    was: Quantity | None = None
    rank: Rank | None = None
    target: bool = False
    scopes: tuple[str, ...] = ()
    about: str = ""
    column: str = ""
    """Head of its column, where it stands in a table."""
    running: bool = False
    """Said to be 累计, in its own clause or earlier in its sentence."""
    doubts: list[Doubt] = field(default_factory=list)

    def frozen(self, number: int, today: date | None) -> Reading:
        """Return it as a reading, its period as its topic needs it."""
        period = self._period(today)
        return Reading(
            number=number, name=self.name, topic=self.topic.code if self.topic else "", quantity=self.quantity,
            period=period, period_how=self.framed.how if self.framed else "", growth=tuple(self.growth),
            was=self.was, rank=self.rank, target=self.target, scopes=self.scopes, sentence=self.sentence,
            clause=self.clause, about=self.about, column=self.column, doubts=tuple(self.doubts),
            start=self.start, end=self.end,
        )  # fmt: skip

    def _period(self, today: date | None) -> Period | None:
        """Return the period.

        A stock speaks of the last day of its period, at the latest of the text's own. A flow 截至8月底 runs from
        January on; one that is 累计 without any period runs up to the text's date from a day that nobody says.
        """
        period = self.framed.period if self.framed else None
        if period is None or self.framed is None:
            return None
        if self.topic and self.topic.kind in {"stock", "density"}:
            period = period.as_of()
            late = today and period.last and period.last > today and not self.target
            return Period(None, today) if late else period
        if self.running and self.framed.how == "document":
            return Period(None, today or period.last)
        if self.topic and self.topic.kind == "flow" and period.first is None and period.last:
            return Period(date(period.last.year, 1, 1), period.last)
        return period
