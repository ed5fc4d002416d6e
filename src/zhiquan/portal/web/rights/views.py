"""A right's file 一件一档 as it stands on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiquan.definitions.divisions import divisions
from zhiquan.definitions.shelf import law_book
from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import PanelView, right_panels
from zhiquan.portal.dossier.file import right_file
from zhiquan.portal.dossier.organisation import codes_of
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.records.corpus.merged import merged_one, told_of
from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.marks.building import as_mark
from zhiquan.records.marks.register import open_register
from zhiquan.records.search import Searched
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

ALIKE, CITED = 5, 100
"""Similar rights, and citations, that a page shows."""


def right(request: HttpRequest, number: str) -> HttpResponse:
    """Show a right: what the sources say, what the law makes of it on ``on``, what each room holds about it.

    Any usual form of an application or publication number leads to the right itself.
    """
    key = key_as_typed(number)
    record = None if isinstance(key, Broken) else index().right(key)
    if record is None and (found := _by_number(number)):
        return redirect("rights", number=found.key)
    if isinstance(key, Broken):
        raise NotFound("rights.number", key.text)
    if record is None:
        raise NotFound("rights.not-held", _NOT_HELD.format(number=key))
    if key != number:
        return redirect("rights", number=key)
    match record:
        case PatentRecord():
            return _patent(request, record)
        case MarkRecord():
            return page(request, "rights/mark.html", _mark(record))
        case _:
            return page(request, "rights/indication.html", _told("indications", record))


def _by_number(number: str) -> Searched | None:
    try:
        return index().find(number)
    except Refusal:
        return None  # what is no number at all is said by whoever read it as one


def _patent(request: HttpRequest, record: PatentRecord) -> HttpResponse:
    on, about = _day(request), _told("patents", record)
    shown = {
        "file": right_file(record, on, law_book(settings.DATA.region), about["events"]),
        "on": on,
        "places": divisions(settings.DATA.region),
        "panels": _panels(record.key, actor_of(request), on),
        "alike": index().similar(record.key, ALIKE),
        "codes": codes_of(record.applicants),
    }
    return page(request, "rights/right.html", about | shown)


def _mark(record: MarkRecord) -> dict[str, Any]:
    """Return a mark with what is told of it and the marks most like it, once they can be compared."""
    about = _told("marks", record)
    try:
        register = open_register(settings.DATA.index)
        matches = register.similar(as_mark(record), limit=ALIKE + 1) if record.text else ()
        about["leads"] = [match for match in matches if match.mark.key != record.key][:ALIKE]
    except NotFound as none:
        about["no_register"] = none.text
    except Refusal as refusal:  # a mark of signs alone has no words to compare
        about["no_register"] = refusal.text
    return about


def _told(table: str, record: Searched) -> dict[str, Any]:
    """Return what the lake tells beside the indexed record: sources of each field, events, citations."""
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


def _panels(number: str, viewer: Actor, on: date) -> tuple[PanelView, ...]:
    """Return what each room shows this viewer, in the order of registration."""
    shown = (panel(number, viewer, on) for _, panel in right_panels)
    return tuple(panel for panel in shown if panel is not None)


def _day(request: HttpRequest) -> date:
    """Return the day looked at; an unreadable one is told and today is shown."""
    wanted = request.GET.get("on", "")
    if not wanted:
        return today()
    try:
        return date.fromisoformat(wanted)
    except ValueError:
        messages.warning(request, said(_NO_DAY))
        return today()


_NOT_HELD = Text(
    "库中没有 {number}。号码无误的话，可能尚未导入；请核对号码或改用检索。",
    "{number} is not held here. If the number is right, it has not been imported; check it or search.",
)
_NO_DAY = Text("日期读不懂，已按今天显示。", "The date could not be read; today is shown.")
