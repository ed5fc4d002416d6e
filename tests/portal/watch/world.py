"""A lake that grows by small imports, its index, and somebody who keeps searches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from tests.records.corpus.laking import put
from tests.records.making import record

from zhiquan.hall.notices.selectors import inbox
from zhiquan.hall.notices.spreading import spread
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.portal.watch import services
from zhiquan.portal.watch.models import SavedSearch, Told
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import build_index, update_index
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import SHANGHAI, today

FRIDAY = datetime(2026, 11, 20, 15, 30, tzinfo=SHANGHAI)


def asked(q: str = "电池", **changes: Any) -> dict[str, Any]:
    return {"q": q, "mode": "exact", "within": "", "sets": [], "wide": False, **changes}


class Library:
    """The lake and its index in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.data = DataFolder(folder)
        self.lake = Lake(self.data.lake)
        self.batches = 0
        self.brings("电池", serials=(1, 2))

    def brings(self, title: str, *, serials: Sequence[int], indexed: bool = True) -> None:
        """Import a few records of one title and bring the index up to them."""
        self.batches += 1
        put(self.lake, f"batch{self.batches}", patents=[record(title, serial=serial) for serial in serials])
        if indexed:
            update_index(self.data.lake, self.data.index)

    def built_anew(self) -> None:
        build_index(self.data.lake, self.data.index)


def user(name: str = "lin") -> User:
    return User.objects.get_or_create(username=name)[0]


def actor(name: str = "lin") -> Actor:
    return actor_for(user(name), today())


def saved(q: str = "电池", name: str = "电池", pace: str = "at_once", **changes: Any) -> SavedSearch:
    return services.save(actor(), name, asked(q, **changes), pace)


def told(search: SavedSearch) -> list[str]:
    """The records told of, in the order of telling."""
    return list(Told.objects.filter(search=search).order_by("pk").values_list("key", flat=True))


def said(name: str = "lin") -> list[str]:
    """What stands in somebody's inbox, the oldest first."""
    spread()
    rows, _ = inbox(actor(name), unread=False)
    return [row.said.zh for row in reversed(rows)]


def use(folder: DataFolder) -> None:
    settings.DATA = folder
