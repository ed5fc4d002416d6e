"""The docket 期限簿 of a case: one ledger per party and document, and the last day of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import ClockState, Due, due, state
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """The clock of one party over one document; either may be empty where the law counts for the whole case."""

    party: str
    document: str
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Overall:
    """The latest last day of some lines and the line that has it; unknown while one of them stands still."""

    due: Due
    line: Line | None


@dataclass(frozen=True, slots=True)
class Docket:
    """All clocks of one case; a party has one ledger per document."""

    lines: tuple[Line, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def of(self, party: str | None = None, document: str | None = None) -> tuple[Line, ...]:
        """Return the lines of a party, of a document, or of both, in the order of entry."""
        return tuple(line for line in self.lines if party in {None, line.party} and document in {None, line.document})

    def enter(self, party: str, document: str, ledger: Ledger) -> Docket:
        """Return the docket with one more clock; refuses with ``law.docket.twice`` what is entered already."""
        if self.of(party, document):
            raise Refusal(
                "law.docket.twice",
                Text(f"{party}的{document}期限已经登记。", f"The clock of {party} over {document} is entered already."),
            )
        return Docket((*self.lines, Line(party, document, ledger)))

    def change(
        self, by: Callable[[Ledger], Ledger], *, party: str | None = None, document: str | None = None
    ) -> Docket:
        """Return the docket with some ledgers changed, as when a case is suspended; what has ended stays as it is.

        Refuses with ``law.docket.none`` where no clock belongs to the party and document.
        """
        chosen = self.of(party, document)
        if not chosen:
            raise Refusal(
                "law.docket.none",
                Text(
                    "没有这个当事人或文书的期限，请核对。", "No clock belongs to this party and document; check them."
                ),
            )
        running = {line for line in chosen if line.ledger.ended is None}
        return Docket(tuple(replace(x, ledger=by(x.ledger)) if x in running else x for x in self.lines))

    def overall(self, calendar: Calendar, party: str | None = None, document: str | None = None) -> Overall:
        """Return the latest last day: a case waits for the party whose time ends last.

        An open pause of one clock leaves the whole unknown; a guess by the others would be too early.
        """
        lines = self.of(party, document)
        found = [(due(line.ledger, calendar), line) for line in lines]
        provisional = any(one.provisional for one, _ in found)
        if not found or any(one.on is None for one, _ in found):
            return Overall(Due(None, provisional, None), None)
        last, line = max(found, key=lambda pair: pair[0].on or date.min)
        return Overall(replace(last, provisional=provisional), line)

    def overdue(self, on: date, calendar: Calendar) -> tuple[Line, ...]:
        """Return the lines whose last day has passed on a day without the thing being done."""
        return tuple(line for line in self.lines if state(line.ledger, on, calendar) is ClockState.OVERDUE)
