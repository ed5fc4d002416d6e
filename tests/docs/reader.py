"""Somebody who knows nothing but a page of the first hour, and does with a browser what each sentence says."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Download, Locator, Page, Request, Response, ViewportSize
from tests.docs.finding import (
    BODY,
    HERE,
    PART,
    PRESSED,
    ROWS,
    Lost,
    best,
    field,
    in_time,
    named,
    offered,
    only,
    touched,
)
from tests.docs.hours import Deed, Step
from tests.thread.people import paper

DESKTOP, PHONE = ViewportSize(width=1180, height=760), ViewportSize(width=390, height=844)
_MOMENT = 150
"""Milliseconds."""


@dataclass
class Reader:
    """One person at one browser; ``folder`` holds what they hand in, ``beside`` the files that the page links to."""

    browser: Browser
    site: str
    folder: Path
    beside: Path
    keep: bool = False
    looks: Path | None = None
    window: ViewportSize = dataclasses.field(default_factory=lambda: DESKTOP)

    def __post_init__(self) -> None:
        self._account = ""
        self._page: Page | None = None
        self._wrong: list[str] = []
        self._downloads: list[Download] = []
        self._asked: set[Request] = set()

    def follow(self, step: Step) -> None:
        """Do what a step says; Lost says which of its words led nowhere."""
        page = self._at(step.account)
        for place, deed in enumerate(step.deeds):
            try:
                getattr(self, "_" + deed.verb.replace(" ", "_"))(page, deed)
                self._settled(page)
                _no_refusal_unspoken(page, step.deeds[place:])
            except Lost as lost:
                raise Lost(f"{step.account} {step.number}. {deed}: {lost} (at {page.url})\n{step.text}") from None
            if self._wrong:
                wrong, self._wrong = self._wrong, []
                raise Lost(f"{step.account} {step.number}. {deed}: {wrong}\n{step.text}")
        if self.looks:
            page.screenshot(path=self.looks / f"{step.account}-{step.number:02d}.png", full_page=True)

    def close(self) -> None:
        """End what the browser still has open of this person."""
        if self._page:
            self._page.context.close()
            self._page = None

    def _at(self, account: str) -> Page:
        if self._page is None or account != self._account:
            self.close()
            context = self.browser.new_context(locale="zh-CN", viewport=self.window, base_url=self.site)
            self._page, self._account = context.new_page(), account
            # a method of a list or a set would not do: the driver notes on each listener that it is one
            self._page.on("response", self._answered)
            self._page.on("request", lambda request: self._asked.add(request))  # noqa: PLW0108
            self._page.on("requestfinished", lambda request: self._asked.discard(request))  # noqa: PLW0108
            self._page.on("requestfailed", lambda request: self._asked.discard(request))  # noqa: PLW0108
            self._page.on("pageerror", lambda error: self._wrong.append(str(error)))
            self._page.on("download", lambda download: self._downloads.append(download))  # noqa: PLW0108
        return self._page

    def _answered(self, response: Response) -> None:
        refused = response.status in {409, 422}  # a refusal is a page to be read, and looked for there
        if response.status >= 400 and not refused and response.request.resource_type in {"document", "xhr", "fetch"}:
            self._wrong.append(f"{response.status} {response.url}")

    # --- what a sentence can say

    def _open(self, page: Page, deed: Deed) -> None:
        page.goto(deed.name)

    def _press(self, page: Page, deed: Deed) -> None:
        self._pressed(page, only(offered(page, deed.name), deed.name))

    def _press_first(self, page: Page, deed: Deed) -> None:
        self._pressed(page, offered(page, deed.name)[0])

    def _press_in_row(self, page: Page, deed: Deed) -> None:
        rows = page.locator("main").locator(ROWS).filter(has_text=deed.value).locator("visible=true")
        found = next((there for row in rows.all() if (there := named(row.locator(PRESSED), deed.name))), [])
        if not found:
            raise Lost(f"of {rows.count()} rows that say {deed.value!r} none offers {deed.name!r}")
        self._pressed(page, only(found, deed.name))

    def _pressed(self, page: Page, what: Locator) -> None:
        before = len(self._downloads)
        pressed = what.element_handle()  # for what is found by where one works is lost once that is forgotten
        pressed.evaluate(HERE)
        pressed.click()
        self._settled(page)
        for download in self._downloads[before:]:
            download.save_as(self.folder / download.suggested_filename)

    def _settled(self, page: Page) -> None:
        """Wait until nothing has been asked of the site for a moment: fragments come after a choice, too."""
        page.wait_for_timeout(_MOMENT)
        in_time(lambda: not self._asked or bool(page.wait_for_timeout(_MOMENT)))
        page.wait_for_load_state()

    def _under(self, page: Page, deed: Deed) -> None:
        only(named(page.locator("main").locator("h2, h3, legend, summary"), deed.name), deed.name).evaluate(PART)

    def _see(self, page: Page, deed: Deed) -> None:
        wanted = " ".join(deed.name.split())
        if not in_time(lambda: wanted in page.evaluate(BODY)):
            raise Lost("not on the page")
        found = page.get_by_text(deed.name).locator("visible=true")
        if found.count():
            found.first.scroll_into_view_if_needed()

    def _tick(self, page: Page, deed: Deed) -> None:
        touched(field(page, deed.name)).check()

    def _fill(self, page: Page, deed: Deed) -> None:
        touched(field(page, deed.name)).fill(deed.value)

    def _choose(self, page: Page, deed: Deed) -> None:
        group = page.get_by_role("group", name=deed.name).locator("visible=true")
        if group.count():
            touched(only(best(group.first.get_by_label(deed.value), deed.value), deed.value)).check()
            return
        listed = touched(field(page, deed.name))
        labels = [" ".join(label.split()) for label in listed.locator("option").all_inner_texts()]
        meant = [label for label in labels if label == deed.value] or [la for la in labels if la.startswith(deed.value)]
        if len(meant) != 1:
            raise Lost(f"of {labels} {len(meant)} are {deed.value!r}")
        listed.select_option(index=labels.index(meant[0]))

    def _hand_in(self, page: Page, deed: Deed) -> None:
        linked, downloaded = self.beside / deed.value, self.folder / deed.value
        path = next((one for one in (linked, downloaded) if one.exists()), None)
        touched(field(page, deed.name)).set_input_files(path or paper(self.folder, Path(deed.value).stem))

    def _picture(self, page: Page, deed: Deed) -> None:
        if self.keep:
            page.mouse.move(0, 0)
            page.screenshot(path=self.beside / deed.name)


def _no_refusal_unspoken(page: Page, deeds: Sequence[Deed]) -> None:
    """Lost where what was pressed is refused and the rest of the step goes on as if it were not."""
    told = page.locator(".error-summary, [role=alert], .toast.error").locator("visible=true")
    pressed = deeds[0].verb.startswith("press")
    if pressed and told.count() and not any(deed.verb == "see" for deed in deeds):
        raise Lost(f"refused: {' '.join(told.first.inner_text().split())}")
