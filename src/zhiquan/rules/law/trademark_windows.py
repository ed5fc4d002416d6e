"""Windows of a mark 商标期间: opposition after publication, renewal before the end of the term, grace after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zhiquan.rules.law.book import Book
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import due
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import MONTHS_OF, add, add_months
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
_OPPOSITION = Text("异议期", "Opposition")
_RENEWAL = Text("续展期", "Renewal")
_GRACE = Text("续展宽展期", "Renewal in the months of grace")
_TRANSITION = Text(
    "异议期跨过新规施行日，按公告日适用；过渡规定尚未公布，待核实",
    "The window runs past the day the rule changes; the rule of the publication day is used, and the transitional"
    " rules are not published: to be verified",
)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days in which something can be done, both ends included; ``note`` says what is still open."""

    name: Text
    first: date
    last: date
    provisional: bool
    provision: Provision
    note: Text | None = None


def trademark_windows(
    book: Book, calendar: Calendar, *, published_on: date | None = None, registered_on: date | None = None
) -> tuple[Window, ...]:
    """Return the windows that known dates open (Trademark Law art. 33 and 40, from 2027 art. 36 and 44).

    Opposition by the law in force on the day of publication; renewal and grace by the law in force on the last day of
    the term, ten years from the registration.
    """
    found = []
    if published_on is not None:
        found.append(opposition_window(published_on, book, calendar))
    if registered_on is not None:
        found += renewal_windows(
            add(registered_on, book.at("trademark.term", registered_on).limit) - ONE_DAY, book, calendar
        )
    return tuple(found)  # fmt: skip


def opposition_window(published_on: date, book: Book, calendar: Calendar) -> Window:
    """Return the window of opposition to a published mark; the day of publication is not counted."""
    provision = book.at("trademark.opposition.window", published_on)
    found = due(Ledger.under(provision, _OPPOSITION, published_on), calendar)
    last = found.on or published_on
    crosses = book.in_force("trademark.opposition.window", last) is not provision
    return Window(
        _OPPOSITION, published_on + ONE_DAY, last, found.provisional, provision, _TRANSITION if crosses else None
    )


def renewal_windows(valid_to: date, book: Book, calendar: Calendar) -> tuple[Window, Window]:
    """Return the window of renewal and the months of grace after it; ``valid_to`` is the last day of the term."""
    before = book.at("trademark.renewal.window", valid_to)
    after = book.at("trademark.renewal.grace", valid_to)
    first = add_months(valid_to + ONE_DAY, -before.number * MONTHS_OF[before.limit.unit])
    grace = due(Ledger.under(after, _GRACE, valid_to), calendar)
    return (
        Window(_RENEWAL, first, valid_to, provisional=False, provision=before),
        Window(_GRACE, valid_to + ONE_DAY, grace.on or valid_to, grace.provisional, after),
    )
