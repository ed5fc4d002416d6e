"""Streams published applications: one or many XML documents in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, day, each, first, value
from zhiquan.records.corpus.loaders.uspto import OFFICE, Patent, ipc, joined, locarno, number, party, text
from zhiquan.records.corpus.loaders.uspto_pap.sniff import ROOTS, is_ours
from zhiquan.records.corpus.model import PartyRole
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.refusing import damaged
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局公开申请（2001–2004 年 XML）", "USPTO published applications (XML of 2001 to 2004)")

_NAME = ("name-prefix", "given-name", "middle-name", "family-name", "name-suffix")
_ADDRESS = ("address-1", "address-2", "city", "state", "postalcode")
_RESIDENCES = ("residence/residence-us", "residence/residence-non-us", "residence/military-service")


def expected(path: Path) -> int | None:  # noqa: ARG001 - bulk files do not say how many documents they hold
    """Return ``None``: bulk files do not say how many documents they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every application with its publication."""
    for member in members(path):
        if is_ours(member.first):
            with member.open() as stream:
                for at, document in enumerate(items(stream, *ROOTS), start=1):
                    yield from _patent(f"{member.name}#{at}", document).rows()


def _patent(place: str, document: Element) -> Patent:
    data = first(document, "subdoc-bibliographic-information")
    if data is None:
        raise damaged(place.partition("#")[0], "缺少著录项目", "no bibliographic data")
    return Patent(
        place=place,
        publication=number(value(data, "document-id/doc-number")),
        kind_code=value(data, "document-id/kind-code"),
        application=value(data, "domestic-filing-data/application-number/doc-number"),
        fields=_fields(document, data),
        raw=dict(as_written(data)),
        granted=False,
        on=day(value(data, "document-id/document-date")),
    )


def _fields(document: Element, data: Element) -> dict[str, Value]:
    technical = "technical-information"
    where = f"{technical}/classification-ipc"
    symbols = [ipc(value(one)) for one in each(data, f"{where}/classification-ipc-primary/ipc")]
    symbols += [ipc(value(one)) for one in each(data, f"{where}/classification-ipc-secondary/ipc")]
    return {
        "kind": value(data, "publication-filing-type"),
        "title": value(data, f"{technical}/title-of-invention"),
        "abstract": " ".join(text(one) for one in each(document, "subdoc-abstract/paragraph")),
        "claim": text(first(document, "subdoc-claims/claim")),
        "filing_date": day(value(data, "domestic-filing-data/filing-date")),
        "main_class": next(iter(symbols), ""),
        "ipc": symbols,
        "locarno": [locarno(value(one)) for one in each(data, f"{technical}/classification-locarno//locarno")],
        "parties": [*_parties(data)],
        "priorities": [*_priorities(data)],
        "pct": value(data, "cross-reference-to-parent-related-data/pct-application/document-id/doc-number")
        or value(data, "foreign-priority-data/pct-application/document-id/doc-number"),
    }


def _parties(data: Element) -> Iterator[dict[str, Value]]:
    for name in ("first-named-inventor", "inventor"):
        for one in each(data, f"inventors/{name}"):
            yield _inventor(one)
    for one in each(data, "assignee"):
        yield _organisation(one)


def _inventor(one: Element) -> dict[str, Value]:
    name = joined((value(one, f"name/{part}") for part in _NAME), " ")
    lived = next((found for path in _RESIDENCES if (found := first(one, path)) is not None), None)
    if lived is None:
        address = joined(value(one, f"address/{part}") for part in _ADDRESS)
        return party(PartyRole.INVENTOR, name, address, value(one, "address/country/country-code"))
    address = joined((value(lived, "city"), value(lived, "state")))
    return party(PartyRole.INVENTOR, name, address, value(lived, "country-code"))


def _organisation(one: Element) -> dict[str, Value]:
    name = value(one, "organization-name") or joined((value(one, f"name/{part}") for part in _NAME), " ")
    address = joined(value(one, f"address/{part}") for part in _ADDRESS)
    return party(PartyRole.OWNER, name, address, value(one, "address/country/country-code"))


def _priorities(data: Element) -> Iterator[str]:
    for one in each(data, "foreign-priority-data"):
        office, document = value(one, "country-code"), value(one, "priority-application-number/doc-number")
        yield joined((office, document), " ")
    for one in each(data, "continuity-data//non-provisional-of-provisional/document-id"):
        yield joined((value(one, "country-code") or OFFICE, value(one, "doc-number")), " ")
