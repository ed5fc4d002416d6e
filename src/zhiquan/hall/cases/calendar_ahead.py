"""What a coming calendar would move: the last days of open cases, counted by it before it is put in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.recounting import moves_of
from zhiquan.hall.cases.seeing import HEAVY, cases_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.law import Calendar
from zhiquan.rules.text import Text

MOST_COUNTED = 3_000
"""So many open cases are counted for a preview; the recount itself passes over none."""
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Moved:
    """One last day that would move; days are empty where a clock stands."""

    number: str
    clock: Text
    was: date | None
    now: date | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a calendar would do: cases counted, in how many a last day moves, by matter, and the first of those seen.

    ``moved`` names only cases that the reader may see; the counts are over all. ``more``: not every open case was
    counted.
    """

    counted: int
    touched: int
    matters: tuple[tuple[Text, int], ...]
    moved: tuple[Moved, ...]
    more: bool


def ahead(actor: Actor, calendar: Calendar) -> Ahead:
    """Count the open cases by a calendar that is not in force and return what would move; nothing is written."""
    rows = Case.objects.filter(closed=False, due_on__isnull=False).select_related("definition").defer(*HEAVY)
    cases = list(rows.order_by("sort_on", "number")[: MOST_COUNTED + 1])
    counted = cases[:MOST_COUNTED]
    touched = [(case, moves) for case in counted if (moves := tuple(_moves(case, calendar)))]
    titles = {case.matter: matter_of(case.definition).title for case, _ in touched}
    by_matter = Counter(case.matter for case, _ in touched)
    seen = set(cases_for(actor).filter(pk__in=[case.pk for case, _ in touched]).values_list("pk", flat=True))
    moved = [move for case, moves in touched if case.pk in seen for move in moves]
    return Ahead(
        len(counted),
        len(touched),
        tuple((titles[code], count) for code, count in by_matter.most_common()),
        tuple(moved[:MOST_SHOWN]),
        len(cases) > MOST_COUNTED,
    )


def _moves(case: Case, calendar: Calendar) -> Iterator[Moved]:
    matter = matter_of(case.definition)
    for move in moves_of(case, calendar)[1]:
        key = move["clock"].partition("~")[0].partition("/")[0]
        yield Moved(case.number, matter.clock(key).label, _day(move["was"]), _day(move["now"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
