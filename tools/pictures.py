"""Photograph the pages of a running demo: ``python -m tools.pictures [SITE] [FOLDER] [NAME …]``.

Start ``./run demo`` first, with a fresh data folder: one of its cases is taken to its end on the way.
With names only those pictures are taken.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.browser.chromium import launch
from tests.thread.people import Cast, Person

from zhiquan.portal.cli.demo import PASSWORD
from zhiquan.portal.demo import demo_organisations
from zhiquan.settings.now import today

AMOUNTS = "/figures/indicator/pledge.amount/"
EXAMPLE = "/audit/?example="
SIZES = {"": (1280, 800), "-phone": (390, 844)}
LOCALES = {"": "zh-CN", "-en": "en-US"}


@contextmanager
def cast(site: str, size: tuple[int, int], locale: str) -> Iterator[Cast]:
    """Give everybody of the demo a browser of one size and language."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        people = Cast(browser, site, {"width": size[0], "height": size[1]}, PASSWORD, locale)
        yield people
        people.close()
        browser.close()


def finish_a_case(people: Cast, day: date) -> tuple[str, str, str]:
    """Take the forwarded case of the demo to its end; return its number, its right and the letter's code."""
    examiner, owner = people["chengban"], demo_organisations()[0].name
    desk = examiner.visit(f"/desk/?scope=all&matter=pledge&state=forwarded&text={owner}")
    row = desk.locator("tr", has_text="已移送")
    number = row.locator("a", has_text="ZYDJ-").first.inner_text().strip()
    result = {"result": "registered", "registration_number": "Y2026990009001", "registered_on": day.isoformat()}
    examiner.act(number, "take_result", result)
    examiner.page.get_by_role("button", name="拟稿").click()
    letter = re.search(r"/letters/\d+/", examiner.page.url)
    if letter is None:
        raise SystemExit("the letter was not drafted")
    people["shenhe"].visit(letter[0]).get_by_role("button", name="审核通过").click()
    head = people["qianfa"].visit(letter[0])
    head.get_by_role("button", name="签发并盖章").click()
    code = head.locator("a.mono").inner_text().strip()
    people["chuangkou"].act(number, "deliver")
    case = examiner.visit(f"/desk/cases/{number}/")
    return number, case.locator("a[href^='/rights/']").first.inner_text().strip(), code


def waiting_case(people: Cast) -> str:
    """Return the number of a case that waits at the window."""
    desk = people["chuangkou"].visit("/desk/")
    return desk.locator("a", has_text="ZYDJ-").first.inner_text().strip()


def opened_figure(people: Cast) -> str:
    """Return the address of the largest figure of this year, as the page links it."""
    page = people["tongji"].visit(AMOUNTS)
    return str(page.locator("table tbody tr").nth(3).locator("a").last.get_attribute("href"))


def counter_case(people: Cast) -> str:
    """Return the number of a case that came over the counter."""
    desk = people["chuangkou"].visit("/desk/?matter=rights-assistance")
    return desk.locator("a", has_text="WQ-").first.inner_text().strip()


def listed(people: Cast) -> tuple[str, str]:
    """Return the addresses of a listing and of the demand that the best match answers."""
    market = people["public"].visit("/market/").locator("main a[href^='/market/listings/']")
    one = str(market.last.get_attribute("href"))
    demand = (
        people["public"].visit("/market/demands/").locator("main a[href^='/market/demands/']:not([href$='/post/'])")
    )
    addresses = [str(demand.nth(place).get_attribute("href")) for place in range(demand.count())]
    return one, next(address for address in reversed(addresses) if address != "/market/demands/")


def window(people: Cast) -> str:
    """Return the address of the first window that takes appointments."""
    page = people["public"].visit("/appointments/")
    return str(page.locator("ul.tiles a").first.get_attribute("href"))


def restated_round(people: Cast) -> str:
    """Take the demo's round of returns to its signature and correct a line after it; return its address."""
    statistics, county = people["tongji"], people["xishan"]
    page = statistics.visit("/returns/")
    address = re.search(r"/returns/\d+/", str(page.locator("main a[href^='/returns/']").first.get_attribute("href")))
    if address is None:
        raise SystemExit("the demo has no round of returns")
    sheets = statistics.visit(address[0]).locator("a[href^='/returns/sheets/']")
    east, west = (str(sheets.nth(place).get_attribute("href")) for place in (1, 2))
    page = county.visit(west)
    page.locator("[name='r1.persons']").fill("42")
    page.get_by_role("button", name="报送").first.click()
    for sheet in (east, west):
        statistics.visit(sheet).get_by_role("button", name="接收").click()
    page = statistics.visit(address[0])
    page.fill("#reason", "其余两区本月未举办，已电话核实")
    page.get_by_role("button", name="锁定").click()
    people["qianfa"].visit(address[0]).get_by_role("button", name="核定").click()
    page = statistics.visit(f"{east}lines/1/")
    page.fill("#c-persons", "83")
    page.fill("#reason", "签到表复核，三人重复登记")
    page.get_by_role("button", name="更正并列为修订").click()
    return address[0]


