"""A correction written by a person, as the lake keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.corpus.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayRecord(Record):
    """A correction of one field of what the merged view says of ``key``; ``vintage`` is the day it was written.

    ``about`` is the table, ``value`` the new value as a person writes it (an empty one empties the field),
    ``withdraws`` the ``record`` of an earlier correction that no longer holds (``field`` and ``value`` repeat it).
    """

    about: str
    field: str
    value: str
    reason: str
    by: str
    withdraws: str = ""
