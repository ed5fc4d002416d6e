"""The front page: one box over everything, the five scenes with only what works, and how few queries it takes."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.web.conftest import PASSWORD, City, actor

from zhiquan.office.access.models import Organisation
from zhiquan.office.returns.models import Sheet
from zhiquan.office.returns.selectors import sheets_to_fill
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.portal.web.home.scenes import scenes as offered

COUNTIES = ("donghu", "xishan", "nanchuan", "beiyuan")
SCENES = ["一窗口统办", "一平台交易", "一链条保护", "一站式管理", "一体化服务"]


def sent(city: City, typed: str) -> str:
    """Where the box leads, or the page that it shows."""
    answer = city.visitor.get("/find/", {"q": typed})
    return unquote(answer["Location"]) if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("typed", ["CN201529569456.7", "201529569456.7", "ZL201529569456.7", " 201529569456.7 "])
def test_a_number_leads_to_its_right(city: City, typed: str) -> None:
    assert sent(city, typed) == "/rights/CN201529569456.7/"


def test_a_name_or_a_code_leads_to_the_organisation(city: City) -> None:
    firm = Organisation.objects.get(pk=city.waiting.organisation_id)
    assert sent(city, firm.name) == sent(city, firm.uscc) == f"/organisations/{firm.uscc}/"


def test_a_matters_name_leads_to_its_guide_and_its_word_to_all_that_speak_of_it(city: City) -> None:
    assert sent(city, "专利权质押登记") == sent(city, "pledge") == "/hall/pledge/"
    page = sent(city, "质押")
    assert 'href="/hall/pledge/"' in page
    assert 'href="/hall/subsidy/"' in page, "the subsidy of a pledge loan"
    assert 'href="/law/' in page
    loan = sent(city, "融资")
    assert 'href="/hall/pledge/"' in loan, "found by the situation that it answers"


def test_a_query_or_a_word_of_titles_alone_leads_to_the_search(city: City) -> None:
    for typed in ("TI=(传感器 AND 压力)", "康复训练器", "没有这样的专利名称"):
        assert sent(city, typed) == f"/search/?q={typed}".replace(" ", "+")
    assert sent(city, "") == "/"


def test_the_scenes_link_every_matter_in_force_once_and_none_that_is_not(city: City) -> None:
    codes = set(DefinitionVersion.objects.filter(kind="matter").values_list("code", flat=True))
    html = city.visitor.get("/").content.decode()
    scenes = html[html.index('class="scenes"') : html.index("</ul>", html.index('class="scenes"'))]
    assert re.findall(r"<h3>(.*?)</h3>", scenes) == SCENES
    assert sorted(re.findall(r'href="/hall/([\w-]+)/"', scenes)) == sorted(codes)
    for link in set(re.findall(r'href="([^"]+)"', scenes)):
        assert city.visitor.get(link).status_code == 200, link
    assert [link for scene in offered(()) for _, link in scene.links if link.startswith("/hall/")] == ["/hall/"]


def waiting_on(html: str) -> dict[str, tuple[str, str]]:
    """Return what the front page says waits for the reader: label to number and address."""
    told = html[html.index('aria-labelledby="mine"') :].partition("</section>")[0]
    found = re.findall(r'<a href="([^"]+)"><span>(.*?)</span><b[^>]*>(.*?)</b>', told)
    return {label: (number, address) for address, label, number in found}


def test_who_signs_in_sees_first_what_waits_and_each_number_opens_to_just_that(city: City) -> None:
    answer = Client().post("/account/login/", {"username": "chengban", "password": PASSWORD})
    assert answer["Location"] == "/"
    number, address = waiting_on(city.staff.get("/").content.decode())["等您办的件"]
    rows = city.staff.get(address).content.decode()
    assert int(number) == rows.count('<tr class="mine"') == rows.count('name="many.number"') > 0
    asked, own = waiting_on(city.party.get("/").content.decode())["等您办的件"]
    assert asked == "1", "the case that is to be supplemented"
    assert "等您办" in city.party.get(own).content.decode()


def test_a_county_sees_its_returns_until_they_are_in(city: City) -> None:
    sheet = Sheet.objects.filter(fills=True, state=Sheet.State.OPEN).order_by("pk").first()
    assert sheet is not None
    county = next(name for name in COUNTIES if sheet in sheets_to_fill(actor(name), 10))
    number, address = waiting_on(city.client(county).get("/").content.decode())["待报的表"]
    assert (int(number), address) == (len(sheets_to_fill(actor(county), 10)), "/returns/")
    Sheet.objects.filter(division=sheet.division).update(state=Sheet.State.SUBMITTED)
    assert "待报的表" not in waiting_on(city.client(county).get("/").content.decode())


def test_for_whom_nothing_waits_is_told_so_and_a_visitor_is_told_nothing(city: City) -> None:
    assert "现在没有等您办的事" in city.client("xitong").get("/").content.decode()
    assert 'id="mine"' not in city.visitor.get("/").content.decode()


def test_the_front_page_takes_few_queries(figures: City, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    figures.visitor.get("/")
    with django_assert_max_num_queries(10):
        html = figures.visitor.get("/").content.decode()
    assert "将要变化的规定" in html
    assert settings.OFFICE_NAME in html
