"""The region's own provisions, laid over the shipped law book: what they say, and what is wrong with their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml import YAMLError

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.definitions.shelf import law_book
from zhiquan.office.rulebook.sources import place_of
from zhiquan.rules.law import NATION, Book, Provision
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a file of the region from being read."""

    place: str
    text: Text


@dataclass(frozen=True, slots=True)
class Laid:
    """A provision of the region's own, its file, and the shipped one that it goes before in its place (or None)."""

    file: str
    provision: Provision
    over: Provision | None


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that a region lays over the book."""

    entries: tuple[Laid, ...]
    faults: tuple[Fault, ...]


def overlay(region: Path) -> Overlay:
    """Return the region's own provisions; where they cannot be read together, the faults and no entries."""
    documents, faults = _documents(region)
    if faults or not documents:
        return Overlay((), tuple(faults))
    try:
        book = _together(documents, region)
    except Refusal as refusal:
        return Overlay((), (Fault("region/law", refusal.text),))
    except (ValueError, KeyError, TypeError) as wrong:
        text = Text(f"不能与规则库合并：{wrong}", f"does not fit the law book: {wrong}")
        return Overlay((), (Fault("region/law", text),))
    shipped = law_book()
    entries = (Laid(place, provision, _below(shipped, provision)) for place, provision in _own(documents, book))
    return Overlay(tuple(sorted(entries, key=lambda one: (one.provision.key, one.provision.scope))), ())


def _documents(region: Path) -> tuple[dict[str, Any], list[Fault]]:
    documents: dict[str, Any] = {}
    faults = []
    for path in sorted((region / "law").glob("*.yaml")):
        place = place_of(path, region)
        try:
            documents[place] = read_yaml(path)
            if not isinstance(documents[place], dict) or not isinstance(documents[place].get("provisions"), list):
                faults.append(Fault(place, _NO_PROVISIONS))
        except YAMLError as wrong:
            faults.append(Fault(place, Text(f"不是有效的 YAML：{wrong}", f"not YAML: {wrong}")))
    return documents, faults


def _together(documents: dict[str, Any], region: Path) -> Book:
    """Read the book whole, as the program will: overlaps, gaps and extensions show only there."""
    shipped = {place_of(path, region): read_yaml(path) for path in sorted((SHIPPED / "law").glob("*.yaml"))}
    return Book.from_documents({**shipped, **documents})


def _own(documents: dict[str, Any], book: Book) -> Iterator[tuple[str, Provision]]:
    for place, document in documents.items():
        for entry in document["provisions"]:
            versions = book.versions(entry["key"], str(entry.get("scope", NATION)))
            yield from ((place, one) for one in versions if one.valid_from == entry["from"])


def _below(shipped: Book, provision: Provision) -> Provision | None:
    """Return what would hold in the region's place without its own provision, on the day this one begins."""
    return shipped.in_force(provision.key, provision.valid_from, provision.scope) or shipped.in_force(
        provision.key, provision.valid_from, NATION
    )


_NO_PROVISIONS = Text("缺少 provisions 列表。", "A list of provisions is missing.")
