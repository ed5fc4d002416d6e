"""The pages of the first hour, followed step by step as the account that each names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.docs.kept import DOCS
from tests.portal.web.conftest import City
from tests.portal.web.conftest import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import counted as counted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import draft as draft  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import drafted as drafted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import entered as entered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import figures as figures  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import registered as registered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import signed as signed  # noqa: PLC0414 - a fixture
from tests.portal.web.test_pages import all_there as all_there  # noqa: PLC0414 - a fixture

PAGES = sorted((DOCS / "first-hour").glob("[!i]*.md"))
MEANT = {
    "/hall/drafts/…/": "/hall/drafts/{draft}/",
    "/hall/drafts/…/materials/": "/hall/drafts/{draft}/materials/",
    "/hall/drafts/…/check/": "/hall/drafts/{draft}/check/",
    "/cases/…补正…/": "/cases/{supplementing}/",
    "/desk/cases/…待受理…/": "/desk/cases/{waiting}/",
    "/desk/cases/…已移送…/": "/desk/cases/{forwarded}/",
    "/desk/cases/…已移送…/packs/": "/desk/cases/{forwarded}/packs/",
    "/letters/…/": "/letters/{letter}/",
    "/returns/sheets/…/": "/returns/sheets/{sheet}/",
}
"""What an address with a gap stands for in the city of the tests."""


def steps(page: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield account, address and the bold words of every step of a page."""
    account = ""
    for part in re.split(r"^(?=\d+\. |账号)", page.read_text("utf-8"), flags=re.MULTILINE):
        if part.startswith("账号"):
            account = part.split("`")[1]
        elif re.match(r"\d+\. ", part):
            address = part.split("`")[1]
            yield account, address, re.findall(r"\*\*(.+?)\*\*", part)


@pytest.mark.long
def test_every_step_of_a_first_hour_finds_what_it_speaks_of(figures: City, all_there: dict[str, Any]) -> None:
    wrong = [told for page in PAGES for told in _followed(page, figures, all_there)]
    assert wrong == []


def _followed(page: Path, city: City, there: dict[str, Any]) -> Iterator[str]:
    for account, address, words in steps(page):
        answer = city.client(account).get(MEANT.get(address, address).format(**there), follow=True)
        if answer.status_code != 200:
            yield f"{page.name} {address} as {account}: {answer.status_code}"
        seen = " ".join(html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())).split())
        yield from (f"{page.name} {address} as {account}: no “{word}”" for word in words if word not in seen)


def test_every_role_has_its_first_hour_with_steps_and_a_picture() -> None:
    found = {account for page in PAGES for account, _, _ in steps(page)}
    assert found == {"qiye", "chuangkou", "chengban", "tongji", "donghu", "xitong", "anquan", "shenji"}
    for page in PAGES:
        assert len(list(steps(page))) >= 4, page.name
        assert "](../img/" in page.read_text("utf-8") or page.name == "administrator.md"


def test_an_address_with_a_gap_stands_for_something() -> None:
    assert {address for page in PAGES for _, address, _ in steps(page) if "…" in address} == MEANT.keys()
