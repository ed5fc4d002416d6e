"""XML records for loaders: what root a file has, and elements read by local names, whatever their namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from zhiquan.records.corpus.reading.members import head
from zhiquan.records.corpus.reading.xml import Element, text_of

_HEAD = 64 * 1024
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?\s*>", re.DOTALL)
_OPENING = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)((?:\s+[^<>]*)?)/?>", re.DOTALL)
_BARE_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*|Z|[+-]\d{2}:\d{2})?")


@dataclass(frozen=True, slots=True)
class Root:
    """The root element of a file: local name, namespace (empty for none), and the first 64 KiB as text."""

    name: str
    namespace: str
    beginning: str


def root_of(path: Path) -> Root | None:
    """Return the root element of the first member, or ``None`` when the file does not begin as XML."""
    beginning = _text(head(path, _HEAD)).lstrip("\ufeff")
    at = 0
    while skipped := _PROLOG.match(beginning, at):
        at = skipped.end()
    opening = _OPENING.match(beginning, at)
    if opening is None:
        return None
    prefix, name, attributes = opening.groups()
    declared = re.search(rf"xmlns{':' + re.escape(prefix) if prefix else ''}\s*=\s*[\"']([^\"']*)[\"']", attributes)
    return Root(name, declared[1] if declared else "", beginning)


def _text(beginning: bytes) -> str:
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return beginning.decode("utf-16", errors="replace")
    return beginning.decode("utf-8", errors="replace")


def each(element: Element, path: str) -> Iterator[Element]:
    """Yield the elements at a path of local names (``parties/applicant``; below: ``//claim``, ``claims//p``)."""
    yield from element.iterfind(_any_namespace(path))


def first(element: Element, path: str) -> Element | None:
    """Return the first element at a path of local names."""
    return element.find(_any_namespace(path))


def value(element: Element | None, path: str = "") -> str:
    """Return the whole text of the first element at the path, white space as single spaces; empty if there is none."""
    found = first(element, path) if path and element is not None else element
    if found is not None and not len(found):
        return " ".join((found.text or "").split())
    return text_of(found)


def parts(element: Element) -> dict[str, str]:
    """Return the texts of the children by local name, of several with one name the first."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(local(child), value(child))
    return found


def values(element: Element, path: str) -> list[str]:
    """Return the texts of all elements at the path that hold any."""
    return [text for found in each(element, path) if (text := value(found))]


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    name = str(element.tag)
    return name[name.rfind("}") + 1 :]


def as_written(element: Element) -> dict[str, str]:
    """Return the element itself as the raw row."""
    return {"xml": etree.tostring(element, encoding="unicode", with_tail=False)}


def day(text: str) -> str:
    """Return the day of an XML date (``20000517``, ``2000-05-09-04:00``, ``2006-09-14T04:00:00Z``) in ISO form.

    The zone is left out: offices write midnight of their own day. Days of nothing (``0001-01-01``, ``00000000``, a
    month or day 00) are empty; what is no date at all is returned as it is.
    """
    found = _BARE_DATE.fullmatch(text.strip())
    if found is None:
        return text.strip()
    year, month, of_month = found.groups()
    return "" if year in ("0000", "0001") or "00" in (month, of_month) else f"{year}-{month}-{of_month}"


@lru_cache(maxsize=1_024)
def _any_namespace(path: str) -> str:
    steps = "/".join(f"{{*}}{step}" if step else "" for step in path.split("/"))
    return f".{steps}" if path.startswith("/") else steps
