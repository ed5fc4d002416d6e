"""Wrong secrets are counted, and after some no more are looked at for a while."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from zhiquan.hall.cases.models import WrongGuess
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

WINDOW = timedelta(minutes=15)
MOST = {"number": 5, "source": 20}
"""How many wrong secrets are looked at within the window: for one number, and from one address."""


def refuse_after_many(number: str, source: str = "") -> None:
    """Refuse with ``cases.too-many-guesses`` where too many wrong secrets came for a number, or from an address.

    A number that does not exist is counted like one that does: the answer says nothing about it.
    """
    since = now() - WINDOW
    held = {row.about: row for row in WrongGuess.objects.filter(about__in=_about(number, source), since__gt=since)}
    for about, kind in _about(number, source).items():
        if about in held and held[about].count >= MOST[kind]:
            raise Refusal("cases.too-many-guesses", _MANY.format(until=_until(held[about].since)))


def count_wrong(number: str, source: str = "") -> None:
    """Count a wrong secret; a window that is over begins anew."""
    at = now()
    for about in _about(number, source):
        with transaction.atomic():
            row, made = WrongGuess.objects.get_or_create(about=about, defaults={"since": at, "count": 1})
            if not made and row.since <= at - WINDOW:
                WrongGuess.objects.filter(pk=row.pk, since=row.since).update(since=at, count=1)
            elif not made:
                WrongGuess.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _about(number: str, source: str) -> dict[str, str]:
    """Return digest → kind: neither numbers nor addresses are kept."""
    given = {"number": number.strip().upper(), "source": source}
    return {hashlib.sha256(f"{kind}:{value}".encode()).hexdigest(): kind for kind, value in given.items() if value}


def _until(since: datetime) -> str:
    return f"{since + WINDOW:%H:%M}"


_MANY = Text(
    "查询码错误次数过多，请于 {until} 后再试；遗失查询码的，可登录后重新获取或到窗口办理。",
    "Too many wrong secrets; try again after {until}, or sign in or come to the window for a new secret.",
)
