"""Refusals: what cannot be true, by stable rule. Numbers are refused by the rules of ``rules.identifiers``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhiquan.rules.text import Text

REPEATED = "row.repeated"
"""Rule of a row that is there twice, word for word: left out, and not held against the batch."""

NOT_HELD = frozenset(
    {
        REPEATED,
        "row.total",
        "row.heading",
        "row.remark",
        "sheet.unknown",
        "value.missing",
        "document.deleted",
        "application.proceeding",
    }
)
"""Rules of what is left out and counted, but not held against the batch: it was never a row of the list."""

REFUSALS: Mapping[str, Text] = MappingProxyType(
    {
        "number.empty": Text("没有号码，也没有申请人或申请日", "no number, and neither applicant nor filing date"),
        "title.missing": Text("缺少名称", "the title is missing"),
        "filing-date.unreadable": Text("申请日无法识别", "the filing date cannot be read"),
        "filing-date.future": Text("申请日晚于数据截止日", "the filing date is after the day of the data"),
        "filing-date.before-law": Text(
            "申请日早于 1985-04-01 专利法施行日", "the filing date is before 1985-04-01, when the Patent Law began"
        ),
        "filing-year.after-number": Text(
            "申请日比申请号的年份晚一年以上", "the filing date is more than a year after the number's year"
        ),
        "event-date.unreadable": Text("事件日期无法识别", "the day of the event cannot be read"),
        "citation.empty": Text("引证内容为空", "nothing is cited"),
        "family.missing": Text("没有同族号", "no family is given"),
        "name.missing": Text("缺少名称", "the name is missing"),
        "symbol.missing": Text("缺少分类表名或分类号", "scheme or symbol is missing"),
        "level.unreadable": Text("级别不是数字", "the level is no number"),
        "code.missing": Text("缺少对照表名或代码", "table or code is missing"),
        "period.unreadable": Text(
            "时期无法识别（应为年或年月）", "the period cannot be read (a year, or year and month)"
        ),
        "value.unreadable": Text("数值无法识别", "the value is no number"),
        "value.missing": Text("没有数值", "no value is given"),
        "document.deleted": Text("来源已删除的文献", "a document that the source has deleted"),
        "application.proceeding": Text(
            "对已授权专利的复审程序，不是申请", "a reexamination of a granted patent, no application"
        ),
        "text.not-unicode": Text("文字编码残缺", "a text holds half a character"),
        "row.contradicted": Text("同一文件中重复而内容不同的行", "the row is there twice with different content"),
        "row.total": Text("合计行，不是记录", "a row of totals, no record"),
        "row.heading": Text("重复的表头行", "the headings once more"),
        "row.remark": Text("表尾说明，不是记录", "a remark below the table, no record"),
        "sheet.unknown": Text("没有已知表头的工作表", "a sheet without known headings"),
        REPEATED: Text("同一文件中完全相同的行", "the row is there twice, word for word"),
    }
)
"""Rule → its sentence."""
