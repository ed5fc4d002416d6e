"""One organisation, one file: what the public, its members, its agency and the office see; and its list of rights."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from tests.portal.web.conftest import City, actor

from zhiquan.office.access.models import Organisation
from zhiquan.office.registers.services import enter
from zhiquan.portal.demo.market import keep_searches, open_market
from zhiquan.portal.dossier.organisation import codes_of, subject_of
from zhiquan.portal.web.search.source import index
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.management import services
from zhiquan.scenes.management.portfolio import own_word
from zhiquan.scenes.market.models import Deal
from zhiquan.settings.now import today

STRANGERS, NOT_HELD, BROKEN = "CN201529569456.7", "CN201420789305.0", "201529569465.7"


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def firm(city: City) -> Organisation:
    return Organisation.objects.get(pk=city.waiting.organisation_id)


def own(firm: Organisation, count: int = 3) -> list[str]:
    """Rights that name the firm."""
    return [record.key for record in index().held_by(firm.name, count).records]


def titles(html: str) -> list[str]:
    return re.findall(r"<section class=\"panel\"[^>]*><header><h2[^>]*>(.*?)</h2>", html)


def test_each_viewer_sees_of_the_file_what_is_for_them(city: City, firm: Organisation) -> None:
    page = f"/organisations/{firm.uscc}/"
    public = titles(text(city.visitor.get(page)))
    assert public == ["以它为申请人或权利人的权利", "登记与名录"]
    member = text(city.party.get(page))
    assert sorted(titles(member)) == sorted([*public, "本单位权利清单", "办件"])
    assert f'href="/cases/{city.waiting.number}/"' in member
    office = text(city.staff.get(page))
    assert f'href="/desk/cases/{city.waiting.number}/"' in office
    assert "粘贴号码" not in office, "the office sees the list and does not write it"
    elsewhere = text(city.client("xishan").get(page))
    within = firm.division == "990102"
    assert ("本单位权利清单" in elsewhere) is within
    agent = text(city.client("daili").get(page))
    assert "本单位权利清单" not in agent, "a mandate for pledges alone does not open the list"


def test_the_file_of_who_holds_no_right_opens_with_what_there_is(city: City) -> None:
    bank = Organisation.objects.create(name="示例商业银行", uscc="91990101MA0000001Y", division="990101")
    enter("pledge", "Y2026990000777", "990101", (), {"uscc": bank.uscc}, today(), None, "ZYDJ-2026-000777")
    page = text(city.visitor.get(f"/organisations/{bank.uscc}/"))
    assert titles(page) == ["登记与名录", "以它为申请人或权利人的权利"]
    assert "Y2026990000777" in page


def test_a_right_leads_to_the_file_of_its_owner(city: City, firm: Organisation) -> None:
    assert codes_of([firm.name, "没有这家公司"]) == {firm.name: firm.uscc}
    Organisation.objects.create(name=firm.name, uscc="91990101MA0000001Y", division="990101")
    assert codes_of([firm.name]) == {}, "of two with one name neither is chosen"
    Organisation.objects.filter(uscc="91990101MA0000001Y").delete()
    assert f'href="/organisations/{firm.uscc}/"' in text(city.visitor.get(f"/rights/{own(firm)[0]}/"))


def test_only_the_whole_name_counts_as_the_owner(city: City, firm: Organisation) -> None:
    found = index().held_by(firm.name)
    assert found.total > 0
    assert index().held_by(firm.name[:-1]).total == 0
    assert all(firm.name in record.applicants for record in found.records)  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["nonsense", "91990101MA0000001X", "91110000MA0000000A"])
def test_what_is_no_organisation_here_has_no_file(city: City, code: str) -> None:
    assert city.visitor.get(f"/organisations/{code}/").status_code == 404
    with pytest.raises(NotFound):
        subject_of(code)


def test_a_pasted_list_is_checked_and_what_is_confirmed_is_taken_in(city: City, firm: Organisation) -> None:
    place, mine = f"/organisations/{firm.uscc}/rights/", own(firm)
    services.say_all_own(actor("qiye"), firm.pk, mine[:1])
    pasted = f"{mine[0]}\n{mine[1]}，{mine[2]} {mine[2]}\n{STRANGERS}; {NOT_HELD} {BROKEN} gi.CN.x"
    checked = text(city.party.post(place, {"numbers": pasted}))
    sure = re.search(r'name="sure" value="([^"]*)"', checked)
    assert sure is not None
    assert sure[1].split() == mine[1:], "what is listed already and what stands there twice is taken once"
    assert re.findall(r'name="doubt" value="([^"]*)"', checked) == [STRANGERS, NOT_HELD]
    for reason in ("记录的权利人是", "库中没有这件权利", "清单里已经有了", "不属于某一个单位"):
        assert reason in checked
    assert BROKEN in checked
    assert STRANGERS in checked.partition("不能列入")[2], "what it may have been is suggested, never chosen"
    answer = city.party.post(place, {"go": "confirm", "sure": sure[1], "doubt": [NOT_HELD]}, follow=True)
    assert "已列入 3 件" in text(answer)
    assert own_word(firm) == dict.fromkeys([*mine, NOT_HELD], True)


def test_a_workbook_is_read_by_its_column_of_numbers(city: City, firm: Organisation) -> None:
    mine, book, out = own(firm), Workbook(), io.BytesIO()
    for row in (["序号", "名称", "专利号"], *([n, "某装置", key] for n, key in enumerate(mine, 1)), [4, "坏", BROKEN]):
        book.active.append(row)
    book.save(out)
    upload = SimpleUploadedFile("专利.xlsx", out.getvalue())
    checked = text(city.party.post(f"/organisations/{firm.uscc}/rights/", {"file": upload}))
    assert "核对无误 3 件" in checked
    assert "不能列入 1 个" in checked
    assert "专利号" not in checked.partition("不能列入")[2]


@pytest.mark.parametrize("typed", ["", "没有号码", "x " * 3_001], ids=["empty", "words", "too many"])
def test_a_list_without_use_is_refused_with_a_sentence_and_kept(city: City, firm: Organisation, typed: str) -> None:
    answer = city.party.post(f"/organisations/{firm.uscc}/rights/", {"numbers": typed})
    if typed == "没有号码":
        assert "不能列入 1 个" in text(answer)
    else:
        assert answer.status_code == 422
        assert 'role="alert"' in text(answer)


def test_who_does_not_act_for_it_does_not_find_the_way_to_its_list(city: City, firm: Organisation) -> None:
    place = f"/organisations/{firm.uscc}/rights/"
    assert Client().get(place).status_code == 302
    for client in (city.staff, city.client("daili")):
        assert client.get(place).status_code == 404
        assert client.post(place, {"go": "confirm", "sure": NOT_HELD}).status_code == 404
    assert own_word(firm) == {}
    with pytest.raises(NotFound):
        services.say_all_own(actor("daili"), firm.pk, [NOT_HELD])


def test_a_word_is_said_once_and_again_only_after_it_was_taken_back(city: City, firm: Organisation) -> None:
    who, mine = actor("qiye"), own(firm)
    assert services.say_all_own(who, firm.pk, [*mine, *mine]) == len(mine)
    assert services.say_all_own(who, firm.pk, mine) == 0
    services.say_own(who, firm.pk, mine[0], held=False)
    assert services.say_all_own(who, firm.pk, mine) == 1
    assert own_word(firm) == dict.fromkeys(mine, True)


def test_what_comes_back_unchecked_is_refused(city: City, firm: Organisation) -> None:
    place = f"/organisations/{firm.uscc}/rights/"
    assert "请重新核对" in text(city.party.post(place, {"go": "confirm", "sure": "<b>"}, follow=True))
    assert "没有选中" in text(city.party.post(place, {"go": "confirm", "sure": ""}, follow=True))


def test_the_demonstration_trades_what_its_people_own_and_searches_for_more(city: City) -> None:
    assert open_market(today()) == 9
    assert keep_searches(today()) == 3
    assert open_market(today()) == keep_searches(today()) == 0, "a second start adds nothing"
    assert list(Deal.objects.values_list("state", flat=True)) == ["done"]
    page = Client().get(f"/market/listings/{Deal.objects.get().listing.number}/")
    assert "专利摘要" in text(page), "what is offered is told, not only its number"


def test_a_long_list_of_rights_is_turned_page_by_page(city: City, firm: Organisation) -> None:
    first, second = (city.party.get(f"/manage/{firm.pk}/?rights={number}") for number in (1, 2))
    shown = [[one.held.number for one in page.context["accounts"]] for page in (first, second)]
    assert len(shown[0]) == 20
    assert not set(shown[0]) & set(shown[1])
    plan = f"/manage/{firm.pk}/plan/"
    last = city.party.get(f"{plan}?page=9999").context["rows"].object_list[-1][0].held.number
    refused = city.party.post(plan, {"right": last, "choice": "drop", "reason": ""})
    assert last in [row[0].held.number for row in refused.context["rows"]], "the row that needs a reason is on the page"
