"""Who acts: a person who has signed in."""

from __future__ import annotations

from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def person(actor: Actor) -> int:
    """Return the number of the person who acts; a visitor is refused with ``access.signed-out``."""
    if actor.user_id is None:
        raise Refusal("access.signed-out", Text("请先登录，再办理。", "Sign in first."))
    return actor.user_id
