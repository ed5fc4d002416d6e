"""The desk in a real browser: a walk-in with JavaScript off, and an examiner's morning with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_every_page import browser_of_ours as browser_of_ours  # noqa: PLC0414 - a fixture
from tests.browser.test_every_page import faults, signed_in
from tests.portal.web.alone import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import City, docx
from tests.portal.web.conftest import answers as answers  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browser_of_ours: Browser, live_server: Any) -> Iterator[Any]:
    """Open a page for somebody, with or without JavaScript; all are closed at the end."""
    opened = []

    def person(username: str = "", *, scripts: bool = True) -> Page:
        context = browser_of_ours.new_context(
            locale="zh-CN", java_script_enabled=scripts, base_url=str(live_server.url)
        )
        opened.append(context)
        page = context.new_page()
        if username:
            signed_in(page, str(live_server.url), username)
        return page

    yield person
    for context in opened:
        context.close()


def test_a_walk_in_is_received_followed_and_decided_without_any_script(
    city: City, people: Any, tmp_path: Path, answers: dict[str, Any]
) -> None:
    clerk: Page = people("chuangkou", scripts=False)
    clerk.goto("/desk/")
    clerk.get_by_role("link", name="窗口收件").click()
    clerk.get_by_role("link", name="专利权质押登记").click()
    clerk.fill("#uscc", city.waiting.organisation.uscc)
    clerk.get_by_role("button", name="查名称").click()
    expect(clerk.locator("#name")).to_have_value(city.waiting.organisation.name)
    _fill(clerk, answers)
    clerk.fill("#f-amount", "三百万")
    paper = tmp_path / "合同.docx"
    paper.write_bytes(docx())
    clerk.set_input_files("#m-contract", str(paper))
    clerk.get_by_role("button", name="收件并打印凭据").click()
    expect(clerk.locator(".error-summary")).to_contain_text("1 处需要改正")
    expect(clerk.get_by_role("link", name="合同.docx")).to_be_visible()
    clerk.fill("#f-amount", "3000000")
    clerk.get_by_role("button", name="收件并打印凭据").click()
    expect(clerk.locator("h1")).to_have_text("收件凭据")
    expect(clerk.locator(".receipt")).to_contain_text("合同.docx")
    clerk.emulate_media(media="print")
    expect(clerk.locator("header.head")).to_be_hidden()
    expect(clerk.locator(".receipt .secret")).to_be_visible()
    clerk.emulate_media(media="screen")
    number, secret = clerk.locator("dd.mono").inner_text(), clerk.locator(".secret").inner_text()
    clerk.get_by_role("link", name="打开办件").click()
    clerk.locator("#do-not_accept summary").click()
    clerk.locator("#do-not_accept textarea").fill("合同未载明担保范围。")
    clerk.locator("#do-not_accept button").click()
    expect(clerk.locator("main")).to_contain_text("已办理")
    applicant: Page = people(scripts=False)
    applicant.goto("/progress/")
    applicant.fill("#number", number)
    applicant.fill("#secret", secret)
    applicant.get_by_role("button", name="查询", exact=True).click()
    expect(applicant.locator("main")).to_contain_text("不予受理")
    applicant.get_by_label("不满意", exact=True).check()
    applicant.get_by_role("button", name="提交评价").click()
    expect(applicant.locator("main")).to_contain_text("感谢您的评价")
    assert Case.objects.get(number=number).grade == 2


def _fill(page: Page, answers: dict[str, Any]) -> None:
    """Answer the matter's questions as they are asked: boxes are ticked, lines typed."""
    for key, value in answers.items():
        listed = value if isinstance(value, list) else [value]
        choices = page.locator(f'input[name="{key}"][type=radio], input[name="{key}"][type=checkbox]')
        if choices.count():
            for one in listed:
                page.locator(f'input[name="{key}"][value="{one}"]').check()
        else:
            page.fill(f"#f-{key}", "\n".join(listed))


def test_an_examiner_finds_the_work_hands_it_over_and_sees_why_a_step_is_closed(city: City, people: Any) -> None:
    services.tag(_actor("qianfa"), city.forwarded.number, "秋风行动", key="k")
    head: Page = people("qianfa")
    head.goto("/desk/")
    expect(head.locator("table.work tbody tr")).to_have_count(3)
    head.locator("select[name=tag]").select_option("秋风行动")  # the list follows without a button
    expect(head.locator("table.work tbody tr")).to_have_count(1)
    assert "tag=" in head.url, "what is asked for stands in the address"
    assert faults(head) == []
    head.locator("table.work a").first.click()
    head.get_by_text("分办、转办").click()
    head.locator("#k-to").select_option(label="陈远 · 运用促进科")
    head.get_by_role("button", name="分办", exact=True).click()
    expect(head.locator("#kept")).to_contain_text("陈远")
    examiner: Page = people("chengban")
    examiner.goto("/desk/?scope=mine")
    expect(examiner.locator("table.work tbody tr")).to_have_count(1)
    examiner.goto(f"/desk/cases/{city.waiting.number}/")
    examiner.get_by_text("由别人办或者已办过的").click()
    expect(examiner.locator(".withheld", has_text="受理").first).to_contain_text("窗口人员")
    head.goto("/desk/load/")
    head.locator("tr", has_text="陈远").get_by_role("link").first.click()
    expect(head.locator("table.work tbody tr")).to_have_count(1)


def _actor(username: str) -> Any:
    from tests.portal.web.conftest import actor

    return actor(username)
