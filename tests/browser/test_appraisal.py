"""An appraisal in a real browser: a county scores itself with a file, the city reviews, the county objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.chromium import launch, looked_at, person

from zhiquan.portal.demo import seed_people
from zhiquan.portal.demo.appraisals import CODE, begin_the_appraisal
from zhiquan.scenes.reporting.models import SignedFigure
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now, today

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
SHEET = f"/appraisals/{CODE}/donghu/"


@pytest.fixture
def browser_of_ours() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def say(page: Page, item: str, go: str, points: str, reason: str, *files: Path) -> None:
    form = page.locator(f"#{item} form", has=page.locator(f'button[value="{go}"]'))
    page.locator(f"#{item} details", has=page.locator(f'button[value="{go}"]')).locator("summary").click()
    if points:
        form.locator('[name="points"]').fill(points)
    form.locator('[name="reason"]').fill(reason)
    if files:
        form.locator('[name="files"]').set_input_files(list(files))
    form.locator("button").click()


def test_a_county_scores_itself_the_city_reviews_and_an_objection_is_answered(
    live_server: Any, browser_of_ours: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path / "data").make())
    seed_people("only-for-tests")
    begin_the_appraisal(today())
    SignedFigure.objects.create(
        indicator="pledge.amount", division="990101", period="2025-12-ytd", value="45000000", basis="own",
        definition={}, role="statistics", signed_at=now(),
    )  # fmt: skip
    county, city, head = (person(browser_of_ours, str(live_server.url), who) for who in ("donghu", "tongji", "qianfa"))
    paper = tmp_path / "企业名单.pdf"
    paper.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")

    county.goto(SHEET)
    expect(county.locator("#pledges")).to_contain_text("15")  # 45 of 60 million, of 20 points
    say(county, "firms", "claim", "16", "走访四十家", paper)
    expect(county.locator("[role=alert]")).to_contain_text("0 至 15")
    expect(county.locator("#firms textarea").first).to_have_value("走访四十家")
    expect(county.locator("#firms")).to_contain_text("企业名单.pdf")  # uploaded once, it is kept
    county.locator('#firms [name="points"]').fill("14")
    county.locator('#firms button[value="claim"]').click()
    expect(county.locator("#firms li").first).to_contain_text("企业名单.pdf")
    looked_at(county, "appraisal-claimed")

    city.goto(SHEET)
    say(city, "firms", "review", "10", "四家重复计算")
    expect(city.locator("#firms header")).to_contain_text("10")
    county.goto(SHEET)
    say(county, "firms", "object", "", "其中两家更名，并非重复")
    city.goto(SHEET)
    say(city, "firms", "review", "12", "核实更名属实")
    expect(city.locator("#firms li").first).to_contain_text("答复申诉")
    looked_at(city, "appraisal-answered")

    head.goto(f"/appraisals/{CODE}/")
    looked_at(head, "appraisal-ranking")
    head.get_by_role("button", name="公布考核结果").click()
    expect(head.locator("[role=alert]")).to_contain_text("未完成")
