"""Telling people something that is about no case: in the same inbox, by the same mail, as each of them chose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.models import Happening
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


@dataclass(frozen=True, slots=True)
class Tidings:
    """What some people are told once for each ``key``: one sentence and the path of the page that it leads to."""

    key: str
    text: Text
    users: tuple[int, ...]
    link: str
    kind: Kind = Kind.SEARCH


def tell(tidings: Tidings) -> None:
    """Keep what is to be told, inside the caller's transaction; the tick spreads it."""
    Happening.objects.create(
        key=hashlib.sha256(tidings.key.encode()).hexdigest(),
        kind=tidings.kind.value,
        link=tidings.link,
        audience={"users": list(tidings.users)},
        text={"zh": tidings.text.zh, "en": tidings.text.en},
        at=now(),
    )
