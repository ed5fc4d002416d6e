"""The page that reads a text critically: paste or upload, marks, findings, candidates; nothing is kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.insight.readings.test_styles import word

from zhiquan.office.access.models import User
from zhiquan.portal.web.audit.examples import EXAMPLES
from zhiquan.portal.web.audit.views import SIGNED_IN, VISITOR

DRAFT = EXAMPLES["draft"].text
pytestmark = pytest.mark.django_db


def checked(client: Client, **sent: object) -> str:
    response = client.post("/audit/", sent)
    assert response.status_code == 200
    return response.content.decode()


def test_every_figure_is_marked_in_its_place_and_leads_to_its_row() -> None:
    html = checked(Client(), text=DRAFT)
    marks = re.findall(r'<a class="fig ?\w*" id="t(\d)" href="#f(\d)">(.*?)<sup>', html)
    assert [(one, text) for one, _, text in marks] == [
        ("1", "18件"), ("2", "7件"), ("3", "7件"), ("4", "超90%"), ("5", "105亿元"), ("6", "超100亿元"),
        ("7", "1268.4亿元"),
    ]  # fmt: skip
    assert all(f'id="f{number}"' in html for number in "1234567")


def test_the_contradiction_the_missed_target_and_the_candidates_are_shown_and_none_is_chosen() -> None:
    html = checked(Client(), text=DRAFT)
    assert "结案率 77.78%" in html
    assert "双重目标须同时达到，未完成" in html
    chips = re.findall(r'<span class="chip ?(\w*)">(.*?)</span>', html)
    assert {"126.84亿元", "12.684亿元", "1268.4万元"} <= {text for _, text in chips}
    assert {look for look, _ in chips} == {""}


def test_what_was_typed_stands_in_the_form_again_also_when_it_is_refused() -> None:
    assert DRAFT in checked(Client(), text=DRAFT)
    refused = Client().post("/audit/", {"text": "质押3笔", "on": "昨天"})
    assert refused.status_code == 422
    assert "质押3笔" in refused.content.decode()
    assert "2026-03-31" in refused.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "  "}, "没有可读的文字"),
        ({"text": "字" * (VISITOR + 1)}, "登录后再查"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "不是文本或 Word 文档"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(sent: dict[str, object], said: str) -> None:
    response = Client().post("/audit/", sent)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_file_goes_before_the_text_and_its_tables_are_read() -> None:
    file = SimpleUploadedFile("通报.docx", word("表1\n指标\t2024年\n商标注册量（件）\t20,118"))
    html = checked(Client(), text="别的文字3件", file=file)
    assert "20,118" in html
    assert "别的文字" not in html


def test_markup_in_a_text_stays_text() -> None:
    html = checked(Client(), text="<script>alert(1)</script>授权量100件")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_spun_text_keeps_its_words_and_says_what_they_stood_for() -> None:
    html = checked(Client(), text="学问产权聚会：招牌代庖机构30家，发觉专利具有量500件。")
    assert '<span class="spun" title="知识产权">学问产权</span>' in html
    assert "疑为伪原创" in html


def test_an_example_stands_in_the_form_ready_to_be_sent() -> None:
    html = Client().get("/audit/?example=draft").content.decode()
    assert DRAFT in html
    assert "?example=damaged" in html


def test_every_example_shows_what_it_promises() -> None:
    damaged = checked(Client(), text=EXAMPLES["damaged"].text)
    assert "日期“20251-10月”残缺" in damaged
    assert "96笔，12.5亿元" in damaged
    assert "没有发现前后不符" in checked(Client(), text=EXAMPLES["bulletin"].text)


def test_the_page_is_wholly_english_but_for_the_text_and_its_figures() -> None:
    html = checked(Client(headers={"accept-language": "en"}), text="Patents: 3")
    main = html[html.index("<h1") : html.index("</main>")]
    assert re.findall(r"[\u4e00-\u9fff]+", main) == []


def test_who_signed_in_may_check_more() -> None:
    client = Client()
    assert f"{VISITOR:,}" in client.get("/audit/").content.decode()
    client.force_login(User.objects.create_user("tongji"))
    assert f"{SIGNED_IN:,}" in client.get("/audit/").content.decode()
