"""Counts while rows pass, by table; kept with the staged rows so that a batch taken up again goes on counting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from zhiquan.records.corpus.gates import DOUBTS, NOT_HELD, REPEATED, Refused
from zhiquan.records.corpus.model import Record
from zhiquan.records.corpus.report.outcome import Reason, TableReport
from zhiquan.rules.text import Text

EXAMPLES = 3
_NUMBERS = ("application", "publication", "number", "mark_number", "code", "symbol", "name", "title")
"""Fields of which the first that is there names a refused row to people."""


@dataclass
class _Reasons:
    """Rule → sentence (Chinese, English), count, first examples."""

    found: dict[str, tuple[tuple[str, str], int, list[str]]] = field(default_factory=dict)

    def add(self, rule: str, text: Text, example: str) -> None:
        said, count, examples = self.found.get(rule, ((text.zh, text.en), 0, []))
        if count < EXAMPLES:
            examples.append(example)
        self.found[rule] = (said, count + 1, examples)

    def told(self) -> tuple[Reason, ...]:
        """Return the reasons, the most frequent first."""
        found = (Reason(rule, Text(*said), count, tuple(shown)) for rule, (said, count, shown) in self.found.items())
        return tuple(sorted(found, key=lambda reason: (-reason.count, reason.rule)))


@dataclass
class _Counts:
    """Counts of one table."""

    read: int = 0
    refused: int = 0
    repeated: int = 0
    aside: int = 0
    standings: dict[str, int] = field(default_factory=dict)
    reasons: _Reasons = field(default_factory=_Reasons)
    doubts: _Reasons = field(default_factory=_Reasons)

    def told(self, table: str) -> TableReport:
        return TableReport(
            table=table,
            read=self.read,
            accepted=self.read - self.refused,
            refused=self.refused,
            repeated=self.repeated,
            by_standing=dict(sorted(self.standings.items())),
            by_reason=self.reasons.told(),
            doubts=self.doubts.told(),
        )


class Tally:
    """Counts by table."""

    def __init__(self, stored: Mapping[str, Any] | None = None) -> None:
        self._tables = {table: _restored(counts) for table, counts in (stored or {}).items()}

    def accept(self, table: str, record: Record) -> None:
        """Count a record and its doubts."""
        counts = self._of(table)
        counts.read += 1
        if standing := getattr(record, "standing", ""):
            counts.standings[standing] = counts.standings.get(standing, 0) + 1
        for key in record.doubts:
            counts.doubts.add(key, DOUBTS[key], record.record)

    def refuse(self, refused: Refused) -> None:
        """Count a refused row; of several with the same rule the first one's sentence is kept."""
        counts = self._of(refused.row.table)
        counts.read += 1
        counts.refused += 1
        counts.repeated += refused.rule == REPEATED
        counts.aside += refused.rule in NOT_HELD
        values = refused.row.fields
        named = next((str(values[name]) for name in _NUMBERS if values.get(name)), "")
        counts.reasons.add(refused.rule, refused.text, f"{refused.row.place} {named}".strip())

    @property
    def read(self) -> int:
        """Return the rows counted so far."""
        return sum(counts.read for counts in self._tables.values())

    @property
    def refused(self) -> int:
        """Return the rows that stay outside, repeated ones included."""
        return sum(counts.refused for counts in self._tables.values())

    @property
    def held_against(self) -> int:
        """Return the refused rows that speak against the batch: not those of the rules ``NOT_HELD``."""
        return sum(counts.refused - counts.aside for counts in self._tables.values())

    def tables(self) -> tuple[TableReport, ...]:
        """Return what became of each table, in the order in which the file spoke of them."""
        return tuple(counts.told(table) for table, counts in self._tables.items())

    def stored(self) -> dict[str, Any]:
        """Return the counts as plain values, as the constructor takes them."""
        return {table: asdict(counts) for table, counts in self._tables.items()}

    def _of(self, table: str) -> _Counts:
        if table not in self._tables:
            self._tables[table] = _Counts()
        return self._tables[table]


def together(reasons: Iterable[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """Add up the reasons of several tables."""
    found: dict[str, Reason] = {}
    for reason in (one for several in reasons for one in several):
        held = found.get(reason.rule)
        count = reason.count + (held.count if held else 0)
        examples = ((held.examples if held else ()) + reason.examples)[:EXAMPLES]
        found[reason.rule] = Reason(reason.rule, reason.text, count, examples)
    return tuple(sorted(found.values(), key=lambda reason: (-reason.count, reason.rule)))


def _restored(counts: Mapping[str, Any]) -> _Counts:
    return _Counts(
        read=counts["read"],
        refused=counts["refused"],
        repeated=counts["repeated"],
        aside=counts["aside"],
        standings=dict(counts["standings"]),
        reasons=_reasons(counts["reasons"]),
        doubts=_reasons(counts["doubts"]),
    )


def _reasons(stored: Mapping[str, Any]) -> _Reasons:
    return _Reasons({rule: ((zh, en), count, shown) for rule, ((zh, en), count, shown) in stored["found"].items()})
