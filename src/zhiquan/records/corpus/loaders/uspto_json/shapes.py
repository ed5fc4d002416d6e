"""What JSON of strangers holds, taken apart without trust: text, lists of text, lists of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhiquan.records.corpus.loaders import Value

_LINES = ("addressLineOneText", "addressLineTwoText", "cityName")
_REGION = ("geographicRegionName", "geographicRegionCode")


def text(held: Any, name: str) -> str:
    """Return a field as text: numbers as written, anything else that is no text as empty."""
    found = held.get(name) if isinstance(held, Mapping) else None
    if isinstance(found, str):
        return " ".join(found.split())
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def told(held: Any, *names: str) -> str:
    """Return the first of several fields that holds text."""
    return next((found for name in names if (found := text(held, name))), "")


def texts(held: Any, name: str) -> list[str]:
    """Return the texts of a field that is a list (or one text); what is no text is left out."""
    found = held.get(name) if isinstance(held, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return [" ".join(one.split()) for one in listed if isinstance(one, str) and one.strip()]


def objects(held: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a field that is a list."""
    found = held.get(name) if isinstance(held, Mapping) else None
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, Mapping))


def address(held: Any) -> str:
    """Return the address that an object of the office's JSON holds, in one line without its country."""
    parts = (*(text(held, field) for field in _LINES), told(held, *_REGION), text(held, "postalCode"))
    return ", ".join(part for part in parts if part)


def as_value(held: Any) -> Value:
    """Return JSON as a raw row's value: numbers and truth values as text, nothing as empty."""
    if isinstance(held, Mapping):
        return {str(name): as_value(inner) for name, inner in held.items() if inner is not None}
    if isinstance(held, list):
        return [as_value(inner) for inner in held]
    return held if isinstance(held, str) else "" if held is None else str(held)


def raw(held: Mapping[str, Any], *without: str) -> dict[str, Value]:
    """Return an object as the raw row, without the fields that are rows of their own."""
    return {str(name): as_value(inner) for name, inner in held.items() if inner is not None and name not in without}
