"""Parties of a document of version 4.

Until 2012 only inventors could apply in the United States: such documents list them once, as applicants who are the
inventors; later ones list both apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.elements import each, first, value
from zhiquan.records.corpus.loaders.uspto import joined, party
from zhiquan.records.corpus.model import PartyRole
from zhiquan.records.corpus.reading.xml import Element

_ADDRESS = ("address-1", "address-2", "address-3", "street", "city", "state", "postcode")
_NAME = ("prefix", "first-name", "middle-name", "last-name", "suffix")


def parties(data: Element) -> Iterator[dict[str, Value]]:
    """Yield applicants, inventors, owners, agents and agencies, in this order."""
    for one in _all(data, ("parties/applicants/applicant", "us-parties/us-applicants/us-applicant")):
        yield _party(PartyRole.APPLICANT, one)
    for one in _inventors(data):
        yield _party(PartyRole.INVENTOR, one)
    for one in each(data, "assignees/assignee"):
        yield _party(PartyRole.OWNER, one)
    for one in _all(data, ("parties/agents/agent", "us-parties/agents/agent")):
        yield _party(PartyRole.AGENCY if value(_book(one), "orgname") else PartyRole.AGENT, one)


def _all(data: Element, paths: tuple[str, ...]) -> Iterator[Element]:
    for path in paths:
        yield from each(data, path)


def _inventors(data: Element) -> list[Element]:
    listed = [*_all(data, ("us-parties/inventors/inventor", "parties/inventors/inventor"))]
    listed += _all(data, ("us-parties/inventors/deceased-inventor", "us-deceased-inventor"))
    if listed:
        return listed
    applied = _all(data, ("parties/applicants/applicant", "us-parties/us-applicants/us-applicant"))
    return [one for one in applied if one.get("app-type") == "applicant-inventor"]


def _book(one: Element) -> Element:
    found = first(one, "addressbook")
    return one if found is None else found


def _party(role: PartyRole, one: Element) -> dict[str, Value]:
    book = _book(one)
    person = joined((value(book, part) for part in _NAME), " ")
    address = joined(value(book, f"address/{part}") for part in _ADDRESS)
    code = value(book, "address/country") or value(one, "residence/country")
    return party(role, value(book, "orgname") or person or value(book, "name"), address, code)
