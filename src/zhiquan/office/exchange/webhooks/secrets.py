"""The secrets of subscriptions: encrypted in the database, shown once, replaced with a time in which both sign."""

from __future__ import annotations

from datetime import datetime, timedelta

from zhiquan.office.box import box
from zhiquan.office.exchange.models import Subscription

OVERLAP = timedelta(hours=24)
"""How long the old secret still signs beside the new one."""
_PURPOSE = "webhook secret"


def sealed(secret: str) -> str:
    """Encrypt a secret for the database."""
    return box(_PURPOSE).encrypt(secret.encode()).decode()


def secrets_of(subscription: Subscription, at: datetime) -> list[str]:
    """Return the secrets that sign at a moment, the newest first."""
    held = [subscription.secret]
    if subscription.old_secret and subscription.old_until and at < subscription.old_until:
        held.append(subscription.old_secret)
    return [box(_PURPOSE).decrypt(one.encode()).decode() for one in held]
