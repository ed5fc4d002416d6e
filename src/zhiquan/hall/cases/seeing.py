"""Which cases somebody sees, as conditions that an index can answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhiquan.hall.cases.models import Case, Participant
from zhiquan.office.access.selectors import Actor, division_scope, represented
from zhiquan.settings.now import today

HEAVY = ("definition__resolved", "definition__letters")
"""Columns that every case of a matter shares and that are read once per process; see ``shelf.matter_of``."""


def cases_for(actor: Actor) -> QuerySet[Case]:
    """Return exactly the cases an actor may see: those of the organisations they act for, as members or by a mandate
    as far as it reaches, and those in which these take part (once they have joined); for staff their divisions'.
    """
    visible = Q(pk__in=[])
    if actor.organisations:
        visible |= represented(actor, today(), matter="matter") | Q(pk__in=parts_of(actor).values("case_id"))
    if actor.is_staff:
        visible |= division_scope(actor)
    return Case.objects.filter(visible).select_related("definition", "organisation").defer(*HEAVY)


def parts_of(actor: Actor) -> QuerySet[Participant]:
    """Return the places of those an actor acts for in cases that others applied for."""
    ours = represented(actor, today(), matter="case__matter", case="case__number")
    return Participant.objects.filter(ours, joined=True)
