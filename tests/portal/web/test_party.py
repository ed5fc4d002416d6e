"""What an applicant does beside applying: papers used again, a series, rating, a lost secret, an appointment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.portal.web.conftest import City, docx
from tests.portal.web.desk_work import delivered_together, open_window

from zhiquan.definitions.situations import situations
from zhiquan.hall.appointments.models import Appointment
from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.models import Letter


def test_a_paper_handed_in_once_is_offered_and_never_asked_for_twice(city: City, draft: int) -> None:
    page = city.party.get(f"/hall/drafts/{draft}/materials/")
    offered = page.context["papers"]
    assert set(offered) == {"identity"}, "only what the matter calls reusable"
    paper = offered["identity"][0]
    digests = list(StoredFile.objects.filter(pk__in=[p.file for p in offered["identity"]]).values_list("digest"))
    assert len(set(digests)) == len(digests), "the same file is offered once, however often it was handed in"
    city.party.post(f"/hall/drafts/{draft}/materials/", {"take": f"identity:{paper.file}"})
    assert [row["file"] for row in Draft.objects.get(pk=draft).materials] == [paper.file]
    left = city.party.get(f"/hall/drafts/{draft}/materials/").context["papers"].get("identity", ())
    assert [one.file for one in left] == [one.file for one in offered["identity"][1:]]
    assert paper.name in city.party.get("/cases/papers/").content.decode()
    assert "还没有可以再用的材料" in city.staff.get("/cases/papers/").content.decode()


def test_papers_chosen_for_upload_are_kept_whichever_button_is_pressed(city: City, draft: int) -> None:
    page = city.party.get(f"/hall/drafts/{draft}/materials/")
    paper = page.context["papers"]["identity"][0]
    upload = SimpleUploadedFile("合同.docx", docx())
    posted = {"take": f"identity:{paper.file}", "material.contract": upload}
    city.party.post(f"/hall/drafts/{draft}/materials/", posted)
    assert {row["material"] for row in Draft.objects.get(pk=draft).materials} == {"contract", "identity"}


def test_a_strangers_paper_is_not_to_be_had_by_its_number(city: City, draft: int) -> None:
    from tests.portal.web.conftest import actor

    from zhiquan.hall.files.services import store

    other = store(actor("chengban"), "other.docx", docx())
    answer = city.party.post(f"/hall/drafts/{draft}/materials/", {"take": f"identity:{other.pk}"})
    assert answer.status_code == 404
    assert Draft.objects.get(pk=draft).materials == []


def test_a_series_shares_a_draft_and_each_line_becomes_a_case(city: City, draft: int, answers: dict[str, Any]) -> None:
    city.party.post(f"/hall/drafts/{draft}/", {**answers, "go": "stay"})
    taken = Draft.objects.get(case__number=city.waiting.number).materials
    Draft.objects.filter(pk=draft).update(materials=taken)
    few = city.party.post(f"/hall/drafts/{draft}/series/", {"field": "contract", "rows": "只有一行"})
    assert few.status_code == 422
    assert "只有一行" in few.content.decode()
    made = city.party.post(f"/hall/drafts/{draft}/series/", {"field": "contract", "rows": "示例1号\n\n示例2号\n"})
    page = city.party.get(made["Location"])
    assert [row.typed for row, _ in page.context["rows"]] == ["示例1号", "示例2号"]
    assert page.context["ready"] == 2
    first = [row.number for row, _ in city.party.post(made["Location"]).context["rows"]]
    again = [row.number for row, _ in city.party.post(made["Location"]).context["rows"]]
    assert all(first)
    assert first == again, "handing in twice makes no second case"
    assert Case.objects.count() == 5
    assert first[0] in city.party.get(f"/cases/{first[1]}/").content.decode(), "they are linked"
    assert city.staff.get(made["Location"]).status_code == 404


def test_a_closed_case_is_rated_once_and_a_lost_secret_replaced(city: City, signed: Letter) -> None:
    case = f"/cases/{signed.case.number}/"
    assert "您对这次办理满意吗" not in city.party.get(case).content.decode()
    done = delivered_together(city.client("chuangkou"), signed.case.number)
    assert done.context["taken"] == 1
    assert "您对这次办理满意吗" in city.party.get(case).content.decode()
    assert "请从五个等级中选择" in city.party.post(f"{case}rate/", {"grade": "9"}, follow=True).content.decode()
    told = city.party.post(f"{case}rate/", {"grade": "1", "comment": "等了很久"}, follow=True).content.decode()
    assert "感谢您的评价" in told
    assert "您对这次办理满意吗" not in told
    secret = city.party.post(f"{case}secret/").context["secret"]
    progress = city.visitor.post("/progress/", {"number": signed.case.number, "secret": secret})
    assert progress.status_code == 200
    assert "no-store" in progress["Cache-Control"]
    assert not progress.context["progress"].may_rate


def test_who_guesses_secrets_is_stopped_by_the_address_too(city: City) -> None:
    numbers = [f"ZYDJ-2026-{n:06d}" for n in range(1, 22)]
    for number in numbers:
        answer = city.visitor.post("/progress/", {"number": number, "secret": "AAAAAAAA"})
    assert answer.status_code == 422
    assert "次数过多" in answer.content.decode() or "稍后" in answer.content.decode()
    elsewhere = city.visitor.post("/progress/", {"number": numbers[-1], "secret": "AAAAAAAA"}, REMOTE_ADDR="192.0.2.77")
    assert elsewhere.status_code == 404


def test_what_the_office_waits_for_stands_at_the_head_of_the_case(city: City) -> None:
    turn = city.party.get(f"/cases/{city.supplementing.number}/").context["turn"]
    assert turn is not None
    assert "营业执照复印件" in city.party.get(f"/cases/{city.supplementing.number}/").content.decode()
    assert city.party.get(f"/cases/{city.waiting.number}/").context["turn"] is None


def test_a_slot_is_booked_seen_at_the_window_and_cancelled(city: City) -> None:
    window = open_window()
    page = city.visitor.get(f"/appointments/{window}/")
    (day, slots) = page.context["days"][0]
    assert [slot.left for slot in slots] == [0, 1]
    chosen = {"slot": f"{day.isoformat()}T{slots[1].time.starts:%H:%M}", "name": "林晓禾", "phone": "", "key": "k2"}
    assert city.visitor.post(f"/appointments/{window}/", chosen)["Location"].startswith("/account/login/")
    wrong = city.party.post(f"/appointments/{window}/", chosen)
    assert wrong.status_code == 422
    assert "请填写到场人姓名和联系电话" in wrong.content.decode()
    booked = city.party.post(f"/appointments/{window}/", {**chosen, "phone": "000"}, follow=True)
    assert "已预约" in booked.content.decode()
    expected = city.client("chuangkou").get(f"/desk/appointments/?day={day.isoformat()}").context["windows"]
    assert [len(ones) for _, ones in expected] == [2]
    last = Appointment.objects.latest("pk")
    refused = city.staff.post(f"/appointments/cancel/{last.pk}/", follow=True)
    assert "不是您所在区划的窗口" in refused.content.decode()
    assert city.visitor.post(f"/appointments/cancel/{last.pk}/")["Location"].startswith("/account/login/")
    again = city.party.post(f"/appointments/cancel/{last.pk}/", follow=True)
    assert "已取消预约" in again.content.decode()


def test_matters_stand_under_what_people_come_for(city: City, tmp_path: Path) -> None:
    shown = dict(city.visitor.get("/hall/").context["situations"])
    infringed = next(found for label, found in shown.items() if label.zh == "我的专利被侵权")
    assert [matter.code for matter in infringed] == ["adjudication", "mediation", "rights-assistance"]
    own = tmp_path / "situations"
    own.mkdir()
    (own / "own.yaml").write_text(
        "situations: [{key: loan, label: {zh: 我要贷款, en: A loan}, matters: [pledge]}]", encoding="utf-8"
    )
    (replaced, *rest) = situations(tmp_path)
    assert (replaced.label.zh, replaced.matters) == ("我要贷款", ("pledge",))
    assert rest == list(situations(None)[1:])
