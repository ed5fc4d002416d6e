"""The lines of a Green Book text: a code in the first columns, text from the sixth on, sections between.

``PATN`` begins a patent, a code of four letters alone on a line a section; lines that begin with blanks go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zhiquan.records.corpus.reading.limits import LONGEST_LINE
from zhiquan.records.corpus.reading.refusing import damaged, shown, too_large
from zhiquan.rules.refusal import Refusal

PATENT = "PATN"
CLAIMS = ("CLMS", "DCLM")
LONG = frozenset({"PARN", "BSUM", "DRWD", "DETD", "GOVT"})
"""Sections of the description, which are passed over."""
_SECTION = re.compile(r"[A-Z]{4}\s*")
_CODED = re.compile(r"([A-Z][A-Z0-9]{2}) {1,2}(.*)|([A-Z][A-Z0-9]{2})\s*")
_MOST_LINES = 2_000_000
"""Lines of one patent: the longest, with its description, has a tenth."""


@dataclass(slots=True)
class Section:
    """One section: its name, and its coded lines with what continues them."""

    name: str
    lines: list[tuple[str, str]] = field(default_factory=list)

    def value(self, code: str) -> str:
        """Return the text of the first line with the code, empty without one."""
        return next((text for found, text in self.lines if found == code), "")

    def values(self, *codes: str) -> list[str]:
        """Return the texts of all lines with one of the codes."""
        return [text for found, text in self.lines if found in codes]


def patents(lines: Iterable[str], name: str) -> Iterator[list[Section]]:
    """Yield the sections of every patent; ``Refusal`` where the text ends within one."""
    sections: list[Section] = []
    count = 0
    for line in lines:
        count += 1
        if line.strip() == PATENT:
            if sections:
                yield _whole(sections, name)
            sections, count = [Section(PATENT)], 0
        elif sections:  # before the first patent the tape speaks of itself
            _go_on(sections, line, name)
        if count > _MOST_LINES:
            raise too_large(shown(name), "有异常长的单件专利", "has a patent of a length beyond any real one")
    if sections:
        yield _whole(sections, name, last=True)


def _go_on(sections: list[Section], line: str, name: str) -> None:
    if _SECTION.fullmatch(line):
        sections.append(Section(line.strip()))
    elif sections[-1].name not in LONG:
        _add(sections[-1], line, name)


def _add(section: Section, line: str, name: str) -> None:
    found = _CODED.fullmatch(line)
    if found:
        section.lines.append((found[1] or found[3], (found[2] or "").rstrip()))
    elif section.lines:
        code, text = section.lines[-1]
        more = line.strip()
        if len(text) > LONGEST_LINE:
            raise too_large(shown(name), "有异常长的段落", "has a paragraph of a length beyond any real one")
        section.lines[-1] = (code, f"{text} {more}" if more else text)


def _whole(sections: list[Section], name: str, *, last: bool = False) -> list[Section]:
    """Return the sections, after making sure that the last patent of a file has all its claims."""
    if not sections[0].value("WKU").strip():
        raise _cut(name)
    if last:
        claims = [section for section in sections if section.name in CLAIMS]
        told = sections[0].value("NCL").strip()
        held = sum(len(section.values("NUM")) for section in claims)
        if not claims or (told.isdecimal() and 0 < held < int(told)):
            raise _cut(name)
    return sections


def _cut(name: str) -> Refusal:
    return damaged(shown(name), "文本在一件专利中间中断", "the text ends within a patent")
