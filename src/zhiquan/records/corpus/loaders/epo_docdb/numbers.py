"""Numbers in the forms of the European Patent Office: DOCDB, EPODOC and as the office itself writes them.

DOCDB is preferred. Where it is known to shorten a number of the United States, the office's own form is given, since
other sources write that: an application publication loses a zero in DOCDB (``2006142694`` for 2006/0142694), a newer
application gains its year (``201815919370`` for 15/919,370), an older one loses its series code and is taken from the
original form or not at all. An international application (kind ``W``) is ``PCT/US2013/050328``. EPODOC numbers drop
and add digits by country, so they are never rebuilt into application numbers and never filled up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zhiquan.records.corpus.loaders.elements import day, each, parts
from zhiquan.records.corpus.reading.xml import Element

_US_APPLICATION = re.compile(r"\d{8}")
_US_WITH_YEAR = re.compile(r"(?:19|20)\d{2}(\d{8})")
_US_PUBLICATION = re.compile(r"((?:19|20)\d{2})(\d{6})")
_PCT = re.compile(r"(?:PCT/?)?([A-Z]{2})/?(\d{4})/?0?(\d{6})")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document number in one form; ``on`` is an ISO day or empty."""

    office: str
    number: str
    kind: str
    on: str


NOTHING = Numbered("", "", "", "")


def forms(references: Iterable[Element]) -> dict[str, Numbered]:
    """Return the numbers below one or several references by form (``docdb``, ``epodoc``, ``original``)."""
    found: dict[str, Numbered] = {}
    for reference in references:
        for document in each(reference, "document-id"):
            form = document.get("document-id-type") or reference.get("data-format") or "docdb"
            found.setdefault(form, _numbered(document))
    return found


def _numbered(document: Element) -> Numbered:
    told = parts(document)
    return Numbered(
        told.get("country", ""), told.get("doc-number", ""), told.get("kind", ""), day(told.get("date", ""))
    )


def known_day(found: dict[str, Numbered]) -> str:
    """Return the first day that any form tells."""
    return next((number.on for number in found.values() if number.on), "")


def publication(office: str, number: str) -> str:
    """Return a publication number of DOCDB as its office writes it."""
    shortened = _US_PUBLICATION.fullmatch(number) if office == "US" else None
    return f"{shortened[1]}0{shortened[2]}" if shortened else number


def application(office: str, found: dict[str, Numbered]) -> str:
    """Return the application number as the office writes it; empty where DOCDB's form does not tell it."""
    docdb = found.get("docdb", NOTHING)
    original = found.get("original", NOTHING).number
    if docdb.kind == "W":
        pct = _PCT.fullmatch(original) or _PCT.fullmatch(docdb.office + docdb.number)
        return f"PCT/{pct[1]}{pct[2]}/{pct[3]}" if pct else ""
    if office == "US":
        return _us_application(docdb.number, original)
    return docdb.number or original


def _us_application(docdb: str, original: str) -> str:
    digits = re.sub(r"\D", "", original)
    if _US_APPLICATION.fullmatch(digits):
        return digits
    with_year = _US_WITH_YEAR.fullmatch(docdb)
    return with_year[1] if with_year else ""


def written(found: dict[str, Numbered]) -> str:
    """Return a priority as written: DOCDB's country, number and kind, else EPODOC's number as it is."""
    for form in ("docdb", "epodoc", "original"):
        if number := found.get(form):
            return f"{number.office}{number.number}{number.kind}"
    return ""
