"""The rulebook's pages with something to show, in a real browser: a region's own matter and provision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from tests.browser.test_every_page import browser_of_ours as browser_of_ours  # noqa: PLC0414 - a fixture
from tests.browser.test_every_page import looked_at
from tests.portal.web.test_rulebook import client, lay_law, lay_own
from tests.portal.web.test_rulebook import region as region  # noqa: PLC0414 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
PATHS = ("", "law/", "pledge/", "pledge/compare/", "pledge/publish/")


def test_the_rulebook_is_accessible_quiet_and_fits_a_phone(
    browser_of_ours: Browser, region: Path, live_server: Any
) -> None:
    lay_own(region, conditions=[{"zh": "全新的条件", "en": "A new condition"}], materials=[], rating=False)
    lay_law(region)
    session = client("administrator").cookies[settings.SESSION_COOKIE_NAME].value
    context = browser_of_ours.new_context(locale="zh-CN")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server.url)}])
    page = context.new_page()
    wrong = {path: looked_at(page, f"{live_server.url}/rulebook/{path}") for path in PATHS}
    titles = page.locator("h1").all_inner_texts()
    context.close()
    assert titles == ["核对与发布"]
    assert {path: found for path, found in wrong.items() if found} == {}
