"""The help beside the query box: the fields the language knows, each with an example."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.search.language.fields import NAMES
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One field: its names as they may be written, what it is, a query that uses it."""

    names: tuple[str, ...]
    label: Text
    example: str


_FIELDS = {
    "TI": (Text("发明名称", "Title"), "TI=隔膜"),
    "AB": (Text("摘要", "Abstract"), "AB=(隔膜 AND 涂层)"),
    "TIAB": (Text("名称或摘要", "Title or abstract"), "TIAB=锂电池"),
    "PA": (Text("申请人", "Applicant"), 'PA="某某大学"'),
    "AN": (Text("申请号", "Application number"), "AN=CN201420789305.0"),
    "IC": (Text("国际专利分类，含下位", "IPC, with what is below"), "IC=H01M"),
    "LC": (Text("外观设计分类", "Locarno class"), "LC=06-01"),
    "AD": (Text("申请日", "Filing date"), "AD=[2018 TO 2023]"),
    "KI": (Text("专利类型", "Kind"), "KI=发明"),
}

EXAMPLES = (
    "锂电池 隔膜",
    "TI=(传感器 AND 压力) NOT KI=外观设计",
    "IC=G01L AND AD>=2018",
    'PA=某某+ OR PA="某某大学"',
)
"""Queries to try."""


def fields() -> tuple[FieldHelp, ...]:
    """Return the help for every field of the language; a field without help is a fault that a test finds."""
    return tuple(FieldHelp(names, *_FIELDS[field]) for field, names in NAMES.items())
