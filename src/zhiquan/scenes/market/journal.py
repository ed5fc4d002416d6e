"""The market's journal: every act about a number, with who did it for whom, in the transaction of the act."""

from __future__ import annotations

from typing import Any

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, Authority, acts_for
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.market.models import Act
from zhiquan.settings.now import now, today

MATTER = "market"
"""Under this code a principal may delegate its trading to an agency."""


def authority(actor: Actor, organisation_id: int) -> Authority:
    """Return as whom a person trades for an organisation today; ``NotFound`` ``market.not-yours`` for others."""
    found = acts_for(actor, organisation_id, MATTER, on=today())
    if found is None:
        raise NotFound("market.not-yours", _NOT_YOURS)
    return found


def write(about: str, what: str, actor: Actor | None, organisation: Organisation | None, **data: Any) -> None:
    """Note an act; without an actor it is the program's own."""
    agent = None
    if actor is not None and organisation is not None:
        found = acts_for(actor, organisation.pk, MATTER, on=today())
        agent = found.agent if found else None
    Act.objects.create(
        about=about,
        what=what,
        organisation=organisation,
        agent_id=agent,
        by_id=actor.user_id if actor else None,
        at=now(),
        data=data,
    )


_NOT_YOURS = Text("请以您所代表的单位办理。", "Act for an organisation that is yours or delegated to you.")
