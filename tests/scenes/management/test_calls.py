"""From the call to the list: published by a head, applied to, scored, published, listed, reminded of, reviewed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tests.scenes.management.office import Office

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.ticking import tick
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.hall.notices.models import Happening
from zhiquan.insight.figures.views import View
from zhiquan.office.access.models import Organisation
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import enter
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.scenes.management.calls import selectors, services
from zhiquan.scenes.management.fitting import Fit, fits
from zhiquan.scenes.reporting.sources.entries import entry_facts
from zhiquan.settings.now import SHANGHAI, today

CALL = {
    "matter": "enterprise-tier", "number": " 2026-１ ", "title": "关于组织申报知识产权优势企业的通知",
    "basis": "示知发〔2026〕1号", "opens_on": "2026-07-06", "closes_on": "2026-07-31", "text": "请各单位按指南申报。",
}  # fmt: skip
FORM = {
    "call": "2026-1", "tier": "advantage", "industry": "电池", "products": "隔膜", "rights": "CN202310000001.5",
    "staff": "3", "norm": "no", "plan": "导航", "revenue": "1", "research": "1", "contact": "张三", "phone": "0",
}  # fmt: skip
PAPERS = ("application", "audit", "rules", "rights-proof")
SCORES = [{"expert": name, "recused": "no", "points": points} for name, points in (("甲", 90), ("丙", 81), ("丁", 80))]


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Office:
    settings.DIVISION = "990100"
    made = Office(monkeypatch, "enterprise-tier")
    for register in ("dishonesty", "abnormal-filing"):
        made.list_entry(register, f"{register}-1", "NOBODY")
    return made


def publish(office: Office, who: str = "head", **changes: str) -> RegisterEntry:
    return services.publish_call(office.world.actor(who), {**CALL, **changes})


def fit(office: Office) -> Fit:
    found = fits(Organisation.objects.get(pk=office.world.firm.pk), today())
    return next(one for one in found if one.programme.code == "tier-advantage")


def blocking(office: Office) -> list[str]:
    return [one.condition.key for one in fit(office).blocking]


def in_publicity(office: Office) -> Case:
    return to_publicity(office, office.apply("applicant", FORM, PAPERS))


def to_publicity(office: Office, case: Case) -> Case:
    """Take a case as far as its publicity."""
    office.act(case, "window", "accept")
    office.act(case, "examiner", "recommend", result="recommended")
    office.act(case, "examiner", "score", scores=SCORES, result="shortlisted", reason="基础好")
    office.act(case, "examiner", "prepare_publicity", place="网站", until="2026-07-14", objections_to="窗口")
    office.letter(case, "publicity")
    return office.act(case, "window", "publish")


def on(office: Office, day: date) -> None:
    office.world.clock.at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def firms_counted() -> list[tuple[str, str]]:
    """Return who stands on the list today and in which grade, as the figures are handed it."""
    rows = entry_facts(View.__new__(View)).facts
    held = [row for row in rows if row["register"] == "enterprise-tier"]
    return [
        (row["holder_code"], row["grade"])
        for row in held
        if row["from_on"] <= today() and (row["until_on"] is None or row["until_on"] >= today())
    ]


def reminded_by(office: Office, day: date) -> bool:
    on(office, day)
    tick()
    return any("还有6个月" in told.text["zh"] for told in Happening.objects.filter(kind="clock"))


def test_without_a_call_nothing_is_applied_for_and_an_application_in_a_call_has_it_filled_in(office: Office) -> None:
    enter("call", "2025-9", "990101", (), {"matter": "enterprise-tier"}, date(2025, 1, 1), date(2025, 3, 1), "旧-1")
    assert blocking(office) == ["call-open"]
    with pytest.raises(Refusal, match="申报批次中没有 2026-1"):
        office.apply("applicant", FORM, PAPERS)
    call = publish(office)
    assert (call.number, call.division, blocking(office)) == ("2026-1", "990101", [])
    draft = services.begin(office.world.actor("applicant"), call, office.world.firm.pk)
    assert draft.form == {"call": "2026-1"}
    on(office, date(2026, 8, 1))
    assert blocking(office) == ["call-open"]
    with pytest.raises(Conflict):
        services.begin(office.world.actor("applicant"), call, office.world.firm.pk)


def test_a_selection_is_published_listed_for_its_term_and_counted_as_one_firm_after_its_review(office: Office) -> None:
    publish(office)
    case = in_publicity(office)
    (told,) = selectors.publicities("2026-1")
    assert (told.name, told.tier.zh, told.until, told.objections_to) == (
        "东湖示例科技有限公司", "优势企业", date(2026, 7, 14), "窗口",
    )  # fmt: skip
    assert selectors.publicities("2026-2") == ()
    assert selectors.listed(today()) == ()
    on(office, date(2026, 7, 14))
    office.act(case, "head", "list")
    assert selectors.publicities() == ()
    (listed,) = selectors.listed(today(), "2026-1", name="东湖")
    entry = listed.entry
    assert (listed.tier.zh, entry.data["points"], entry.valid_to) == ("优势企业", "83.66", date(2029, 7, 14))
    with pytest.raises(Refusal, match="已是该级别"):
        office.apply("applicant", FORM, PAPERS)

    assert not reminded_by(office, date(2029, 1, 11))
    assert reminded_by(office, date(2029, 1, 12)), "half a year before the end: a review takes that long to prepare"
    on(office, date(2029, 6, 1))
    office.act(case, "examiner", "review", reviewed_on="2029-06-01", result="passed", reason="完成培育方案")
    entry.refresh_from_db()
    assert (entry.valid_to, entry.ended_by) == (date(2029, 5, 31), case.number)
    assert firms_counted() == [(office.world.firm.uscc, "advantage")]
    on(office, date(2032, 6, 2))
    assert selectors.listed(today()) == ()


def test_only_a_head_publishes_and_what_is_wrong_is_told_at_its_question(office: Office) -> None:
    for who in ("examiner", "window", "applicant"):
        with pytest.raises(NotFound):
            publish(office, who)
    with pytest.raises(FormRefusal) as wrong:
        publish(office, number="2026/1", opens_on="2026-06-02", closes_on="2026-06-01", matter="pledge")
    assert {error.field for error in wrong.value.errors} == {"matter", "number", "closes_on"}
    publish(office)
    for twice in ({"title": "另一份通知"}, {}):
        with pytest.raises(Conflict):
            publish(office, **twice)
    with pytest.raises(NotFound):
        selectors.get_call("2026-9", today())
    assert RegisterEntry.objects.get(register="call").data["title"] == CALL["title"]


def test_a_call_is_closed_before_its_day_by_a_document_and_by_a_head_of_the_place(office: Office) -> None:
    call = publish(office)
    office.world.staff("other-head", "head", "990102")
    for who in ("other-head", "examiner"):
        with pytest.raises(NotFound):
            services.close_call(office.world.actor(who), call, "示知发〔2026〕9号")
    for basis in (" ", "长" * 61):
        with pytest.raises(Refusal):
            services.close_call(office.world.actor("head"), call, basis)
    services.close_call(office.world.actor("head"), call, "示知发〔2026〕9号")
    assert [one.stage for one in selectors.calls(today())] == ["open"], "today is the last day"
    on(office, date(2026, 7, 7))
    assert [one.stage for one in selectors.calls(today())] == ["closed"]


def test_a_call_of_another_matter_or_of_another_county_is_no_call_for_this_application(office: Office) -> None:
    enter("call", "2026-1", "990101", (), {"matter": "other"}, today(), None, "通知-1")
    enter("call", "2026-2", "990102", (), {"matter": "enterprise-tier"}, today(), None, "通知-2")
    enter("call", "2026-3", "990101", (), {}, today(), None, "只有批次号的旧登记")
    assert [call.entry.number for call in selectors.calls(today())] == ["2026-2", "2026-1"]
    assert blocking(office) == ["call-open"]
    with pytest.raises(Refusal, match="不是为本事项发布的"):
        office.apply("applicant", FORM, PAPERS)
    with pytest.raises(Refusal, match="不含申请单位所在地"):
        office.apply("applicant", {**FORM, "call": "2026-2"}, PAPERS)
