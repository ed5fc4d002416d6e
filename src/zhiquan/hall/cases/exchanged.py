"""What a case exchanged with deciding offices: the packs that were handed over, the results that came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.matters.schema import find
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@dataclass(frozen=True, slots=True)
class Exchange:
    """A pack that went out or came in: which, when, with the digest of its contents and its files (id, name)."""

    label: Text
    office: str
    at: datetime
    contents: str
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Both directions, in their order; ``awaits`` when an answer is outstanding."""

    number: str
    title: Text
    sent: tuple[Exchange, ...]
    received: tuple[Exchange, ...]
    awaits: bool


def has_packs(case: Case) -> bool:
    """Tell whether the matter of a case hands anything over."""
    return bool(matter_of(case.definition).packs)


def exchanged(actor: Actor, number: str) -> Exchanged:
    """Return what a case exchanged, for the office; ``NotFound`` for others, and where nothing is ever handed over."""
    case = get_case_for(actor, number)
    if not has_packs(case) or not actor.is_staff or standing_of(actor, today()).who(case).takes_part:
        raise NotFound("cases.no-packs", _NO_PACKS)
    matter = matter_of(case.definition)
    sent, received = [], []
    for event in case.events.order_by("seq"):
        if pack := event.data.get("pack"):
            sent.append(_exchange(find(matter.packs, pack["key"]).label, pack, event.acted_at, [pack]))
        if back := event.data.get("received"):
            received.append(_exchange(_RESULT, back, event.acted_at, back["files"]))
    awaits = any(a.requires.pack and a.to and case.state in a.from_ for a in matter.actions)
    return Exchanged(case.number, matter.title, tuple(sent), tuple(received), awaits)


def _exchange(label: Text, pack: Mapping[str, Any], at: datetime, files: list[Mapping[str, Any]]) -> Exchange:
    contents = str(pack.get("contents") or pack.get("digest", ""))
    return Exchange(label, str(pack["key"]), at, contents, tuple((int(row["file"]), row["name"]) for row in files))


_RESULT = Text("办理结果", "Result")
_NO_PACKS = Text(
    "没有这个办件的移送材料，或者您无权查看。", "There are no packs of this case, or they are not for you."
)
