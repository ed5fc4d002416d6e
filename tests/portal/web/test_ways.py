"""What people do on the pages, with JavaScript off."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.web.conftest import PASSWORD, City, docx, hand_in

from zhiquan.hall.appointments.models import Hours
from zhiquan.hall.cases.models import Case
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.selectors import letter_pdf
from zhiquan.office.access.models import Organisation, Post


def test_a_wrong_answer_loses_nothing_that_was_typed(city: City, draft: int, answers: dict[str, Any]) -> None:
    typed = {**answers, "amount": "三百万", "pledgee": "示例银行", "go": "next"}
    page = city.party.post(f"/hall/drafts/{draft}/", typed)
    assert page.status_code == 422
    assert 'value="三百万"' in page.content.decode()
    again = city.party.get(f"/hall/drafts/{draft}/").content.decode()
    assert 'value="三百万"' in again
    assert 'value="示例银行"' in again


def test_an_unfinished_form_is_saved_without_complaint(city: City, draft: int) -> None:
    page = city.party.post(f"/hall/drafts/{draft}/", {"pledgor": "某公司", "go": "stay"})
    assert page.status_code == 200
    assert "草稿已保存" in page.content.decode()
    assert "error-summary" not in page.content.decode()


def test_an_application_goes_from_form_to_case_and_a_second_click_is_the_same_case(
    city: City, draft: int, answers: dict[str, Any]
) -> None:
    assert city.party.post(f"/hall/drafts/{draft}/", {**answers, "go": "next"})["Location"].endswith("/materials/")
    hand_in(draft, "application", "contract", "identity")
    upload = SimpleUploadedFile("登记簿副本.docx", docx())
    there = city.party.post(f"/hall/drafts/{draft}/materials/", {"material.register-copy": upload, "go": "next"})
    assert there["Location"].endswith("/check/")
    assert "预检没有发现障碍" in city.party.get(there["Location"]).content.decode()
    key = uuid.uuid4().hex
    first = city.party.post(f"/hall/drafts/{draft}/submit/", {"key": key})
    second = city.party.post(f"/hall/drafts/{draft}/submit/", {"key": key})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 4
    page = city.party.get(first["Location"]).content.decode()
    assert "请记下查询码" in page


def test_what_stands_against_submitting_is_told_and_nothing_is_submitted(
    city: City, draft: int, answers: dict[str, Any]
) -> None:
    city.party.post(f"/hall/drafts/{draft}/", {**answers, "go": "next"})
    page = city.party.post(f"/hall/drafts/{draft}/submit/", {"key": "k"}, follow=True).content.decode()
    assert "缺少材料" in page
    assert Case.objects.count() == 3


def test_a_file_of_another_kind_is_refused_with_its_name(city: City, draft: int) -> None:
    upload = SimpleUploadedFile("setup.pdf", b"MZ\x90\x00 not a paper")
    page = city.party.post(f"/hall/drafts/{draft}/materials/", {"material.contract": upload, "go": "next"}, follow=True)
    assert "setup.pdf" in page.content.decode()
    assert page.redirect_chain[-1][0].endswith("/materials/")


def test_a_step_with_a_wrong_answer_keeps_the_answer_and_says_why(city: City) -> None:
    case = city.forwarded
    posted = {"action": "take_result", "version": case.version, "key": "k", "registered_on": "昨天"}
    page = city.staff.post(f"/desk/cases/{case.number}/act/", {**posted, "result": "registered"})
    assert page.status_code == 422
    html = page.content.decode()
    assert 'value="昨天"' in html
    assert 'id="do-take_result" open' in html
    case.refresh_from_db()
    assert case.state == "forwarded"


def test_what_is_longer_than_its_row_is_refused_on_every_database_and_nothing_of_it_kept(city: City) -> None:
    """SQLite would keep it, PostgreSQL break over it."""
    clerk, case, events = city.client("chuangkou"), city.forwarded, city.forwarded.events.count()
    clerk.post(f"/desk/cases/{case.number}/keep/", {"do": "tag", "tag": "长" * 201, "key": "k"})
    assert (case.tags.count(), case.events.count()) == (0, events)
    counter = {"counter.name": "长" * 201, "counter.division": "990101", "counter.go": "enter", "counter.key": "k"}
    assert clerk.post("/desk/counter/pledge/", counter).status_code == 422
    assert not Organisation.objects.filter(name__startswith="长长").exists()
    hours = {"weekday": "0", "opens": "09:00", "closes": "11:00", "minutes": str(2**31), "places": "2"}
    desk = Post.objects.get(user__username="chuangkou").department_id
    clerk.post("/desk/appointments/hours/", {**hours, "department": desk})
    for hour in ("25:61", "09:00+08:00", "早上九点", ""):  # none is taken for midnight
        wrong = {**hours, "minutes": "30", "department": desk, "opens": hour}
        assert "请填写开始和结束的钟点" in clerk.post("/desk/appointments/hours/", wrong, follow=True).content.decode()
    assert not Hours.objects.exists()


def test_what_no_service_weighed_and_the_database_cannot_hold_is_refused_with_a_sentence(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_: Any, **__: Any) -> None:
        raise DataError("value too long for type character varying(200)")

    monkeypatch.setattr("zhiquan.office.access.services.join", too_long)
    answer = city.party.post("/account/", {"go": "join", "code": "x" * 300})
    assert answer.status_code == 422
    assert "过长" in answer.content.decode()


def test_a_step_taken_on_an_old_view_is_refused_with_a_sentence(city: City) -> None:
    case, clerk = city.waiting, city.client("chuangkou")
    posted = {"action": "accept", "version": case.version + 5, "key": "k"}
    page = clerk.post(f"/desk/cases/{case.number}/act/", posted, follow=True)
    assert "刚刚被他人办理" in page.content.decode()


def test_a_clerk_accepts_and_the_page_says_why_other_steps_are_closed(city: City) -> None:
    case, clerk = city.waiting, city.client("chuangkou")
    clerk.post(f"/desk/cases/{case.number}/act/", {"action": "accept", "version": case.version, "key": "k"})
    case.refresh_from_db()
    assert case.state == "accepted"
    page = clerk.get(f"/desk/cases/{case.number}/")
    assert "forward" in {offer.key for offer in page.context["others"]}
    assert "<dt>移送登记机关</dt><dd>承办人</dd>" in page.content.decode()


def test_progress_is_shown_to_who_has_the_secret_and_to_nobody_else(city: City) -> None:
    number = city.waiting.number
    secret = city.party.get(f"/cases/{number}/").context["secret"]
    assert city.party.get(f"/cases/{number}/").context["secret"] is None
    wrong = city.visitor.post("/progress/", {"number": number, "secret": "AAAAAAAA"})
    assert wrong.status_code == 404
    right = city.visitor.post("/progress/", {"number": number, "secret": secret})
    assert "timeline" in right.content.decode()
    assert city.waiting.organisation.name not in right.content.decode()


def test_the_drafter_of_a_letter_cannot_review_it_and_others_sign_and_hand_it_out(city: City, drafted: Letter) -> None:
    step = f"/letters/{drafted.pk}/step/"
    assert "没有办理这一步的岗位" in city.staff.post(step, {"step": "review"}, follow=True).content.decode()
    assert city.party.get(f"/letters/{drafted.pk}/").status_code == 404
    city.client("shenhe").post(step, {"step": "review"})
    city.client("qianfa").post(step, {"step": "sign"})
    drafted.refresh_from_db()
    assert drafted.state == "signed"
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = city.party.get(f"/letters/{drafted.pk}/{ending}/")
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_letter_is_drafted_from_the_desk_and_voided_only_with_a_reason(city: City, registered: Case) -> None:
    page = city.staff.post(f"/desk/cases/{registered.number}/letters/", {"letter": "result"}, follow=True)
    assert "待审核" in page.content.decode()
    step = f"/letters/{Letter.objects.get().pk}/step/"
    city.staff.post(step, {"step": "void", "reason": ""})
    assert Letter.objects.get().state == "draft"
    city.staff.post(step, {"step": "void", "reason": "拟错了"})
    assert Letter.objects.get().state == "void"


def test_a_letter_verifies_by_its_file_and_not_when_a_byte_is_changed(city: City, signed: Letter) -> None:
    content = letter_pdf(signed)
    good = city.visitor.post("/verify/", {"file": SimpleUploadedFile("l.pdf", content)})
    bad = city.visitor.post("/verify/", {"file": SimpleUploadedFile("l.pdf", content[:-9] + b"x" + content[-8:])})
    assert "核验通过" in good.content.decode()
    assert bad.status_code == 404
    assert "核验通过" in city.visitor.get("/verify/", {"code": signed.code}, follow=True).content.decode()


def test_a_paper_is_saved_by_its_party_and_does_not_exist_for_others(city: City) -> None:
    file = city.party.get(f"/cases/{city.waiting.number}/").context["case"].materials[0].files[0][0]
    answer = city.party.get(f"/files/{file}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert city.visitor.get(f"/files/{file}/").status_code == 404


def test_signing_in_comes_back_to_the_page_but_never_to_another_site(city: City) -> None:
    asked = Client().get("/cases/")
    assert asked["Location"] == "/account/login/?next=/cases/"
    person = {"username": "qiye", "password": PASSWORD}
    assert Client().post("/account/login/", {**person, "next": "/cases/"})["Location"] == "/cases/"
    assert Client().post("/account/login/", {**person, "next": "https://example.org/"})["Location"] == "/"


def test_an_unreadable_day_is_told_and_today_is_shown(city: City) -> None:
    assert "日期读不懂" in city.visitor.get(f"/rights/{city.right}/?on=tomorrow").content.decode()


def test_a_form_from_another_site_is_refused_with_a_sentence(city: City) -> None:
    answer = Client(enforce_csrf_checks=True).post("/progress/", {"number": "x", "secret": "y"})
    assert answer.status_code == 403
    assert "刷新后再提交" in answer.content.decode()


def test_pages_of_somebody_signed_in_are_kept_nowhere(city: City) -> None:
    assert "no-store" in city.party.get("/cases/")["Cache-Control"]
    assert "Cache-Control" not in city.visitor.get("/hall/")


def test_the_whole_search_is_in_its_address(city: City) -> None:
    first = city.visitor.get("/search/?q=装置&order=newest")
    html = first.content.decode()
    assert "<mark>装置</mark>" in html
    results = first.context["results"]
    days = [hit.record.filing_date for hit in results.hits]
    assert days == sorted(days, reverse=True)
    second = city.visitor.get("/search/", {"q": "装置", "order": "newest", "after": results.next})
    assert not {hit.key for hit in results.hits} & {hit.key for hit in second.context["results"].hits}
    narrowed = results.facets[0].buckets[0]
    assert city.visitor.get("/search/", {"q": narrowed.query}).context["results"].total == narrowed.count


def test_a_number_in_another_writing_leads_to_the_right(city: City) -> None:
    plain = city.right.removeprefix("CN").replace(".", "")
    assert city.visitor.get(f"/rights/{plain}/")["Location"] == f"/rights/{city.right}/"


def test_every_field_of_the_query_language_has_its_help() -> None:
    from zhiquan.portal.web.search.help import fields
    from zhiquan.records.search.language import parse

    for field in fields():
        parse(field.example)


def test_a_verification_code_may_be_typed_with_slashes_and_spaces(city: City) -> None:
    assert city.visitor.get("/verify/", {"code": " AB/CD "})["Location"] == "/verify/ABCD/"
    assert city.visitor.get("/verify/", {"code": "/"}).status_code == 200


def test_the_language_is_switched_by_a_form(city: City) -> None:
    city.visitor.post("/i18n/setlang/", {"language": "en", "next": "/hall/"})
    assert "Service hall" in city.visitor.get("/hall/").content.decode()


BASELINE = {"/search/?q=装置": 0, "/cases/": 8, "/hall/": 1}
"""Queries of each list for its signed-in reader; a list that asks once per row grows past it."""


def test_lists_ask_the_database_no_more_often_than_they_did(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for path, queries in BASELINE.items():
        client = city.party if path == "/cases/" else city.visitor
        client.get(path)
        with django_assert_num_queries(queries, info=path):
            client.get(path)


def test_a_figure_of_imported_records_says_up_to_which_day_these_speak(figures: City) -> None:
    assert "数据截至2026年10月31日" in figures.visitor.get("/figures/").content.decode()
