"""Streams the families of a report: the publication that stands for each, and every member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value, headed
from zhiquan.records.corpus.loaders.wipo_families.sniff import NEEDS
from zhiquan.rules.text import Text

LABEL = Text("WIPO 专利态势报告同族表（.csv）", "table of families of a WIPO landscape report (.csv)")

_NUMBER = re.compile(r"(?P<office>[A-Z]{2})(?P<number>[A-Z]{0,2}[0-9][0-9A-Z]*?)(?P<kind_code>[A-Z][0-9]?)?")
_SYMBOL = re.compile(r"([A-H][0-9]{2}[A-Z])(000[0-9]|[0-9]{3})([0-9]{2,})")
"""``C07D41714``: subclass, three places of group, subgroup; four places where the group has one digit."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_GAP = "  "
"""Between a name and its country."""
_NONE = "None"


def expected(path: Path) -> int | None:  # noqa: ARG001 - the tables do not say
    """Return ``None``: tables do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every publication, then every member of its family, which is called by the publication in the row.

    How the report draws its families it does not say, so no scheme is told.
    """
    for row in headed.rows(path, NEEDS):
        right = part(row.get("publicationnumber"), row.get("kindcode"))
        yield RawRow(row.place, {name: value for name, value in _fields(row, right).items() if value}, row.raw)
        others = [other for other in several(row.get("familymembers")) if other != _NONE]
        family = f"wipo:{row.get('publicationnumber')}{row.get('kindcode')}"
        for member in [right, *map(part, others)] if others else []:
            told = {**member, "family": family}
            yield RawRow(row.place, told, told, "families")


def _fields(row: headed.Row, right: dict[str, Value]) -> dict[str, Value]:
    return {
        **right,
        "title": row.get("title"),
        "filing_date": row.get("applicationdate")[:10],
        "publication_date": row.get("publicationdate")[:10],
        "ipc": tuple(symbol(one) for one in several(row.get("ipcclasses"))),
        "parties": (
            *({"role": "applicant", "name": name} for name in several(row.get("applicant"))),
            *(person(one) for one in several(row.get("inventors"))),
        ),
        "priorities": several(row.get("prioritydocument")),
    }


def part(number: str, kind_code: str = "") -> dict[str, Value]:
    """Part a publication number into office, number and kind code."""
    found = _NUMBER.fullmatch(number + kind_code)
    if not found:
        return {"office": "", "publication": number, "kind_code": kind_code}
    return {
        "office": found["office"],
        "publication": found["number"],
        "kind_code": found["kind_code"] or "",
    }


def symbol(written: str) -> str:
    """Return a class symbol in its usual form: ``C07D41714`` is ``C07D 417/14``."""
    found = _SYMBOL.fullmatch(written)
    return f"{found[1]} {int(found[2])}/{found[3]}" if found else written


def person(written: str) -> dict[str, Value]:
    """Return an inventor with the country that stands behind the name, if any."""
    name, gap, country = written.rpartition(_GAP)
    if not gap or not _COUNTRY.fullmatch(country):
        name, country = written, ""
    return {"role": "inventor", "name": name.strip(), "country": country}


def several(written: str) -> tuple[str, ...]:
    """Return the values of a cell, parted by bars or semicolons, each once, in order."""
    return tuple(dict.fromkeys(value.strip() for value in re.split(r"[|;]", written) if value.strip()))
