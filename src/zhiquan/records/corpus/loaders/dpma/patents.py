"""A record of the register of patents and utility models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, day, each, first, value, values
from zhiquan.records.corpus.model import EventKind
from zhiquan.records.corpus.reading.xml import Element

OFFICE = "DE"
_SYMBOL = re.compile(r"([A-H]\d{2}[A-Z])(\d{4})(\d{6})")
_KINDS = {"patent": "invention", "gebrauchsmuster": "utility model"}
_PARTIES = (("applicant", "applicants/applicant"), ("inventor", "inventors/inventor"), ("agency", "agents/agent"))
_PUBLICATION = "publikationen"


def patent_rows(place: str, record: Element) -> Iterator[RawRow]:
    """Yield the patent or utility model, then the steps of its procedures."""
    found = first(record, "bibliographic-data")
    if found is None:
        return
    number = value(found, "application-reference/document-id/doc-number")
    right: dict[str, Value] = {"office": OFFICE, "application": number}
    symbols = [symbol(text) for text in values(found, "classifications-ipcr/classification-ipcr/text")]
    kind = value(found, "office-specific-bib-data/type-of-ip-right")
    fields: dict[str, Value] = {
        **right,
        "publication": value(found, "publication-references/publication-reference/document-id/doc-number").lstrip("0"),
        "kind_code": value(found, "publication-references/publication-reference/document-id/kind"),
        "kind": _KINDS.get(kind, kind),
        "title": value(found, "invention-title"),
        "abstract": value(found, "office-specific-bib-data/abstract"),
        "main_class": symbols[0] if symbols else "",
        "ipc": symbols,
        "parties": list(_parties(found)),
        "priorities": list(_priorities(found)),
        "filing_date": day(value(found, "application-reference/document-id/date")),
        "publication_date": day(value(found, "office-specific-bib-data/date-of-first-publication")),
        "status": value(found, "office-specific-bib-data/status"),
    }
    place = f"{place} {OFFICE}{number}"
    yield RawRow(place, fields, as_written(record))
    for at, entry in enumerate(each(record, "events/event-data"), start=1):
        yield RawRow(f"{place} event {at}", {**right, **_event(entry)}, {**as_written(entry), **right}, "events")


def symbol(padded: str) -> str:
    """Return ``H02K16/00`` for ``H02K0016000000``, as WIPO ST.8 pads symbols; another form stays as it is."""
    found = _SYMBOL.match(padded)
    return f"{found[1]}{int(found[2])}/{found[3].rstrip('0').ljust(2, '0')}" if found else padded


def _parties(found: Element) -> Iterator[dict[str, Value]]:
    for role, path in _PARTIES:
        for entry in each(found, f"parties/{path}"):
            name = value(entry, "addressbook/name")
            address = ", ".join(values(entry, "addressbook/address/address-1"))
            country = value(entry, "addressbook/address/country")
            if name:
                yield {"role": role, "name": name, "address": address, "country": country}


def _priorities(found: Element) -> Iterator[str]:
    for claim in each(found, "priority-claims/priority-claim"):
        yield value(claim, "country") + value(claim, "doc-number")


def _event(entry: Element) -> dict[str, Value]:
    """A step: the office gives a code without words, so that only a publication is certain."""
    procedure = value(entry, "type-of-procedure")
    published = value(entry, "publication-info/publication-date")
    kind = EventKind.PUBLISHED if procedure == _PUBLICATION else EventKind.OTHER
    documents = values(entry, "published-documents/document")
    return {
        "event": kind.value,
        "code": value(entry, "procedural-status"),
        "on": day(value(entry, "date-of-procedural-status")),
        "published_on": day(published),
        "text": "; ".join((procedure, *documents)),
    }
