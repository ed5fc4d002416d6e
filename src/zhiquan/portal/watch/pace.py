"""When a saved search is looked at next."""

from __future__ import annotations

from datetime import datetime, timedelta

from zhiquan.portal.watch.models import Pace
from zhiquan.settings.now import SHANGHAI

HOUR = 8
"""The hour of the day at which people are told who do not want to be told at once."""
_WEEK = 7


def next_look(pace: Pace, after: datetime) -> datetime:
    """Return the first moment after ``after`` at which a search of a pace is looked at; at once: that very moment."""
    if pace is Pace.AT_ONCE:
        return after
    local = after.astimezone(SHANGHAI)
    at = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if pace is Pace.WEEKLY:
        at += timedelta(days=-at.weekday() % _WEEK)
    step = timedelta(days=_WEEK if pace is Pace.WEEKLY else 1)
    return at if at > local else at + step
