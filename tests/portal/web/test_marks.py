"""The page of similar marks: leads with their reasons, and a plain sentence for whatever cannot be answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from zhiquan.records.marks import Mark
from zhiquan.records.marks.register import write_register
from zhiquan.settings.folders import DataFolder

MARKS = [
    Mark("雷神山医院", frozenset({5}), frozenset({"0501"}), "1001", "申请中", "tm.CN.1001"),
    Mark("擂神山", frozenset({5}), frozenset({"0502"}), "1003", "", "tm.CN.1003"),
    Mark("五粮液", frozenset({33}), frozenset(), "1004", "", "tm.CN.1004"),
    Mark("", frozenset({5}), frozenset(), "1005", "", "tm.CN.1005"),
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    write_register(MARKS, settings.DATA.index, 1)


@pytest.mark.usefixtures("register")
def test_leads_stand_with_their_reasons_and_without_a_verdict(client: Client) -> None:
    page = client.get("/marks/similar/", {"q": "雷神山", "class": "5"})
    text = page.content.decode()
    assert page.status_code == 200
    for expected in (
        "近似线索 2 件",
        "擂神山",
        "雷神山医院",
        "除“医院”外相同：雷神山",
        "第 5 类",
        "申请中",
        "不是近似结论",
    ):
        assert expected in text
    assert "五粮液" not in text
    assert "其中 1 件纯图形，未比对" in text


@pytest.mark.usefixtures("register")
def test_without_a_question_the_page_says_what_it_compares(client: Client) -> None:
    text = client.get("/marks/similar/").content.decode()
    assert "与库中 4 件商标" in text
    assert "?q=雷神山&amp;class=5" in text
    assert "没有近似线索" in client.get("/marks/similar/", {"q": "饕餮"}).content.decode()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("asked", "said"), [({"q": "★"}, "没有可以比较的文字"), ({"q": "雷", "class": "46"}, "类别 46 不存在")]
)
def test_what_cannot_be_compared_is_said_in_one_sentence(client: Client, asked: dict[str, str], said: str) -> None:
    page = client.get("/marks/similar/", asked)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_before_there_is_a_register_the_page_says_what_to_run(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    assert client.get("/marks/similar/").status_code == 200
    page = client.get("/marks/similar/", {"q": "雷神山"})
    assert page.status_code == 404
    assert "zhiquan mark index" in page.content.decode()
