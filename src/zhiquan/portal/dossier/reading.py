"""Finding a right by any form of its number, and what lake and rooms tell of it: for its page and for the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import PanelView, right_panels
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.records.corpus.merged import merged_one, told_of
from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import Searched
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

CITED = 100
"""Citations that are shown."""


def find_right(number: str) -> Searched:
    """Return the right that an application or publication number in any usual form leads to, or ``NotFound``."""
    key = key_as_typed(number)
    record = None if isinstance(key, Broken) else index().right(key)
    found = record or _by_number(number)
    if found is not None:
        return found
    raise (
        NotFound("rights.number", key.text)
        if isinstance(key, Broken)
        else NotFound("rights.not-held", _NOT_HELD.format(number=key))
    )


def told_of_right(record: Searched) -> dict[str, Any]:
    """Return what the lake tells beside the indexed record: sources of each field, events, citations."""
    table = _table_of(record)
    lake = Lake(settings.DATA.lake).still()
    whole = merged_one(lake, table, record.key)
    events = told_of(lake, "events", whole) if whole else []
    citations = told_of(lake, "citations", whole) if whole and table == "patents" else []
    return {
        "record": record,
        "whole": whole,
        "sources": sorted({*whole.reasons.values()}) if whole else [record.source],
        "events": sorted(events, key=lambda event: (event.on, event.code)),
        "citations": citations[:CITED],
        "cited": len(citations),
    }


def panels_for(number: str, viewer: Actor, on: date) -> tuple[PanelView, ...]:
    """Return what each room shows this viewer, in the order of registration."""
    shown = (panel(number, viewer, on) for _, panel in right_panels)
    return tuple(panel for panel in shown if panel is not None)


def _by_number(number: str) -> Searched | None:
    try:
        return index().find(number)
    except Refusal:
        return None  # what is no number at all is said by whoever read it as one


def _table_of(record: Searched) -> str:
    match record:
        case PatentRecord():
            return "patents"
        case MarkRecord():
            return "marks"
        case _:
            return "indications"


_NOT_HELD = Text(
    "库中没有 {number}。号码无误的话，可能尚未导入；请核对号码或改用检索。",
    "{number} is not held here. If the number is right, it has not been imported; check it or search.",
)
