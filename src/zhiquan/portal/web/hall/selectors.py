"""What the pages of the hall read beyond the hall's own views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from zhiquan.definitions.situations import situations
from zhiquan.hall.cases.selectors import drafts_for, get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import MatterView
from zhiquan.hall.matters.diagram import Flow, flow_of
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

CHAINS = {
    "create": Text("创造", "Create"),
    "utilise": Text("运用", "Utilise"),
    "protect": Text("保护", "Protect"),
    "manage": Text("管理", "Manage"),
    "serve": Text("服务", "Serve"),
}
AUTHORITIES = {
    "own": Text("本局决定", "Decided by this office"),
    "entrusted": Text("受委托办理", "Entrusted to this office"),
    "forward": Text("受理、核对、移送", "Accepted, checked and forwarded"),
    "advise": Text("提出意见", "Advice only"),
}


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list."""

    id: int
    title: Text
    organisation: str
    changed_at: datetime


def by_situation(known: tuple[MatterView, ...]) -> tuple[tuple[Text, tuple[MatterView, ...]], ...]:
    """Return the matters by what people come for; a situation without a matter in force is left out."""
    by_code = {matter.code: matter for matter in known}
    groups = (
        (one.label, tuple(by_code[code] for code in one.matters if code in by_code))
        for one in situations(settings.DATA.region)
    )
    return tuple((label, found) for label, found in groups if found)


def by_chain(known: tuple[MatterView, ...]) -> tuple[tuple[Text, tuple[MatterView, ...]], ...]:
    """Return the matters in force by the links of the chain; links without a matter are left out."""
    groups = ((label, tuple(m for m in known if m.chain == chain)) for chain, label in CHAINS.items())
    return tuple((label, found) for label, found in groups if found)


def drafts(actor: Actor) -> tuple[DraftRow, ...]:
    """Return the newest drafts of the actor's organisations."""
    rows = drafts_for(actor)[:20]
    return tuple(
        DraftRow(row.pk, matter_of(row.definition).title, row.organisation.name, row.changed_at) for row in rows
    )


def flow_of_matter(code: str) -> Flow:
    """Return the flow picture of a matter in force today."""
    return flow_of(matter_of(active(code, today())), get_language() or "zh-hans", internal=False)


def flow_of_case(actor: Actor, number: str) -> Flow:
    """Return the flow picture of the very version that a case is pinned to, in the office's words."""
    matter = matter_of(get_case_for(actor, number).definition)
    return flow_of(matter, get_language() or "zh-hans", internal=True)
