"""A right's file 一件一档 as it stands on a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiquan.definitions.divisions import divisions
from zhiquan.definitions.shelf import law_book
from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import PanelView, right_panels
from zhiquan.portal.dossier.file import right_file
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


def right(request: HttpRequest, number: str) -> HttpResponse:
    """Show a right: what the sources say, what the law makes of it on ``on``, what each room holds about it."""
    key = key_as_typed(number)
    if isinstance(key, Broken):
        raise NotFound("rights.number", key.text)
    if key != number:
        return redirect("rights", number=key)
    record = index().get(key)
    if record is None:
        raise NotFound("rights.not-held", _NOT_HELD.format(number=key))
    on = _day(request)
    shown = {
        "file": right_file(record, on, law_book(settings.DATA.region)),
        "on": on,
        "places": divisions(settings.DATA.region),
        "panels": _panels(key, actor_of(request), on),
    }
    return page(request, "rights/right.html", shown)


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
