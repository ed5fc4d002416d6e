"""Streams recorded assignments: an event for each property that a record lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day, value
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局权利转移检索结果（XML）", "USPTO assignment search answers (XML)")

_OFFICE = "US"
_NOTHING = ("NULL", "")
_PROPERTY = ("inventionTitle", "applNum", "filingDate", "patNum", "issueDate", "publNum", "publDate", "pctNum")
_ADDRESS = ("Address1", "Address2", "City", "State", "Postcode", "CountryName")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the answer counts records, not their properties
    """Return ``None``: the answer counts records, not the properties they list."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield an event for each property of each record; the same parties stand beside each of them."""
    for member in members(path):
        with member.open() as stream:
            for document in items(stream, "{*}doc"):
                yield from _record(member.name, document)


def _record(name: str, document: Element) -> Iterator[RawRow]:
    held = {field.get("name", ""): field for field in document}
    single = {name: text for name, field in held.items() if len(field) == 0 and (text := value(field)) not in _NOTHING}
    listed = {name: [value(entry) for entry in field] for name, field in held.items() if len(field)}
    recorded = day(single.get("recordedDate", ""))
    signed = sorted(filter(None, map(day, listed.get("patAssignorExDate", []))))
    parties = [*_parties(listed, "from", "patAssignor"), *_parties(listed, "to", "patAssignee")]
    number = single.get("displayId", "").replace("-", "/")
    event: dict[str, Value] = {
        "event": conveyed(single.get("conveyanceText", "")),
        "on": signed[-1] if signed else recorded,
        "published_on": recorded,
        "text": single.get("conveyanceText", ""),
        "number": number,
        "parties": parties,
    }
    record: dict[str, Value] = {**single, **{name: all_ for name, all_ in listed.items() if name.startswith("patAss")}}
    for at in range(max((len(listed.get(field, [])) for field in _PROPERTY), default=0)):
        own = {field: listed[field][at] for field in _PROPERTY if at < len(listed.get(field, []))}
        own = {field: text for field, text in own.items() if text not in _NOTHING}
        yield RawRow(f"{name} {number} property {at + 1}", {**_right(own), **event}, {**record, **own}, "events")


def _right(own: dict[str, str]) -> dict[str, Value]:
    """The application, else the patent, else the international application, else the published one."""
    if number := own.get("applNum"):
        return {"office": _OFFICE, "application": number}
    if number := own.get("patNum"):
        return {"office": _OFFICE, "publication": number}
    if number := own.get("pctNum"):
        return {"office": "WO", "application": number}
    return {"office": _OFFICE, "publication": own.get("publNum", "")}


def _parties(listed: dict[str, list[str]], role: str, prefix: str) -> Iterator[dict[str, Value]]:
    """Names of one side; addresses stand in lists of their own and are taken while they are as many as the names."""
    names = listed.get(f"{prefix}Name", [])
    columns = [listed.get(f"{prefix}{part}", []) for part in _ADDRESS]
    for at, name in enumerate(names):
        parts = [column[at] for column in columns if len(column) == len(names)]
        address = ", ".join(part for part in parts if part not in _NOTHING)
        if name not in _NOTHING:
            yield {"role": role, "name": name, "address": address}
