"""An organisation's own list of rights, held against the records: what is sure, what is doubtful and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.records.corpus.model import PartyRole
from zhiquan.records.corpus.reading.workbook import xlsx_rows
from zhiquan.records.search import Searched, SearchIndex
from zhiquan.records.search.describing import shown
from zhiquan.rules.identifiers import Broken, repairs
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MOST = 3_000
"""Numbers that are held against the records at a time."""
LARGEST = 5 << 20
INDICATION = "gi."
"""How the keys of geographical indications begin."""
_OWNERS = frozenset({PartyRole.APPLICANT, PartyRole.OWNER})
_APART = re.compile(r"[\s,，、;；|]+")
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the list: ``key`` is empty where it cannot be taken in; ``doubt`` is empty where nothing is."""

    typed: str
    key: str = ""
    title: str = ""
    doubt: Text | None = None

    @property
    def sure(self) -> bool:
        """Whether it is taken in without a question."""
        return bool(self.key) and self.doubt is None


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a pasted list, one after the other as they stand there."""
    return _few([part for part in _APART.split(text) if part])


def numbers_of(workbook: BytesIO) -> list[str]:
    """Return the numbers of a workbook: the column that reads as numbers most often, but for its heading.

    ``Refusal`` ``portfolio.large``, ``portfolio.no-numbers``, and those of a damaged workbook.
    """
    if len(workbook.getvalue()) > LARGEST:
        raise Refusal("portfolio.large", _LARGE.format(most=LARGEST >> 20))
    rows = [cells for _, _, cells in xlsx_rows(workbook)]
    read: dict[int, int] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            read[place] = read.get(place, 0) + _reads(cell)
    best = max(read, key=lambda place: (read[place], -place), default=None)
    if best is None or not read[best]:
        raise Refusal("portfolio.no-numbers", _NO_NUMBERS)
    column = [cells[best].strip() for cells in rows if best < len(cells) and cells[best].strip()]
    return _few(column if _reads(column[0]) or _digits(column[0]) else column[1:])


def held_against(typed: Iterable[str], index: SearchIndex, name: str, listed: Collection[str]) -> tuple[Line, ...]:
    """Hold numbers against the records; ``name`` is the organisation's, ``listed`` what is its own already."""
    seen: set[str] = set(listed)
    return tuple(_lines(typed, index, fold(name), seen))


def _lines(typed: Iterable[str], index: SearchIndex, name: str, seen: set[str]) -> Iterator[Line]:
    for number in typed:
        key = key_as_typed(number)
        record = index.right(key) if not isinstance(key, Broken) else _published(index, number)
        found = record.key if record else key
        if isinstance(found, Broken):
            yield Line(number, doubt=_unreadable(number, found))
        elif found.startswith(INDICATION):
            yield Line(number, doubt=_NOBODYS)
        elif found in seen:
            yield Line(number, doubt=_TWICE)
        else:
            seen.add(found)
            yield _line(number, found, record, name)


def _line(number: str, key: str, record: Searched | None, name: str) -> Line:
    if record is None:
        return Line(number, key, doubt=_NOT_HELD)
    owners = [party.name for party in record.parties if party.role in _OWNERS]
    ours = any(fold(owner) == name for owner in owners)
    doubt = None if ours else _OTHERS.format(names="、".join(owners) or "—")
    return Line(number, key, shown(record)[0], doubt)


def _published(index: SearchIndex, number: str) -> Searched | None:
    """Return the right that a publication's or a registration's number leads to."""
    try:
        return index.find(number)
    except Refusal:
        return None


def _unreadable(number: str, broken: Broken) -> Text:
    near = [one.canonical for one in repairs(number)[:_SUGGESTED]]
    return _NEAR.format(why=broken.text, near="、".join(near)) if near else broken.text


def _few(numbers: list[str]) -> list[str]:
    if not numbers:
        raise Refusal("portfolio.no-numbers", _NO_NUMBERS)
    if len(numbers) > MOST:
        raise Refusal("portfolio.too-many-numbers", _TOO_MANY.format(most=MOST, given=len(numbers)))
    return numbers


def _reads(cell: str) -> bool:
    return _digits(cell) and not isinstance(key_as_typed(cell), Broken)


def _digits(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) > 4  # noqa: PLR2004 - a heading has fewer, every number more


_NEAR = Text("{why} 是不是 {near}？", "{why} Was it {near}?")
_TWICE = Text("清单里已经有了。", "It is on the list already.")
_NOBODYS = Text("地理标志不属于某一个单位，不列入。", "A geographical indication is no single organisation's own.")
_NOT_HELD = Text("库中没有这件权利，无法核对权利人。", "It is not held here: its owner cannot be checked.")
_OTHERS = Text("记录的权利人是 {names}。", "The records name {names} as its owner.")
_LARGE = Text("表格最大 {most} MB，请分开上传。", "A table is at most {most} MB; upload it in parts.")
_NO_NUMBERS = Text(
    "没有找到号码：请粘贴申请号、注册号或公开号，或上传有号码列的 .xlsx 表格。",
    "No number was found: paste numbers of applications, registrations or publications, or upload an .xlsx with them.",
)
_TOO_MANY = Text(
    "一次最多核对 {most} 个号码，这里有 {given} 个，请分批。",
    "At most {most} numbers are checked at a time and there are {given}; bring them in parts.",
)
