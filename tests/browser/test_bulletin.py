"""A bulletin in a real browser: drafted, signed, issued; one amount is corrected behind it, and it stays as issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright
from tests.browser.chromium import launch, looked_at, person
from tests.scenes.reporting.conftest import Enter, FilesLake
from tests.scenes.reporting.conftest import enter as enter  # noqa: PLC0414 - a fixture
from tests.scenes.reporting.conftest import lake as lake  # noqa: PLC0414 - a fixture

from zhiquan.office.registers.models import RegisterEntry
from zhiquan.portal.demo import seed_people
from zhiquan.scenes.reporting.services import recompute
from zhiquan.settings.now import now, today

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
PLAN = """\
kind: monthly
title: {zh: "{place}月报", en: "{place}"}
sections:
  - {label: {zh: 一、运用, en: Utilisation}, indicators: [pledge.deals, pledge.amount], by_place: pledge.deals}
"""


@pytest.fixture
def browser_of_ours() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def test_a_corrected_amount_leaves_the_issued_bulletin_as_it_is_and_stands_on_the_list(
    enter: Enter, lake: FilesLake, live_server: Any, browser_of_ours: Browser
) -> None:
    seed_people("only-for-tests")
    folder = settings.DATA.region / "bulletins"
    folder.mkdir(parents=True)
    (folder / "monthly.yaml").write_text(PLAN, "utf-8")
    day = date(today().year, today().month, 1)
    period = f"{day:%Y-%m}"
    enter("质1", on=day)
    enter("质2", on=day, amount="1000000.00", division="990102")
    recompute(now(), lake)
    statistics, head = (person(browser_of_ours, str(live_server.url), who) for who in ("tongji", "qianfa"))

    draft = f"/figures/bulletins/draft/?kind=monthly&division=990100&period={period}"
    head.goto(draft)
    expect(head.locator(".note.warn")).to_contain_text("尚未核定")
    places = ("990100", "990101", "990102", "990103", "990104")
    for page, place in ((statistics, one) for one in places):
        page.goto(f"/figures/signing/?division={place}&period={period}-ytd")
        page.get_by_role("button", name="核定各来源一致的全部各项").click()
    head.goto(f"/figures/signing/?division=990100&period={period}-ytd")
    head.get_by_role("button", name="核定各来源一致的全部各项").click()
    head.goto(draft)
    head.get_by_role("button", name="印发").click()
    issued = head.url
    expect(head.locator("article")).to_contain_text("400.00万元")
    before = head.locator("article section").first.inner_text()

    entry = RegisterEntry.objects.get(number="质1")
    entry.data["amount"] = "3500000.00"
    entry.save()
    recompute(now(), lake)
    head.goto(f"/figures/signing/?division=990100&period={period}-ytd")
    row = head.locator("tr.differs", has_text="质押融资额").first
    expect(row).to_contain_text("450.00")
    row.locator('[name="reason"]').fill("质1金额更正")
    row.get_by_role("button", name="修订").click()

    head.goto(issued)
    expect(head.locator(".note.warn")).to_contain_text("1 项数据修订")
    assert "400.00万元" in head.locator("article section").first.inner_text()
    assert head.locator("article section").first.inner_text().replace("（印发后已修订）", "") == before
    looked_at(head, "bulletin-restated")
    head.goto("/figures/restatements/?division=990100")
    expect(head.locator("main")).to_contain_text("质1金额更正")
