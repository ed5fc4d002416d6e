"""Applicants and inventors of an exchange document, each once although told in several forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.elements import each, value
from zhiquan.records.corpus.reading.xml import Element

_COUNTRY = re.compile(r"\s*\[([A-Z]{2})\]$")
_STANDARD = ("docdb", "epodoc", "")
_AS_FILED = ("docdba", "original")


def parties(bibliography: Element) -> list[dict[str, Value]]:
    """Return applicants, then inventors, as mappings ``role name country``."""
    return [
        *_of(bibliography, "applicant"),
        *_of(bibliography, "inventor"),
    ]


def _of(bibliography: Element, role: str) -> Iterator[dict[str, Value]]:
    """Yield the names as filed where they are at least as many as the standardised ones, else the standardised.

    The standardised form (capitals, shortened) carries the country; it is given to the name as filed of the same
    place only while both forms count alike.
    """
    people = list(each(bibliography, f"parties/{role}s/{role}"))
    standard = _names(person for person in people if person.get("data-format", "") in _STANDARD)
    as_filed = _names(person for person in people if person.get("data-format", "") in _AS_FILED)
    countries = [country for _, country in standard]
    chosen = standard
    if len(as_filed) >= len(standard):
        same = len(as_filed) == len(standard)
        chosen = [(name, own or (countries[at] if same else "")) for at, (name, own) in enumerate(as_filed)]
    for name, country in chosen:
        yield {"role": role, "name": name, "country": country}


def _names(people: Iterator[Element]) -> list[tuple[str, str]]:
    """Return name and country of each person once; forms as filed are known to repeat people in other letters."""
    found: dict[str, tuple[str, str]] = {}
    for person in people:
        name = value(person, "//name").strip(" ,;")
        country = _COUNTRY.search(name)
        name = _COUNTRY.sub("", name)
        told = value(person, "residence/country") or (country[1] if country else "")
        if name:
            found.setdefault(name.casefold(), (name, told))
    return list(found.values())
