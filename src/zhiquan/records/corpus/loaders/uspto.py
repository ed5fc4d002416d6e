"""What all full-text formats of the United States office share: its numbers, class symbols, dates and rows.

The office writes numbers into fields of fixed width (``08926509``, ``D0982278``) and old symbols into columns
(``H04M 1100``); here they become what is printed on the document (``8926509``, ``D982278``, ``H04M11/00``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import EventKind, PartyRole
from zhiquan.records.corpus.reading.xml import Element

OFFICE = "US"
_NUMBER = re.compile(r"([A-Z]{0,2})0*([1-9]\d*)")
_IPC = re.compile(r"([A-H]\d{2}[A-Z])\s*0*(\d{1,4})/(\d{2,6})")
_IPC_FIXED = re.compile(r"([A-H]\d{2}[A-Z])([ \d]{2}\d)(\d{2,6})")
_LOCARNO = re.compile(r"D?(\d{2})[- ]?(\d{2})")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BLOCKS = frozenset({"p", "li", "heading", "claim-text", "paragraph", "PARA", "CLMSTEP", "H", "br"})
_NOT_TOLD = frozenset({"unknown", "omitted"})


@dataclass(slots=True)
class Patent:
    """One document of the office, as it goes into rows: the right, its own fields, what it cites, its publications."""

    place: str
    publication: str
    kind_code: str
    application: str
    fields: dict[str, Value]
    raw: dict[str, Value]
    granted: bool
    on: str
    citations: list[tuple[dict[str, Value], dict[str, Value]]] = field(default_factory=list)
    published_before: list[tuple[str, str]] = field(default_factory=list)

    def rows(self) -> Iterator[RawRow]:
        """Yield the patent, its grant, its earlier publication, and what it cites."""
        right: dict[str, Value] = {
            "office": OFFICE,
            "application": self.application,
            "publication": self.publication,
            "kind_code": self.kind_code,
        }
        place = f"{self.place} {self.publication}".strip()
        day = {"publication_date": self.on, "grant_date": self.on if self.granted else ""}
        yield RawRow(place, {**right, **day, **self.fields}, self.raw)
        told = {name: value for name, value in right.items() if value}
        if self.on:
            kind = EventKind.GRANTED if self.granted else EventKind.PUBLISHED
            yield _event(place, right, kind, self.on, f"{OFFICE}{self.publication}{self.kind_code}")
        for document, on in self.published_before:
            if on:
                yield _event(place, right, EventKind.PUBLISHED, on, document)
        for at, (cited, raw) in enumerate(self.citations, start=1):
            yield RawRow(f"{place} citation {at}", {**right, **cited}, {**raw, **told}, "citations")


def _event(place: str, right: Mapping[str, Value], kind: EventKind, on: str, document: str) -> RawRow:
    told: dict[str, Value] = {"event": kind.value, "on": on, "published_on": on, "number": document}
    fields: dict[str, Value] = {**right, **told}
    return RawRow(f"{place} {kind.value} {document}", fields, fields, "events")


def text(element: Element | None) -> str:
    """Return the text of an element; paragraphs and steps of a claim are apart even where no blank is between them."""
    if element is None:
        return ""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        block = " " if etree.QName(one).localname in _BLOCKS else ""
        if event == "start":
            parts += (block, one.text or "")
        else:
            parts += (block, (one.tail or "") if one is not element else "")
    return " ".join("".join(parts).split())


def number(written: str) -> str:
    """Return a document's number without the zeros that fill its field: ``D0982278`` → ``D982278``."""
    plain = written.strip().upper()
    found = _NUMBER.fullmatch(plain)
    return found[1] + found[2] if found else plain


def ipc(written: str) -> str:
    """Return an IPC symbol out of columns (``B60R  900``, ``G06F015/00``) in the usual form (``B60R9/00``)."""
    text = written.strip().upper()
    found = _IPC.fullmatch(text) or _IPC_FIXED.fullmatch(text)
    return f"{found[1]}{int(found[2])}/{found[3]}" if found else text


def locarno(written: str) -> str:
    """Return a Locarno class out of digits (``0201``, ``D2503``) in the usual form (``02-01``)."""
    found = _LOCARNO.fullmatch(written.strip().upper())
    return f"{found[1]}-{found[2]}" if found else written.strip()


def is_locarno(written: str) -> bool:
    """Say whether a symbol in a field for the IPC is one of Locarno, as old designs have it."""
    return bool(_LOCARNO.fullmatch(written.strip().upper()))


def month(written: str) -> str:
    """Return a date of a cited document as told: ``19980800`` → ``1998-08``; nothing for zeros."""
    found = _DATE.fullmatch(written.strip())
    if not found:
        return written.strip()
    return "-".join(part for part in found.groups() if int(part))


def country(written: str) -> str:
    """Return a country's code, empty where the office says that it is not told."""
    text = written.strip()
    return "" if text.lower() in _NOT_TOLD else text.upper()


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Return the parts that hold anything, joined."""
    return between.join(part.strip() for part in parts if part and part.strip())


def party(role: PartyRole, name: str, address: str = "", code: str = "") -> dict[str, Value]:
    """Return a party of a raw row."""
    return {"role": role.value, "name": name, "address": address, "country": country(code)}


def cited(office: str, document: str, kind_code: str, name: str = "", on: str = "", by: str = "") -> dict[str, Value]:
    """Return the fields of a cited patent document."""
    told = country(office) or OFFICE
    plain = number(document)
    written = joined(("" if plain.startswith(told) else told, plain, kind_code, name, month(on)), " ")
    return {
        "cited_office": told,
        "cited_number": plain,
        "cited_kind_code": kind_code,
        "text": written,
        "by": by,
    }
