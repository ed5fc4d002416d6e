"""Plans on the pages: a report and an urging are made where one may, and what was typed is kept when refused."""

from __future__ import annotations

import pytest
from django.test import Client

from zhiquan.office.access.models import User
from zhiquan.portal.demo import seed_people
from zhiquan.portal.demo.plans import report_on_the_plan
from zhiquan.scenes.reporting.models import ProgressNote, Urging
from zhiquan.settings.now import today

TASK = "/plans/shili-2026/pledge/"


@pytest.fixture
def plan(db: None) -> None:
    """The fictional city's people and plan."""
    seed_people("only-for-tests")
    report_on_the_plan(today())


def of(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_the_lead_unit_answers_an_urging_on_the_page(plan: None) -> None:
    asked = {"go": "urge", "asked": "请报告对接会情况", "answer_by": today().isoformat()}
    assert of("tongji").post(TASK, asked).status_code == 302
    assert "请报告对接会情况" in of("chengban").get(TASK).content.decode()
    said = {"go": "report", "percent": "75", "text": "已办三场对接会", "evidence": "签到表", "after": ""}
    assert of("chengban").post(TASK, said).status_code == 302
    note = ProgressNote.objects.get(task="pledge")
    assert (note.percent, note.answers) == (75, Urging.objects.get(task="pledge"))
    assert "已办三场对接会" in of("qianfa").get(TASK).content.decode()


@pytest.mark.parametrize("typed", [{"percent": "一半"}, {"percent": "100"}, {"after": "7"}, {"percent": "²"}])
def test_a_refused_report_keeps_what_was_typed_and_records_nothing(plan: None, typed: dict[str, str]) -> None:
    said = {"go": "report", "percent": "75", "text": "已办三场对接会", "evidence": "", "after": "", **typed}
    answer = of("chengban").post(TASK, said)
    assert answer.status_code == 422
    assert "已办三场对接会" in answer.content.decode()
    assert not ProgressNote.objects.filter(task="pledge").exists()


def test_who_neither_leads_nor_supervises_is_offered_no_form_and_refused(plan: None) -> None:
    window = of("chuangkou")
    page = window.get(TASK).content.decode()
    assert 'name="go"' not in page
    assert window.post(TASK, {"go": "report", "percent": "5", "text": "不是我的"}).status_code == 422
    assert window.post(TASK, {"go": "urge", "asked": "催", "answer_by": today().isoformat()}).status_code == 422
    assert of("tongji").post(TASK, {"go": "urge", "asked": "催", "answer_by": "明天"}).status_code == 422
    assert not Urging.objects.filter(task="pledge").exists()
