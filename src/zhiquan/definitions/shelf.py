"""The shipped definitions of law and calendar as objects, with a region's own laid over them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zhiquan.definitions import files, read_yaml
from zhiquan.definitions.watched import Watched
from zhiquan.rules.law import Book, Calendar


@cache
def law_book(region: Path | None = None) -> Book:
    """Return the book of provisions; ``region`` is a folder with a ``law/`` of its own. Read once per process."""
    return Book.from_documents({str(path): read_yaml(path) for path in files("law", region=region)})


def calendar(region: Path | None = None) -> Calendar:
    """Return the calendar of working days; a region may add days off of its own.

    A file laid into the region's folder is in force in every process a second later, without a restart.
    """
    return _CALENDAR(region)


def _calendar(region: Path | None) -> Calendar:
    return Calendar.from_documents({str(path): read_yaml(path) for path in files("calendar", region=region)})


_CALENDAR = Watched("calendar", _calendar)
