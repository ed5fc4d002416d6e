"""Which cases somebody sees, as conditions that an index can answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from zhiquan.hall.cases.models import Case, Participant
from zhiquan.office.access.selectors import Actor, division_scope, reach_of

HEAVY = ("definition__resolved", "definition__letters")
"""Columns that every case of a matter shares and that are read once per process; see ``shelf.matter_of``."""


def cases_for(actor: Actor, *, by_due: bool = False) -> QuerySet[Case]:
    """Return exactly the cases an actor may see: those of own organisations and those in which they take part (once
    they have joined), and for staff their divisions'.

    ``by_due`` is for pages of a list by due date: a whole province is then read in that order until the page is full,
    and not gathered first and sorted.
    """
    cases, place = Case.objects.all(), "division"
    if by_due and any(not reach_of(division).is_single for division in actor.divisions):
        place = "within"
        cases = cases.alias(within=Coalesce("division", Value("")))  # no index is used for what is reckoned
    visible = Q(pk__in=[])
    if actor.organisations:
        part = Participant.objects.filter(organisation_id__in=actor.organisations, joined=True)
        visible |= Q(organisation_id__in=actor.organisations) | Q(pk__in=part.values("case_id"))
    if actor.is_staff:
        visible |= division_scope(actor, place)
    return cases.filter(visible).select_related("definition", "organisation").defer(*HEAVY)


def ended(*, closed: bool) -> Q:
    """Return the condition for open or for closed cases in the form that an index is used for.

    A bare ``NOT closed`` is no comparison: SQLite then reads and sorts every case of a division.
    """
    return Q(closed__in=[closed])
