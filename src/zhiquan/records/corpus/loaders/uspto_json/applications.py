"""Applications of the Open Data Portal: bibliographic data, history, assignments; and the papers of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day
from zhiquan.records.corpus.loaders.uspto_json.shapes import objects, raw, text, texts
from zhiquan.records.corpus.model import EventKind

_OFFICE = "US"
_PUBLISHED = re.compile(r"US (\d{4})-(\d{7}) ([A-Z]\d)")
_PCT = re.compile(r"PCT/([A-Z]{2})(\d{2})/(\d{5,6})")
_FIRST_YEAR = 78
"""The first international applications are of 1978; the office writes years in two digits."""
_PROCEEDINGS = ("90", "95", "96")
"""Series codes of reexamination (ex parte, inter partes) and supplemental examination of a granted patent."""
_CERTAIN = (
    (re.compile(r"Aband\. "), EventKind.WITHDRAWN),
    (re.compile(r"(?:Non-Final|Final) Rejection$"), EventKind.EXAMINATION),
    (re.compile(r"PG-Pub Issue Notification$"), EventKind.PUBLISHED),
)
"""History entries that say for certain what they do; the mailing of a paper is none of them."""
_EXAMINATION = frozenset({"CTNF", "CTFR", "NOA"})
"""Papers of the examiner: rejections and the notice of allowance."""
_LINES = ("addressLineOneText", "addressLineTwoText", "cityName")
_REGION = ("geographicRegionName", "geographicRegionCode")
_PEOPLE = (("applicant", "applicantBag", "applicant"), ("inventor", "inventorBag", "inventorNameText"))


def application(place: str, found: Mapping[str, Any]) -> Iterator[RawRow]:
    """Yield the application, then its history and its assignments.

    Proceedings about a granted patent, which the portal lists among the applications, are set aside: they are no
    right of their own.
    """
    number = text(found, "applicationNumberText")
    if number.startswith(_PROCEEDINGS):
        yield RawRow(f"{place} {number}", {"rule": "application.proceeding"}, raw(found), ASIDE)
        return
    right: dict[str, Value] = {"office": _OFFICE, "application": number}
    published = _PUBLISHED.fullmatch(text(found, "earliestPublicationNumber"))
    parents = [*_parents(found)]
    fields: dict[str, Value] = {
        **right,
        "publication": f"{published[1]}{published[2]}" if published else "",
        "kind_code": published[3] if published else "",
        "kind": text(found, "applicationTypeLabelName"),
        "title": text(found, "inventionTitle"),
        "cpc": texts(found, "cpcClassificationBag"),
        "parties": list(_parties(found)),
        "filing_date": day(text(found, "filingDate")),
        "publication_date": day(text(found, "earliestPublicationDate")),
        "pct": next((_international(parent) for code, parent in parents if code == "NST"), ""),
        "priorities": [parent for code, parent in parents if code == "PRO"],
        "status": text(found, "applicationStatusDescriptionText"),
    }
    place = f"{place} {number}"
    yield RawRow(place, fields, raw(found, "transactionContentBag", "assignmentBag"))
    for at, entry in enumerate(objects(found, "transactionContentBag"), start=1):
        yield RawRow(f"{place} event {at}", {**right, **_history(entry)}, {**raw(entry), **right}, "events")
    for at, entry in enumerate(objects(found, "assignmentBag"), start=1):
        yield RawRow(f"{place} assignment {at}", {**right, **_assignment(entry)}, {**raw(entry), **right}, "events")


def paper(place: str, found: Mapping[str, Any]) -> RawRow:
    """Return a paper of an application's file as an event, numbered by the office's identifier of the paper."""
    code = text(found, "documentCode")
    kind = EventKind.EXAMINATION if code in _EXAMINATION else EventKind.OTHER
    fields: dict[str, Value] = {
        "office": _OFFICE,
        "application": text(found, "applicationNumberText"),
        "event": kind.value,
        "code": code,
        "on": day(text(found, "officialDate")),
        "text": text(found, "documentCodeDescriptionText"),
        "number": text(found, "documentIdentifier"),
    }
    return RawRow(f"{place} {fields['number']}", fields, raw(found), "events")


def _parents(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield kind of parentage and number of each earlier application in the line."""
    continuity = found.get("continuityBag")
    for parent in objects(continuity, "parentContinuityBag"):
        yield text(parent, "claimParentageTypeCode"), text(parent, "parentApplicationNumberText")


def _international(written: str) -> str:
    """Return ``PCT/US2015/027322`` for ``PCT/US15/27322``, as this office shortens it."""
    found = _PCT.fullmatch(written)
    if not found:
        return written
    century = "19" if int(found[2]) >= _FIRST_YEAR else "20"
    return f"PCT/{found[1]}{century}{found[2]}/{found[3]:0>6}"


def _parties(found: Mapping[str, Any]) -> Iterator[dict[str, Value]]:
    for role, bag, field in _PEOPLE:
        for person in objects(found, bag):
            places = list(objects(person, "correspondenceAddressBag"))
            place = places[-1] if places else {}
            if name := text(person, field):
                yield {"role": role, "name": name, "address": _address(place), "country": text(place, "countryCode")}


def _address(place: Mapping[str, Any]) -> str:
    region = next((name for field in _REGION if (name := text(place, field))), "")
    parts = (*(text(place, field) for field in _LINES), region, text(place, "postalCode"))
    return ", ".join(part for part in parts if part)


def _history(entry: Mapping[str, Any]) -> dict[str, Value]:
    words = text(entry, "caseActionDescriptionText")
    kind = next((kind for pattern, kind in _CERTAIN if pattern.match(words)), EventKind.OTHER)
    return {
        "event": kind.value,
        "code": text(entry, "caseActionCode"),
        "on": day(text(entry, "recordedDate")),
        "text": words,
    }


def _assignment(entry: Mapping[str, Any]) -> dict[str, Value]:
    """A recorded assignment: in effect when the last assignor signed it."""
    conveyance, recorded = text(entry, "conveyanceText"), day(text(entry, "assignmentRecordedDate"))
    assignors = list(objects(entry, "assignorBag"))
    signed = sorted(filter(None, (day(text(one, "executionDate")) for one in assignors)))
    parties: list[dict[str, Value]] = [{"role": "from", "name": text(one, "assignorName")} for one in assignors]
    for one in objects(entry, "assigneeBag"):
        address = one.get("assigneeAddress")
        written = _address(address) if isinstance(address, Mapping) else ""
        parties.append({"role": "to", "name": text(one, "assigneeNameText"), "address": written})
    return {
        "event": conveyed(conveyance),
        "on": signed[-1] if signed else recorded,
        "published_on": recorded,
        "text": conveyance,
        "number": text(entry, "reelNumber/frameNumber"),
        "parties": [one for one in parties if one["name"]],
    }
