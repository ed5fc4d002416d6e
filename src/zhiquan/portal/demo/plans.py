"""The fictional city's plan of the year: published, two units have reported, one task is urged."""

from __future__ import annotations

from datetime import date, timedelta

CODE, BY = "shili-2026", "zhiquan"
SINCE = date(2026, 1, 1)
_REPORTS = (
    ("chengban", "high_value", 85, "已建台账 42 项，逐项确定联系人，三季度回访完毕。", "培育台账（2026年三季度）"),
    ("tongji", "bulletin", 80, "各月月报按期核定，正在核对上月数据。", "1至9月月报"),
    ("chuangkou", "window", 60, "已有八个事项实行一次告知，其余两个正在修改告知单。", ""),
)


def report_on_the_plan(today: date) -> int:
    """Publish the plan and report on it where nobody has; returns how many reports were made."""
    from django.conf import settings

    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.office.rulebook.services import publish
    from zhiquan.scenes.reporting.models import ProgressNote
    from zhiquan.scenes.reporting.plans.files import package
    from zhiquan.scenes.reporting.plans.services import Report, report, urge
    from zhiquan.settings.now import now

    publish(package(CODE, settings.DATA.region), by=BY, in_force_from=SINCE)
    if ProgressNote.objects.exists():
        return 0
    people = {one.username: actor_for(one, today) for one in User.objects.all()}
    for who, task, percent, text, evidence in _REPORTS:
        report(people[who], CODE, task, Report(percent, text, evidence), at=now())
    asked = "请报告各县区培训开展情况和未按月报送的原因。"
    urge(people["tongji"], CODE, "trainings", asked, today + timedelta(days=10), at=now())
    return len(_REPORTS)
