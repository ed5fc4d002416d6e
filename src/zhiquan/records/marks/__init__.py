"""Similarity of marks 商标近似: sound, shape, meaning and goods, each with its reason. Leads, never verdicts."""

from zhiquan.records.marks.asking import asked
from zhiquan.records.marks.comparing import compare
from zhiquan.records.marks.index import MarkIndex
from zhiquan.records.marks.model import Bucket, Comparison, Goods, Mark, Side, Signal
from zhiquan.records.marks.searching import Match, candidates, similar
from zhiquan.records.marks.table import read_marks
from zhiquan.records.marks.words import worded

__all__ = [
    "Bucket",
    "Comparison",
    "Goods",
    "Mark",
    "MarkIndex",
    "Match",
    "Side",
    "Signal",
    "asked",
    "candidates",
    "compare",
    "read_marks",
    "similar",
    "worded",
]
