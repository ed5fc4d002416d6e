"""Applications of the Open Data Portal, in its present edition and in its first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.elements import day
from zhiquan.records.corpus.loaders.uspto_json.history import OFFICE, assignment, history
from zhiquan.records.corpus.loaders.uspto_json.shapes import address, objects, raw, text, texts, told

_PUBLISHED = re.compile(r"US (\d{4})-(\d{7}) ([A-Z]\d)")
_PCT = re.compile(r"PCT/([A-Z]{2})(\d{2})/(\d{5,6})")
_FIRST_YEAR = 78
"""The first international applications are of 1978; the office writes years in two digits."""
_PROCEEDINGS = ("90", "95", "96")
"""Series codes of reexamination (ex parte, inter partes) and supplemental examination of a granted patent."""
_PEOPLE = (
    ("applicant", "applicantBag", ("applicantNameText", "applicant")),
    ("inventor", "inventorBag", ("inventorNameText",)),
)
_HISTORY = ("eventDataBag", "transactionContentBag")
_ASSIGNMENTS = "assignmentBag"


def application(place: str, found: Mapping[str, Any]) -> Iterator[RawRow]:
    """Yield the application, then its history and its assignments.

    The present edition of the portal keeps bibliographic data under ``applicationMetaData``, the first one beside the
    number. Proceedings about a granted patent, which the portal lists among the
    applications, are set aside: they are no right of their own.
    """
    number = text(found, "applicationNumberText")
    if number.startswith(_PROCEEDINGS):
        yield RawRow(f"{place} {number}", {"rule": "application.proceeding"}, raw(found), ASIDE)
        return
    right: dict[str, Value] = {"office": OFFICE, "application": number}
    inside = found.get("applicationMetaData")
    told_of = {**found, **inside} if isinstance(inside, Mapping) else found
    published = _PUBLISHED.fullmatch(text(told_of, "earliestPublicationNumber"))
    parents = [*_parents(found)]
    fields: dict[str, Value] = {
        **right,
        "publication": f"{published[1]}{published[2]}" if published else "",
        "kind_code": published[3] if published else "",
        "kind": text(told_of, "applicationTypeLabelName"),
        "title": text(told_of, "inventionTitle"),
        "cpc": [symbol.replace(" ", "") for symbol in texts(told_of, "cpcClassificationBag")],
        "parties": list(_parties(told_of)),
        "filing_date": day(text(told_of, "filingDate")),
        "publication_date": day(text(told_of, "earliestPublicationDate")),
        "grant_date": day(text(told_of, "grantDate")),
        "pct": next((_international(parent) for code, parent in parents if code == "NST"), ""),
        "priorities": [*(parent for code, parent in parents if code == "PRO"), *_foreign(found)],
        "status": text(told_of, "applicationStatusDescriptionText"),
    }
    place = f"{place} {number}"
    yield RawRow(place, fields, raw(found, *_HISTORY, _ASSIGNMENTS))
    for bag, read in (*((bag, history) for bag in _HISTORY), (_ASSIGNMENTS, assignment)):
        for at, entry in enumerate(objects(found, bag), start=1):
            yield RawRow(f"{place} {bag} {at}", {**right, **read(entry)}, {**raw(entry), **right}, "events")


def _parents(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield kind of parentage and number of each earlier application in the line."""
    for continuity in (found, found.get("continuityBag")):
        for parent in objects(continuity, "parentContinuityBag"):
            yield text(parent, "claimParentageTypeCode"), text(parent, "parentApplicationNumberText")


def _foreign(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield earlier applications abroad with the name of their office."""
    for claim in objects(found, "foreignPriorityBag"):
        yield f"{text(claim, 'ipOfficeName')} {text(claim, 'applicationNumberText')}".strip()


def _international(written: str) -> str:
    """Return ``PCT/US2015/027322`` for ``PCT/US15/27322``, as this office shortens it."""
    found = _PCT.fullmatch(written)
    if not found:
        return written
    century = "19" if int(found[2]) >= _FIRST_YEAR else "20"
    return f"PCT/{found[1]}{century}{found[2]}/{found[3]:0>6}"


def _parties(found: Mapping[str, Any]) -> Iterator[dict[str, Value]]:
    for role, bag, fields in _PEOPLE:
        for person in objects(found, bag):
            places = list(objects(person, "correspondenceAddressBag"))
            place = places[-1] if places else {}
            if name := told(person, *fields):
                yield {"role": role, "name": name, "address": address(place), "country": text(place, "countryCode")}
