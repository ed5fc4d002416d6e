"""A city with its people and matters, a live server, and records imported by the command that a clerk would type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright
from tests.browser.chromium import launch
from tests.thread.people import PASSWORD, Cast

from zhiquan.hall.cases import shelf
from zhiquan.office.access.models import Membership, Organisation, User
from zhiquan.office.rulebook.services import publish
from zhiquan.portal.cli.main import root
from zhiquan.portal.demo import demo_patents, seed_people, write_demo_workbook
from zhiquan.portal.demo.organisations import make_uscc
from zhiquan.records.search import open_index
from zhiquan.rules.identifiers import PatentKind
from zhiquan.settings.now import today

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Source:
    """A file of records and one right in it whose status cannot be known from it."""

    workbook: Path
    right: str


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """The city's own workbook where it lies beside the repository, else a made one of the same columns."""
    real = Path(__file__).parents[3] / "shared/data/cn-taian-patents/专利信息.xlsx"
    if real.exists():
        return Source(real, "CN201510711276.5")
    made = write_demo_workbook(tmp_path / "专利信息.xlsx", 400).path
    young = (p for p in demo_patents(400) if p.kind is PatentKind.INVENTION and p.owner and p.owner.enterprise)
    return Source(made, max(young, key=lambda patent: patent.filed_on).key)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def command() -> Any:
    """Run a ``zhiquan`` command as a clerk would; a refusal fails the test with its sentence."""

    def run(*argv: str) -> str:
        outcome = CliRunner().invoke(root, argv, catch_exceptions=False, env={"ZHIQUAN_LANG": "zh"})
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    return run


@pytest.fixture(params=[(1440, 900), pytest.param((390, 844), marks=pytest.mark.long)], ids=["desktop", "phone"])
def cast(request: pytest.FixtureRequest, live_server: Any, chromium: Browser) -> Iterator[Cast]:
    """Everybody, in a browser of this size."""
    seed_people(PASSWORD)
    for code in shelf.codes():
        publish(shelf.package(code), by="test", in_force_from=today())
    width, height = request.param
    everybody = Cast(chromium, live_server.url, {"width": width, "height": height})
    yield everybody
    everybody.close()


@pytest.fixture
def owner(source: Source, command: Any) -> Organisation:
    """The organisation that the records name as applicant of the right, acted for by the applicant account."""
    command("import", str(source.workbook), "--vintage", today().isoformat(), "--division", "990101")
    command("index", "build")
    record = open_index(settings.DATA.index).get(source.right)
    assert record is not None
    uscc = make_uscc("91", "990101", random.Random(1))
    made = Organisation.objects.create(name=record.applicants[0], uscc=uscc, division="990101")
    Membership.objects.create(user=User.objects.get(username="qiye"), organisation=made, valid_from=SINCE)
    return made
