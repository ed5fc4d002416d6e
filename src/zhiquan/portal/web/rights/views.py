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
from zhiquan.portal.dossier.file import right_file
from zhiquan.portal.dossier.organisation import codes_of
from zhiquan.portal.dossier.reading import find_right, panels_for, told_of_right
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.marks.building import as_mark
from zhiquan.records.marks.register import open_register
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

ALIKE = 5
"""Similar rights that a page shows."""


def right(request: HttpRequest, number: str) -> HttpResponse:
    """Show a right: what the sources say, what the law makes of it on ``on``, what each room holds about it.

    Any usual form of an application or publication number leads to the right itself.
    """
    record = find_right(number)
    if record.key != number:
        return redirect("rights", number=record.key)
    match record:
        case PatentRecord():
            return _patent(request, record)
        case MarkRecord():
            return page(request, "rights/mark.html", _mark(record))
        case _:
            return page(request, "rights/indication.html", told_of_right(record))


def _patent(request: HttpRequest, record: PatentRecord) -> HttpResponse:
    on, about = _day(request), told_of_right(record)
    shown = {
        "file": right_file(record, on, law_book(settings.DATA.region), about["events"]),
        "on": on,
        "places": divisions(settings.DATA.region),
        "panels": panels_for(record.key, actor_of(request), on),
        "alike": index().similar(record.key, ALIKE),
        "codes": codes_of(record.applicants),
    }
    return page(request, "rights/right.html", about | shown)


def _mark(record: MarkRecord) -> dict[str, Any]:
    """Return a mark with what is told of it and the marks most like it, once they can be compared."""
    about = told_of_right(record)
    try:
        register = open_register(settings.DATA.index)
        matches = register.similar(as_mark(record), limit=ALIKE + 1) if record.text else ()
        about["leads"] = [match for match in matches if match.mark.key != record.key][:ALIKE]
    except NotFound as none:
        about["no_register"] = none.text
    except Refusal as refusal:  # a mark of signs alone has no words to compare
        about["no_register"] = refusal.text
    return about


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


_NO_DAY = Text("日期读不懂，已按今天显示。", "The date could not be read; today is shown.")
