"""The check before an import: the first rows through mapping and gates, within the time of a request."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhiquan.definitions.divisions import divisions
from zhiquan.records.corpus.gates import REFUSALS, REPEATED, Gate, Origin, Refused
from zhiquan.records.corpus.gates.addresses import Addresses
from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader
from zhiquan.records.corpus.loaders.own_table.mapping import OwnMapping
from zhiquan.records.corpus.report import Reason, TableReport, Tally
from zhiquan.records.corpus.report.tally import together

MOST = 2_000
"""So many rows are checked at once, and for so many seconds; the import itself judges all of them."""
SECONDS = 8.0
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: counts as an import's report has them, the first records as fields, whether that is all."""

    read: int
    accepted: int
    refused: int
    held_against: int
    tables: tuple[TableReport, ...]
    by_reason: tuple[Reason, ...]
    doubts: tuple[Reason, ...]
    examples: tuple[RawRow, ...]
    whole: bool


def check(path: Path, mapping: OwnMapping, *, vintage: date, division: str, region: Path | None = None) -> Checked:
    """Read the first rows of a table by a mapping and judge them as an import would; nothing is written.

    ``Refusal`` when the table does not have the headings of the mapping or cannot be read.
    """
    gate = Gate(Origin(mapping.name, "check", division, vintage, Addresses(divisions(region), vintage)))
    tally, seen, examples = Tally(), dict[tuple[str, str], str](), list[RawRow]()
    whole, until = True, time.monotonic() + SECONDS
    for count, row in enumerate(mapped_loader(mapping).rows(path)):
        if count >= MOST or time.monotonic() > until:
            whole = False
            break
        outcome = gate.check(row)
        if isinstance(outcome, Refused):
            tally.refuse(outcome)
            continue
        told = str(sorted(row.fields.items()))
        if (earlier := seen.setdefault((row.table, outcome.record), told)) is not told:
            rule = REPEATED if earlier == told else "row.contradicted"
            tally.refuse(Refused(rule, REFUSALS[rule], row))
            continue
        tally.accept(row.table, outcome)
        if len(examples) < SHOWN:
            examples.append(row)
    tables = tuple(table for table in tally.tables() if table.table != ASIDE)
    every = tally.tables()
    return Checked(
        read=tally.read,
        accepted=tally.read - tally.refused,
        refused=tally.refused,
        held_against=tally.held_against,
        tables=tables,
        by_reason=together(table.by_reason for table in every),
        doubts=together(table.doubts for table in every),
        examples=tuple(examples),
        whole=whole,
    )
