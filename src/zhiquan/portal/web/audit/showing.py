"""An audit as the page shows it: the text in pieces, findings in groups, figures in rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from zhiquan.insight.readings import words
from zhiquan.insight.readings.audit import Audit
from zhiquan.insight.readings.checks.base import Check
from zhiquan.insight.readings.model import Doubt, Finding, LeftOut, Outcome, Reading, Sort, Standing
from zhiquan.insight.readings.ports import Held, Holdings
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: plain, a figure (with its row), a spun word (with what it stood for), or left out."""

    text: str
    row: Row | None = None
    read: str = ""
    out: Text | None = None
    first: bool = False
    """Whether it is the figure's own mark; its growth and its rank are marked too."""


@dataclass(frozen=True)
class Row:
    """One figure: what the table and the mark in the text show."""

    reading: Reading
    label: Text
    value: Text | None
    period: Text
    how: Text
    growth: tuple[Text, ...]
    rank: str
    held: tuple[tuple[Held, bool | None], ...]
    against: bool = False
    """Whether a check found it in disagreement with something."""

    @property
    def number(self) -> int:
        """Its number in the text."""
        return self.reading.number

    @property
    def look(self) -> str:
        """How its badge and its mark look."""
        if self.against and self.reading.standing is not Standing.DOUBTFUL:
            return "against"
        return {Standing.READ: "", Standing.REPAIRED: "repaired", Standing.DOUBTFUL: "doubtful"}[self.reading.standing]

    @property
    def standing(self) -> Text:
        """How far it can be relied on, in words."""
        return words.STANDINGS[self.reading.standing]

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """Doubts with candidates to choose from."""
        return tuple(doubt for doubt in self.reading.doubts if len(doubt.candidates) > 1)

    @property
    def named(self) -> str:
        """The text's own words, where they say more than the label."""
        return self.reading.name if self.reading.topic and self.reading.name not in self.label.zh else ""


@dataclass(frozen=True)
class Shown:
    """Everything the page needs."""

    audit: Audit
    paragraphs: tuple[tuple[Piece, ...], ...]
    rows: tuple[Row, ...]
    faults: tuple[Finding, ...]
    agreeing: tuple[Finding, ...]
    repaired: tuple[Finding, ...]
    computed: tuple[Finding, ...]
    checks: tuple[tuple[Check, Outcome | None], ...]
    left_out: tuple[tuple[str, Text], ...]

    @property
    def doubtful(self) -> tuple[Row, ...]:
        """Rows with candidates, none chosen."""
        return tuple(row for row in self.rows if row.open_doubts)

    @property
    def held(self) -> tuple[Row, ...]:
        """Rows beside which the platform holds a figure of its own."""
        return tuple(row for row in self.rows if row.held)


_NUMBERS = frozenset({"bare", "span", "threshold"})
"""Numbers that were not read, which the page leaves as they are."""
_DAMAGE = frozenset({"glued", "damaged-date", "lost-unit"})
"""Checks that speak of a damaged text, not of a contradiction."""
_DISAGREE = frozenset(
    {"closing-rate", "case-partition", "dual-target", "target", "said-twice", "growth-as-printed", "add-up",
     "shared-population", "shares-agree", "growth-gap", "new-and-total", "span-cut", "implied-population",
     "share-of-part", "table-total"}
)  # fmt: skip
"""Checks whose failure speaks against every figure in them; a part over its whole is a doubt about the part."""


