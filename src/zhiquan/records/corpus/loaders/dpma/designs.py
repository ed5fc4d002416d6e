"""A record of the design register (WIPO ST.86): each design of an application is a right of its own."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.dpma.patents import OFFICE
from zhiquan.records.corpus.loaders.elements import as_written, day, each, value, values
from zhiquan.records.corpus.loaders.mark_st66.names import party
from zhiquan.records.corpus.model import EventKind
from zhiquan.records.corpus.reading.xml import Element

_KINDS = {
    "Design Registered": EventKind.GRANTED,
    "Cancellation Expiry Term Of Protection": EventKind.EXPIRED,
}


def locarno(written: str) -> str:
    """Return a Locarno class without the blanks in ``06 - 01``."""
    return "".join(written.split())


def design_rows(place: str, application: Element) -> Iterator[RawRow]:
    """Yield each design, then its entries in the register."""
    filed = day(value(application, "DesignApplicationDate"))
    for design in each(application, "DesignDetails/Design"):
        number = value(design, "DesignIdentifier")
        right: dict[str, Value] = {"office": OFFICE, "application": number}
        classes = [locarno(text) for text in values(design, "//IndicationProduct//ClassNumber")]
        published = values(design, "PublicationDetails/Publication/PublicationDate")
        fields: dict[str, Value] = {
            **right,
            "kind": "design",
            "title": value(design, "DesignTitle") or value(design, "//ProductDescription"),
            "main_class": classes[0] if classes else "",
            "locarno": classes,
            "parties": list(_parties(design)),
            "priorities": list(_priorities(design)),
            "filing_date": filed,
            "publication_date": day(published[0]) if published else "",
            "grant_date": day(value(design, "RegistrationDate")),
            "status": value(design, "//DesignStatus"),
        }
        at_place = f"{place} {number}"
        yield RawRow(at_place, fields, as_written(design))
        for at, entry in enumerate(each(design, "//DesignRecord"), start=1):
            yield RawRow(f"{at_place} event {at}", {**right, **_event(entry)}, {**as_written(entry), **right}, "events")


def _parties(design: Element) -> Iterator[dict[str, Value]]:
    """The present holder of a registered design is named as applicant."""
    role = "owner" if value(design, "RegistrationDate") else "applicant"
    for kind, path in ((role, "ApplicantDetails/Applicant"), ("agency", "RepresentativeDetails/Representative")):
        for holder in each(design, path):
            found = party(kind, holder)
            if found["name"]:
                yield found


def _priorities(design: Element) -> Iterator[str]:
    for claim in each(design, "PriorityDetails/Priority"):
        yield f"{value(claim, 'PriorityCountryCode')} {value(claim, 'PriorityNumber')}"


def _event(entry: Element) -> dict[str, Value]:
    status = value(entry, "//LegalStatus")
    published = values(entry, "//RecordPublication/PublicationDate")
    return {
        "event": _KINDS.get(status, EventKind.OTHER).value,
        "on": day(value(entry, "DesignBasicRecord/RecordFilingDate")),
        "published_on": day(published[0]) if published else "",
        "text": status,
    }
