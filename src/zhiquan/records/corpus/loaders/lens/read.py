"""Streams an export: patents, the families and the literature that its columns tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value, headed
from zhiquan.records.corpus.loaders.lens.sniff import NEEDS
from zhiquan.rules.text import Text

LABEL = Text("The Lens 导出表（.csv）", "export of The Lens (.csv)")

_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})")
_APPLICATION = re.compile(r"([A-Z]{2}) (\S+) [A-Z][0-9]?")
"""An application number as The Lens writes it: office, number, kind of application (DOCDB form)."""
_SHORT = 2
_FAMILIES = (("simplefamilymembers", "simple"), ("extendedfamilymembers", "extended"))
_WORDS = frozenset({"unknown", "none"})


def expected(path: Path) -> int | None:  # noqa: ARG001 - the exports do not say
    """Return ``None``: exports do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every publication, then its membership in families and what literature it cites, where told.

    Counts (of citations, of family members) are left in the row as it was: they count what others know.
    """
    for row in headed.rows(path, NEEDS):
        right = _right(row)
        yield RawRow(row.place, _filled(_patent(row, right)), row.raw)
        for heading, scheme in _FAMILIES:
            yield from _family(row, right, heading, scheme)
        for text in several(row.get("nonpatentcitations", "npltitles", "nplcitations")):
            yield RawRow(row.place, _filled({**right, "text": text}), {"cited": text}, "citations")


def _right(row: headed.Row) -> dict[str, Value]:
    office, kind_code = row.get("jurisdiction").upper(), row.get("kind").upper()
    publication = row.get("publicationnumber", "displaykey")
    bare = publication.removeprefix(office).strip().removesuffix(kind_code).strip()
    application = row.get("applicationnumber")
    found = _APPLICATION.fullmatch(application)
    return {
        "office": office,
        "publication": bare,
        "kind_code": kind_code,
        "application": found[2] if found and found[1] == office else application,
    }


def _patent(row: headed.Row, right: dict[str, Value]) -> dict[str, Value]:
    published = iso(row.get("publicationdate"), row.get("publicationyear"))
    kind = row.get("type", "documenttype")
    return {
        **right,
        "kind": "" if kind.casefold() in _WORDS else kind,
        "title": row.get("title"),
        "abstract": row.get("abstract"),
        "filing_date": iso(row.get("applicationdate"), latest=published[:4]),
        "publication_date": published,
        "ipc": several(row.get("ipcrclassifications")),
        "cpc": several(row.get("cpcclassifications")),
        "applicants": several(row.get("applicants")),
        "owners": several(row.get("owners", "ownersus")),
        "inventors": several(row.get("inventors")),
        "priorities": several(row.get("prioritynumbers")),
        "status": row.get("legalstatus"),
    }


def _family(row: headed.Row, right: dict[str, Value], heading: str, scheme: str) -> Iterator[RawRow]:
    """Yield the row's membership; a family is called by the member that stands first in the alphabet."""
    members = sorted({*several(row.get(heading)), row.get("displaykey", "publicationnumber")} - {""})
    if len(members) > 1:
        family = f"lens:{_bare(members[0])}"
        yield RawRow(row.place, {**right, "family": family, "scheme": scheme}, {"members": members}, "families")


def _bare(member: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", member.upper())


def several(written: str) -> tuple[str, ...]:
    """Return the values of a cell, each once, in order."""
    return tuple(dict.fromkeys(value.strip() for value in written.split(";;") if value.strip()))


def iso(day: str, year: str = "", latest: str = "") -> str:
    """Return a date ``dd/mm/yy`` in ISO form, any other as it is.

    The century is that of the whole ``year`` beside it (which for days at the end of December is the year before: the
    service counts it otherwise), else the last one by which the date is not after ``latest``, as an application is not
    filed after its publication.
    """
    found = _SLASHED.fullmatch(day)
    if not found:
        return day
    date, month, of_century = found.groups()
    whole = of_century if len(of_century) > _SHORT else _whole(of_century, year, latest)
    return f"{whole}-{int(month):02}-{int(date):02}" if whole else day


def _whole(short: str, year: str, latest: str) -> str:
    beside = year or latest
    if not beside.isdecimal():
        return ""
    guess = int(beside) // 100 * 100 + int(short)
    if not year:
        return str(guess if guess <= int(latest) else guess - 100)
    near = [one for one in (guess - 100, guess, guess + 100) if abs(one - int(year)) <= 1]
    return str(near[0]) if near else ""


def _filled(told: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in told.items() if value}
