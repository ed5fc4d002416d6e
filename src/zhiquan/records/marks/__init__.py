"""Similarity of marks 商标近似: sound, shape, meaning and goods, each with its reason. Leads, never verdicts."""

from zhiquan.records.marks.comparing import compare
from zhiquan.records.marks.index import MarkIndex
from zhiquan.records.marks.model import Bucket, Comparison, Goods, MarkRecord, Side, Signal
from zhiquan.records.marks.searching import Match, candidates, similar
from zhiquan.records.marks.table import read_marks
from zhiquan.records.marks.words import worded

__all__ = [
    "Bucket",
    "Comparison",
    "Goods",
    "MarkIndex",
    "MarkRecord",
    "Match",
    "Side",
    "Signal",
    "candidates",
    "compare",
    "read_marks",
    "similar",
    "worded",
]
