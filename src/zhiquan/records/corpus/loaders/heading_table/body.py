"""The rows below the headings: what each tells, and which only add up, repeat the headings or remark on the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.heading_table.headings import Row, is_serial
from zhiquan.records.corpus.loaders.heading_table.manner import Manner
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape, plain
from zhiquan.records.corpus.loaders.heading_table.telling import tell
from zhiquan.records.corpus.loaders.heading_table.values import tidy

Merged = tuple[int, int, int]
"""A cell merged downwards: column, first and last row, from 1."""
_TOTAL = re.compile(
    r"(?:[合总小共]\s*计|本[页月年]合计|累\s*计|(?:sub|grand )?total)\b.*|[合总小共]\s*计.*", re.IGNORECASE
)
_REMARK = re.compile(
    r"(?:备?注|说明|填[表报]|制表|审核|数据来源|来源|统计[人时日]|打印|导出|联系|单位负责|报送|note|source).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the rows of one sheet: field → column for each thing that a row tells of, the main one first.

    ``names`` are the headings as they stand, each once, with which the raw row is kept.
    """

    sheet: str
    row: int
    names: tuple[str, ...]
    tellings: tuple[tuple[Manner, Mapping[str, int]], ...]

    @property
    def shape(self) -> Shape:
        """Return the shape of the main telling."""
        return self.tellings[0][0].shape

    @property
    def is_of_figures(self) -> bool:
        """Whether each telling is one figure of the row, and an empty cell no row at all."""
        return self.shape.table == "statistics"


def body(rows: Iterable[Row], plan: Plan, merged: Sequence[Merged] = ()) -> Iterator[RawRow]:
    """Yield what the rows below the headings tell; rows set aside come as ``ASIDE`` with the rule that says why.

    A cell ``merged`` downwards holds for all its rows: one register number beside three patents.
    """
    below = ((number, cells) for number, cells in rows if number > plan.row)
    for number, given in filled_down(below, [one for one in merged if one[1] > plan.row]):
        if not any(given):
            continue
        cells = [text.strip() for text in given]
        place = f"{plan.sheet}!{number}" if plan.sheet else str(number)
        raw: dict[str, Value] = {name: text for name, text in zip(plan.names, cells, strict=False) if name and text}
        if rule := set_aside(cells, plan):
            yield RawRow(place, {"rule": rule}, raw or {"": " ".join(filter(None, cells))}, ASIDE)
            continue
        for index, (manner, columns) in enumerate(plan.tellings):
            told = {name: text for name, at in columns.items() if at < len(cells) and (text := tidy(cells[at]))}
            if (not index and not plan.is_of_figures) or not manner.shape.lacking([*manner.constants, *told]):
                yield from tell(place, told, raw, manner)


def filled_down(rows: Iterable[Row], merged: Sequence[Merged]) -> Iterator[Row]:
    """Yield rows with the texts of the cells merged downwards; ``merged`` is ordered by first row."""
    open_, at = dict[int, tuple[int, str]](), 0
    for number, cells in rows:
        while at < len(merged) and merged[at][1] <= number:
            column, first, last = merged[at]
            text = cells[column - 1] if first == number and column <= len(cells) else ""
            open_[column] = (last, text)
            at += 1
        open_ = {column: held for column, held in open_.items() if held[0] >= number and held[1]}
        if open_:
            wide = [*cells, *[""] * (max(open_) - len(cells))]
            for column, (_, text) in open_.items():
                wide[column - 1] = wide[column - 1] or text
            yield number, wide
        else:
            yield number, cells


def set_aside(cells: Sequence[str], plan: Plan) -> str:
    """Return why a row is no row of the list: it adds up, repeats the headings, or remarks; empty when it is one."""
    filled = [(at, text) for at, text in enumerate(cells) if text]
    first = next((text for at, text in filled if not _counts(at, text, plan)), "")
    known = {at for _, columns in plan.tellings for at in columns.values()}
    if _TOTAL.fullmatch(first) and not _numbered(cells, plan):
        return "row.total"
    mapped = [(at, text) for at, text in filled if at in known and at < len(plan.names)]
    same = sum(_same(text, plan.names[at]) for at, text in mapped)
    if same >= 2 and same * 2 > len(mapped):  # noqa: PLR2004 - a single cell may say its heading by chance
        return "row.heading"
    return "row.remark" if len(filled) == 1 and len(known) > 1 and _REMARK.match(first) else ""


def _same(text: str, name: str) -> bool:
    """Whether a cell says a heading once more; what is much longer is not folded to find that out."""
    return text == name or (len(text) <= 2 * len(name) + 2 and plain(text) == plain(name))


def _counts(at: int, text: str, plan: Plan) -> bool:
    return at < len(plan.names) and is_serial(plan.names[at]) and text.isdigit()


def _numbered(cells: Sequence[str], plan: Plan) -> bool:
    """Whether one of the columns that name the right holds a number with digits."""
    _, columns = plan.tellings[0]
    named = (columns[name] for name in plan.shape.needs[0] if name in columns)
    return any(at < len(cells) and re.search(r"\d{4}", cells[at]) for at in named)


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return headings so that each is there once: a second ``名称`` becomes ``名称（2）``."""
    seen: dict[str, int] = {}
    out = []
    for name in (name.replace("\n", "").strip() for name in names):
        seen[name] = seen.get(name, 0) + 1
        out.append(f"{name}（{seen[name]}）" if name and seen[name] > 1 else name)
    return tuple(out)
