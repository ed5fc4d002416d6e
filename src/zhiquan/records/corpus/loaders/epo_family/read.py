"""Streams the members of families: membership of each publication, legal events of each application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, each
from zhiquan.records.corpus.loaders.epo_docdb.numbers import NOTHING, application, forms, publication
from zhiquan.records.corpus.loaders.epo_family.legal import event
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("欧洲专利局 OPS 同族与法律事件（XML）", "EPO OPS families and legal events (XML)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - only members are counted by the file, not their events
    """Return ``None``: the file counts the members of a family, not their events."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield, for each member, its DOCDB family (OPS answers the extended one, without a number) and its events.

    The events of an application are told again with each of its publications: as rows of that publication's
    application they are the same row and are recognised as repeated.
    """
    for member in members(path):
        with member.open() as stream:
            for number, element in enumerate(items(stream, "{*}family-member"), start=1):
                yield from _member(f"{member.name}#{number}", element)


def _member(place: str, member: Element) -> Iterator[RawRow]:
    published = forms(each(member, "publication-reference")).get("docdb", NOTHING)
    office = published.office
    filed = forms(each(member, "application-reference"))
    number = publication(office, published.number)
    right: dict[str, Value] = {"office": office, "application": application(office, filed)}
    document: dict[str, Value] = {**right, "publication": number, "kind_code": published.kind}
    place = f"{place} {office}{published.number}{published.kind}"
    if family := member.get("family-id"):
        told = {name: text for name, text in document.items() if text}
        fields = {**document, "family": family, "scheme": "docdb"}
        yield RawRow(place, fields, {"family-id": family, **told}, "families")
    about = right if right["application"] else document
    for at, legal in enumerate(each(member, "legal"), start=1):
        yield RawRow(f"{place} event {at}", {**about, **event(legal)}, {**as_written(legal), **about}, "events")
