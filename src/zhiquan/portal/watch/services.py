"""Saving a search, changing it, taking it away, giving it a feed with a secret address and taking that back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.portal.watch.asking import node_for
from zhiquan.portal.watch.models import Pace, SavedSearch
from zhiquan.portal.watch.pace import next_look
from zhiquan.portal.watch.selectors import get_search_for
from zhiquan.records.search import open_index
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

MOST = 50
"""Searches that one person may keep."""
LONGEST_NAME = 60


def save(actor: Actor, name: str, asked: Mapping[str, Any], pace: str) -> SavedSearch:
    """Keep a search under a name; its owner is told of what is new to it from now on.

    ``asked`` as ``SavedSearch.asked``. ``Refusal`` ``search.*`` for a question that cannot be read, ``watch.*`` for a
    name that is none or taken, a pace that does not exist, too many searches.
    """
    user, told = person(actor), dict(asked)
    node_for(told)
    fitting, chosen = _name(name), _pace(pace)
    if SavedSearch.objects.filter(user_id=user).count() >= MOST:
        raise Refusal("watch.too-many", _TOO_MANY.format(most=MOST))
    at = now()
    version = open_index(settings.DATA.index).version
    given = {"name": fitting, "asked": told, "pace": chosen, "seen": version}
    with _one_name(fitting):
        return SavedSearch.objects.create(user_id=user, **given, made_at=at, next_at=next_look(chosen, at))


def change(actor: Actor, search_id: int, name: str, query: str, pace: str) -> None:
    """Rename a search, mend its query, change how often; what is new since the last time is told for the new query."""
    search = get_search_for(actor, search_id)
    asked = {**search.asked, "q": query.strip()}
    node_for(asked)
    chosen = _pace(pace)
    given = {"name": _name(name), "pace": chosen, "asked": asked, "trouble": None}
    mine = SavedSearch.objects.filter(pk=search.pk)
    with _one_name(given["name"]):
        mine.update(**given, next_at=next_look(chosen, now()), revision=F("revision") + 1)


def remove(actor: Actor, search_id: int) -> None:
    """Take a search away, with its feed and all that was told."""
    get_search_for(actor, search_id).delete()


def open_feed(actor: Actor, search_id: int) -> None:
    """Give a search a feed under a new secret address; an address there was before opens nothing any more."""
    search = get_search_for(actor, search_id)
    mine = SavedSearch.objects.filter(pk=search.pk)
    mine.update(issued=F("issued") + 1, serial=F("issued") + 1, revision=F("revision") + 1)


def close_feed(actor: Actor, search_id: int) -> None:
    """Take the feed's address back."""
    search = get_search_for(actor, search_id)
    SavedSearch.objects.filter(pk=search.pk).update(serial=0, revision=F("revision") + 1)


@contextmanager
def _one_name(name: object) -> Iterator[None]:
    """Refuse a name that the person has given to another search."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refusal("watch.name-taken", _TAKEN.format(name=name)) from None


def _name(name: str) -> str:
    fitting = " ".join(name.split())[:LONGEST_NAME]
    if not fitting:
        raise Refusal("watch.name", _NAME)
    return fitting


def _pace(pace: str) -> Pace:
    if pace not in Pace.values:
        raise Refusal("watch.pace", _PACE)
    return Pace(pace)


_NAME = Text("请给这个检索起个名称。", "Give the search a name.")
_TAKEN = Text(
    "您已有名为“{name}”的检索，请换一个名称。", "You have a search named “{name}” already; choose another name."
)
_PACE = Text("请选择多久告诉您一次。", "Choose how often to be told.")
_TOO_MANY = Text(
    "每人最多保存 {most} 个检索，请先删除不用的。", "At most {most} searches are kept for a person; remove some first."
)
