"""Taking rights into an organisation's portfolio, and out of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.office.portfolio.models import PortfolioRight
from zhiquan.office.portfolio.selectors import get_portfolio_for
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

MOST = 50_000
"""Rights of one organisation: more than any university holds."""
_WRITTEN = 500


def add(actor: Actor, organisation: Organisation, rights: Collection[str], on: date) -> int:
    """Take rights in, by canonical numbers; returns how many were not there yet. ``Refusal`` ``portfolio.too-many``."""
    held = get_portfolio_for(actor, organisation, on, "change")
    user, before = person(actor), held.count()
    new = sorted(set(rights))
    if before + len(new) > MOST:
        raise Refusal("portfolio.too-many", _TOO_MANY.format(most=MOST))
    at = now()
    rows = (PortfolioRight(organisation=organisation, right=one, added_by_id=user, added_at=at) for one in new)
    PortfolioRight.objects.bulk_create(rows, batch_size=_WRITTEN, ignore_conflicts=True)
    return held.count() - before


def take_out(actor: Actor, organisation: Organisation, rights: Collection[str], on: date) -> int:
    """Take rights out; returns how many were there."""
    held = get_portfolio_for(actor, organisation, on, "change")
    return held.filter(right__in=list(rights)).order_by().delete()[0]


_TOO_MANY = Text("一个单位最多列入 {most} 件权利。", "An organisation lists at most {most} rights.")
