"""Hit lists of the register: patents and utility models, designs, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.dpma.designs import locarno
from zhiquan.records.corpus.loaders.dpma.patents import OFFICE
from zhiquan.records.corpus.loaders.dpma.people import person
from zhiquan.records.corpus.loaders.elements import as_written, day, value, values
from zhiquan.records.corpus.reading.xml import Element

_FEATURES = {
    "wortmarke": "Word",
    "bildmarke": "Figurative",
    "wort-bildmarke": "Combined",
    "dreidimensionale-marke": "Three-dimensional",
    "hoermarke": "Sound",
    "farbmarke": "Colour",
}
"""The list's German words for the features of WIPO ST.66; others stay as they are."""

_KIND = re.compile(r"^[GP]\s+")
"""Letters before older numbers tell the kind (``G`` Gebrauchsmuster) and are no part of the number."""


def patent_hit(place: str, hit: Element) -> Iterator[RawRow]:
    """Yield a patent or utility model as the list tells it."""
    number = value(hit, "registered-number")
    main = value(hit, "main-classification/classification").replace(" ", "")
    further = [text.replace(" ", "") for text in values(hit, "further-classification/classification")]
    people = [person("applicant", line) for line in values(hit, "applicants/applicant")]
    people += [person("agency", line) for line in values(hit, "agent")]
    fields: dict[str, Value] = {
        "office": OFFICE,
        "application": _KIND.sub("", number),
        "kind": value(hit, "type"),
        "title": value(hit, "invention-title"),
        "main_class": main,
        "ipc": [main, *further] if main else further,
        "parties": people,
        "filing_date": day(value(hit, "applicationDate")),
        "publication_date": day(value(hit, "publicationDate")),
        "grant_date": day(value(hit, "registrationDate")),
        "status": value(hit, "legalstatus"),
    }
    yield RawRow(f"{place} {number}", fields, as_written(hit))


def design_hit(place: str, hit: Element) -> Iterator[RawRow]:
    """Yield a design as the list tells it."""
    number = value(hit, "DesignIdentifier")
    people = [person("owner", line) for line in values(hit, "OwnerOrApplicant")]
    people += [person("agency", line) for line in values(hit, "Representative")]
    classes = [locarno(text) for text in values(hit, "ClassNumber")]
    fields: dict[str, Value] = {
        "office": OFFICE,
        "application": number,
        "kind": "design",
        "title": value(hit, "ProductDescription"),
        "main_class": classes[0] if classes else "",
        "locarno": classes,
        "parties": people,
        "filing_date": day(value(hit, "DesignApplicationDate")),
        "publication_date": day(value(hit, "PublicationDate")),
        "grant_date": day(value(hit, "RegistrationDate")),
        "status": value(hit, "DesignStatus"),
    }
    yield RawRow(f"{place} {number}", fields, as_written(hit))


def mark_hit(place: str, hit: Element) -> Iterator[RawRow]:
    """Yield a mark as the list tells it; the list's application number is the register's file number."""
    number = value(hit, "ApplicationNumber")
    registered = day(value(hit, "RegistrationDate"))
    feature = value(hit, "MarkFeature")
    role = "owner" if registered else "applicant"
    fields: dict[str, Value] = {
        "office": value(hit, "RegistrationOfficeCode") or OFFICE,
        "number": number,
        "text": value(hit, "MarkVerbalElementText"),
        "feature": _FEATURES.get(feature, feature),
        "classes": [{"nice_class": found} for found in re.findall(r"\d+", value(hit, "Classification"))],
        "parties": [person(role, line) for line in values(hit, "Applicant")],
        "filing_date": day(value(hit, "ApplicationDate")),
        "registration_date": registered,
        "status": value(hit, "MarkCurrentStatusCode"),
    }
    yield RawRow(f"{place} {number}", fields, as_written(hit), "marks")
