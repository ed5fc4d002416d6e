"""Finding cases by what somebody types: the beginning of a number, or a part of the applicant's name."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.seeing import ended
from zhiquan.office.access.models import Organisation

FEW = 1_000
"""What fits so few cases, or applicants, is rare: these are found by their own index."""


def named(text: str, *, closed: bool) -> Q:
    """Return the condition for open or closed cases that a text names.

    Where few cases fit, they are looked up first and the condition is their ids: read in the order of due dates until a
    page is full, all cases of a province would be gone through for them. Where many fit, the page is soon full. The
    condition says nothing about who may see what; it goes beside one that does.
    """
    applicants = Organisation.objects.filter(name__icontains=text)
    ids = list(applicants.values_list("pk", flat=True)[: FEW + 1])
    begins, running = _begins(text.upper()), Case.objects.filter(ended(closed=closed))
    if len(ids) <= FEW:
        theirs, so_numbered = few(running.filter(organisation__in=ids)), few(running.filter(begins))
        if theirs is not None and so_numbered is not None:
            return Q(pk__in=sorted({*theirs, *so_numbered}))
    return begins | Q(organisation__in=applicants.values("pk"))


def few(cases: QuerySet[Case]) -> list[int] | None:
    """Return the ids of cases that are few; ``None`` where they are many."""
    found = list(cases.order_by().values_list("pk", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def _begins(text: str) -> Q:
    """Return the condition for numbers that begin so, in the form that the database has an index for."""
    if connection.vendor == "sqlite":
        return Q(number__gte=text, number__lt=text + "\U0010ffff")
    return Q(number__startswith=text)