def show(person: Person, address: str) -> Page:
    """Open an address; a form with an example in it is sent."""
    page = person.visit(address)
    if address.startswith(EXAMPLE):
        page.locator("main form[enctype] button.primary").click()
    return page


def photograph(page: Page, path: Path, *, whole: bool) -> None:
    """Save what is seen, or the whole page."""
    page.screenshot(path=path, full_page=whole)
    print(path)


def main(site: str, folder: Path, names: set[str]) -> None:
    """Take every picture, or those named, in every size and language."""
    folder.mkdir(parents=True, exist_ok=True)
    with cast(site, SIZES[""], LOCALES[""]) as people:
        number, right, code = finish_a_case(people, today())
        waiting, figure = waiting_case(people), opened_figure(people)
        offered, wanted = listed(people)
        walk_in, booking, signed = counter_case(people), window(people), restated_round(people)
    views = {
        "home": ("public", "/"),
        "search": ("public", "/search/?q=TI%3D%28%E7%94%B5%E6%B1%A0%20OR%20%E4%BC%A0%E6%84%9F%E5%99%A8%29"),
        "statistics": ("public", "/search/statistics/?q=%E8%A3%85%E7%BD%AE"),
        "marks": ("public", "/marks/similar/?q=%E9%9D%92%E5%B1%B1"),
        "mark": ("public", "/rights/tm.CN.99000001/"),
        "datasets": ("public", "/data/"),
        "right": ("public", f"/rights/{right}/"),
        "organisation": ("public", f"/organisations/{demo_organisations()[0].uscc}/"),
        "market": ("public", "/market/"),
        "listing": ("public", offered),
        "demand": ("public", wanted),
        "trades": ("qiye", "/market/mine/"),
        "fees": ("qiye", "/manage/1/"),
        "searches": ("qiye", "/searches/"),
        "api": ("public", "/api/v1/docs"),
        "law": ("public", "/law/changes/?from=2026-12-31&to=2027-01-01"),
        "annuity": ("public", "/tools/annuity/?kind=invention&filed=2012-03-30&qualified=joint&paid=12+2023-07-08"),
        "opposition": ("public", "/tools/opposition/?published=2026-12-27"),
        "account": ("qiye", "/account/"),
        "hall": ("public", "/hall/"),
        "guide": ("public", "/hall/pledge/"),
        "appointments": ("public", booking),
        "counter": ("chuangkou", "/desk/counter/pledge/"),
        "receipt": ("chuangkou", f"/desk/cases/{walk_in}/receipt/"),
        "load": ("qianfa", "/desk/load/"),
        "ratings": ("qianfa", "/desk/ratings/"),
        "expected": ("chuangkou", "/desk/appointments/"),
        "calendar": ("chuangkou", "/rulebook/calendar/"),
        "papers": ("qiye", "/cases/papers/"),
        "today": ("chengban", "/"),
        "desk": ("chuangkou", "/desk/"),
        "desk-case": ("chuangkou", f"/desk/cases/{waiting}/"),
        "my-case": ("qiye", f"/cases/{waiting}/"),
        "verify": ("public", f"/verify/{code}/"),
        "dossier": ("chengban", f"/cases/{number}/dossier/"),
        "inbox": ("qiye", "/inbox/"),
        "returns": ("qianfa", signed),
        "audit": ("public", f"{EXAMPLE}draft"),
        "cockpit": ("tongji", "/figures/"),
        "signing": ("tongji", "/figures/signing/"),
        "indicator": ("tongji", AMOUNTS),
        "figure": ("tongji", figure),
    }
    for locale_mark, locale in LOCALES.items():
        for size_mark, size in SIZES.items():
            with cast(site, size, locale) as people:
                for name, (who, address) in views.items():
                    if names and name not in names:
                        continue
                    photograph(show(people[who], address), folder / f"{name}{locale_mark}{size_mark}.png", whole=False)


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    main(given.get(1, "http://127.0.0.1:8000"), Path(given.get(2, "docs/img")), set(sys.argv[3:]))
