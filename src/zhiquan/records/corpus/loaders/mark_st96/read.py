"""Streams trademark records: the mark with its goods by class, then its history and assignments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day, each, first, local, value, values
from zhiquan.records.corpus.loaders.event_kinds import kind_of
from zhiquan.records.corpus.loaders.mark_rows import mark_rows, standing_of
from zhiquan.records.corpus.loaders.mark_st66.history import (
    KINDS,
    class_of,
    feature_of,
    kind_of_mark,
    ranked,
    reel_and_frame,
)
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("商标数据 WIPO ST.96（XML）", "Trademark records, WIPO ST.96 (XML)")

_NAMES = ("EntityName", "OrganizationName/OrganizationStandardName", "PersonName/PersonFullName")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the files do not say
    """Return ``None``: the files do not say how many marks they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield each mark, then what happened to it."""
    for member in members(path):
        with member.open() as stream:
            for number, mark in enumerate(items(stream, "{*}Trademark"), start=1):
                yield from _mark(f"{member.name}#{number}", mark)


def _mark(place: str, mark: Element) -> Iterator[RawRow]:
    office = value(mark, "RegistrationOfficeCode") or value(mark, "ApplicationNumber/IPOfficeCode")
    number = value(mark, "ApplicationNumber/ApplicationNumberText") or value(mark, "RegistrationNumber")
    published = [day(on) for on in values(mark, "PublicationBag/Publication/PublicationDate")]
    words = "MarkRepresentation/MarkReproduction/WordMarkSpecification/MarkVerbalElementText"
    fields: dict[str, Value] = {
        "office": office,
        "number": number,
        "text": value(mark, words),
        "feature": feature_of(value(mark, "MarkRepresentation/MarkFeatureCategory"), value(mark, "//MarkFeatureCode")),
        "kind": kind_of_mark(value(mark, "MarkCategory")),
        "classes": [found for goods in each(mark, "GoodsServicesBag/GoodsServices") for found in _classes(goods)],
        "parties": list(_parties(mark)),
        "publication_date": published[0] if published else "",
        **standing_of(mark),
    }
    yield from mark_rows(place, fields, mark, _events(office, mark))


def _classes(goods: Element) -> Iterator[dict[str, Value]]:
    """Goods by class; the United States office tells the class's status in an entry of its own without a number."""
    descriptions = list(each(goods, "ClassDescriptionBag/ClassDescription"))
    statuses = values(goods, "ClassDescriptionBag/ClassDescription//NationalStatusExternalDescriptionText")
    numbered = [entry for entry in descriptions if value(entry, "ClassNumber")]
    for entry in numbered:
        own = value(entry, "//NationalStatusExternalDescriptionText")
        yield {
            "nice_class": class_of(value(entry, "ClassNumber")),
            "goods": values(entry, "GoodsServicesDescriptionText"),
            "status": own or (statuses[0] if len(statuses) == len(numbered) == 1 else ""),
        }


def _parties(mark: Element) -> Iterator[dict[str, Value]]:
    people = list(each(mark, "ApplicantBag/Applicant"))
    ranks = [_rank(person) if value(person, "NationalLegalEntityCode") else "" for person in people]
    highest = max((int(code) for code in ranks if code.isdigit()), default=0)
    for person, code in zip(people, ranks, strict=True):
        yield from _named(ranked(code, highest=highest) if code else "applicant", person)
    for holder in each(mark, "HolderBag/Holder"):
        yield from _named("owner", holder)
    for attorney in each(mark, "RecordAttorney"):
        yield from _named("agent", attorney)


def _rank(person: Element) -> str:
    """The United States office puts the party type where the standard counts the applicants."""
    return next((str(code) for name, code in person.attrib.items() if str(name).endswith("sequenceNumber")), "")


def _named(role: str, person: Element) -> Iterator[dict[str, Value]]:
    name = next((name for path in _NAMES if (name := value(person, f"Contact/Name/{path}"))), "")
    if not role or not name:
        return
    address = first(person, "//PostalAddress")
    parts: dict[str, str] = {}
    if address is not None:
        parts = {f"{at} {local(part)}": value(part) for at, part in enumerate(_lines(address)) if value(part)}
    country = next((parts.pop(key) for key in list(parts) if key.endswith("CountryCode")), "")
    yield {"role": role, "name": name, "address": ", ".join(parts.values()), "country": country}


def _lines(address: Element) -> Iterator[Element]:
    """The parts of a structured address, or the lines of a free one."""
    structured = first(address, "PostalStructuredAddress")
    yield from structured if structured is not None else address


def _events(office: str, mark: Element) -> Iterator[tuple[dict[str, Value], Element]]:
    for entry in each(mark, "MarkEventBag/MarkEvent"):
        text = value(entry, "NationalMarkEvent/MarkEventDescriptionText")
        code = value(entry, "NationalMarkEvent/MarkEventCode") or value(entry, "MarkEventCode")
        on = day(value(entry, "MarkEventDate"))
        number = value(entry, "NationalMarkEvent/MarkEventEntryNumber")
        yield {"event": kind_of(KINDS, office, text), "code": code, "on": on, "text": text, "number": number}, entry
    for assignment in each(mark, "AssignmentBag/Assignment"):
        yield _assignment(assignment), assignment


def _assignment(assignment: Element) -> dict[str, Value]:
    conveyance = value(assignment, "AssignmentConveyanceCategory")
    recorded = day(value(assignment, "AssignmentRecordedDate"))
    parties = [
        found
        for role, path in (("from", "Assignor"), ("to", "Assignee"))
        for person in each(assignment, path)
        for found in _named(role, person)
    ]
    return {
        "event": conveyed(conveyance),
        "on": day(value(assignment, "AssignmentExecutedDate")) or recorded,
        "published_on": recorded,
        "text": conveyance,
        "number": reel_and_frame(value(assignment, "AssignmentIdentifier")),
        "parties": parties,
    }
