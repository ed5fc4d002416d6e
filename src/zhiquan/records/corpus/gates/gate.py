"""A row → the gate of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from zhiquan.records.corpus.gates import (
    citations,
    classes,
    concordances,
    divisions,
    events,
    families,
    indications,
    marks,
    organisations,
    patents,
    statistics,
)
from zhiquan.records.corpus.gates.common import Origin, Refused, refused, text
from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.model import Record

ACCEPT_SHARE = 0.05
"""Largest share of refused rows with which a batch is still taken."""

Check = Callable[[RawRow, Origin], Record | Refused]
GATES: Mapping[str, Check] = MappingProxyType(
    {
        "patents": patents.check,
        "marks": marks.check,
        "indications": indications.check,
        "events": events.check,
        "citations": citations.check,
        "families": families.check,
        "organisations": organisations.check,
        "classes": classes.check,
        "concordances": concordances.check,
        "divisions": divisions.check,
        "statistics": statistics.check,
        ASIDE: lambda row, _origin: refused(text(row.fields, "rule"), row),
    }
)
"""Table of ``corpus.model.TABLES`` → its gate; what a loader set aside is refused by the rule it gave."""


class Gate:
    """The gates of one batch."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin

    def check(self, row: RawRow) -> Record | Refused:
        """Let a row through as a record of its table, or refuse it."""
        try:
            return GATES[row.table](row, self._origin)
        except UnicodeEncodeError:
            return refused("text.not-unicode", row)


def too_many(read: int, held_against: int, accept_share: float) -> bool:
    """Whether so many rows were refused that the whole batch must stay outside."""
    return read == held_against or held_against > read * accept_share
