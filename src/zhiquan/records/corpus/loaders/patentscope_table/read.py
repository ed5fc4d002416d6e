"""Streams the rows of a result list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value, headed
from zhiquan.records.corpus.loaders.patentscope_table.sniff import NEEDS
from zhiquan.rules.text import Text

LABEL = Text("PATENTSCOPE 检索结果表（.xls、.csv）", "PATENTSCOPE result list (.xls, .csv)")

_NUMBER = re.compile(r"([A-Za-z]{2})(?=[0-9A-Za-z/ ])(.*[0-9].*)")
_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_PRIORITY = re.compile(r"(\S.*) ([0-9]{4}-[0-9]{2}-[0-9]{2}T\S*|[0-9]{2}\.[0-9]{2}\.[0-9]{4}) ([A-Z]{2})")
_REMARKS = re.compile(r"(?<=[0-9]) +[0-9]{8}[A-Z ].*")
"""Version, level, position, day and office of a classification, in the order of WIPO ST.8."""
_NOTHING = frozenset({"NA", "N/A", "null", "-"})


def expected(path: Path) -> int | None:  # noqa: ARG001 - the lists do not say
    """Return ``None``: lists do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every publication of the list."""
    for row in headed.rows(path, NEEDS):
        yield RawRow(row.place, _fields(row), row.raw)


def _fields(row: headed.Row) -> dict[str, Value]:
    number = _told(row, "publicationnumber")
    office, body = prefixed(number)
    title = _told(row, "title")
    told: dict[str, Value] = {
        "office": office or _told(row, "country").upper(),
        "publication": body,
        "application": _told(row, "applicationnumber"),
        "title": title,
        "abstract": _told(row, "abstract"),
        "filing_date": iso(_told(row, "applicationdate")),
        "publication_date": iso(_told(row, "publicationdate")),
        "ipc": symbols(_told(row, "ipc")),
        "applicants": _told(row, "applicants"),
        "inventors": _told(row, "inventors"),
        "priorities": tuple(priorities(_told(row, "prioritydata"))),
    }
    return {name: value for name, value in told.items() if value}


def symbols(written: str) -> tuple[str, ...]:
    """Return the class symbols of a cell, each once, without version and remarks (``A21D 13/00 20060101AFI2008…``)."""
    parts = (_REMARKS.sub("", part.strip()) for part in written.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def prefixed(number: str) -> tuple[str, str]:
    """Part a number (``US20110315698``, ``mxPA/a/2006/000001``) into office and what follows it."""
    found = _NUMBER.fullmatch(number)
    return (found[1].upper(), found[2].strip()) if found else ("", number)


def iso(day: str) -> str:
    """Return a date ``dd.mm.yyyy`` in ISO form, any other as it is."""
    found = _DAY.fullmatch(day)
    return "-".join(reversed(found.groups())) if found else day


def priorities(written: str) -> Iterator[str]:
    """Yield the priorities of a cell (``[60/225,166 14.08.2000 US, 205395 2010-04-28T23:59:59.000Z IL]``) each as
    office, number, date (``US 60/225,166 2000-08-14``); one without date as it is."""
    for one in dict.fromkeys(part.strip() for part in written.strip("[]").split(", ")):
        if found := _PRIORITY.fullmatch(one):
            yield f"{found[3]} {found[1]} {iso(found[2])[:10]}"
        elif one:
            yield one


def _told(row: headed.Row, heading: str) -> str:
    value = row.get(heading)
    return "" if value in _NOTHING else value
