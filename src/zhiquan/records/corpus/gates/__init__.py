"""Gates: which rows become records, and whether a whole batch may enter the lake.

A row is refused with the rule it breaks (``refusals``); what is odd but lawful is kept with a doubt (``doubts``). Each
table has its module; nothing is remembered between rows, so repeats are ``corpus.importing``'s matter.
"""

from __future__ import annotations

from zhiquan.records.corpus.gates.common import Origin, Refused, raw_hash
from zhiquan.records.corpus.gates.dates import read_date
from zhiquan.records.corpus.gates.doubts import DOUBTS
from zhiquan.records.corpus.gates.gate import ACCEPT_SHARE, Gate, too_many
from zhiquan.records.corpus.gates.parties import names
from zhiquan.records.corpus.gates.refusals import NOT_HELD, REFUSALS, REPEATED

__all__ = [
    "ACCEPT_SHARE",
    "DOUBTS",
    "NOT_HELD",
    "REFUSALS",
    "REPEATED",
    "Gate",
    "Origin",
    "Refused",
    "names",
    "raw_hash",
    "read_date",
    "too_many",
]
