"""The desk's list: pages of cases by due date, filters, who has how much to do, how long cases stand where."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from zhiquan.hall.cases.awaiting import Seen, among, hands, waiting_for
from zhiquan.hall.cases.models import LAST, Case, CaseTag
from zhiquan.hall.cases.named import named
from zhiquan.hall.cases.open_clocks import pause_reason
from zhiquan.hall.cases.ports import waiting_letters
from zhiquan.hall.cases.recused import recused_from
from zhiquan.hall.cases.seeing import cases_for, ended
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import Standing, standing_of
from zhiquan.hall.cases.views import Load, Stay, WorkPage, WorkRow
from zhiquan.office.access.selectors import Actor, reach_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

PAGE = 100
MOST_COUNTED = 100
"""Beyond so many, how many more there are is not counted: it would go through a whole province."""
ME, NOBODY = "me", "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a page of the desk is asked for; empty says nothing.

    ``handler``: ``me`` (assigned to the viewer or to whom the viewer stands in for, or a letter waits for the viewer),
    ``nobody``, or a user's id. ``text``: the beginning of a number, or a part of the applicant's name. ``overdue``: the
    legal limit has passed; ``due_by``: it passes on that day or before. ``division``: six digits, with all that lies
    below. ``awaited``: it waits for the viewer, as the rows' ``mine`` says.
    """

    matter: str = ""
    state: str = ""
    closed: bool = False
    overdue: bool = False
    paused: bool = False
    awaited: bool = False
    due_by: date | None = None
    handler: str = ""
    division: str = ""
    tag: str = ""
    text: str = ""


@dataclass(frozen=True)
class Desk:
    """What one person has before them on a date: pages of the list, and how much each way of asking finds.

    ``letters`` are the cases in which a letter waits for them.
    """

    standing: Standing
    on: date
    letters: frozenset[int]

    def page(self, *, after: str | None = None, size: int = PAGE, **wanted: object) -> WorkPage:
        """Return a page of the cases the person may see, soonest due first, those without a due date last.

        ``wanted`` are the filters of ``Wanted``; ``after`` is the ``next`` of the page before. As many queries for many
        rows as for one.
        """
        rows = self._asked(_wanted(wanted)).select_related("handler").order_by("sort_on", "number")
        found = list(_beyond(rows, after)[: size + 1])
        seen = Seen(self.standing, self.on, self.letters, recused_from([case.pk for case in found[:size]]))
        shown = tuple(_row(case, seen) for case in found[:size])
        return WorkPage(shown, _mark(found[size - 1]) if len(found) > size else None)

    def count(self, **wanted: object) -> int:
        """Return how many cases the filters of ``Wanted`` find, or ``MOST_COUNTED`` where there are more."""
        return self._asked(_wanted(wanted)).order_by()[:MOST_COUNTED].count()

    def _asked(self, wanted: Wanted) -> QuerySet[Case]:
        cases = _filtered(self.standing.actor, wanted, self.on, self.letters)
        return among(cases, self._awaited) if wanted.awaited else cases

    @cached_property
    def _awaited(self) -> Q:
        return waiting_for(self.standing, self.letters)


def desk_of(actor: Actor) -> Desk:
    """Return what an actor has before them today."""
    on = today()
    return Desk(standing_of(actor, on), on, _waiting(actor, on))


def as_counted(found: int) -> str:
    """Return a count of at most ``MOST_COUNTED`` as people read it; the most is told as "99+"."""
    return str(found) if found < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def worklist_for(actor: Actor, *, after: str | None = None, size: int = PAGE, **wanted: object) -> WorkPage:
    """Return a page of the cases an actor may see; see ``Desk.page``."""
    return desk_of(actor).page(after=after, size=size, **wanted)


def _wanted(filters: dict[str, object]) -> Wanted:
    if strange := set(filters) - {field.name for field in fields(Wanted)}:
        raise TypeError(f"unknown filters: {', '.join(sorted(strange))}")
    return Wanted(**filters)  # type: ignore[arg-type]


def workload_for(actor: Actor) -> tuple[Load, ...]:
    """Return how many open cases each handler has, and those nobody has, most first; one query."""
    on = today()
    rows = (
        cases_for(actor)
        .filter(ended(closed=False))
        .order_by()
        .values("handler_id", "handler__display_name", "handler__username")
        .annotate(
            cases=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)), halted=Count("pk", filter=Q(paused=True))
        )
    )
    loads = [
        Load(
            handler=row["handler_id"],
            name=row["handler__display_name"] or row["handler__username"] or "",
            cases=row["cases"],
            overdue=row["overdue"],
            paused=row["halted"],
        )
        for row in rows
    ]
    return tuple(sorted(loads, key=lambda load: (-load.cases, load.name)))


