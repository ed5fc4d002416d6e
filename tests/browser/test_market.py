"""One way through the market in a browser without script: listed, wanted, agreed, closed, filed, recorded, counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.chromium import launch
from tests.hall.cases.world import PDF
from tests.scenes.market.trading import RIGHT, Market
from tests.scenes.reporting.conftest import STATISTICS

from zhiquan.hall.cases.models import Case
from zhiquan.scenes.market.models import Deal, Listing
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.services import refresh

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
PASSWORD = "only-for-tests"


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Market:
    market = Market(monkeypatch)
    market.open_filings()
    for name in ("applicant", "rival"):
        market.world.users[name].set_password(PASSWORD)
        market.world.users[name].save()
    for role in ("examiner", "head"):
        market.world.staff(f"{role}-990102", role, "990102")
    return market


@pytest.fixture
def browser_of_ours() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def somebody(browser: Browser, site: str, name: str) -> Page:
    """Sign in with a browser that runs no script."""
    page = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
    page.goto(f"{site}/account/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("main button.primary")
    return page


def test_a_patent_goes_from_its_listing_to_the_figure_that_counts_it(
    market: Market, browser_of_ours: Browser, live_server: Any, tmp_path: Path
) -> None:
    site, contract = str(live_server.url), tmp_path / "contract.pdf"
    contract.write_bytes(PDF)
    holder, buyer = (somebody(browser_of_ours, site, name) for name in ("applicant", "rival"))

    holder.goto(f"{site}/market/list/?right={RIGHT}")
    holder.check("input[name=kind][value=sale]")
    holder.check("input[name=price][value=sum]")
    holder.fill("[name=amount]", "800000")
    holder.fill("[name=valid_until]", "2026-12-31")
    holder.get_by_role("button", name="挂牌一项权利").click()
    expect(holder.locator("h1")).to_contain_text("一种锂电池隔膜")
    number = Listing.objects.get().number

    buyer.goto(f"{site}/market/?kind=sale")
    buyer.get_by_role("link", name="一种锂电池隔膜").click()
    expect(buyer.locator("main")).to_contain_text("与申请时的申请人一致")
    buyer.fill("[name=contact]", "李四 139")
    buyer.get_by_role("button", name="告诉权利人").click()

    holder.goto(f"{site}/market/listings/{number}/")
    holder.get_by_role("link", name="西山示例公司").click()
    holder.fill("[name=contact]", "张三 138")
    holder.get_by_role("button", name="同意，互换联系方式").click()
    expect(holder.locator("main")).to_contain_text("李四 139")

    buyer.reload()
    expect(buyer.locator("main")).to_contain_text("张三 138")
    for field, value in (("amount", "760000"), ("signed_on", "2026-07-06"), ("effective_on", "2026-07-06")):
        buyer.fill(f"[name={field}]", value)
    buyer.set_input_files("#f-contract", contract)
    buyer.get_by_role("button", name="登记成交").click()
    deal = Deal.objects.get()

    holder.goto(f"{site}/market/deals/{deal.number}/")
    holder.get_by_role("button", name="核对无误，确认成交").click()
    buyer.reload()
    buyer.get_by_role("button", name="去办理").click()
    expect(buyer.locator("[name=amount]")).to_have_value("760000.00")
    buyer.check("input[name=pledged][value=no]")
    buyer.fill("[name=contact]", "李四")
    buyer.fill("[name=phone]", "000")
    buyer.get_by_role("button", name="保存，下一步").click()
    for paper in ("application", "notice", "register-copy"):
        buyer.set_input_files(f"[name='material.{paper}']", contract)
    buyer.locator("button[value=next]").click()
    buyer.get_by_role("button", name="提交").click()
    case = Case.objects.get()
    market.world.act(case, "examiner-990102", "check", {"result": "passed"})
    market.world.act(case, "head-990102", "record", {"registration_number": "Z2026990102000001"})

    buyer.goto(f"{site}/market/deals/{deal.number}/")
    expect(buyer.locator("main")).to_contain_text("Z2026990102000001")
    market.world.clock.turn(1, 8)
    refresh()
    buyer.get_by_role("link", name="许可、转让登记合同数").click()
    expect(buyer.locator("h1")).to_contain_text("许可、转让登记合同数")
    figure = open_figure("trades.amount", "990100", "2026-07", STATISTICS)
    assert (figure.value, [row.values["deal"] for row in figure.rows]) == (760000, [deal.number])
