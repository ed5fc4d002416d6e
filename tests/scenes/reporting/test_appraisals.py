"""An appraisal over the whole way: signed figures, self scores with evidence, reviews, an objection, publication."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.files.services import stage
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.rulebook.services import publish as publish_definition
from zhiquan.portal.demo import seed_people
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.scenes.reporting.appraisals import services
from zhiquan.scenes.reporting.appraisals.files import APPRAISALS
from zhiquan.scenes.reporting.appraisals.selectors import appraisals_for, get_appraisal_for, sheets, visible
from zhiquan.scenes.reporting.appraisals.services import Said
from zhiquan.scenes.reporting.models import ItemScore, SignedFigure
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import SHANGHAI

pytestmark = pytest.mark.django_db
CODE = "counties-2025"
AT = datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI)
LATE = datetime(2026, 12, 11, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """The city's staff; the shipped appraisal is published and the year's figures of both counties are signed."""
    return staff(tmp_path, monkeypatch)


def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """Publish the shipped appraisal, sign the figures, and return the staff by user name."""
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path).make())
    seed_people("only-for-tests")
    publish_definition(APPRAISALS.package(CODE, settings.DATA.region), by="test", in_force_from=AT.date())
    for place, amount, deals, before in (("990101", 45_000_000, 22, 20), ("990102", 90_000_000, 12, 10)):
        signed("pledge.amount", place, "2025-12-ytd", amount)
        signed("pledge.deals", place, "2025-12-ytd", deals)
        signed("pledge.deals", place, "2024-12-ytd", before)
    return {one.username: actor_for(one, AT.date()) for one in User.objects.all()}


def signed(indicator: str, place: str, period: str, value: int) -> SignedFigure:
    return SignedFigure.objects.create(
        indicator=indicator, division=place, period=period, value=str(value), basis="own", definition={},
        role="statistics", signed_at=AT,
    )  # fmt: skip


def said(points: str | None, reason: str = "", *files: int, after: int | None = None) -> Said:
    return Said(None if points is None else Decimal(points), reason, files, after)


def paper(actor: Actor) -> int:
    return stage(actor, "佐证.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n").pk


def claim(people: dict[str, Actor], who: str, item: str, points: str, at: datetime = AT) -> ItemScore:
    file = paper(people[who])
    return services.claim(people[who], CODE, who, item, said(points, "见附件", file), at=at)


def review(people: dict[str, Actor], who: str, item: str, points: str, reason: str = "", **given: Any) -> ItemScore:
    given = {"at": AT, **given}
    at = given.pop("at")
    return services.review(people["tongji"], CODE, who, item, said(points, reason, **given), at=at)


def all_scored(people: dict[str, Actor]) -> None:
    """By figures 15 + 5 and 20 + 10; by evidence as given here; Donghu is late once."""
    for who, points in (("donghu", ("12", "20", "15", "15")), ("xishan", ("10", "17", "10", "15"))):
        for item, given in zip(("firms", "cooperation", "training", "returns"), points, strict=True):
            claim(people, who, item, given)
            review(people, who, item, given)
    review(people, "donghu", "late", "1", "一件逾期")


def test_the_totals_are_those_added_up_by_hand_and_a_tie_shares_the_better_place(people: dict[str, Actor]) -> None:
    all_scored(people)
    found = sheets(get_appraisal_for(people["tongji"], CODE, AT.date()))
    # 45 of 60 million of 20 points = 15; 10 of 20 per cent of 10 points = 5; 62 by evidence; one point taken away
    assert (found["donghu"].total.points, found["donghu"].place) == (Decimal("81.00"), 2)
    assert (found["xishan"].total.points, found["xishan"].place) == (Decimal("82.00"), 1)
    claim(people, "donghu", "model", "1")
    review(people, "donghu", "model", "1")
    found = sheets(get_appraisal_for(people["tongji"], CODE, AT.date()))
    assert [found[who].place for who in ("donghu", "xishan")] == [1, 1]


def test_an_item_whose_figure_is_not_signed_keeps_the_sheet_open_and_unranked(people: dict[str, Actor]) -> None:
    all_scored(people)
    held = SignedFigure.objects.get(division="990101", period="2024-12-ytd")
    SignedFigure._base_manager.filter(pk=held.pk).update(period="2023-12-ytd")
    found = sheets(get_appraisal_for(people["tongji"], CODE, AT.date()))
    assert found["donghu"].total.open == ("pledge_growth",)
    assert (found["donghu"].place, found["xishan"].place) == (None, 1)
    with pytest.raises(Refusal, match="1 处未完成"):
        services.publish(people["qianfa"], CODE, at=AT)


def test_a_score_without_evidence_beyond_its_points_or_after_its_day_is_refused(people: dict[str, Actor]) -> None:
    donghu = people["donghu"]
    wrong = [
        (said("12", "无附件"), "佐证材料"),
        (said("15.5", "多", paper(donghu)), "0 至 15"),
        (said(None, "无分", paper(donghu)), "0 至 15"),
    ]
    for words, fault in wrong:
        with pytest.raises(Refusal, match=fault):
            services.claim(donghu, CODE, "donghu", "firms", words, at=AT)
    with pytest.raises(Refusal, match="截止"):
        claim(people, "donghu", "firms", "12", at=LATE)
    with pytest.raises(Refusal, match="自动计分"):
        claim(people, "donghu", "pledges", "20")
    assert not ItemScore.objects.exists()
    assert not StoredFile.objects.exclude(attached_at=None).exists()


def test_a_county_scores_nobody_else_and_reviews_nothing(people: dict[str, Actor]) -> None:
    with pytest.raises(NotFound):
        services.claim(people["donghu"], CODE, "xishan", "firms", said("1", "", paper(people["donghu"])), at=AT)
    claim(people, "donghu", "firms", "12")
    with pytest.raises(Refusal, match="组织考核"):
        services.review(people["donghu"], CODE, "donghu", "firms", said("15", "我说的"), at=AT)
    with pytest.raises(Refusal, match="该单位"):
        services.claim(people["tongji"], CODE, "donghu", "firms", said("1", "", paper(people["tongji"])), at=AT)


def test_a_reviewer_who_differs_says_why_and_an_objection_is_answered_once(people: dict[str, Actor]) -> None:
    claim(people, "donghu", "firms", "12")
    with pytest.raises(Refusal, match="理由"):
        review(people, "donghu", "firms", "8")
    first = review(people, "donghu", "firms", "8", "名单中两家不是首次")
    objection = services.object_to(people["donghu"], CODE, "donghu", "firms", said(None, "已补证明"), at=AT)
    with pytest.raises(Refusal, match="未答复"):
        services.object_to(people["donghu"], CODE, "donghu", "firms", said(None, "再说", after=objection.pk), at=AT)
    with pytest.raises(Conflict):
        review(people, "donghu", "firms", "10", "采纳", after=None)
    answer = review(people, "donghu", "firms", "10", "采纳一家", after=first.pk)
    assert (answer.answers, answer.supersedes) == (objection, first)
    line = sheets(get_appraisal_for(people["tongji"], CODE, AT.date()))["donghu"].line("firms")
    assert line is not None
    assert (line.points, line.objection) == (10, None)


def test_a_result_is_published_once_by_the_head_and_then_nothing_moves(people: dict[str, Actor]) -> None:
    all_scored(people)
    with pytest.raises(Refusal, match="签发人"):
        services.publish(people["tongji"], CODE, at=AT)
    result = services.publish(people["qianfa"], CODE, at=AT)
    first, second = result.content["sheets"]
    assert [(one["who"], one["points"], one["place"], one["grade"]) for one in (first, second)] == [
        ("xishan", "82.00", 1, "良好"),
        ("donghu", "81.00", 2, "良好"),
    ]
    assert first["items"][0]["signed"] == SignedFigure.objects.get(division="990102", indicator="pledge.amount").pk
    for act in (lambda: services.publish(people["qianfa"], CODE, at=AT), lambda: claim(people, "donghu", "model", "1")):
        with pytest.raises(Conflict, match="已公布"):
            act()
    with pytest.raises(Refusal):
        ItemScore.objects.all().delete()


def test_a_county_sees_its_own_sheet_until_the_result_is_published_and_evidence_only_of_its_own(
    people: dict[str, Actor],
) -> None:
    all_scored(people)
    seen = {
        name: [one.key for one in visible(people[name], get_appraisal_for(people[name], CODE, AT.date()))]
        for name in ("donghu", "xishan", "tongji", "qianfa", "chuangkou")
    }
    every = ["donghu", "xishan"]
    assert seen == {"donghu": ["donghu"], "xishan": ["xishan"], "tongji": every, "qianfa": every, "chuangkou": every}
    assert not appraisals_for(people["qiye"], AT.date())
    file = ItemScore.objects.get(appraised="xishan", item="firms", step="claim").files.get()
    services.publish(people["qianfa"], CODE, at=AT)
    assert len(visible(people["donghu"], get_appraisal_for(people["donghu"], CODE, AT.date()))) == 2
    assert get_file_for(people["tongji"], file.pk) == file
    with pytest.raises(NotFound):
        get_file_for(people["donghu"], file.pk)