def time_in_state_for(actor: Actor, *, matter: str = "") -> tuple[Stay, ...]:
    """Return for each state of open cases how many stand in it, the median and the longest stay in days; one query."""
    rows = cases_for(actor).filter(ended(closed=False), state_since__isnull=False)
    rows = rows.filter(matter=matter) if matter else rows
    counted: dict[tuple[str, str], list[tuple[int, int]]] = {}
    on = today()
    for row in rows.order_by().values("matter", "state", "state_since").annotate(cases=Count("pk")):
        since = row["state_since"] or on  # never empty here: such rows are left out
        counted.setdefault((row["matter"], row["state"]), []).append(((on - since).days, row["cases"]))
    return tuple(Stay(code, state, *_spread(stays)) for (code, state), stays in sorted(counted.items()))


def _spread(stays: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Return (cases, median days, longest days) of (days, cases) pairs; the lower of two middle ones."""
    total, reached, median = sum(cases for _, cases in stays), 0, 0
    for days, cases in sorted(stays):
        reached += cases
        if reached * 2 >= total:
            median = days
            break
    return total, median, max(days for days, _ in stays)


def _waiting(actor: Actor, on: date) -> frozenset[int]:
    """Return the cases in which a letter waits for the actor; nothing waits for who holds no post."""
    if not actor.is_staff:
        return frozenset()
    return frozenset(case for _, waiting in waiting_letters for case in waiting(actor, on))


def _filtered(actor: Actor, wanted: Wanted, on: date, waiting: frozenset[int]) -> QuerySet[Case]:
    conditions = {
        "matter": Q(matter=wanted.matter),
        "state": Q(state=wanted.state),
        "overdue": Q(sort_on__lt=on),
        "due_by": Q(sort_on__lte=wanted.due_by),
        "paused": Q(paused=True),
        "division": reach_of(wanted.division).condition(),
        "tag": Q(pk__in=CaseTag.objects.filter(tag=wanted.tag).values("case_id")),
        "text": named(wanted.text.strip(), closed=wanted.closed) if wanted.text else Q(),
    }
    asked = [condition for name, condition in conditions.items() if getattr(wanted, name)]
    if wanted.handler:
        asked.append(_handled(actor, wanted.handler, waiting))
    return cases_for(actor, by_due=True).filter(ended(closed=wanted.closed), *asked)


def _handled(actor: Actor, handler: str, waiting: frozenset[int]) -> Q:
    if handler == ME:
        return Q(handler_id__in=hands(actor)) | Q(pk__in=waiting)
    if handler == NOBODY:
        return Q(handler__isnull=True)
    if handler.isdecimal() and len(handler) <= _LONGEST_ID:
        return Q(handler_id=int(handler))
    raise Refusal("cases.handler", _HANDLER)


def _mark(case: Case) -> str:
    return f"{case.sort_on.isoformat()}~{case.number}"


def _beyond(rows: QuerySet[Case], after: str | None) -> QuerySet[Case]:
    if after is None:
        return rows
    day, separator, number = after.partition("~")
    try:
        due = date.fromisoformat(day or LAST.isoformat())
    except ValueError:
        separator = ""
    if not separator:
        raise Refusal("cases.page", _PAGE)
    return rows.filter(sort_on__gte=due).filter(Q(sort_on__gt=due) | Q(number__gt=number))


def _row(case: Case, seen: Seen) -> WorkRow:
    matter, on = matter_of(case.definition), seen.on
    overdue = case.due_on is not None and case.due_on < on
    return WorkRow(
        number=case.number,
        title=matter.title,
        organisation=case.organisation.name,
        division=case.division,
        state_label=matter.state(case.state).label,
        opened_on=case.opened_on,
        due_on=case.due_on,
        paused=case.paused,
        clock_state="overdue" if overdue and not case.paused else case.clock_state,
        closed=case.closed,
        mine=seen.waits(case),
        paused_because=pause_reason(matter, case.clocks) if case.paused else None,
        handler=str(case.handler) if case.handler else "",
        days_in_state=(on - case.state_since).days if case.state_since else 0,
        letter_waits=case.pk in seen.letters,
    )


_LONGEST_ID = 18
_PAGE = Text("翻页标识不对，请从第一页开始。", "The page mark is wrong; begin at the first page.")
_HANDLER = Text("没有这样的承办人，请重新选择。", "There is no such handler; choose again.")
