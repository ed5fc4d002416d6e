"""Where the headings of a sheet stand, and what kind of list they make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.loaders.heading_table.shapes import SERIAL, Shape, heading_within, plain, shapes
from zhiquan.rules.text import Text

Row = tuple[int, Sequence[str]]
"""Number of a row in its sheet, from 1, and its cells as text."""

_PARTS = frozenset({"名称", "姓名", "单位名称", "企业名称"})
"""What stands below the name of a group of columns and means the same as it."""
_FULL = frozenset({"abstract", "claim", "inventors", "ipc", "main_class", "publication", "agency", "filing_date"})
_FULL_FROM = 4
"""A list with so many of these columns tells of patents, whatever else it tells beside them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a sheet: the row they end in, their texts, what is above them, and the shape they make.

    ``beside`` are shapes that the same rows also tell of (a patent's transfer in columns of its own).
    """

    row: int
    names: tuple[str, ...]
    caption: str
    shape: Shape
    columns: Mapping[str, int]
    beside: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Headings that fit several kinds of list, none of them better."""

    row: int
    names: tuple[str, ...]
    shapes: tuple[Shape, ...]

    def text(self, sheet: str) -> Text:
        """Say which mapping to give."""
        zh = "、".join(f"{shape.label.zh}（{shape.key}）" for shape in self.shapes)
        en = ", ".join(f"{shape.label.en} ({shape.key})" for shape in self.shapes)
        return Text(
            f"工作表“{sheet}”的表头可能是：{zh}；请用 zhiquan mapping guess 生成映射，写明其中一种，"
            "再用 --mapping 导入。",
            f"The headings of “{sheet}” may make it a {en}; write a mapping with zhiquan mapping guess that names one"
            " of them, and import with --mapping.",
        )


@dataclass(frozen=True, slots=True)
class Nearest:
    """What the headings lack that come nearest to a known list."""

    names: tuple[str, ...]
    shape: Shape
    lacking: tuple[tuple[str, ...], ...]
    known: int


def heading(rows: Sequence[Row], words: str) -> Heading | Ambiguous | Nearest | None:
    """Find the headings among the first rows of a sheet; ``words`` are those of sheet and file name.

    Exports put captions above them, and headings may stand in two rows, the upper one naming groups of columns. Of
    rows that do not make a list the one with the most known headings comes back as ``Nearest``.
    """
    nearest: Nearest | None = None
    for row, names, above in _candidates(rows[: heading_within() + 1]):
        found = recognised(row, names, above, words)
        if isinstance(found, Heading | Ambiguous):
            return found
        if found and found.known > (nearest.known if nearest else 1):
            nearest = found
    return nearest


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield row, texts and caption of what may be the headings: each row, with those below that go on with it; then
    each two rows together."""
    for place, (number, cells) in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below and _goes_on(cells, below[1]):
            yield below[0], joined(cells, below[1]), _texts(rows[:place])
        else:
            yield number, tuple(cells), _texts(rows[:place])
    for place, ((_, cells), (number, below_cells)) in enumerate(pairwise(rows)):
        yield number, joined(cells, below_cells), _texts(rows[:place])


def _texts(rows: Sequence[Row]) -> str:
    return " ".join(text for _, row in rows for text in row if text)


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row parts the headings above it further: nothing but headings, and empty where those stand alone."""
    filled = [text for text in lower if text]
    alone = any(text and not (lower[at] if at < len(lower) else "") for at, text in enumerate(upper))
    return len([text for text in upper if text]) > 1 and alone and bool(filled) and all(map(_is_heading, filled))


def _is_heading(text: str) -> bool:
    return text in _PARTS or any(plain(text) in names for shape in shapes().values() for names in shape.fields.values())


def recognised(row: int, names: tuple[str, ...], caption: str, words: str) -> Heading | Ambiguous | Nearest | None:
    """Say what kind of list a row of headings makes."""
    columns = {key: shape.columns(names) for key, shape in shapes().items() if shape.recognised}
    fitting = {key: shapes()[key] for key, have in columns.items() if not shapes()[key].lacking(have)}
    if not fitting:
        return _nearest(names, columns)
    if "patents" in fitting and len(_FULL & columns["patents"].keys()) >= _FULL_FROM:
        beside = tuple(shape for shape in fitting.values() if shape.event)
        return Heading(row, names, caption, fitting["patents"], columns["patents"], beside)
    beaten = {key for shape in fitting.values() for key in shape.above}
    best = [shape for key, shape in fitting.items() if key not in beaten]
    if len(best) > 1:
        all_words = " ".join((fold(words), fold(caption), *map(plain, names)))
        told = [shape for shape in best if any(word in all_words for word in shape.telling)]
        best = told or best
    if len(best) > 1:
        return Ambiguous(row, names, tuple(best))
    (shape,) = best
    return Heading(row, names, caption, shape, columns[shape.key])


def joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return headings that stand in two rows as one: a group's name goes before those below it when they need it.

    A cell that is empty below keeps what is above (a cell merged downwards); ``名称`` below ``出质人`` is ``出质人``.
    """
    width = max(len(upper), len(lower))
    high, low = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    names, group = [], ""
    for index in range(width):
        group = high[index] or (group if low[index] else "")
        whose = low[index] in _PARTS and group
        names.append(group if whose else low[index] or high[index])
    return tuple(names)


def is_serial(name: str) -> bool:
    """Whether a column only counts the rows."""
    return plain(name) in SERIAL


def _nearest(names: tuple[str, ...], columns: Mapping[str, Mapping[str, int]]) -> Nearest | None:
    known = {key: len(have) for key, have in columns.items()}
    best = max(known, key=lambda key: known[key])
    if not known[best]:
        return None
    return Nearest(names, shapes()[best], tuple(shapes()[best].lacking(columns[best])), known[best])
