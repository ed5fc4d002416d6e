"""The fictional city's appraisal of its counties: published in the rulebook, one county has begun to score itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

CODE, BY = "counties-2025", "zhiquan"
SINCE = date(2026, 1, 1)


def begin_the_appraisal(today: date) -> int:
    """Publish the appraisal and enter a first self score and its review; returns how many rows were added."""
    from django.conf import settings

    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.office.rulebook.services import publish
    from zhiquan.scenes.reporting.appraisals.files import APPRAISALS
    from zhiquan.scenes.reporting.appraisals.services import Said, claim, review
    from zhiquan.scenes.reporting.models import ItemScore
    from zhiquan.settings.now import now

    package = APPRAISALS.package(CODE, settings.DATA.region)
    publish(package, by=BY, in_force_from=SINCE)
    if ItemScore.objects.exists() or today > APPRAISALS.model.model_validate(package.resolved["appraisal"]).self_by:
        return 0
    people = {one.username: actor_for(one, today) for one in User.objects.all()}
    told = Said(Decimal(15), "十二期填报均在期限内提交，回执齐全。")
    claim(people["donghu"], CODE, "donghu", "returns", told, at=now())
    told = Said(Decimal(13), "七月报表退回补正一次，扣2分。")
    review(people["tongji"], CODE, "donghu", "returns", told, at=now())
    return 2
