"""The tick's part: each happening becomes notices, mail and webhooks of those concerned, in one transaction, once."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from zhiquan.hall.notices.kinds import MAILED
from zhiquan.hall.notices.models import Happening, Notice, Preference
from zhiquan.hall.notices.people import concerned
from zhiquan.office.access.models import User
from zhiquan.office.exchange.webhooks.services import Announced, announce
from zhiquan.office.outbox.services import Posted, post
from zhiquan.settings.now import now

log = logging.getLogger(__name__)
BATCH = 500
KEPT = timedelta(days=730)


def spread() -> int:
    """Spread what happened since the last time, in its order; returns how many happenings were spread."""
    count = 0
    for pk in list(
        Happening.objects.filter(spread_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            count += _spread(pk)
    return count


def sweep() -> int:
    """Remove what was told long ago, and the notices with it; what happened stands in the case itself."""
    old = Happening.objects.filter(at__lt=now() - KEPT, spread_at__isnull=False).order_by("pk")
    return Happening.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:BATCH])).delete()[0]


def _spread(pk: int) -> bool:
    """Claim one and spread it; whoever comes second finds it claimed."""
    at = now()
    if not Happening.objects.filter(pk=pk, spread_at__isnull=True).update(spread_at=at):
        return False
    happening = Happening.objects.get(pk=pk)
    people = concerned(happening, at.date())
    Notice.objects.bulk_create(
        (Notice(user_id=user, happening=happening, desk=desk) for user, desk in people.items()), ignore_conflicts=True
    )
    post(_mails(happening, people))
    if happening.case_number:
        _announce(happening)
    return True


def _announce(happening: Happening) -> None:
    """Tell the programs that asked for what happens in cases."""
    announce(
        Announced(
            key=happening.key,
            type=f"case.{happening.kind}",
            at=happening.at,
            division=happening.division,
            organisations=frozenset(happening.audience.get("organisations", ())),
            data={
                "number": happening.case_number,
                "matter": happening.matter,
                "link": f"{settings.PUBLIC_URL}/cases/{happening.case_number}/",
                **happening.data,
            },
        )
    )


def _mails(happening: Happening, people: dict[int, bool]) -> list[Posted]:
    """Return a mail for each who wants one of this kind and has an address."""
    if not settings.MAIL_FROM:
        return []
    reachable = User.objects.filter(pk__in=people).exclude(email="").order_by("pk").values_list("pk", flat=True)
    chosen = dict(Preference.objects.filter(user_id__in=people).values_list("user_id", "mailed"))
    return [
        Posted("mail", f"mail-{happening.key}-{user}", f"user:{user}",
               {"user": user, "happening": happening.pk, "desk": people[user]})
        for user in reachable
        if happening.kind in chosen.get(user, MAILED)
    ]  # fmt: skip
