"""The page of data sets: what every visitor may know of the sources; files and batches are for the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.portal.web.conftest import City
from tests.records.corpus.laking import mark, put
from tests.records.making import record, row, workbook

from zhiquan.portal.web.datasets.selectors import sets_of
from zhiquan.records.corpus.datasets import refresh
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import Lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(tmp_path: Path, settings_data: Path) -> Lake:
    rows = [*(row(serial) for serial in range(1, 31)), row(31, 专利名称=""), row(32, 摘要="")]
    import_file(workbook(tmp_path / "清单.xlsx", rows), settings_data, source="市局年报", vintage=date(2020, 1, 1))
    return Lake(settings_data)


@pytest.fixture
def settings_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = type(settings.DATA)(tmp_path / "data").make()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder.lake


def shown(client: Client) -> str:
    answer = client.get("/data/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("settings_data")
def test_without_data_the_page_says_so(client: Client) -> None:
    assert "还没有数据" in shown(client)


@pytest.mark.usefixtures("lake")
def test_each_source_stands_with_its_day_its_coverage_and_its_quality(client: Client) -> None:
    html = shown(client)
    for expected in (
        "市局年报",
        "截至 2020年1月1日",
        "读取 32 行，接受 31，拒绝 1",
        "缺少名称",
        "有摘要",
        "97%",
        "2014",
    ):
        assert expected in html, expected
    assert "清单.xlsx" not in html
    assert "还没有算进去" not in html


@pytest.mark.usefixtures("lake")
def test_files_and_batches_are_for_the_office(city: City) -> None:
    html = city.staff.get("/data/").content.decode()
    assert "清单.xlsx" in html
    assert "1 批导入" in html
    assert "清单.xlsx" not in city.party.get("/data/").content.decode()


def test_what_came_in_since_is_told(lake: Lake, client: Client) -> None:
    put(lake, "neu", patents=[record(serial=99, source="另一来源")])
    assert "还没有算进去" in shown(client)
    refresh(lake)
    assert "2 个来源" in shown(client)


def test_the_page_is_english_too(lake: Lake, client: Client) -> None:
    put(lake, "neu", marks=[mark(), mark("2", "")])
    refresh(lake)
    client.cookies["django_language"] = "en"
    html = shown(client)
    for expected in ("Data sets", "as of 1 January 2020", "With abstract", "Trademarks", "2 sources"):
        assert expected in html, expected


def test_whole_and_none_are_never_rounded_to(lake: Lake) -> None:
    put(lake, "neu", marks=[mark(str(serial), "" if serial == 7 else "示例") for serial in range(999)])
    (_, cover) = (cover for one in reversed(sets_of(refresh(lake))) for cover in one.covers)
    assert (cover.name.en, {name.en: share for name, share in cover.shares}["With words"]) == ("Trademarks", 99)
