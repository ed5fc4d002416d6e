"""The tick's part: ask the saved searches that are due, and tell each owner what is new, every record once.

What is new is reckoned between two versions of the lake (``records.search.arrivals``), up to the version of the index,
so that whatever is told of can be found. Nothing is written until one short transaction writes all of it: the edition,
its records, the notice, and how far the owner was told. It writes only where the row is the very one that was read, so
of several ticks at once exactly one tells, and one that is killed has told nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.conf import settings
from django.db import transaction

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told as Tidings
from zhiquan.hall.notices.telling import tell_person
from zhiquan.portal.watch.asking import node_of
from zhiquan.portal.watch.models import Edition, Pace, SavedSearch, Told
from zhiquan.portal.watch.pace import next_look
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import status
from zhiquan.records.search.arrivals import Arrival, arrivals
from zhiquan.records.search.language.tree import Node
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

log = logging.getLogger(__name__)
TOGETHER = 200
"""Searches that are asked of the changed records in one reading."""
LONGEST_TITLE, WRITTEN = 300, 1_000


def look() -> int:
    """Look at every search that is due; returns how many owners were told something."""
    try:
        current = status(settings.DATA.lake, settings.DATA.index)
    except NotFound:
        return 0  # nothing can be found yet, so there is nothing to tell of
    version, held = current.lake_version, Lake(settings.DATA.lake).manifests.all()
    if not current.usable or version not in held:
        return 0  # it has to be built again first
    _put_off(version)
    due = SavedSearch.objects.filter(next_at__lte=now(), user__is_active=True).exclude(seen=version)
    rows = list(due.order_by("seen", "pk"))
    return sum(_look_at(list(same), since, version) for since, same in groupby(rows, key=lambda one: one.seen))


def _put_off(version: int) -> None:
    """Let those that have nothing to look at wait for their next day, not for the next import."""
    at = now()
    for pace in (Pace.DAILY, Pace.WEEKLY):
        idle = SavedSearch.objects.filter(pace=pace, next_at__lte=at, seen=version)
        idle.update(next_at=next_look(pace, at), looked_at=at)


def _look_at(searches: list[SavedSearch], since: int, version: int) -> int:
    """Look at searches whose owners were told up to the same version."""
    lake = Lake(settings.DATA.lake)
    if since and since not in lake.manifests.all():
        return sum(_trouble(one, _REBUILT, seen=version) for one in searches)
    told = 0
    for start in range(0, len(searches), TOGETHER):
        part = searches[start : start + TOGETHER]
        asked = _readable(part)
        found = arrivals(lake, since, version, asked)
        told += sum(_tell(one, found[one.pk], version) for one in part if one.pk in asked)
        told += sum(_trouble(one, Text(**one.trouble)) for one in part if one.pk not in asked and one.trouble)
    return told


def _readable(searches: Iterable[SavedSearch]) -> dict[int, Node]:
    """Return the questions that can be read; why another cannot is left on its row, unsaved."""
    asked = {}
    for one in searches:
        try:
            asked[one.pk] = node_of(one)
        except Refusal as refusal:
            one.trouble = {"zh": refusal.text.zh, "en": refusal.text.en}
    return asked


@transaction.atomic
def _tell(search: SavedSearch, found: Sequence[Arrival], version: int) -> bool:
    """Tell an owner what is new and was never told before, and move on; nothing where somebody else was faster."""
    since = search.seen
    if not _claim(search, seen=version, trouble=None):
        return False
    known = _known(search, [one.key for one in found])
    new = [one for one in found if one.key not in known]
    if not new:
        return False
    came = sum(one.came for one in new)
    edition = Edition.objects.create(search=search, since=since, version=version, count=len(new), came=came, at=now())
    rows = (_told(edition, one) for one in reversed(new))  # so that, the last first, the newest day is first
    Told.objects.bulk_create(rows, batch_size=WRITTEN)
    said = _NEW.format(name=search.name, count=len(new))
    _say(search, f"{edition.pk}", said)
    return True


def _told(edition: Edition, one: Arrival) -> Told:
    return Told(search=edition.search, edition=edition, key=one.key, title=one.title[:LONGEST_TITLE], came=one.came)


def _known(search: SavedSearch, keys: Sequence[str]) -> set[str]:
    """Return which of some records its owner was told of before: one that came, went and came again, say."""
    told = Told.objects.filter(search=search)
    parts = (keys[start : start + WRITTEN] for start in range(0, len(keys), WRITTEN))
    return {key for part in parts for key in told.filter(key__in=part).values_list("key", flat=True)}


@transaction.atomic
def _trouble(search: SavedSearch, why: Text, *, seen: int | None = None) -> bool:
    """Say once that a search cannot be asked; it keeps its place, so that nothing is missed when it can be again."""
    before = SavedSearch.objects.filter(pk=search.pk).values_list("trouble", flat=True).first()
    told = {"zh": why.zh, "en": why.en}
    if not _claim(search, seen=search.seen if seen is None else seen, trouble=told) or before == told:
        return False
    said = _BROKEN.format(name=search.name, why=why)
    _say(search, f"trouble/{search.revision}", said)
    return True


def _say(search: SavedSearch, what: str, said: Text) -> None:
    told = Tidings(f"watch/{search.pk}/{what}", Kind.SEARCH, said, f"/searches/{search.pk}/")
    tell_person(search.user_id, told)


def _claim(search: SavedSearch, *, seen: int, trouble: Mapping[str, str] | None) -> bool:
    """Write how far a search is, unless it was changed or looked at since it was read."""
    at = now()
    mine = SavedSearch.objects.filter(pk=search.pk, revision=search.revision)
    return bool(
        mine.update(
            seen=seen,
            trouble=trouble,
            looked_at=at,
            next_at=next_look(Pace(search.pace), at),
            revision=search.revision + 1,
        )
    )


_NEW = Text("检索“{name}”有 {count} 件新记录。", "{count} records are new to the search “{name}”.")
_BROKEN = Text(
    "检索“{name}”无法执行：{why}请打开它改好，期间的新记录不会遗漏。",
    "The search “{name}” cannot be asked: {why} Open it and mend it; nothing that comes meanwhile is missed.",
)
_REBUILT = Text(
    "数据已全部重建，无法与上次相比，从现在起重新开始。",
    "The data were built anew and cannot be compared with the last time; it starts again from now.",
)
