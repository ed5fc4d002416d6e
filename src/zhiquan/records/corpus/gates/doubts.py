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
        "applicant.or-inventor": Text(
            "无法分辨是申请人还是发明人", "applicant or inventor: the source does not say which"
        ),
        "class.missing": Text("没有类别", "no class is given"),
        "feature.unreadable": Text("商标形式无法识别", "the kind of sign cannot be read"),
        "kind.unreadable": Text("商标种类无法识别", "the kind of mark cannot be read"),
        "registration.before-filing": Text("注册早于申请日", "registered before the filing date"),
        "registration-date.unreadable": Text("注册日无法识别", "the registration date cannot be read"),
        "expires-on.unreadable": Text("有效期截止日无法识别", "the last day cannot be read"),
        "filing-date.unreadable": Text("申请日无法识别", "the filing date cannot be read"),
        "ended-on.unreadable": Text("终止日无法识别", "the day of the end cannot be read"),
        "regime.unreadable": Text("地理标志保护制度无法识别", "the regime of the indication cannot be read"),
        "end.before-beginning": Text("终止早于开始", "it ends before it begins"),
        "until.unreadable": Text("截止日无法识别", "the last day cannot be read"),
        "published-on.unreadable": Text("公告日无法识别", "the day of the gazette cannot be read"),
        "on.unreadable": Text("日期无法识别", "the date cannot be read"),
        "event-date.published": Text(
            "没有生效日，以公告日计", "no day of effect is given; the gazette's stands for it"
        ),
        "event-date.future": Text("事件日期晚于数据截止日", "the event is after the day of the data"),
        "amount.unreadable": Text("金额无法识别", "the amount cannot be read"),
        "cited.unreadable": Text("被引文献号无法识别", "the cited number cannot be read"),
        "division.unreadable": Text("区划代码无法识别", "the code of the division cannot be read"),
        "uscc.broken": Text("统一社会信用代码有误", "the unified social credit code is wrong"),
        "parent.unreadable": Text("上级代码无法识别", "the code above cannot be read"),
        "place.repaired": Text("地名有误，已按规则修正", "the place was misspelt and repaired by rule"),
        "place.open": Text("地名无法确定", "the place is not certain"),
        "class.unreadable": Text("有分类号无法识别", "a class symbol cannot be read"),
        "applicant.missing": Text("没有申请人", "no applicant is given"),
    }
)
"""Doubt → its sentence."""
