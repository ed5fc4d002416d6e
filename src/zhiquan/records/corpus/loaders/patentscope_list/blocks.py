"""A page of hits cut into its records: where one begins, and what its lines are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiquan.records.corpus.loaders.patentscope_list.parties import NOBODY, Named, named
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST = 1_000_000
"""Characters of one record: the longest abstract has some thousand."""
_HEAD = re.compile(r"(?:[^.]*\D)?[0-9]+\. (\S+)(?: +(.*))?")
"""``12. 106569544 标题``; before the first record of a page other text or the number of hits shown may be glued to
its count, so the count is whatever digits stand before the point."""
_ALONE = re.compile(r"[0-9]+\. \(([A-Za-z]{2})([A-Z0-9/]*[0-9][A-Z0-9/]*)\)(?: +(.*))?")
"""``1. (CN106534307) 标题``: what the service shows of a search with a single hit."""
_OFFICE = re.compile(r"[A-Z]{2}|[a-z]{2}")
_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_CLASS = re.compile(r"([A-H][0-9]{2}[A-Z](?: [0-9]{1,4}(?:/[0-9]{1,6})?)?)(?: Loading\.\.\.)?")
_NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z]{0,3}[A-Za-z0-9 /.\-,]{1,30}")
_LOADING = "Loading..."
_END = "\0"
_TEMPLATE = 8
"""Lines after the date in a whole record: class three times, number, applicants, inventors, class, ``Loading...``."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record of a page; what the page does not say is empty. ``written`` is its text without its count."""

    office: str
    publication: str
    title: str
    written: str
    published: str = ""
    application: str = ""
    symbol: str = ""
    names: Named = NOBODY
    abstract: str = ""


def begins(line: str, office: str, day: str) -> bool:
    """Tell whether a line is the head of a record, by the two lines after it.

    The office stands in capitals or, for offices that PATENTSCOPE has not fully loaded, in small letters; a record
    without publication date has an empty line there, which counts only after an office in capitals (a two-letter word
    may end any abstract).
    """
    if not _OFFICE.fullmatch(office) or not _HEAD.fullmatch(line):
        return False
    return bool(_DAY.fullmatch(day)) or (not day and office.isupper())


def alone(line: str) -> bool:
    """Tell whether a line is all that a page says of its only record."""
    return bool(_ALONE.fullmatch(line))


def blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Cut a page into records, each a list of its lines; what stands before the first is a block of its own."""
    block: list[str] = []
    size = 0
    for line, office, day in _threes(line.strip() for line in lines):
        if block and begins(line, office, day):
            yield block
            block, size = [], 0
        block.append(line)
        size += len(line) + 1
        if size > LONGEST:
            raise _endless()
    if block:
        yield block


def hit(block: list[str]) -> Hit | None:
    """Read one record, or nothing where a block is none (text before the first record of a page)."""
    head = _HEAD.fullmatch(block[0])
    if head and len(block) > 2 and begins(*block[:3]):  # noqa: PLR2004 - head, office, day
        return _whole(head, *block[1:])
    filled = [line for line in block if line]
    only = _ALONE.fullmatch(filled[0]) if len(filled) == 1 else None
    if not only:
        return None
    office, number, title = only.groups(default="")
    return Hit(office.upper(), office.upper() + number, title, filled[0].partition(". ")[2])


def _whole(head: re.Match[str], office: str, day: str, *body: str) -> Hit:
    publication, title = head.groups(default="")
    published = _DAY.fullmatch(day)
    symbol, application, two, rest = _parts(list(body))
    return Hit(
        office=office.upper(),
        publication=publication,
        title=title,
        written="\n".join([f"{publication} {title}".strip(), office, day, *body]).rstrip(),
        published="-".join(reversed(published.groups())) if published else "",
        application=application,
        symbol=symbol,
        names=named(office.upper(), two),
        abstract="\n".join(line for line in rest if line),
    )


def _parts(body: list[str]) -> tuple[str, str, list[str], list[str]]:
    """Return class symbol, application number, the lines of names, the lines of the abstract.

    In a whole record each has its place and a name that is missing leaves its line empty. Where the lines do not stand
    so, what a line is shows from what is in it.
    """
    symbol = next((found[1] for line in body[:2] if (found := _CLASS.fullmatch(line))), "")
    if len(body) >= _TEMPLATE and _is_tail(body, 6) and _is_class(body[0]) and not _is_class(body[3]):
        return symbol, body[3], body[4:6], body[8:]
    at = next((place for place, line in enumerate(body) if line and not _is_class(line)), len(body))
    application = body[at] if at < len(body) and _NUMBER.fullmatch(body[at]) else ""
    at += bool(application)
    tail = next((place for place in range(at, len(body)) if _is_tail(body, place)), at)
    two = [line for line in body[at:tail] if line]
    return symbol, application, two[:2], [*two[2:], *body[tail + 2 * _is_tail(body, tail) :]]


def _is_class(line: str) -> bool:
    return not line or line == _LOADING or bool(_CLASS.fullmatch(line))


def _is_tail(body: list[str], at: int) -> bool:
    """Tell whether the class and ``Loading...`` stand here for the last time, before the abstract, or their blanks."""
    if at + 1 >= len(body):
        return False
    symbol, loading = body[at : at + 2]
    return symbol == loading == "" or (loading == _LOADING and bool(_CLASS.fullmatch(symbol)))


def _threes(lines: Iterator[str]) -> Iterator[tuple[str, str, str]]:
    """Yield every line with the two after it; beyond the end there are ends, which no line equals."""
    one, two, three = (next(lines, None) for _ in range(3))
    while one is not None:
        yield one, _END if two is None else two, _END if three is None else three
        one, two, three = two, three, next(lines, None)


def _endless() -> Refusal:
    text = Text(
        f"一条记录超过 {LONGEST:,} 字，不是 PATENTSCOPE 检索结果页，请重新保存。",
        f"One record has more than {LONGEST:,} characters, so this is no PATENTSCOPE page of hits; save it again.",
    )
    return Refusal("import.unreadable", text)
