"""Guessing a mapping: by the headings' usual names, then by what the columns hold, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from zhiquan.records.corpus.loaders.heading_table.headings import Ambiguous, Heading, heading, is_serial
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape, plain, shapes
from zhiquan.records.corpus.loaders.own_table.beginning import Table, beginning
from zhiquan.records.corpus.loaders.own_table.content import Content, Found, content_of, share_of
from zhiquan.records.corpus.loaders.own_table.mapping import VALUE, Column, OwnMapping
from zhiquan.rules.text import Text

SAMPLES = 3
_FIGURES = 3
"""A table with so many columns of figures beside its names is one of statistics."""


class Sureness(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    NONE = "none"

    @property
    def label(self) -> Text:
        """The word for it."""
        return _SURENESS[self]


_SURENESS = {
    Sureness.SURE: Text("有把握", "sure"),
    Sureness.LIKELY: Text("较可能", "likely"),
    Sureness.UNSURE: Text("请核对", "please check"),
    Sureness.NONE: Text("不导入", "left out"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """One column: its heading, the field guessed (empty: none), how sure, why, and some of its values."""

    heading: str
    field: str
    sureness: Sureness
    reasons: tuple[Text, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guessed:
    """The guess for one table: sheet, row of the headings, shape with its reason, columns, rows looked at."""

    sheet: str
    row: int
    shape: Shape
    reason: Text
    columns: tuple[Guess, ...]
    seen: int

    def mapping(self, name: str) -> OwnMapping:
        """Return the mapping that the guess amounts to; it may still lack what its shape needs."""
        columns = {one.heading: Column(one.field) for one in self.columns if one.field}
        return OwnMapping(name, self.shape, tuple(one.heading for one in self.columns), columns)


def guess(path: Path, shape: str = "") -> Guessed:
    """Guess the mapping of the first sheet that holds a table; ``shape`` says what kind of list it is if known.

    ``Refusal`` for a file that is no table, or has none with headings.
    """
    table = beginning(path)
    chosen, reason = _shape_of(table)
    if shape in shapes() and shape != chosen.key:
        chosen, reason = shapes()[shape], _TOLD
    return Guessed(table.sheet, table.row, chosen, reason, _columns(table, chosen), table.seen)


def _shape_of(table: Table) -> tuple[Shape, Text]:
    found = heading([(table.row, table.names)], table.words)
    if isinstance(found, Heading):
        return found.shape, _BY_HEADINGS
    if isinstance(found, Ambiguous):
        return found.shapes[0], _OPEN
    contents = {one.content for cells in table.values for one in content_of(cells)[:1]}
    if contents & {Content.APPLICATION, Content.PUBLICATION}:
        return shapes()["patents"], _BY_CONTENT
    figures = sum(_is_figures(cells) for cells in table.values)
    if figures >= _FIGURES:
        return shapes()["statistics"], _BY_CONTENT
    if contents & {Content.USCC, Content.ORGANISATIONS}:
        return shapes()["organisations"], _BY_CONTENT
    known = {key: len(shape.columns(table.names)) for key, shape in shapes().items()}
    return shapes()[max(known, key=lambda key: known[key])], _OPEN


_TOLD = Text("您选定", "chosen by you")
_BY_HEADINGS = Text("表头符合", "the headings fit")
_BY_CONTENT = Text("根据各列内容判断", "told by what the columns hold")
_OPEN = Text("无法确定，请核对", "not certain, please check")


def _columns(table: Table, shape: Shape) -> tuple[Guess, ...]:
    by_name = {at: field for field, at in shape.columns(table.names).items()}
    guesses = [_by_name(table, at, by_name.get(at, ""), shape) for at in range(len(table.names))]
    taken = {one.field for one in guesses if one.field}
    for at, one in enumerate(guesses):
        if one.heading and not one.field and not is_serial(one.heading):
            guesses[at] = _by_content(one, table.values[at], shape, taken)
            taken.add(guesses[at].field)
    return tuple(one for one in guesses if one.heading)


def _by_name(table: Table, at: int, field: str, shape: Shape) -> Guess:
    name, cells = table.names[at], table.values[at]
    samples = tuple(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
    if is_serial(name):
        return Guess(name, "", Sureness.NONE, (_SERIAL,), samples)
    if not field:
        return Guess(name, "", Sureness.NONE, (), samples)
    reasons = [Text(f"“{plain(name)}”是已知表头", f"“{plain(name)}” is a known heading")]
    content = _HOLDS.get((shape.table, field), _HOLDS.get(("", field)))
    found = share_of(content, cells) if content else None
    if found and found.seen:
        reasons.append(found.text)
    sure = Sureness.SURE if not found or not found.seen or found.share >= _MOSTLY else Sureness.UNSURE
    return Guess(name, field, sure, tuple(reasons), samples)


_SERIAL = Text("序号列", "only counts the rows")
_MOSTLY = 0.5
_HOLDS = {
    ("", "application"): Content.APPLICATION,
    ("patents", "filing_date"): Content.DATE,
    ("", "registration_date"): Content.DATE,
    ("", "effective_on"): Content.DATE,
    ("", "grant_date"): Content.DATE,
    ("", "publication_date"): Content.DATE,
    ("", "ipc"): Content.IPC,
    ("organisations", "code"): Content.USCC,
    ("", "applicant_code"): Content.USCC,
    ("", "division"): Content.DIVISION,
}
"""Table and field → what such a column should hold."""


def _by_content(one: Guess, cells: Sequence[str], shape: Shape, taken: set[str]) -> Guess:
    if shape.key == "statistics":
        return _figures_or_item(one, cells, taken)
    for found in content_of(cells):
        for field in _MEANS.get(found.content, ()):
            if field in shape.fields and field not in taken:
                return replace(one, field=field, sureness=_sureness(found), reasons=(found.text,))
    return one


def _sureness(found: Found) -> Sureness:
    certain = {Content.APPLICATION, Content.PUBLICATION, Content.USCC, Content.IPC}
    return Sureness.LIKELY if found.content in certain and found.share >= 0.9 else Sureness.UNSURE  # noqa: PLR2004


_MEANS: Mapping[Content, tuple[str, ...]] = {
    Content.APPLICATION: ("application",),
    Content.PUBLICATION: ("publication",),
    Content.USCC: ("code", "applicant_code"),
    Content.DATE: ("filing_date", "effective_on", "registration_date", "publication_date"),
    Content.IPC: ("ipc", "main_class"),
    Content.LOCARNO: ("locarno",),
    Content.DIVISION: ("division",),
    Content.PATENT_KIND: ("kind",),
    Content.ORGANISATIONS: ("applicants", "name", "from", "to"),
    Content.PERSONS: ("inventors",),
    Content.ADDRESS: ("address", "area"),
    Content.LONG_TEXT: ("abstract",),
}


def _is_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and share_of(Content.NUMBER, filled).share >= 0.9  # noqa: PLR2004 - nearly all


def _figures_or_item(one: Guess, cells: Sequence[str], taken: set[str]) -> Guess:
    if _is_figures(cells):
        return replace(one, field=VALUE, sureness=Sureness.LIKELY, reasons=(share_of(Content.NUMBER, cells).text,))
    if "item" not in taken and any(cells):
        return replace(one, field="item", sureness=Sureness.UNSURE, reasons=(_NAMES,))
    return one


_NAMES = Text("唯一不是数字的列", "the column that holds no figures")
