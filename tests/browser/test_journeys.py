"""Journeys of people who come from outside: from a search to an organisation, and an application without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_desk import _fill
from tests.browser.test_desk import people as people  # noqa: PLC0414 - a fixture
from tests.browser.test_every_page import browser_of_ours as browser_of_ours  # noqa: PLC0414 - a fixture
from tests.portal.web.alone import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import City, docx
from tests.portal.web.conftest import answers as answers  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture

from zhiquan.hall.cases.models import Case
from zhiquan.portal.watch.models import SavedSearch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FAR = 60
"""So many times somebody presses Tab before giving up."""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is reached says this, as somebody without a mouse does."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.innerText || document.activeElement.value || '').trim()")
        if said.startswith(name):
            return
    raise AssertionError(f"{name!r} cannot be reached with the keyboard")


def test_from_a_search_to_the_record_its_organisation_and_a_saved_search_by_keyboard_alone(
    city: City, people: Any
) -> None:
    firm = city.waiting.organisation.name
    page: Page = people("qiye")
    page.goto("/")
    page.locator("#q").focus()
    page.keyboard.type(f'PA="{firm}"')
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("件")
    title = page.locator("ol h2 a").first.inner_text()
    tab_to(page, "跳到检索结果")  # past all that narrows the search
    page.keyboard.press("Enter")
    tab_to(page, "保存并提醒")
    page.keyboard.press("Enter")
    page.locator("#name").fill("本公司的权利")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("检索已保存")
    assert SavedSearch.objects.get().asked["q"] == f'PA="{firm}"'
    tab_to(page, "打开检索")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_be_visible()
    tab_to(page, "跳到检索结果")
    page.keyboard.press("Enter")
    tab_to(page, title)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    tab_to(page, firm)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(firm)
    expect(page.locator("main")).to_contain_text(city.waiting.number)


@pytest.mark.long
def test_a_whole_application_is_made_without_any_script(
    city: City, people: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    page: Page = people("qiye", scripts=False)
    page.goto("/find/?q=专利权质押登记")
    expect(page.locator("h1")).to_contain_text("专利权质押登记")
    page.locator("#organisation").select_option(label=city.waiting.organisation.name)
    page.get_by_role("button", name="开始申请").click()
    wrong = {**answers, "amount": "三百万"}
    _fill(page, wrong)
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.locator(".error-summary")).to_contain_text("1 处需要改正")
    page.fill("#f-amount", str(answers["amount"]))
    page.get_by_role("button", name="保存，下一步").click()
    for field in page.locator("input[type=file]").all():
        paper = tmp_path / f"{field.get_attribute('name')}.docx"
        paper.write_bytes(docx())
        field.set_input_files(str(paper))
    page.get_by_role("button", name="上传，下一步").click()
    expect(page.locator("main")).to_contain_text("预检没有发现障碍")
    before = Case.objects.count()
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator("main")).to_contain_text("请记下查询码")
    assert Case.objects.count() == before + 1
    number = Case.objects.order_by("-pk").values_list("number", flat=True)[0]
    page.goto("/cases/")
    expect(page.locator("main")).to_contain_text(number)
