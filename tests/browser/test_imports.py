"""A table goes from upload to report in a real browser: accessible at every step, on desk and phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_every_page import DESK, PHONE, faults, signed_in
from tests.browser.test_every_page import browser_of_ours as browser_of_ours  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import PASSWORD
from tests.records.corpus.loaders.heading_table.making import book
from tests.records.making import number

from zhiquan.portal.demo import seed_people
from zhiquan.portal.imports.running import run_waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADING = ("序号", "号码", "专利名称", "谁", "申请日", "主分类号", "备注")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        (n, number(n), f"一种电池隔膜 {n}", f"示例{n}有限公司；示例大学", "2014-05-06", "H01M10/0525", "")
        for n in range(1, 60)
    ]
    wrong = (60, "CN201410000001.9", "错号", "甲公司", "2014-05-06", "H01M10/0525", "")
    return book(tmp_path / "七月清单.xlsx", [("示例市专利清单",), HEADING, *rows, wrong, ("合计", None, 60)])


def clean(page: Page) -> None:
    """Hold that a page is accessible and no wider than a phone."""
    assert faults(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_a_table_is_brought_in(browser_of_ours: Browser, live_server: Any, table: Path, scheme: Any) -> None:
    seed_people(PASSWORD)
    context = browser_of_ours.new_context(locale="zh-CN", color_scheme=scheme)
    page = context.new_page()
    signed_in(page, str(live_server.url), "tongji")
    page.goto(f"{live_server.url}/imports/")
    clean(page)
    page.set_input_files("#table", str(table))
    page.get_by_role("button", name="上传").click()
    expect(page.locator("h1")).to_have_text("七月清单.xlsx")
    expect(page.locator("#c1")).to_have_value("application")
    clean(page)
    page.fill("#source", f"七月 {scheme}")
    page.press("#source", "Enter")  # checks, and does not guess anew
    expect(page.locator("#checked")).to_have_text("检查结果")
    clean(page)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("等待后台开始")
    clean(page)
    assert run_waiting() == 1
    expect(page.locator("#out")).to_have_text("已导入")  # the page asks again by itself
    clean(page)
    context.close()
