"""One reference after the form of GB/T 7714 (文献类型标识 ``[P]``), in the order of CNKI or of the standard itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST = 100_000
"""Characters of one reference: the longest list of inventors has some thousand."""
_BEGINNING = re.compile(r"\[[0-9]+\] ?(?=\S)")
_PATENT = "[P"
_WHERE = re.compile(
    r"\]\. ?(?P<place>[^：:]{0,20})[：:] ?(?P<number>[A-Z]{2}[0-9A-Z.]{6,20}), ?(?P<date>[0-9-]{8,10})\.?"
)
"""What follows the title in ``NAME,NAME. TITLE[P]. PLACE：NUMBER,DATE.``: inventors, province or country."""
_NUMBER = re.compile(r".*[：:](?:[^：:,，]{1,8}[,，])? ?(?P<number>(?:[A-Z]{2})?[0-9][0-9.X]{6,15}[A-Z]?[0-9]?) ?")
_DATED = re.compile(r"(?:/OL)?\]\. ?(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}).*")
"""What stands before and after the mark in ``NAME. TITLE：COUNTRY,NUMBER[P]. DATE.`` (owner) (GB/T 7714-2015)."""
_LONGEST_END = 60
"""So many characters before the mark hold the number."""
_BETWEEN = re.compile("[,，;；]")
_APPLICATION = re.compile(r"(?:CN|ZL)?(?:[0-9]{8}|[0-9]{12})\.[0-9X]|(?:ZL|CN)?[0-9]{4}[1-389][0-9]{7}[0-9X]")
"""Numbers with a check character are application numbers."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says; ``names`` are inventors, or with ``of_owners`` those who applied or own the right."""

    names: tuple[str, ...]
    title: str
    number: str
    date: str
    place: str = ""
    of_owners: bool = False

    @property
    def is_application(self) -> bool:
        """Tell whether the number is that of the application."""
        return bool(_APPLICATION.fullmatch(self.number))


def references(lines: Iterator[str]) -> Iterator[str]:
    """Put together the references of a file, each without its count; a line that begins none goes on with the last."""
    parts: list[str] = []
    size = 0
    for line in lines:
        written = line.strip()
        found = _BEGINNING.match(written)
        if found and parts:
            yield "".join(parts)
            parts, size = [], 0
        size += len(written)
        if size > LONGEST:
            raise _endless()
        if written:
            parts.append(written[found.end() :] if found else written)
    if parts:
        yield "".join(parts)


def parse(written: str) -> Reference | None:
    """Read a reference to a patent, or nothing where it is none (another kind of document, or no reference).

    Names end at the first full stop with a blank: the stops inside them (埃斯特·H.·章) and in numbers have none.
    """
    before, _, after = written.rpartition(_PATENT)
    names, stop, title = before.partition(". ")
    if not stop or not names:
        return None
    if found := _WHERE.fullmatch(after):
        return Reference(_names(names), title.strip(), found["number"], found["date"], found["place"].strip())
    number, dated = _NUMBER.fullmatch(title[-_LONGEST_END:]), _DATED.fullmatch(after)
    if not number or not dated:
        return None
    colon = max(title.rfind(":"), title.rfind("："))
    return Reference(_names(names), title[:colon].strip(), number["number"], dated["date"], of_owners=True)


def _names(written: str) -> tuple[str, ...]:
    return tuple(name for name in map(str.strip, _BETWEEN.split(written)) if name)


def _endless() -> Refusal:
    text = Text(
        f"一条参考文献超过 {LONGEST:,} 字，不是参考文献列表，请重新导出。",
        f"One reference has more than {LONGEST:,} characters, so this is no list of references; export it again.",
    )
    return Refusal("import.unreadable", text)
