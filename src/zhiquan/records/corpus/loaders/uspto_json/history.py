"""What happened to an application: entries of its history, recorded assignments, papers of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day
from zhiquan.records.corpus.loaders.uspto_json.shapes import address, objects, raw, text, told
from zhiquan.records.corpus.model import EventKind

OFFICE = "US"
_CERTAIN = (
    (re.compile(r"Aband\. "), EventKind.WITHDRAWN),
    (re.compile(r"(?:Non-Final|Final) Rejection$"), EventKind.EXAMINATION),
    (re.compile(r"PG-Pub Issue Notification$"), EventKind.PUBLISHED),
)
"""History entries that say for certain what they do; the mailing of a paper is none of them."""
_EXAMINATION = frozenset({"CTNF", "CTFR", "NOA"})
"""Papers of the examiner: rejections and the notice of allowance."""


def history(entry: Mapping[str, Any]) -> dict[str, Value]:
    """Return an entry's event; the portal's first edition called a date recorded and an entry a case action."""
    words = told(entry, "eventDescriptionText", "caseActionDescriptionText")
    kind = next((kind for pattern, kind in _CERTAIN if pattern.match(words)), EventKind.OTHER)
    return {
        "event": kind.value,
        "code": told(entry, "eventCode", "caseActionCode"),
        "on": day(told(entry, "eventDate", "recordedDate")),
        "text": words,
    }


def assignment(entry: Mapping[str, Any]) -> dict[str, Value]:
    """Return a recorded assignment's event: in effect when the last assignor signed it."""
    conveyance, recorded = text(entry, "conveyanceText"), day(text(entry, "assignmentRecordedDate"))
    assignors = list(objects(entry, "assignorBag"))
    signed = sorted(filter(None, (day(text(one, "executionDate")) for one in assignors)))
    parties: list[dict[str, Value]] = [{"role": "from", "name": text(one, "assignorName")} for one in assignors]
    parties += [
        {"role": "to", "name": text(one, "assigneeNameText"), "address": address(one.get("assigneeAddress"))}
        for one in objects(entry, "assigneeBag")
    ]
    return {
        "event": conveyed(conveyance),
        "on": signed[-1] if signed else recorded,
        "published_on": recorded,
        "text": conveyance,
        "number": told(entry, "reelAndFrameNumber", "reelNumber/frameNumber"),
        "parties": [one for one in parties if one["name"]],
    }


def paper(place: str, found: Mapping[str, Any]) -> RawRow:
    """Return a paper of an application's file as an event, numbered by the office's identifier of the paper."""
    code = text(found, "documentCode")
    kind = EventKind.EXAMINATION if code in _EXAMINATION else EventKind.OTHER
    fields: dict[str, Value] = {
        "office": OFFICE,
        "application": text(found, "applicationNumberText"),
        "event": kind.value,
        "code": code,
        "on": day(text(found, "officialDate")),
        "text": text(found, "documentCodeDescriptionText"),
        "number": text(found, "documentIdentifier"),
    }
    return RawRow(f"{place} {fields['number']}", fields, raw(found), "events")
