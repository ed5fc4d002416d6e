"""Streams the rows of a result list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value, headed
from zhiquan.records.corpus.loaders.google_patents.sniff import NEEDS
from zhiquan.rules.text import Text

LABEL = Text("Google Patents 检索结果表（.csv）", "Google Patents result list (.csv)")

_ID = re.compile(r"(?P<office>[A-Z]{2})-?(?P<number>[A-Z]{0,2}[0-9][0-9A-Z/]*?)-?(?P<kind_code>[A-Z][0-9]?)?")
"""``CN-101234567-A``, ``US-D123456-S1``, without hyphens in links."""
_BETWEEN = re.compile(
    r", (?!(?:Ltd|Inc|L\.?L\.?C|L\.?L\.?P|L\.?P|Co|Corp|Company|Limited|Corporation|Incorporated"
    r"|S\.?A|N\.?V|B\.?V|K\.?K|Jr|Sr)"
    r"(?:\b|\.))",
    re.IGNORECASE,
)
"""Between names, but not before the form of a company, which is part of its name."""


def expected(path: Path) -> int | None:  # noqa: ARG001 - the lists do not say
    """Return ``None``: lists do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every publication of the list."""
    for row in headed.rows(path, NEEDS):
        yield RawRow(row.place, _fields(row), row.raw)


def _fields(row: headed.Row) -> dict[str, Value]:
    given = row.get("id")
    found = _ID.fullmatch(given)
    told: dict[str, Value] = {
        "office": found["office"] if found else "",
        "publication": found["number"] if found else given,
        "kind_code": (found["kind_code"] or "") if found else "",
        "title": row.get("title"),
        "applicants": names(row.get("assignee")),
        "inventors": names(row.get("inventorauthor")),
        "filing_date": row.get("filingcreationdate"),
        "publication_date": row.get("publicationdate"),
        "grant_date": row.get("grantdate"),
    }
    return {name: value for name, value in told.items() if value}


def names(written: str) -> tuple[str, ...]:
    """Part names at commas, leaving ``Sample Co., Ltd.`` whole."""
    return tuple(name for name in (part.strip() for part in _BETWEEN.split(written)) if name)
