"""What an organisation says of its own rights by a program: whose they are, what was paid, renewed, decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.operations.portfolio import decided, room
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import portfolio as shapes
from zhiquan.portal.api.shapes.base import Id
from zhiquan.rules.text import Text
from zhiquan.scenes.management import services
from zhiquan.scenes.management.models import OwnRight

__all__ = ["room"]  # the room of own rights, with what is said of them in it
WRITE = Scope.RIGHTS_WRITE


@room.change(
    "POST", "/portfolios/{organisation_id}/rights", Text("确认权利", "Say whose a right is"), shapes.SaidOwn,
    scope=WRITE,
)  # fmt: skip
def say_own(request: HttpRequest, organisation_id: Id, given: shapes.GivenOwn) -> dict[str, Any]:
    """Say that a right is the organisation's or that it is not; the later word counts."""
    return _own(services.say_own(actor_of(request), organisation_id, given.right, held=given.held))


@room.change(
    "POST", "/portfolios/{organisation_id}/rights/many", Text("批量确认", "Many at once"), shapes.SaidMany, scope=WRITE
)
def say_all_own(request: HttpRequest, organisation_id: Id, given: shapes.GivenMany) -> dict[str, Any]:
    """Say of many rights that they are the organisation's: all or, with one wrong number, none."""
    return {"added": services.say_all_own(actor_of(request), organisation_id, given.rights)}


@room.change(
    "POST", "/portfolios/{organisation_id}/marks", Text("确认商标", "Say whose a mark is"), shapes.SaidOwn, scope=WRITE
)
def say_mark(request: HttpRequest, organisation_id: Id, given: shapes.GivenOwnMark) -> dict[str, Any]:
    """Say that a mark is the organisation's or that it is not."""
    return _own(services.say_mark(actor_of(request), organisation_id, given.mark, held=given.held))


@room.change(
    "POST", "/portfolios/{organisation_id}/payments", Text("登记缴费", "Note a payment"), shapes.SaidPaid, scope=WRITE
)
def say_paid(request: HttpRequest, organisation_id: Id, given: shapes.GivenPaid) -> dict[str, Any]:
    """Note that the annuity of a patent year was paid, and when."""
    said = services.say_paid(actor_of(request), organisation_id, given.right, given.year, given.paid_on)
    return {"right": said.right, "year": said.year, "paid_on": said.paid_on, "at": said.said_at}


@room.change(
    "POST", "/portfolios/{organisation_id}/renewals", Text("登记续展", "Note a renewal"), shapes.SaidRenewed,
    scope=WRITE,
)  # fmt: skip
def say_renewed(request: HttpRequest, organisation_id: Id, given: shapes.GivenMark) -> dict[str, Any]:
    """Note that a mark was renewed; only while it can be."""
    said = services.say_renewed(actor_of(request), organisation_id, given.mark)
    return {"mark": said.right, "ended_on": said.ended_on, "at": said.said_at}


@room.change(
    "POST", "/portfolios/{organisation_id}/decisions", Text("决定维持或放弃", "Keep or drop a right"),
    shapes.SaidDecided, scope=WRITE,
)  # fmt: skip
def decide(request: HttpRequest, organisation_id: Id, given: shapes.GivenDecision) -> dict[str, Any]:
    """Decide what becomes of a right; the plan follows, and nobody is reminded of what is dropped."""
    said = services.decide(actor_of(request), organisation_id, given.right, given.choice, given.reason)
    return {"right": said.right, **decided(said)}


@room.change(
    "POST", "/portfolios/{organisation_id}/fee-record", Text("登记费减备案", "Note the record for reductions"),
    shapes.SaidRecord, scope=WRITE,
)  # fmt: skip
def say_qualified(request: HttpRequest, organisation_id: Id, given: shapes.GivenRecord) -> dict[str, Any]:
    """Say whether the record for reductions of this year is in order, alone or with every co-owner."""
    said = services.say_qualified(
        actor_of(request), organisation_id, qualified=given.record != "no", joint=given.record == "joint"
    )
    return {"year": said.year, "record": given.record}


def _own(said: OwnRight) -> dict[str, Any]:
    return {"right": said.right, "held": said.held, "at": said.said_at}
