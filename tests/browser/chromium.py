"""Debian's Chromium, started so that it looks for nothing outside this machine."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

PATH = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start it headless."""
    return playwright.chromium.launch(executable_path=PATH, args=list(FLAGS))


PICTURES = os.environ.get("ZHIQUAN_PICTURES")
"""Where pictures of what the browser shows are kept, when somebody wants to look."""


def person(browser: Browser, site: str, name: str) -> Page:
    """Return a page without JavaScript in which somebody is signed in."""
    from django.test import Client  # here: the pictures of the README are taken without the program's own settings

    from zhiquan.office.access.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    context = browser.new_context(locale="zh-CN", java_script_enabled=False, base_url=site)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context.new_page()


def looked_at(page: Page, name: str) -> None:
    """Hold the page against the width of a phone; keep a picture where asked."""
    for size, width in (("desktop", 1440), ("phone", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than a {size}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})
