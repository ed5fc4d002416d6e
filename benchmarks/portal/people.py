"""People at work, by locust: run by ``mixed``. Each opens pages and sends the forms that the pages themselves hold."""

from __future__ import annotations

import itertools
import json
import os
import random
import time
from pathlib import Path
from typing import Any

from locust import HttpUser, constant, events, task
from lxml import html

FOLDER = Path(os.environ["PORTAL_LOAD"])
PLAN: dict[str, Any] = json.loads((FOLDER / "plan.json").read_text())
MET: list[tuple[str, float, int]] = []
"""What was done, milliseconds until the answer was there, status."""
RIGHTS = itertools.cycle(PLAN["rights"])
RECENT, LEAST_WRONG = 12, 400
PAPER = bytes.fromhex(PLAN["paper"])


class Person(HttpUser):
    """Somebody with a session of their own (or none), who thinks between pages."""

    abstract = True
    wait_time = constant(0)  # the thinking comes after each page
    who: tuple[str, ...] = ()

    def on_start(self) -> None:
        """Sign in, and do not begin all at once."""
        if self.who:
            self.client.cookies.update(PLAN["sessions"][random.choice(self.who)].pop())
        time.sleep(random.uniform(0, PLAN["think"]))

    def look(self, kind: str, path: str) -> html.HtmlElement | None:
        """Open a page; return it, or nothing where it was not there."""
        return self._met(kind, lambda: self.client.get(path, name=kind, headers={"Accept-Language": "zh-CN"}))

    def send(
        self, kind: str, page: html.HtmlElement, button: str, given: dict[str, Any], files: dict[str, Any] | None = None
    ) -> html.HtmlElement | None:
        """Press the button that says so, after filling in; fields not named are sent as the page holds them."""
        pressed = next((one for one in page.iter("button") if one.text_content().strip() == button), None)
        if pressed is None or pressed.get("disabled") is not None:
            return None
        form = next(one for one in pressed.iterancestors("form"))
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        values.update(given)
        if pressed.get("name"):
            values[pressed.get("name")] = pressed.get("value")
        target = form.get("action") or page.base_url
        head = {"Referer": page.base_url, "Accept-Language": "zh-CN"}
        return self._met(kind, lambda: self.client.post(target, data=values, files=files, name=kind, headers=head))

    def _met(self, kind: str, ask: Any) -> html.HtmlElement | None:
        began = time.perf_counter()
        answer = ask()
        MET.append((kind, (time.perf_counter() - began) * 1000, answer.status_code))
        if not 0 < answer.status_code < LEAST_WRONG:  # 0: there was no answer at all
            time.sleep(PLAN["think"])
            return None
        page = html.fromstring(answer.content, base_url=answer.url)
        time.sleep(random.uniform(0.5, 1.5) * PLAN["think"])
        return page


class Reader(Person):
    """Searches, opens rights and organisations, reads guides."""

    weight = 25

    @task
    def read(self) -> None:
        """Open one of the public pages."""
        kind = random.choice(("home", "search", "search", "right", "organisation", "guide", "similar marks"))
        self.look(kind, random.choice(PLAN["places"][kind]))


class Applicant(Person):
    """Applies for the registration of a pledge, from the guide to the number."""

    weight, who = 8, ("qiye",)

    @task
    def apply(self) -> None:
        """Fill in, hand in papers, look at the check, submit, look at the case."""
        page = self.look("guide", "/hall/pledge/")
        page = page is not None and self.send("apply: begin", page, "开始申请", {"organisation": PLAN["organisation"]})
        if page is None:
            return
        answers = {**PLAN["answers"], "rights": next(RIGHTS)}
        page = self.send("apply: fill in", page, "保存，下一步", answers)
        if page is None:
            return
        papers = {one.get("name"): ("材料.docx", PAPER) for one in page.xpath("//input[@type='file']")}
        page = self.send("apply: papers", page, "上传，下一步", {}, papers)
        page = page is not None and self.send("apply: submit", page, "提交申请", {})
        if page is not None:
            self.look("own cases", "/cases/")


class Officer(Person):
    """Opens the worklist, a case, and takes a step that is offered."""

    weight, who = 9, ("chuangkou", "chengban")
    steps = ("受理", "补正", "转报", "移送")

    @task
    def handle(self) -> None:
        """Take the first step that is offered, else only read."""
        page = self.look("worklist", "/desk/")
        cases = [] if page is None else page.xpath("//a[starts-with(@href, '/desk/cases/')]/@href")
        page = self.look("desk case", random.choice(cases)) if cases else None
        for form in [] if page is None else page.xpath("//details[@class='action']/form"):
            button = form.xpath(".//button")[-1].text_content().strip()
            if button.startswith(self.steps):
                texts = {one.get("name"): "材料与系统数据核对一致。" for one in form.iter("textarea")}
                self.send(f"handle: {button}", page, button, texts)
                return


class Reporter(Person):
    """Fills the county's sheets, a row at a time."""

    weight, who = 4, ("donghu", "xishan")

    @task
    def report(self) -> None:
        """Open a sheet that waits and keep what is filled in."""
        page = self.look("returns", "/returns/")
        rounds = [] if page is None else page.xpath("//a[starts-with(@href, '/returns/')]/@href")[:RECENT]
        page = self.look("return round", random.choice(rounds)) if rounds else None
        sheets = [] if page is None else page.xpath("//a[starts-with(@href, '/returns/sheets/')]/@href")
        page = self.look("return sheet", random.choice(sheets)) if sheets else None
        if page is not None:
            self.send("return: keep", page, "暂存并加行", {})


class Leader(Person):
    """Looks at the cockpit, an indicator, and what a figure is made of."""

    weight, who = 4, ("tongji", "qianfa")

    @task
    def see(self) -> None:
        """Open the cockpit and follow a figure down to its rows."""
        page = self.look("cockpit", "/figures/")
        links = [] if page is None else page.xpath("//main//a[contains(@href, '/figures/')]/@href")
        if links:
            self.look("figure", random.choice(links))
        self.look("plans", "/plans/")


@events.quitting.add_listener
def _write(**_: Any) -> None:
    (FOLDER / "met.json").write_text(json.dumps(MET))
