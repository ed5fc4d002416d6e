"""Tables in a text: lines of cells with tabs or upright strokes between. A number's topic comes from its row
and its column.

The first row without numbers heads the columns, the first column without numbers names the rows. A unit stands in
brackets in either (授权量（件）), in the cell, or in 「单位：件」 above the table. A column headed 同比 or 增幅 gives
the growth of the figure to its left; one headed with a year gives the period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zhiquan.insight.readings.model import Basis, Bound, Growth, Quantity, Rank, Sort
from zhiquan.insight.readings.numbers.dating import whens
from zhiquan.insight.readings.numbers.numerals import ARABIC, SCALE, read_numeral
from zhiquan.insight.readings.numbers.periods import Reach
from zhiquan.insight.readings.numbers.units import units
from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.framing import Framed, Frames
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.reading.units_fit import chosen
from zhiquan.insight.readings.topics import Topic, Vocabulary

_CELL = re.compile(rf"\s*(?P<minus>-)?(?P<number>{ARABIC})\s*(?P<scale>{SCALE})?\s*(?P<unit>[^\d\s]{{0,5}})\s*$")
_UNIT = re.compile(r"\(\s*(?:单位：)?\s*(万|亿)?([^()]{1,5})\)")
_CAPTION = re.compile(r"单位：\s*(万|亿)?([^\s()]{1,5})")
_PARTED = re.compile(r"\t|\|[^|]*\|")
"""A line of cells: tabs, or two upright strokes, as a table looks that was pasted as text."""
_RULED = 2
_GROWTH = re.compile(r"同比|增幅|增速|增长|±%")
_RANK = re.compile(r"排名|位次|名次")
_CAPTION_LENGTH = 60
_WORTH = {"万": Decimal(10**4), "亿": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where its text begins."""

    start: int
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, with the line above them."""

    start: int
    end: int
    caption: str
    rows: tuple[tuple[Cell, ...], ...]


def tables(text: str) -> list[Table]:
    """Return the tables of a folded text: two lines of cells or more, one after the other."""
    found: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    caption, at = "", 0
    for line in [*text.split("\n"), ""]:
        if _PARTED.search(line):
            rows.append(_row(line, at))
        else:
            if len(rows) > 1:
                found.append(Table(rows[0][0].start, at - 1, caption, tuple(rows)))
            if rows:
                caption = ""
            caption, rows = f"{caption} {line}"[-_CAPTION_LENGTH:] if line.strip() else caption, []
        at += len(line) + 1
    return found


def _row(line: str, at: int) -> tuple[Cell, ...]:
    """Return the cells of a line; one that is ruled off on both sides (| a | b |) has none before its first rule."""
    cells = []
    for text in re.split(r"[\t|]", line):
        cells.append(Cell(at, text))
        at += len(text) + 1
    ruled = line.lstrip().startswith("|") and len(cells) > _RULED
    return tuple(cells[1:-1] if ruled else cells)


@dataclass(frozen=True)
class Reader:
    """Reads the tables of one text."""

    cut: Segments
    frames: Frames
    words: Vocabulary

    def drafts(self, table: Table) -> Iterator[Draft]:
        """Yield the figures of a table, row by row."""
        heads = table.rows[0] if not any(_number(cell.text) for cell in table.rows[0][1:]) else ()
        for row in table.rows[1:] if heads else table.rows:
            yield from self._of_row(table, row, heads)

    def _of_row(self, table: Table, row: Sequence[Cell], heads: Sequence[Cell]) -> Iterator[Draft]:
        label = "" if _number(row[0].text) else row[0].text.strip()
        last: Draft | None = None
        for column, cell in enumerate(row[1:] if label else row, 1 if label else 0):
            head = heads[column].text.strip() if column < len(heads) else ""
            quantity = _quantity(cell, head, label, table.caption)
            if quantity is None:
                continue
            if last and _GROWTH.search(head) and quantity.sort in {Sort.SHARE, Sort.BARE, Sort.POINTS}:
                grown = replace(quantity, unit="%", sort=Sort.SHARE) if quantity.sort is Sort.BARE else quantity
                last.growth.append(Growth(grown, grown.value, Basis.YEAR if "同比" in head else Basis.UNSAID))
                continue
            if last and _RANK.search(head):
                last.rank = Rank(replace(quantity, sort=Sort.RANK, unit="位", shown=f"第{quantity.shown}位"), "")
                continue
            last = self._draft(cell, quantity, label, head, table.caption)
            yield last

    def _draft(self, cell: Cell, quantity: Quantity, label: str, head: str, caption: str) -> Draft:
        topic = self._topic(label, head, caption, quantity)
        if topic and quantity.sort is Sort.BARE:
            money = topic.units[0] == "元"
            quantity = replace(quantity, unit=topic.units[0], sort=Sort.MONEY if money else Sort.COUNT)
        dated = next(
            (w for w in whens(f"{head} {label}", self.frames.today, self.frames.year) if w.reach is not Reach.BASE),
            None,
        )
        framed = Framed(dated.period, "stated") if dated else self.frames.govern(cell.start)
        name = " · ".join(filter(None, (label, head)))
        return Draft(
            name, topic, quantity, quantity.start, quantity.end, self.cut.number_of(self.cut.sentences, cell.start),
            self.cut.number_of(self.cut.clauses, cell.start), framed=framed, target="目标" in head,
            scopes=() if label in ALL or _names_topic(self.words, label) else (label,), column=head,
        )  # fmt: skip

    def _topic(self, label: str, head: str, caption: str, quantity: Quantity) -> Topic | None:
        for words in (head, label, f"{label} {head}", f"{caption} {head}"):
            if found := chosen(self.words.matches(self.words.mentions(words)), quantity):
                return found
        return None


ALL = frozenset({"合计", "全省", "全市", "全区", "全县", "总计", "全国", ""})


def _names_topic(words: Vocabulary, text: str) -> bool:
    return bool(words.matches(words.mentions(text)))


def _number(text: str) -> re.Match[str] | None:
    """Return a cell's number; 2023年 heads a column and is none."""
    found = _CELL.match(text) if text.strip() else None
    return found if found and found["unit"] != "年" else None


def _quantity(cell: Cell, head: str, label: str, caption: str) -> Quantity | None:
    """Return the number of a cell in its unit: its own, its column's, its row's or the table's."""
    found = _number(cell.text)
    if not found or (found["unit"] and found["unit"] not in units().sorts):
        return None
    scale, unit = found["scale"] or "", found["unit"]
    if not unit:
        named = _UNIT.search(head) or _UNIT.search(label) or _CAPTION.search(caption)
        scale, unit = (named[1] or scale, named[2].strip()) if named else (scale, "")
        if "%" in head or "占比" in head:
            unit = "%"
    unit = unit if unit in units().sorts else ""
    value, step = read_numeral(found["number"])
    worth = _WORTH.get(scale, Decimal(1))
    start = cell.start + found.start("number")
    sort = Sort(units().sorts[unit]) if unit else Sort.BARE
    sign = -1 if found["minus"] else 1
    return Quantity(
        start,
        start + len(found["number"]),
        found["number"],
        value * worth * sign,
        step * worth,
        unit,
        sort,
        Bound.EXACT,
    )
