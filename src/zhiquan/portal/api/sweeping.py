"""What the tick does about the API: counts of past minutes and kept answers go; tokens and their journal stay."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from zhiquan.portal.api.models import KeptAnswer, Window
from zhiquan.settings.now import now


def sweep() -> int:
    """Remove what is over; returns how many rows went."""
    counts, _ = Window.objects.filter(starts__lt=now() - timedelta(minutes=10)).delete()
    over = now() - timedelta(hours=settings.API_ANSWER_HOURS)
    answers, _ = KeptAnswer.objects.filter(taken_at__lt=over).delete()
    return counts + answers
