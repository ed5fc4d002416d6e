"""One way through a programme in a browser without script: call, application, publicity, list, figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.browser.chromium import launch
from tests.browser.test_market import PASSWORD, somebody
from tests.hall.cases.world import PDF
from tests.scenes.management.office import Office
from tests.scenes.management.test_calls import PAPERS, to_publicity
from tests.scenes.reporting.conftest import STATISTICS

from zhiquan.hall.cases.models import Case
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.services import refresh

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
CALL = {
    "number": "2026-1", "title": "关于组织申报优势企业的通知", "basis": "示知发〔2026〕1号",
    "text": "请按办事指南申报。", "opens_on": "2026-07-06", "closes_on": "2026-07-31",
}  # fmt: skip
FORM = {"industry": "电池", "products": "隔膜", "rights": "CN202310000001.5", "staff": "3", "plan": "开展专利导航。",
        "revenue": "1000000", "research": "90000", "contact": "张三", "phone": "000"}  # fmt: skip


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, transactional_db: None, settings: Any) -> Office:
    settings.DIVISION = "990100"
    made = Office(monkeypatch, "enterprise-tier")
    for register in ("dishonesty", "abnormal-filing"):
        made.list_entry(register, f"{register}-1", "NOBODY")
    for name in ("applicant", "head"):
        made.world.users[name].set_password(PASSWORD)
        made.world.users[name].save()
    return made


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open a browser for a while: signing a letter has a loop of its own, which none may stand around."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def apply_in_the_call(browser: Browser, site: str, policies: str, paper: Path) -> None:
    """Let the head publish a call, and the firm, which lacked one, apply in it."""
    head, firm = (somebody(browser, site, name) for name in ("head", "applicant"))
    firm.goto(policies)
    expect(firm.locator("section:has(#p-tier-advantage)")).to_contain_text("申报批次")
    expect(firm.get_by_role("link", name="看申报通知")).to_have_count(0)
    head.goto(f"{site}/calls/new/")
    for field, value in CALL.items():
        head.fill(f"[name={field}]", value)
    head.get_by_role("button", name="发布申报通知").click()
    expect(head.locator("h1")).to_have_text(CALL["title"])

    firm.goto(policies)
    firm.get_by_role("link", name="看申报通知").first.click()
    firm.get_by_role("button", name="按本批次申报").click()
    expect(firm.locator("[name=call]")).to_have_value("2026-1")
    firm.check("input[name=tier][value=advantage]")
    firm.check("input[name=norm][value=no]")
    for field, value in FORM.items():
        firm.fill(f"[name={field}]", value)
    firm.get_by_role("button", name="保存，下一步").click()
    for material in PAPERS:
        firm.set_input_files(f"[name='material.{material}']", paper)
    firm.locator("button[value=next]").click()
    firm.get_by_role("button", name="提交").click()


def test_a_firm_goes_from_the_call_to_the_list_and_into_the_figure(
    office: Office, live_server: Any, tmp_path: Path
) -> None:
    site, paper = str(live_server.url), tmp_path / "paper.pdf"
    paper.write_bytes(PDF)
    policies = f"{site}/manage/{office.world.firm.pk}/policies/"
    with browsing() as browser:
        apply_in_the_call(browser, site, policies, paper)
    case = to_publicity(office, Case.objects.get())
    with browsing() as browser:
        firm = somebody(browser, site, "applicant")
        visitor = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
        visitor.goto(f"{site}/calls/")
        expect(visitor.locator("section:has(#publicity)")).to_contain_text(office.world.firm.name)
        office.world.clock.turn(14)
        office.act(case, "head", "list")
        visitor.reload()
        expect(visitor.locator("section:has(#publicity)")).to_contain_text("现在没有公示")
        visitor.get_by_role("link", name="名录").click()
        expect(visitor.locator("table")).to_contain_text("2029年7月14日")
        firm.goto(policies)
        expect(firm.locator("section:has(#held)")).to_contain_text("优势企业")
        office.world.clock.turn(1, 8)
        refresh()
        figure = open_figure("enterprises.listed", "990100", "2026-07", STATISTICS)
        assert (figure.value, [row.values["case_number"] for row in figure.rows]) == (1, [case.number])
        visitor.goto(f"{site}/figures/enterprises.listed/?division=990100&month=2026-07")
        expect(visitor.locator("h1")).to_contain_text("本机关认定的优势、示范企业数")
