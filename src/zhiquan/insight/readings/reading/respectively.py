"""分别: names in one row, numbers in another. 「发明、实用新型专利授权量分别为1.2万件、3万件，同比分别增长8%、3%」

Where the rows are equally long, each number gets its name; what a name lacks (the 授权量 said only once, the 专利 said
only first) is taken from its neighbours. Where they are not, every number of the row is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhiquan.insight.readings.model import Quantity
from zhiquan.insight.readings.reading.segments import Segments

_BETWEEN = re.compile(r"\s*(?:、|和|与|及|以及|，)\s*(?:增长|增加|上升|提高|提升|下降|减少|降低|回落)?\s*")
"""Between two numbers of a row; changes may turn: 分别下降4.2%和上升1.5%."""
_SPLIT = re.compile(r"、|和|与|以及|及")
_ASPECT = re.compile(r"(?:专利|商标)?(?:申请|授权|注册|有效|拥有|登记|案件|质押|许可|转让|受理|结案)")
OBJECT = re.compile(r"发明(?:专利)?|实用新型|外观(?:设计)?|专利权?|商标|地理标志|版权|著作权|pct")


@dataclass(frozen=True, slots=True)
class Row:
    """A number's place in its row: ``label`` is its full name, ``of`` the length, ``wrong`` when rows differ."""

    at: int
    of: int
    label: str
    wrong: bool = False


def rows(text: str, cut: Segments, quantities: Sequence[Quantity]) -> dict[int, Row]:
    """Return the row of every number that stands behind a 分别."""
    found: dict[int, Row] = {}
    first = 0
    for place in (m.start() for m in re.finditer("分别", text)):
        while first < len(quantities) and quantities[first].start < place:
            first += 1
        members = _members(text, cut, quantities, first, place)
        if len(members) > 1:
            found |= _rowed(text, cut, quantities, members, place)
    return found


def _members(text: str, cut: Segments, quantities: Sequence[Quantity], first: int, place: int) -> list[int]:
    members: list[int] = []
    end = cut.end_of(cut.strong, place)
    for index in range(first, len(quantities)):
        one = quantities[index]
        if (
            one.start >= end
            or (members and one.sort is not quantities[members[0]].sort)
            or (members and not _BETWEEN.fullmatch(text[quantities[index - 1].end : one.start]))
        ):
            break
        members.append(index)
    return members


def _rowed(text: str, cut: Segments, quantities: Sequence[Quantity], members: list[int], place: int) -> dict[int, Row]:
    start = cut.start_of(cut.clauses, place)
    if members[0] and quantities[members[0] - 1].end > start:
        start = quantities[members[0] - 1].end
    written = _SPLIT.split(text[start:place].strip("，、 "))
    verb = text[place + 2 : quantities[members[0]].start]
    names = _completed([name for name in written if name.strip()], verb)
    unnamed = not any(OBJECT.search(name) or _ASPECT.search(name) for name in names)
    if unnamed:
        return {index: Row(at, len(members), "") for at, index in enumerate(members)}
    wrong = len(names) != len(members)
    labels = [""] * len(members) if wrong else names
    return {index: Row(at, len(members), labels[at], wrong) for at, index in enumerate(members)}


def _completed(names: list[str], verb: str) -> list[str]:
    """Give every name the object of the first and the aspect of the last, where it has none of its own."""
    if not names:
        return []
    last = _ASPECT.search(names[-1])
    tail = names[-1][last.start() :] if last else verb
    head = _ASPECT.split(names[0])[0] + ("专利" if "专利" in names[0] else "商标" if "商标" in names[0] else "")
    return [
        (head if not OBJECT.search(name) else "") + name + (tail if not _ASPECT.search(name) else "") for name in names
    ]
