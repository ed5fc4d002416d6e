"""The two lines of names of a record: applicants and inventors, or one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNSURE = "applicant.or-inventor"
"""Doubt of a record with one line of names that may be either's."""
_ORGANISATION = re.compile(
    r"公司|集团|大学|大學|学院|學院|学校|研究|医院|工厂|[厂廠所院局部社行会會店场場站馆馆]$|中心|株式会社|法人|合伙|企业"
    r"|\b(?:CO|LTD|LIMITED|INC|CORP|CORPORATION|COMPANY|LLC|GMBH|AG|KG|SA|SE|NV|BV|AB|AS|OY|PLC|PTY|KK|SPA|SRL|INST"
    r"|INSTITUTE|INSTITUT|UNIV|UNIVERSITY|FOUNDATION|GROUP|BANK|HOSPITAL|ACADEMY|MINISTRY|CENTER|CENTRE|HOLDINGS?)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(.+?)[;；] *((?:\S{1,3}[都道府県]|\S{1,5}[市国國]|台[湾灣]).*)")
"""A name and an address, as Japanese records show their applicants."""
_BETWEEN = re.compile("[;；]")
_SHORTEST_TWICE = 5
"""Characters of a name from which its repetition is the page's fault, not a name such as 叶叶."""


@dataclass(frozen=True, slots=True)
class Named:
    """Applicants and inventors of a record as (name, address), and whether it could not be told which they are."""

    applicants: tuple[tuple[str, str], ...] = ()
    inventors: tuple[tuple[str, str], ...] = ()
    unsure: bool = False


NOBODY = Named()
"""What a record without any name says."""


def named(office: str, lines: Sequence[str]) -> Named:
    """Read the lines between application number and abstract.

    Two lines, of which one may be empty, are applicants and inventors in this order. Of a single line an organisation
    is an applicant, as no organisation invents; a person may be either, is kept as applicant (in the pages seen it is
    always the inventors' line that is missing) and the doubt with it.
    """
    if len(lines) == 1:
        (line,) = lines
        return Named(applicants=_names(office, line, ""), unsure=not _ORGANISATION.search(line))
    if not lines:
        return NOBODY
    first, second = lines[:2]
    return Named(_names(office, first, second), _names(office, second, first))


def _names(office: str, line: str, other: str) -> tuple[tuple[str, str], ...]:
    if not line:
        return ()
    addressed = _ADDRESS.fullmatch(line)
    if addressed and office == "JP":
        return ((_once(addressed[1]), addressed[2]),)
    if ";" in line and _words(line) == _words(other):
        return ((other, ""),)  # surname and given name parted as if they were two: the other line writes them as one
    return tuple((_once(name), "") for name in map(str.strip, _BETWEEN.split(line)) if name)


def _words(line: str) -> list[str]:
    return re.split(r"[\s;]+", line.upper())


def _once(name: str) -> str:
    """Return a name that the page shows twice without a blank between (as Korean records do) once."""
    half = name[: len(name) // 2]
    return half if len(half) >= _SHORTEST_TWICE and half * 2 == name else name
