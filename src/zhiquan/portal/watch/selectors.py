"""Reading one's own saved searches: nobody sees another person's."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from zhiquan.office.access.selectors import Actor
from zhiquan.portal.watch.models import Edition, SavedSearch, Told
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

PAGE = 50


def searches_for(actor: Actor) -> QuerySet[SavedSearch]:
    """Return the searches that a person saved, by name."""
    if actor.user_id is None:
        return SavedSearch.objects.none()
    return SavedSearch.objects.filter(user_id=actor.user_id).order_by("name")


def get_search_for(actor: Actor, search_id: int) -> SavedSearch:
    """Return one's saved search; ``NotFound`` ``watch.not-found`` for anybody else's."""
    found = searches_for(actor).filter(pk=search_id).first()
    if found is None:
        raise NotFound("watch.not-found", _NOT_FOUND)
    return found


def last_editions(searches: list[SavedSearch]) -> dict[int, Edition]:
    """Return the latest edition of each search that has one."""
    latest = Edition.objects.filter(search__in=searches).values("search").annotate(last=Max("pk")).values("last")
    return {row.search_id: row for row in Edition.objects.filter(pk__in=latest)}


def latest_of(search: SavedSearch) -> list[Told]:
    """Return the records told last, for the feed."""
    return told_of(search)[0]


def told_of(search: SavedSearch, before: int = 0) -> tuple[list[Told], int]:
    """Return a page of what was told below row ``before``, the latest first; and where it goes on (0: no more).

    Within an edition the newest day comes first: its rows were written from the oldest on.
    """
    rows = Told.objects.filter(search=search).select_related("edition")
    if before:
        rows = rows.filter(pk__lt=before)
    shown = list(rows.order_by("-pk")[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else 0


_NOT_FOUND = Text("没有这个保存的检索。", "There is no such saved search.")
