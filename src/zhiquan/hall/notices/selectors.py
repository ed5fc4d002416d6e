"""Reading one's own inbox and choices."""

from __future__ import annotations

from django.db.models import QuerySet

from zhiquan.hall.notices.kinds import MAILED
from zhiquan.hall.notices.models import Notice, Preference
from zhiquan.office.access.selectors import Actor

PAGE = 50


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of a person, the newest first; nobody sees another person's."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(user_id=actor.user_id).select_related("happening").order_by("-pk")


def inbox(actor: Actor, *, unread: bool, case: str = "", before: int = 0) -> tuple[list[Notice], int]:
    """Return a page of the inbox, older than row ``before``, and the row from which the next page goes on (0: none)."""
    rows = notices_for(actor)
    if unread:
        rows = rows.filter(read_at__isnull=True)
    if case:
        rows = rows.filter(happening__case_number=case)
    if before:
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else 0


def unread_count(user_id: int) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(user_id=user_id, read_at__isnull=True).count()


def preference_of(user_id: int) -> Preference:
    """Return a person's choices, or those of somebody who has chosen nothing."""
    held = Preference.objects.filter(user_id=user_id).first()
    return held or Preference(user_id=user_id, mailed=sorted(MAILED))
