"""Which cases somebody sees, as conditions that an index can answer."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from zhiquan.hall.cases.models import Case, Participant
from zhiquan.office.access.selectors import Actor, division_scope, reach_of, represented
from zhiquan.settings.now import today

HEAVY = ("definition__resolved", "definition__letters")
"""Columns that every case of a matter shares and that are read once per process; see ``shelf.matter_of``."""


def cases_for(actor: Actor, *, by_due: bool = False) -> QuerySet[Case]:
    """Return exactly the cases an actor may see: those of the organisations they act for, as members or by a mandate
    as far as it reaches, and those in which these take part (once they have joined); for staff their divisions'.

    ``by_due`` is for pages of a list by due date: SQLite then reads a whole province in that order until the page is
    full, and does not gather it first and sort it. PostgreSQL knows how much lies in a division and needs no telling.
    """
    cases, place = Case.objects.all(), "division"
    if (
        by_due
        and connection.vendor == "sqlite"
        and any(not reach_of(division).is_single for division in actor.divisions)
    ):
        place = "within"
        cases = cases.alias(within=reckoned("division"))
    visible = Q(pk__in=[])
    if actor.organisations:
        visible |= represented(actor, today(), matter="matter") | Q(pk__in=parts_of(actor).values("case_id"))
    if actor.is_staff:
        visible |= division_scope(actor, place)
    return cases.filter(visible).select_related("definition", "organisation").defer(*HEAVY)


def reckoned(path: str) -> Coalesce:
    """Return a column as something reckoned, for which no index is used: the rows are found by another condition."""
    return Coalesce(path, Value(""))


def parts_of(actor: Actor) -> QuerySet[Participant]:
    """Return the places of those an actor acts for in cases that others applied for."""
    ours = represented(actor, today(), matter="case__matter", case="case__number")
    return Participant.objects.filter(ours, joined=True)


def ended(*, closed: bool) -> Q:
    """Return the condition for open or for closed cases in the form that an index is used for.

    A bare ``NOT closed`` is no comparison: SQLite then reads and sorts every case of a division.
    """
    return Q(closed__in=[closed])
