"""Whose portfolio somebody may see or change, and what is in one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, acts_for
from zhiquan.office.portfolio.models import PortfolioRight
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


def portfolio_of(organisation_id: int) -> tuple[str, ...]:
    """Return the canonical numbers of an organisation's rights, in their order; asks nobody who is looking."""
    return tuple(_rows(organisation_id).values_list("right", flat=True))


def may_see(actor: Actor, organisation: Organisation, on: date) -> bool:
    """Whether somebody may see a portfolio: its organisation, whoever acts for it in everything, the office there."""
    return may_change(actor, organisation, on) or (actor.is_staff and actor.covers(organisation.division))


def may_change(actor: Actor, organisation: Organisation, on: date) -> bool:
    """Whether somebody may change a portfolio: members, and an agency that acts for the organisation in everything."""
    return acts_for(actor, organisation.pk, on=on) is not None


def get_owner(organisation_id: int | None) -> Organisation:
    """Return an organisation with an account here, as only such a one has a portfolio; ``NotFound`` otherwise."""
    held = Organisation.objects.filter(pk=organisation_id).first()
    if held is None:
        raise NotFound("portfolio.not-yours", _NOT_YOURS)
    return held


def get_portfolio_for(
    actor: Actor, organisation: Organisation, on: date, action: str = "view"
) -> QuerySet[PortfolioRight]:
    """Return the rows of a portfolio, to ``view`` or to ``change``; ``NotFound`` ``portfolio.not-yours`` for others."""
    allowed = may_change if action == "change" else may_see
    if not allowed(actor, organisation, on):
        raise NotFound("portfolio.not-yours", _NOT_YOURS)
    return _rows(organisation.pk)


def _rows(organisation_id: int) -> QuerySet[PortfolioRight]:
    return PortfolioRight.objects.filter(organisation_id=organisation_id).order_by("right")


_NOT_YOURS = Text("没有这份权利清单，或者您无权办理。", "There is no such list of rights, or it is not for you.")
