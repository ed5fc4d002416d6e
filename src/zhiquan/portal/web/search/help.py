"""The help beside the query box: the fields the language knows, each with an example."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.search.language.fields import HELP, NAMES
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One field: its names as they may be written, what it is, a query that uses it."""

    names: tuple[str, ...]
    label: Text
    example: str


EXAMPLES = (
    "锂电池 隔膜",
    "TI=(传感器 AND 压力) NOT KI=外观设计",
    "IC=G01L AND AD>=2018",
    'PA=某某+ OR PA="某某大学"',
)
"""Queries to try."""


def fields() -> tuple[FieldHelp, ...]:
    """Return the help for every field of the language."""
    return tuple(FieldHelp(names, HELP[field].label, HELP[field].example) for field, names in NAMES.items())
