"""What will change: the days ahead on which provisions begin or end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from zhiquan.rules.law import Book

ONE_DAY = timedelta(days=1)
FAR = date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the law changes, and how many provisions do."""

    on: date
    number: int

    @property
    def before(self) -> date:
        """The last day of the old law."""
        return self.on - ONE_DAY

    @property
    def query(self) -> str:
        """The query of the page that sets both sides against each other."""
        return f"?from={self.before}&to={self.on}"


def turns(book: Book, after: date, to: date = FAR) -> tuple[Turn, ...]:
    """Return the days after ``after`` up to ``to`` on which something changes, the next one first."""
    counted = Counter(change.on for change in book.changes(after + ONE_DAY, to))
    return tuple(Turn(on, counted[on]) for on in sorted(counted))
