"""Doubts: what is odd but lawful, or could not be read though the row stands without it. Kept on the record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhiquan.rules.text import Text

DOUBTS: Mapping[str, Text] = MappingProxyType(
    {
        "filing-year.earlier": Text(
            "申请日早于申请号的年份（分案申请或国际申请保留原申请日）",
            "filed before the number's year (a divisional or international application keeps its date)",
        ),
        "filing-year.later": Text(
            "申请日晚于申请号的年份一年（补交附图重新确定申请日）",
            "filed a year after the number's year (date fixed anew for late drawings)",
        ),
        "filing-date.missing": Text("没有申请日", "no filing date is given"),
        "publication-date.unreadable": Text("公开日无法识别", "the publication date cannot be read"),
        "grant-date.unreadable": Text("授权公告日无法识别", "the date of grant cannot be read"),
        "publication.before-filing": Text("公开或授权早于申请日", "published or granted before the filing date"),
        "number.missing": Text("没有任何号码", "no number is given at all"),
        "application.unreadable": Text(
            "申请号无法识别，以公开号为准", "the application number cannot be read; the publication stands for it"
        ),
        "publication.unreadable": Text("公开号无法识别", "the publication number cannot be read"),
        "title.absent": Text("没有名称", "no title is given"),
        "kind.differs": Text(
            "所称专利类型与号码不符，以号码为准", "the kind told differs from the number's, which holds"
        ),
        "pct.unreadable": Text("国际申请号无法识别", "the international number cannot be read"),
        "class.unreadable": Text("有分类号无法识别", "a class symbol cannot be read"),
        "applicant.missing": Text("没有申请人", "no applicant is given"),
    }
)
"""Doubt → its sentence."""
