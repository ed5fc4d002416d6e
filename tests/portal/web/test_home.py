"""The front page: one box over everything, the five scenes with only what works, and how few queries it takes."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries
from tests.portal.web.conftest import City

from zhiquan.office.access.models import Organisation
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.portal.web.home.scenes import scenes as offered

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


def test_the_front_page_takes_few_queries(figures: City, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    figures.visitor.get("/")
    with django_assert_max_num_queries(10):
        html = figures.visitor.get("/").content.decode()
    assert "将要变化的规定" in html
    assert settings.OFFICE_NAME in html
