"""Rows of a file → staged records, tally and list of refused rows; a run cut short is taken up at its last mark."""

from __future__ import annotations

import json
from hashlib import blake2b

from zhiquan.records.corpus.gates import REFUSALS, REPEATED, Gate, Refused
from zhiquan.records.corpus.gates.common import plain
from zhiquan.records.corpus.importing.ahead import read_ahead
from zhiquan.records.corpus.importing.job import Job
from zhiquan.records.corpus.importing.pace import rows_in_all
from zhiquan.records.corpus.importing.seen import KEY, Seen, Verdict
from zhiquan.records.corpus.importing.staging import Staging
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.report import RefusedRows, Tally

MARKED = 20_000
"""Rows between two marks: so many are read again, at most, after a kill."""
TOLD = 1_000
"""Rows between two tellings of progress."""
_RULES = {Verdict.REPEATED: REPEATED, Verdict.CONTRADICTED: "row.contradicted"}


class _Run:
    """One run over the rows of a file."""

    def __init__(self, job: Job, seen: Seen, refused: RefusedRows, staging: Staging | None) -> None:
        self._seen, self._refused, self._staging = seen, refused, staging
        self._job, self._gate = job, Gate(job.origin)
        self.before = staging.mark.read if staging else 0
        self.tally = Tally(staging.mark.tally if staging else None)
        self._claimed = job.reader.expected(job.path)

    def go(self) -> None:
        """Take every row from the last mark on."""
        if self._staging:
            for table, record, said in self._staging.staged():
                self._seen.add(table, record, said)
        read = self.before
        with read_ahead(self._job.reader, self._job.path, self.before) as slices:
            for rows, share in slices:
                for row in rows:
                    self._take(row)
                    read += 1
                    if read % TOLD == 0:
                        self._tell(read, share)
                    if read % MARKED == 0:
                        self._mark(read)
        self._mark(read)
        self._tell(read, None)

    def _take(self, row: RawRow) -> None:
        outcome = self._gate.check(row)
        if not isinstance(outcome, Refused):
            said = _said(row)
            verdict = self._seen.add(row.table, outcome.record, said)
            if verdict is Verdict.NEW:
                self.tally.accept(row.table, outcome)
                if self._staging:
                    self._staging.add(row.table, outcome, said)
                return
            rule = _RULES[verdict]
            outcome = Refused(rule, REFUSALS[rule], row)
        self.tally.refuse(outcome)
        self._refused.add(outcome)

    def _tell(self, read: int, share: float | None) -> None:
        self._job.progress(read, rows_in_all(share, self._claimed, read))

    def _mark(self, read: int) -> None:
        if self._staging:
            self._staging.settle(read, self.tally.stored(), self._refused.settle())


def read_rows(job: Job, staging: Staging | None) -> tuple[Tally, int]:
    """Read all rows; returns the tally and how many rows an earlier run had read.

    Without ``staging`` nothing is kept (a dry run).
    """
    with Seen(staging.seen if staging else None) as seen, RefusedRows(staging.refused if staging else None) as refused:
        run = _Run(job, seen, refused, staging)
        run.go()
    return run.tally, run.before


def _said(row: RawRow) -> bytes:
    """Return a digest of what the row tells, whatever its place, its running number or its order of columns."""
    return blake2b(_ENCODER.encode(row.fields).encode(), digest_size=KEY).digest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=plain)
