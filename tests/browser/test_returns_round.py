"""A round of trainings over three levels in a real browser: filled, sent back, urged, signed, opened, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.chromium import launch, looked_at, person
from tests.office.returns.conftest import CITY, COUNTIES, EAST, PROVINCE, TRAINING, WEST, Office
from tests.office.returns.conftest import office as office  # noqa: PLC0414 - a fixture

from zhiquan.office.returns.models import Round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser_of_ours() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def fill(page: Page, rows: list[dict[str, str]]) -> None:
    for at, row in enumerate(rows):
        for key, value in row.items():
            cell = page.locator(f'[name="r{at}.{key}"]')
            if cell.evaluate("node => node.tagName") == "SELECT":
                cell.select_option(value)
            else:
                cell.fill(value)


def test_a_round_over_three_levels_without_javascript(  # noqa: PLR0915 - one journey, told in its order
    office: Office, live_server: Any, browser_of_ours: Browser
) -> None:
    site = str(live_server.url)
    names = ("province", "head", "city", f"clerk-{EAST}", f"clerk-{WEST}")
    province, head, city, east, west = (person(browser_of_ours, site, name) for name in names)
    province.goto("/returns/")
    province.fill("#period", "2026-09")
    province.get_by_role("button", name="开始填报").click()
    round_ = Round.objects.get()
    sheet = {code: office.sheet(round_, code).pk for code in (CITY, *COUNTIES)}

    east.goto("/returns/")
    looked_at(east, "returns-list")
    east.get_by_role("link", name="培训活动月报").first.click()
    fill(east, [TRAINING, {**TRAINING, "title": "地理标志培训", "kind": "gi", "persons": "一百"}])
    east.get_by_role("button", name="报送").first.click()
    expect(east.locator(".error-summary")).to_contain_text("第 2 行")
    looked_at(east, "returns-wrong")
    fill(east, [TRAINING, {**TRAINING, "title": "地理标志培训", "kind": "gi", "persons": "1200"}])
    east.get_by_role("button", name="报送").first.click()

    city.goto(f"/returns/sheets/{sheet[EAST]}/")
    city.fill("#back", "第 2 行人数与签到表不符")
    city.get_by_role("button", name="退回").click()
    city.goto(f"/returns/sheets/{sheet[WEST]}/")
    city.get_by_role("button", name="催报").click()
    looked_at(city, "returns-round-open")

    east.goto(f"/returns/sheets/{sheet[EAST]}/")
    looked_at(east, "returns-sent-back")
    east.locator('[name="r1.persons"]').fill("120")
    east.get_by_role("button", name="报送").first.click()
    west.goto(f"/returns/sheets/{sheet[WEST]}/")
    expect(west.locator(".timeline")).to_contain_text("催报")
    west.get_by_role("button", name="零报告").click()
    for county in COUNTIES[2:]:
        clerk = person(browser_of_ours, site, f"clerk-{county}")
        clerk.goto(f"/returns/sheets/{sheet[county]}/")
        clerk.get_by_role("button", name="零报告").click()
    for county in COUNTIES:
        city.goto(f"/returns/sheets/{sheet[county]}/")
        city.get_by_role("button", name="接收").click()
    city.goto(f"/returns/sheets/{sheet[CITY]}/")
    city.get_by_role("button", name="汇总报送").click()
    province.goto(f"/returns/sheets/{sheet[CITY]}/")
    province.get_by_role("button", name="接收").click()
    province.get_by_role("button", name="锁定").click()
    head.goto(f"/returns/{round_.pk}/")
    head.get_by_role("button", name="核定").click()

    head.goto(f"/returns/{round_.pk}/persons/{PROVINCE}/")
    expect(head.locator(".figures")).to_contain_text("200")
    looked_at(head, "returns-behind")
    province.goto(f"/returns/sheets/{sheet[EAST]}/lines/2/")
    province.fill("#c-persons", "110")
    province.fill("#reason", "签到表复核")
    looked_at(province, "returns-correction")
    province.get_by_role("button", name="更正并列为修订").click()
    expect(province.locator("main")).to_contain_text("修订 190")
    looked_at(province, "returns-signed")
    figures = province.locator("tr.now td.number a").all_text_contents()
    assert figures == ["2", "1", "200", "60"], "signed values stay as they were signed"
