"""The pages of the law book; what is looked for is in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.lawbook.ahead import ONE_DAY, Turn, turns
from zhiquan.portal.web.lawbook.families import families
from zhiquan.portal.web.lawbook.reading import (
    entries,
    limit_query,
    prolonged_by,
    standing,
    table,
    uses,
    verified_in,
    versions_of,
)
from zhiquan.portal.web.page import page
from zhiquan.rules.law import Book, Change, Provision, value_text
from zhiquan.rules.law.families import family_name, family_of
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

YEAR = 366
"""So many days back the changes already made are offered."""
EXAMPLES = (
    Text("商标法", "Trademark Law"),
    Text("中止", "suspension"),
    Text("罚款", "fine"),
    Text("第四十二条", "art. 42"),
)
"""Words to look for."""


def book() -> Book:
    """Return the book of this installation."""
    return law_book(settings.DATA.region)


def law(request: HttpRequest) -> HttpResponse:
    """Show the families, or the provisions that contain ``q``, of one ``family``."""
    wanted, family = request.GET.get("q", "").strip(), request.GET.get("family", "")
    shown: dict[str, Any] = {
        "q": wanted,
        "family": family,
        "families": families(book()),
        "examples": EXAMPLES,
        "turns": turns(book(), today()),
    }
    if wanted or family:
        found = [p for p in find_provisions(wanted) if not family or family_of(p.key) == family]
        listed = entries(found, today())
        shown |= {"entries": [(entry, value_text(entry.shown)) for entry in listed], "name": family_name(family)}
    else:
        shown["total"] = len(book())
        shown["verified"] = sum(one.verified for one in shown["families"])
    return page(request, "lawbook/law.html", shown)


def find_provisions(wanted: str) -> list[Provision]:
    """Return the provisions that contain every word."""
    words = wanted.split() or [""]
    found = [book().find(word) for word in words]
    everywhere = set.intersection(*({id(one) for one in some} for some in found))
    return [one for one in found[0] if id(one) in everywhere]


def provision(request: HttpRequest, key: str) -> HttpResponse:
    """Show one provision: all its versions, what it is used for, what prolongs it."""
    versions = versions_of(book(), key)
    shown = {
        "key": key,
        "family": family_of(key),
        "name": family_name(family_of(key)),
        "now": next((p for p in versions if p.holds_on(today())), versions[0]),
        "versions": [
            (p, standing(p, today()), value_text(p), table(p), limit_query(p), verified_in(p)) for p in versions
        ],
        "uses": uses(key, today()),
        "prolonged_by": prolonged_by(book(), key),
    }
    return page(request, "lawbook/provision.html", shown)


def changes(request: HttpRequest) -> HttpResponse:
    """Set what ends and what begins from one day to another against each other; by default the next change."""
    ahead = turns(book(), today())
    first, last = _day(request, "from"), _day(request, "to")
    if first is None or last is None:
        turn = ahead[0] if ahead else Turn(today(), 0)
        first = turn.before if first is None else first
        last = max(turn.on, first) if last is None else last
    if last < first:
        first, last = last, first
        messages.warning(request, said(_EXCHANGED))
    found = book().changes(first, last)
    shown = {
        "from": first,
        "to": last,
        "total": len(found),
        "rows": [_sides(change) for change in found if not _same(change)],
        "same": [_sides(change) for change in found if _same(change)],
        "kinds": _kinds(found),
        "ahead": ahead,
        "made": turns(book(), today() - YEAR * ONE_DAY, today())[::-1],
    }
    return page(request, "lawbook/changes.html", shown)


def _sides(change: Change) -> tuple[Change, Text | None, Text | None]:
    return change, _worth(change.before), _worth(change.after)


def _worth(side: Provision | None) -> Text | None:
    return None if side is None else value_text(side)


def _same(change: Change) -> bool:
    """Say whether the value stays and only its source or its sureness changes."""
    return change.before is not None and change.after is not None and _worth(change.before) == _worth(change.after)


def _kinds(found: tuple[Change, ...]) -> dict[str, int]:
    """Count what is new, what ends and what changes; what stays under another article is none of them."""
    new = sum(change.before is None for change in found)
    ended = sum(change.after is None for change in found)
    same = sum(map(_same, found))
    return {"changed": len(found) - new - ended - same, "new": new, "ended": ended}


def _day(request: HttpRequest, name: str) -> date | None:
    """Return a day of the address; one that cannot be read is told and left out."""
    wanted = request.GET.get(name, "")
    try:
        return date.fromisoformat(wanted) if wanted else None
    except ValueError:
        messages.warning(request, said(_NO_DAY.format(day=wanted[:20])))
        return None


_NO_DAY = Text(
    "日期“{day}”读不懂，已按下一次变化显示。", "The date “{day}” could not be read; the next change is shown."
)
_EXCHANGED = Text("起止日期颠倒了，已对调。", "The dates ran backwards and were exchanged.")
