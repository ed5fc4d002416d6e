"""Notices, webhooks and results of deciding offices, as people use the pages, with JavaScript off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.hall.cases.world import PDF, REGISTERED, World, build
from tests.office.exchange.receiver import Receiver, receiving

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.selectors import get_file_for, open_file
from zhiquan.hall.notices.spreading import spread
from zhiquan.office.access.models import Membership, User
from zhiquan.office.exchange import build_pack, read_pack
from zhiquan.office.exchange.envelopes import decrypt, encrypt, sign
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.exchange.partners import demo_pair, ours
from zhiquan.office.outbox.services import deliver
from zhiquan.rules.text import Text

ITEMS = {"items": "请补交质押合同"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    world = build(monkeypatch)
    Membership.objects.filter(user=world.users["applicant"]).update(administrator=True)
    return world


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as running:
        settings.WEBHOOK_HOSTS = frozenset({running.host})
        yield running


def client(world: World, name: str) -> Client:
    made = Client()
    made.force_login(world.users[name])
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_inbox_leads_to_the_case_and_is_read(world: World) -> None:
    case = world.act(world.case(), "window", "supplement", ITEMS)
    spread()
    party = client(world, "applicant")
    assert ">2<" in text(party.get("/inbox/count/"))
    shown = text(party.get("/inbox/"))
    assert "请在2026年7月27日前办理" in shown
    assert f'href="/cases/{case.number}/"' in shown
    notice = re.findall(r'name="id" value="(\d+)"', shown)[0]
    party.post("/inbox/", {"id": notice})
    assert ">1<" in text(party.get("/inbox/count/"))
    client(world, "rival").post("/inbox/", {"id": notice})
    assert "全部标为已读" in text(party.get("/inbox/"))
    done = party.post("/inbox/", {}, follow=True)
    assert "没有未读通知" in text(done)
    assert text(party.get("/inbox/count/")).strip() == ""
    assert "请在2026年7月27日前办理" in text(party.get("/inbox/?scope=all"))
    assert case.number not in text(client(world, "rival").get("/inbox/?scope=all"))


def test_an_address_is_given_confirmed_and_used(world: World, settings: Any) -> None:
    settings.MAIL_FROM = "office@example.org"
    party = client(world, "applicant")
    party.post("/account/notices/", {"go": "address", "address": "me@example.org"})
    deliver()
    link = re.findall(r"http://localhost:8000(/\S+)", str(mail.outbox[0].body))[0]
    asked = party.get(link)
    assert User.objects.get(username="applicant").email == "", "opening the link confirms nothing yet"
    token = re.findall(r'name="token" value="([^"]+)"', text(asked))[0]
    party.post("/account/notices/confirm/", {"token": token})
    assert User.objects.get(username="applicant").email == "me@example.org"
    party.post("/account/notices/", {"go": "choose", "mailed": ["opened"], "language": "en"})
    page = text(party.get("/account/notices/"))
    assert re.search(r'value="opened" checked', page)
    assert not re.search(r'value="letter" checked', page)
    assert re.search(r'value="en" checked', page)
    wrong = party.post("/account/notices/", {"go": "address", "address": "nonsense"}, follow=True)
    assert "有效的邮箱地址" in text(wrong)


def test_a_webhook_is_made_tried_out_and_its_deliveries_are_sent_again(world: World, receiver: Receiver) -> None:
    party = client(world, "applicant")
    form = {"owner": f"{world.firm.pk}:", "name": "我们的系统", "url": receiver.url, "types": ["case.opened"]}
    wrong = party.post("/webhooks/", {**form, "url": "http://10.0.0.1/"})
    assert wrong.status_code == 422
    assert 'value="http://10.0.0.1/"' in text(wrong)
    made = text(party.post("/webhooks/", form))
    assert "只显示这一次" in made
    secret = re.findall(r"whsec_[\w+/=]+", made)[0]
    held = Subscription.objects.get()
    place = f"/webhooks/{held.pk}/"
    assert secret not in text(party.get(place))
    receiver.status = 410 - 6
    party.post(place, {"go": "ping"})
    deliver()
    assert "HTTP 404" in text(party.get(place))
    assert re.findall(r"whsec_[\w+/=]+", text(party.post(place, {"go": "rotate"})))[0] != secret
    held.refresh_from_db()
    assert held.old_secret
    party.post(place, {"go": "end"})
    assert "已停用" in text(party.get(place))
    refused = party.post(place, {"go": "ping"}, follow=True)
    assert "该推送已停用" in text(refused)
    for name in ("rival", "window", "head"):
        assert client(world, name).get(place).status_code == 404
        assert client(world, name).post(place, {"go": "rotate"}).status_code == 404


def test_a_delivery_that_was_given_up_is_sent_again_from_the_log(world: World, receiver: Receiver) -> None:
    from zhiquan.office.outbox.models import Parcel

    party = client(world, "applicant")
    form = {"owner": f"{world.firm.pk}:", "name": "我们的系统", "url": receiver.url, "types": ["case.opened"]}
    party.post("/webhooks/", form)
    place = f"/webhooks/{Subscription.objects.get().pk}/"
    party.post(place, {"go": "ping"})
    Parcel.objects.update(state="dead")
    assert "还没有记录" in text(party.get(f"{place}?state=sent"))
    parcel = re.findall(r'name="id" value="(\d+)"', text(party.get(f"{place}?state=dead")))[0]
    party.post(place, {"go": "again", "id": parcel})
    deliver()
    assert len(receiver.received) == 1
    assert "已送达" in text(party.get(f"{place}?state=sent"))


def test_a_result_is_taken_in_by_upload_and_a_forged_one_is_told_why_not(world: World) -> None:
    world.act(world.case(), "window", "accept")
    case = world.act(Case.objects.get(), "examiner", "forward", {"opinion": "符合"})
    examiner, place = client(world, "examiner"), f"/desk/cases/{case.number}/packs/"
    shown = text(examiner.get(place))
    pack = case.events.get(data__has_key="pack").data["pack"]
    assert pack["contents"] in shown
    assert f'href="{place}"' in text(examiner.get(f"/desk/cases/{case.number}/"))
    with open_file(get_file_for(world.actor("examiner"), pack["file"])) as stream:
        asked = read_pack(decrypt(stream.read(), demo_pair("cnipa")))
    told = {"case": case.number, "answers": asked.digest, "result": REGISTERED}

    def upload(signer: str) -> SimpleUploadedFile:
        built = build_pack(Text("结果", "r"), told, [("a.pdf", PDF)], partial(sign, pair=demo_pair(signer)))
        return SimpleUploadedFile("r.p7m", encrypt(built.content, [ours().certificate]))

    assert "请选择" in text(examiner.post(place, {}, follow=True))
    assert "不能采用" in text(examiner.post(place, {"result": upload("province")}, follow=True))
    assert "已录入" in text(examiner.post(place, {"result": upload("cnipa")}, follow=True))
    after = text(examiner.get(place))
    assert "a.pdf" in after
    assert "核验并录入" not in after
    for name, status in (("applicant", 404), ("elsewhere", 404), ("head", 200)):
        assert client(world, name).get(place).status_code == status
