"""What happened to a mark of ST.66: prosecution history, entries of the register, assignments."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day, each, value, values
from zhiquan.records.corpus.loaders.event_kinds import kind_of
from zhiquan.records.corpus.loaders.mark_st66.history import KINDS, reel_and_frame
from zhiquan.records.corpus.loaders.mark_st66.names import party
from zhiquan.records.corpus.reading.xml import Element

Told = tuple[dict[str, Value], Element]


def events(office: str, mark: Element) -> Iterator[Told]:
    """Yield the fields of each event but for the right, with the element that tells it."""
    for entry in each(mark, "MarkEventDetails/MarkEvent"):
        yield _history(office, entry), entry
    for entry in each(mark, "MarkRecordDetails/MarkRecord"):
        yield _entry(office, entry), entry
    for assignment in each(mark, "AssignmentBagExt/Assignment"):
        yield _assignment(assignment), assignment


def _history(office: str, entry: Element) -> dict[str, Value]:
    text = value(entry, "MarkEventExt/MarkEventInternalDescriptionText") or value(entry, "MarkEventDescriptionText")
    on = day(value(entry, "MarkEventDate"))
    number = value(entry, "MarkEventExt/MarkEventEntryNumber")
    kind, code = kind_of(KINDS, office, text), value(entry, "MarkEventCode")
    return {"event": kind, "code": code, "on": on, "text": text, "number": number}


def _entry(office: str, entry: Element) -> dict[str, Value]:
    """An entry of the register: its day is that of a cancellation, else of its status."""
    kind, status = value(entry, "BasicRecord/BasicRecordKind"), value(entry, "BasicRecord/RecordCurrentStatusCode")
    grounds = [value(entry, path) for path in ("//LegalGround", "//CorrectionText")]
    changed = [
        *(party("from", holder) for holder in each(entry, "//PreviousHolder")),
        *(party("to", holder) for holder in each(entry, "//NewHolder")),
    ]
    published = values(entry, "BasicRecord/RecordPublicationDetails/RecordPublication/PublicationDate")
    return {
        "event": kind_of(KINDS, office, kind),
        "code": kind,
        "on": day(value(entry, "//CancellationDate") or value(entry, "BasicRecord/RecordCurrentStatusDate")),
        "published_on": day(published[0]) if published else "",
        "text": "; ".join(part for part in (kind, status, *grounds) if part),
        "number": value(entry, "BasicRecord/RecordIdentifier"),
        "parties": [one for one in changed if one["name"]],
    }


def _assignment(assignment: Element) -> dict[str, Value]:
    """A recorded assignment: in effect when the last assignor signed it."""
    conveyance = value(assignment, "AssignmentConveyanceCategory")
    recorded = day(value(assignment, "AssignmentRecordedDate"))
    signed = sorted(day(on) for on in values(assignment, "Assignor/AssignmentExecutionDate"))
    parties: list[dict[str, Value]] = []
    for role, path in (("from", "Assignor"), ("to", "Assignee")):
        for person in each(assignment, path):
            address = ", ".join(values(person, "//PostalAddressText"))
            parties.append({"role": role, "name": value(person, "Contact/Name/EntityName"), "address": address})
    return {
        "event": conveyed(conveyance),
        "on": (signed[-1] if signed else "") or recorded,
        "published_on": recorded,
        "text": conveyance,
        "number": reel_and_frame(value(assignment, "AssignmentIdentifier")),
        "parties": parties,
    }
