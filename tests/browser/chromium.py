"""Debian's Chromium, started so that it looks for nothing outside this machine."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

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
