"""The pages of the first hour, followed word by word in a browser on a demo as ``./run demo`` makes it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from tests.browser.chromium import PICTURES, launch
from tests.docs import finding
from tests.docs.finding import Lost
from tests.docs.hours import PAGES, Deed, deeds, pictures, steps
from tests.docs.kept import DOCS
from tests.docs.reader import DESKTOP, PHONE, Reader

HEAVY = 150_000
"""No picture of these pages has more bytes."""
DONE = {"open", "press", "press first", "press in row", "fill", "choose", "hand in", "tick"}
ACCOUNTS = ("chuangkou", "chengban", "shenhe", "qianfa", "tongji", "xishan", "qiye", "xitong", "anquan", "shenji")
SITE = os.environ.get("ZHIQUAN_SITE")
"""A demo that runs already, for example the whole city, to be followed instead of a fresh one."""


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(request: pytest.FixtureRequest) -> ViewportSize:
    """What the newcomer looks through."""
    return ViewportSize(**request.param)


@pytest.fixture(scope="module")
def demo(window: ViewportSize, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a demo that nobody has used before at this window, served by the command that a newcomer types."""
    if SITE:
        yield SITE
        return
    folder = tmp_path_factory.mktemp("demo")
    away = ("ZHIQUAN_", "DJANGO_", "PYTHONDONTWRITEBYTECODE")  # as ``./run`` starts it
    own = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "zhiquan", "demo", "--no-grow", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        served = subprocess.Popen(command, env={**own, "ZHIQUAN_DATA": str(folder / "data")}, stdout=log, stderr=log)
    try:
        site = f"http://127.0.0.1:{port}"
        while not _answers(site):
            assert served.poll() is None, (folder / "log").read_text("utf-8")
            time.sleep(0.5)
        yield site
    finally:
        served.terminate()
        served.wait()


def _answers(site: str) -> bool:
    try:
        with urllib.request.urlopen(f"{site}/account/login/", timeout=30):
            return True
    except OSError:
        return False


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def somebody(
    demo: str, window: ViewportSize, chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    """A newcomer at a browser."""
    keep = bool(request.config.getoption("--write-docs")) and window == DESKTOP
    looks = Path(PICTURES) if PICTURES else None
    newcomer = Reader(chromium, demo, tmp_path, DOCS / "first-hour", keep, looks, window)
    yield newcomer
    newcomer.close()


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_newcomer_who_does_what_every_sentence_says_is_never_lost(page: Path, somebody: Reader) -> None:
    for step in steps(page.read_text("utf-8")):
        somebody.follow(step)


@pytest.mark.long
@pytest.mark.browser
def test_a_sentence_that_the_site_does_not_keep_leaves_the_newcomer_lost(
    somebody: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PATIENCE", 0.3)
    entered = next(steps((DOCS / "first-hour/clerk.md").read_text("utf-8")))
    somebody.follow(entered)
    for wrong in (
        Deed("see", "没有这样的字"),
        Deed("press", "没有这样的按钮"),
        Deed("press in row", "ZYDJ", "没有这样的行"),
        Deed("fill", "没有这样的栏", "字"),
        Deed("choose", "事项", "没有这样的事项"),
        Deed("open", "/no/such/page/"),
    ):
        with pytest.raises(Lost):
            somebody.follow(replace(entered, deeds=(wrong,)))
    refused = tuple(deeds("打开 `/desk/counter/pledge/`，按 **收件并打印凭据**。"))
    with pytest.raises(Lost, match="refused"):
        somebody.follow(replace(entered, deeds=refused))


def test_every_role_has_its_first_hour_with_deeds_english_and_pictures() -> None:
    told = {page: list(steps(page.read_text("utf-8"))) for page in PAGES}
    assert {step.account for page in told.values() for step in page} == {*ACCOUNTS}
    for page, every in told.items():
        assert len(every) >= 5, page.name
        assert 2 <= len(pictures(page)) <= 4, page.name
        assert all(DONE & {deed.verb for deed in step.deeds} for step in every), page.name
        assert len(re.findall(r"^ +\*\w", page.read_text("utf-8"), re.MULTILINE)) == len(every), f"{page.name}: English"


def test_the_pictures_of_the_first_hours_are_there_and_light() -> None:
    shown = {path for page in PAGES for path in pictures(page)}
    assert shown == {*(DOCS / "img/first-hour").glob("*.png")}
    assert {path.name: path.stat().st_size for path in shown if path.stat().st_size > HEAVY} == {}


def test_a_step_may_say_in_bold_or_as_code_only_what_can_be_done_or_seen() -> None:
    assert list(deeds("按 **甲** 一行的 **乙**，在第 2 行的 **丙** 填 `一`，看到 **丁**。")) == [
        Deed("press in row", "乙", "甲"),
        Deed("fill", "丙 2", "一"),
        Deed("see", "丁"),
    ]
    with pytest.raises(ValueError, match="neither done nor seen"):
        list(deeds("点开 `/somewhere/`。"))


def test_an_account_holds_for_the_steps_that_follow_it_and_english_says_nothing_to_do() -> None:
    page = "账号 A: `a`\n\n1. 按 **甲**。\n   *Press\n   **it**.*\n\n账号 A: `b`\n\n1. 看到 **乙**。\n\n**丙**\n"
    assert [(step.account, step.deeds) for step in steps(page)] == [
        ("a", (Deed("press", "甲"),)),
        ("b", (Deed("see", "乙"),)),
    ]
