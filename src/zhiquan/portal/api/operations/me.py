"""Who the caller is, with which scopes, until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from zhiquan.portal.api.caller import caller_of, require_token
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.shapes.base import Shape
from zhiquan.rules.text import Text

room = Room(Text("令牌", "Token"))


class Me(Shape):
    """The bearer: name, roles, the one organisation that the token is bound to (if any), scopes, last moment."""

    name: str
    roles: list[str]
    organisation: str | None
    scopes: list[str]
    until: datetime


@room.read("/me", Text("我是谁", "Who am I"), Me)
def me(request: HttpRequest) -> dict[str, Any]:
    """Tell whose token this is and what it opens; any token in force will do."""
    caller = caller_of(request)
    token = require_token(caller)
    return {
        "name": caller.actor.name,
        "roles": sorted(caller.actor.roles),
        "organisation": token.organisation.name if token.organisation else None,
        "scopes": token.scopes,
        "until": token.until,
    }
