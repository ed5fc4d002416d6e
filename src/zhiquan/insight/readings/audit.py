"""Read a text whole: every figure with its place, what was left out and why, what was decoded, what the checks say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhiquan.insight.readings.checks.base import Check, Scene, outcome_of
from zhiquan.insight.readings.checks.registry import CHECKS
from zhiquan.insight.readings.doubts import uses_commas, with_doubts
from zhiquan.insight.readings.model import Decoded, Finding, LeftOut, Outcome, Quantity, Reading
from zhiquan.insight.readings.numbers.lexer import quantities
from zhiquan.insight.readings.numbers.names import Name, blanked, names
from zhiquan.insight.readings.places import known, place_of, populations, stated_populations
from zhiquan.insight.readings.reading.assemble import Assembler, inside
from zhiquan.insight.readings.reading.framing import Frames, date_of
from zhiquan.insight.readings.reading.segments import segments
from zhiquan.insight.readings.reading.tables import tables
from zhiquan.insight.readings.repeats import with_periods
from zhiquan.insight.readings.text.doubles import repeated
from zhiquan.insight.readings.text.folding import fold
from zhiquan.insight.readings.text.frame import frame
from zhiquan.insight.readings.text.spun import decode
from zhiquan.insight.readings.topics import vocabulary
from zhiquan.rules.text import Text


@dataclass(frozen=True)
class Audit:
    """A text read; every place is an offset into ``text``, the text as given."""

    text: str
    folded: str
    written_on: date | None
    place: str
    readings: tuple[Reading, ...]
    left_out: tuple[LeftOut, ...]
    decoded: tuple[Decoded, ...]
    names: tuple[Name, ...]
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[tuple[Check, Outcome | None], ...] = ()
    """Every check with what it found; ``None``: the text gives it nothing to do."""

    @property
    def spun(self) -> bool:
        """Whether the text went through a synonym exchanger."""
        return bool(self.decoded)


def audit(text: str, *, on: date | None = None, places: Iterable[str] = ()) -> Audit:
    """Read a text; ``on`` is its date where it gives none (or a wrong one), ``places`` are names it may speak of."""
    folded, decoded = decode(fold(text))
    left_out = sorted([*frame(folded), *repeated(folded)], key=lambda one: one.start)
    named = names(folded)
    bare = blanked(folded, named)
    written_on = on or date_of(folded)
    cut = segments(bare)
    frames = Frames(bare, cut, written_on)
    taken = [(when.start, when.end) for when in frames.whens]
    starts = [one.start for one in left_out]
    found_tables = [one for one in tables(bare) if not inside(left_out, one.start, starts)]
    spans = [LeftOut(one.start, one.end, _TABLE, "table") for one in found_tables]
    found = _outside(list(quantities(bare, taken)), sorted([*left_out, *spans], key=lambda one: one.start))
    read = Assembler(bare, cut, frames, vocabulary()).run(found, left_out, found_tables)
    readings = with_doubts(with_periods(read.readings), vocabulary(), commas=uses_commas(bare))
    everything = sorted([*left_out, *read.unread], key=lambda one: one.start)
    place = place_of(folded, places)
    people = (*populations().get(place, ()), *stated_populations(readings, place))
    findings, outcomes = _checked(Scene(text, place, readings, vocabulary(), people, known(), frames.repairs()))
    return Audit(
        text, folded, written_on, place, readings, tuple(everything), decoded, tuple(named), findings, outcomes
    )


def _checked(scene: Scene) -> tuple[tuple[Finding, ...], tuple[tuple[Check, Outcome | None], ...]]:
    found = [(check, check.findings(scene)) for check in CHECKS]
    return (
        tuple(finding for _, findings in found for finding in findings),
        tuple((check, outcome_of(findings) if findings else None) for check, findings in found),
    )


_TABLE = Text("表格，按行列读", "A table, read by rows and columns")


def _outside(found: list[Quantity], left_out: list[LeftOut]) -> list[Quantity]:
    starts = [one.start for one in left_out]
    return [one for one in found if not inside(left_out, one.start, starts)]