def shown(found: Audit, own: Holdings) -> Shown:
    """Return an audit ready to be shown."""
    by = {outcome: tuple(one for one in found.findings if one.outcome is outcome) for outcome in Outcome}
    faults = tuple(one for one in by[Outcome.FAIL] if one.check not in _DAMAGE)
    damage = (one for one in found.findings if one.check in {"damaged-date", "lost-unit"})
    doubtful = {one.number for one in found.readings if one.standing is Standing.DOUBTFUL}
    repaired = tuple(one for one in damage if not (one.check == "lost-unit" and doubtful & set(one.readings)))
    computed = tuple(one for one in by[Outcome.UNKNOWN] if one.check not in _DAMAGE)
    against = {number for one in faults if one.check in _DISAGREE for number in one.readings}
    rows = tuple(_row(found, one, own, against) for one in found.readings if not _structure(one))
    left_out = tuple((found.text[one.start : one.end], one.why) for one in found.left_out if one.code not in _NUMBERS)
    return Shown(
        found,
        tuple(_paragraphs(found, rows)),
        rows,
        faults,
        by[Outcome.PASS],
        repaired,
        computed,
        found.outcomes,
        left_out,
    )


def _structure(one: Reading) -> bool:
    """Tell whether it is a part of a plan (五大行动), which the page does not weigh."""
    return one.quantity is not None and one.quantity.sort is Sort.STRUCTURE


def _row(found: Audit, one: Reading, own: Holdings, against: set[int]) -> Row:
    held = own.beside(one, found.place)
    return Row(
        one,
        words.label(one),
        words.value(one.quantity) if one.quantity else None,
        words.period(one.period),
        words.HOW.get(one.period_how, Text("", "")),
        tuple(map(words.growth, one.growth)),
        f"{one.rank.within}{one.rank.quantity.shown}" if one.rank else "",
        tuple((figure, _same(one, figure.value)) for figure in held),
        one.number in against,
    )


def _same(one: Reading, value: Decimal) -> bool | None:
    """Tell whether the text prints what the platform holds, within its rounding; ``None`` when it is doubtful."""
    if one.value is None or one.quantity is None:
        return None
    low, high = one.quantity.window()
    return low <= value <= high


def _paragraphs(found: Audit, rows: tuple[Row, ...]) -> Iterator[tuple[Piece, ...]]:
    pieces: list[Piece] = []
    for piece in _pieces(found, rows):
        lines = piece.text.split("\n") if piece.row is None else [piece.text]
        for at, line in enumerate(lines):
            if at:
                if any(one.text.strip() for one in pieces):
                    yield tuple(pieces)
                pieces = []
            if line:
                pieces.append(replace(piece, text=line))
    if any(one.text.strip() for one in pieces):
        yield tuple(pieces)


def _pieces(found: Audit, rows: tuple[Row, ...]) -> Iterator[Piece]:
    """Yield the whole text, cut where something stands; what lies inside something else gives way to it."""
    at = 0
    for start, end, piece in sorted(_stretches(found, rows), key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        if start > at:
            yield Piece(found.text[at:start])
        yield piece
        at = end
    yield Piece(found.text[at:])


def _stretches(found: Audit, rows: tuple[Row, ...]) -> Iterator[tuple[int, int, Piece]]:
    for row in rows:
        quantity = row.reading.quantity
        start, end = (quantity.start, quantity.end) if quantity else _mark(row.reading)
        yield start, end, Piece(found.text[start:end], row=row, first=True)
        for more in (*(one.quantity for one in row.reading.growth), row.reading.rank and row.reading.rank.quantity):
            if more:
                yield more.start, more.end, Piece(found.text[more.start : more.end], row=row)
    outs: list[LeftOut] = [one for one in found.left_out if one.code not in _NUMBERS]
    for out in outs:
        yield out.start, out.end, Piece(found.text[out.start : out.end], out=out.why)
    for word in found.decoded:
        yield word.start, word.end, Piece(found.text[word.start : word.end], read=word.read)


def _mark(reading: Reading) -> tuple[int, int]:
    """Return what is marked of a figure that is only a change, a rank or a milestone."""
    if reading.growth:
        return reading.growth[0].quantity.start, reading.growth[0].quantity.end
    return (reading.rank.quantity.start, reading.rank.quantity.end) if reading.rank else (reading.start, reading.end)
