"""Streams trademark records: the mark with its goods by class, then its history, register entries and assignments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import day, each, local, root_of, value, values
from zhiquan.records.corpus.loaders.mark_rows import mark_rows, standing_of
from zhiquan.records.corpus.loaders.mark_st66.events import events
from zhiquan.records.corpus.loaders.mark_st66.history import class_of, feature_of, kind_of_mark, ranked
from zhiquan.records.corpus.loaders.mark_st66.names import party
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("商标数据 WIPO ST.66（XML）", "Trademark records, WIPO ST.66 (XML)")

_UNITED_STATES = "urn:us:gov:doc:uspto:trademark:status"
"""This office puts the parties beside the mark, one mark to a transaction; others put them into it."""


def expected(path: Path) -> int | None:  # noqa: ARG001 - the files do not say
    """Return ``None``: the files do not say how many marks they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield each mark, then what happened to it."""
    root = root_of(path)
    whole = root is not None and _UNITED_STATES in root.beginning
    for member in members(path):
        with member.open() as stream:
            found = items(stream, "{*}TransactionData" if whole else "{*}TradeMark")
            for number, element in enumerate(found, start=1):
                marks = [element] if local(element) == "TradeMark" else each(element, "TradeMarkDetails/TradeMark")
                for mark in marks:
                    yield from _mark(f"{member.name}#{number}", mark, element)


def _mark(place: str, mark: Element, whole: Element) -> Iterator[RawRow]:
    office = value(mark, "RegistrationOfficeCode")
    number = value(mark, "FileNumber") or value(mark, "ApplicationNumber") or value(mark, "RegistrationNumber")
    published = [day(on) for on in values(mark, "PublicationDetails/Publication/PublicationDate")]
    fields: dict[str, Value] = {
        "office": office,
        "number": number,
        "text": value(mark, "WordMarkSpecification/MarkVerbalElementText"),
        "feature": feature_of(value(mark, "MarkFeature"), value(mark, "//MarkFeatureCode")),
        "kind": kind_of_mark(value(mark, "KindMark")),
        "classes": list(_classes(mark)),
        "vienna": values(mark, "//CategoryCode"),
        "parties": list(_parties(office, mark, whole)),
        "publication_date": published[0] if published else "",
        **standing_of(mark),
    }
    yield from mark_rows(place, fields, whole, events(office, mark))


def _classes(mark: Element) -> Iterator[dict[str, Value]]:
    for entry in each(mark, "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"):
        if number := value(entry, "ClassNumber"):
            yield {
                "nice_class": class_of(number),
                "goods": values(entry, "GoodsServicesDescription"),
                "status": value(entry, "//ClassNumberStatusDescriptionText"),
            }


def _parties(office: str, mark: Element, whole: Element) -> Iterator[dict[str, Value]]:
    """Applicants, holders and representatives.

    The United States register names everybody who ever owned the mark, by party type; the German one names the present
    holder as applicant.
    """
    people = list(each(whole, "ApplicantDetails/Applicant"))
    types = [value(person, "ApplicantExt/PartyTypeCode") for person in people]
    highest = max((int(code) for code in types if code.isdigit()), default=0)
    registered = office == "DE" and bool(value(mark, "RegistrationNumber"))
    for person, code in zip(people, types, strict=True):
        role = ranked(code, highest=highest) if code else ("owner" if registered else "applicant")
        yield from _named(role, person)
    for holder in each(mark, "HolderDetails/Holder"):
        yield from _named("owner", holder)
    for representative in each(mark, "RepresentativeDetails/Representative"):
        comment = value(representative, "Comment")
        if not comment or comment == "Attorney of Record":
            yield from _named("agent" if comment else "agency", representative)


def _named(role: str, person: Element) -> Iterator[dict[str, Value]]:
    found = party(role, person)
    if role and found["name"]:
        yield found
