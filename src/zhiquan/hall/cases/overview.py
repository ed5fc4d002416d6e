"""What lies on all desks: open cases by matter and department, and how the parties rated the closed ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.presenting_notes import GRADE_LABELS
from zhiquan.hall.cases.seeing import cases_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import Load
from zhiquan.office.access.models import Post, in_force
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

POOR = (1, 2)
"""The grades after which the office calls back 差评."""
MOST_CALLS = 200


@dataclass(frozen=True, slots=True)
class MatterLoad:
    """How many open cases of a matter there are, how many past their limit, how many with the clock paused."""

    matter: str
    cases: int
    overdue: int
    paused: int


@dataclass(frozen=True, slots=True)
class DepartmentLoad:
    """What the people of a department handle together; somebody with posts in two departments counts in both."""

    department: str
    people: int
    cases: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Call:
    """A poor rating that waits for a call-back 回访, with whom to ask for."""

    number: str
    title: Text
    organisation: str
    grade: Text
    closed_on: date | None
    comment: str


def load_by_matter(actor: Actor) -> tuple[MatterLoad, ...]:
    """Return the open cases by matter, most first; one query."""
    rows = cases_for(actor).filter(closed=False).order_by().values_list("matter")
    late, halted = Q(due_on__lt=today()), Q(paused=True)
    counted = rows.annotate(cases=Count("pk"), late=Count("pk", filter=late), halted=Count("pk", filter=halted))
    return tuple(sorted((MatterLoad(*row) for row in counted), key=lambda load: (-load.cases, load.matter)))


def load_by_department(loads: Iterable[Load]) -> tuple[DepartmentLoad, ...]:
    """Return the loads of persons by the departments in which they hold posts today, most first; one query."""
    by_user = {load.handler: load for load in loads if load.handler is not None}
    posts = Post.objects.filter(in_force(today()), user__in=by_user).values_list("department__name", "user_id")
    people: dict[str, set[int]] = defaultdict(set)
    for department, user in posts:
        people[department].add(user)
    found = (
        DepartmentLoad(
            name,
            len(users),
            sum(by_user[user].cases for user in users),
            sum(by_user[user].overdue for user in users),
        )
        for name, users in people.items()
    )
    return tuple(sorted(found, key=lambda load: (-load.cases, load.department)))


def grades_for(actor: Actor) -> tuple[tuple[int, Text, int], ...]:
    """Return how often each of the five grades was given, best first; one query."""
    rows = cases_for(actor).filter(closed=True, grade__isnull=False).order_by().values_list("grade")
    counted = Counter(dict(rows.annotate(Count("pk"))))
    return tuple((grade, label, counted[grade]) for grade, label in sorted(GRADE_LABELS.items(), reverse=True))


def calls_for(actor: Actor) -> tuple[Call, ...]:
    """Return the poor ratings nobody has called back about, longest closed first; two queries."""
    answered = CaseEvent.objects.filter(case=OuterRef("pk"), kind="called_back")
    rows = cases_for(actor).filter(~Exists(answered), closed=True, grade__in=POOR).order_by("closed_on", "number")
    cases = list(rows[:MOST_CALLS])
    said = dict(CaseEvent.objects.filter(case__in=cases, kind="rated").values_list("case_id", "data__comment"))
    return tuple(_call(case, said.get(case.pk)) for case in cases)


def _call(case: Case, comment: str | None) -> Call:
    title = matter_of(case.definition).title
    grade = GRADE_LABELS[case.grade or POOR[0]]  # never empty here: such rows are left out
    return Call(case.number, title, case.organisation.name, grade, case.closed_on, comment or "")
