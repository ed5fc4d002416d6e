"""Which cases somebody sees, as conditions that an index can answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhiquan.hall.cases.models import Case, Participant
from zhiquan.office.access.selectors import Actor, division_scope

HEAVY = ("definition__resolved", "definition__letters")
"""Columns that every case of a matter shares and that are read once per process; see ``shelf.matter_of``."""


def cases_for(actor: Actor) -> QuerySet[Case]:
    """Return exactly the cases an actor may see: those of own organisations and those in which they take part (once
    they have joined), and for staff their divisions'.
    """
    visible = Q(pk__in=[])
    if actor.organisations:
        part = Participant.objects.filter(organisation_id__in=actor.organisations, joined=True)
        visible |= Q(organisation_id__in=actor.organisations) | Q(pk__in=part.values("case_id"))
    if actor.is_staff:
        visible |= division_scope(actor)
    return Case.objects.filter(visible).select_related("definition", "organisation").defer(*HEAVY)
