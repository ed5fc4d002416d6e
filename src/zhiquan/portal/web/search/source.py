"""The one place where pages reach the search index."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from zhiquan.records.search import SearchIndex, open_index
from zhiquan.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many rights can be searched, and in which version of the data."""

    total: int
    version: int


def index() -> SearchIndex:
    """Return the current index; raises ``Refusal`` when none has been built."""
    return open_index(settings.DATA.index)


def holdings() -> Holdings | None:
    """Return what the index holds, or ``None`` while there is none."""
    try:
        current = index()
    except Refusal:
        return None
    return Holdings(current.search("*", size=1, facets=False).total, current.version)
