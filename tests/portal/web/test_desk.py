"""What the office does on its desk with JavaScript off: finds work, takes in, hands over, acts in many cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from tests.hall.cases.calls import open_call, publish_calls
from tests.hall.cases.world import World, build
from tests.portal.web.conftest import City, docx
from tests.portal.web.desk_work import taken_in

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.shelf import read_scenarios
from zhiquan.office.access.models import Post, User
from zhiquan.portal.demo.desk import fill_desk
from zhiquan.settings.now import today


@pytest.fixture
def desk(city: City) -> City:
    """The city with a fuller desk: fifteen applications from the counter."""
    assert fill_desk(today()) == 15
    assert fill_desk(today()) == 0
    return city


def numbers(page: Any) -> list[str]:
    return [row.number for row in page.context["work"].rows]


def test_the_worklist_is_narrowed_by_its_address_alone(desk: City) -> None:
    clerk = desk.client("chuangkou")
    everything = numbers(clerk.get("/desk/"))
    assert len(everything) == 16
    by_matter = numbers(clerk.get("/desk/?matter=rights-assistance"))
    assert len(by_matter) == 3
    assert all(number.startswith("WQ-") for number in by_matter)
    assert numbers(clerk.get("/desk/?matter=rights-assistance&state=in_service")) == ["WQ-2026-000002"]
    assert numbers(clerk.get("/desk/?state=in_service")) == everything, "a state is one of a matter"
    assert numbers(clerk.get("/desk/?tag=蓝天行动&matter=adjudication")) == ["CJ-2026-000002", "CJ-2026-000001"]
    assert numbers(clerk.get("/desk/?text=CJ-2026-000002")) == ["CJ-2026-000002"]
    assert "没有符合条件的办件" in clerk.get("/desk/?text=没有这家公司").content.decode()
    assert clerk.get("/desk/?handler=somebody").status_code == 422


def test_what_is_late_comes_first_and_a_pause_says_why(desk: City) -> None:
    clerk = desk.client("chuangkou")
    late = clerk.get("/desk/?scope=late").context["work"].rows
    assert late
    assert all(row.clock_state == "overdue" for row in late)
    assert numbers(clerk.get("/desk/"))[: len(late)] == [row.number for row in late]
    soon = clerk.get("/desk/?due=7").context["work"].rows
    assert all(row.due_on <= today() + timedelta(days=7) for row in soon)
    assert "一次性告知补正" in clerk.get("/desk/?scope=paused").content.decode()


def test_a_case_shows_tables_as_tables_and_names_places_and_parties(desk: City) -> None:
    case = Case.objects.filter(matter="adjudication").order_by("number").first()
    assert case is not None
    page = desk.client("qianfa").get(f"/desk/cases/{case.number}/")
    answers = [answer for group in page.context["case"].form for answer in group.answers]
    table = next(answer for answer in answers if answer.key == "respondents")
    assert len(table.rows) == len(table.value)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert "东湖区（990101）" in page.content.decode()
    assert {offer.key for offer in page.context["others"]}.isdisjoint(o.key for o in page.context["waiting"])


def test_a_case_is_given_to_a_colleague_and_found_among_theirs(desk: City) -> None:
    number = desk.waiting.number
    examiner = User.objects.get(username="chengban").pk
    refused = desk.staff.post(
        f"/desk/cases/{number}/keep/", {"do": "assign", "to": f"{examiner}:examiner"}, follow=True
    )
    assert "只有负责人或现承办人可以转办" in refused.content.decode()
    head = desk.client("qianfa")
    head.post(f"/desk/cases/{number}/keep/", {"do": "assign", "to": f"{examiner}:examiner", "key": "k"})
    head.post(f"/desk/cases/{number}/keep/", {"do": "assign", "to": f"{examiner}:window", "key": "wrong"})
    desk.waiting.refresh_from_db()
    page = head.get(f"/desk/cases/{number}/")
    assert [name for *_, name in page.context["case"].kept.handlers] == ["陈远"]
    assert "kept" not in desk.party.get(f"/cases/{number}/").content.decode()
    assert desk.party.get(f"/cases/{number}/").context["case"].kept.handlers == ()


NOTED = [
    ({"do": "link", "other": "zydj-2026-000002"}, "ZYDJ-2026-000002"),
    ({"do": "link", "other": "ZYDJ-2026-000001"}, "办件不能与自身关联"),
    ({"do": "tag", "tag": "秋风行动"}, "秋风行动"),
    ({"do": "correct", "seq": "1", "reason": "错", "version": "1"}, "请由负责人办理"),
    ({"do": "nonsense"}, "没有这个操作"),
    ({"do": "recuse", "reason": " "}, "请写明理由"),
    ({"do": "recuse", "reason": "与申请人有利害关系"}, "与申请人有利害关系"),
]


def test_what_belongs_to_a_case_is_noted_in_it(city: City) -> None:
    clerk, path = city.client("chuangkou"), f"/desk/cases/{city.waiting.number}/"
    for posted, told in NOTED:
        page = clerk.post(f"{path}keep/", posted, follow=True)
        assert told in page.content.decode(), posted
    assert "您已回避本办件" in clerk.get(path).content.decode()


def test_a_new_secret_is_shown_once_and_the_old_one_opens_nothing(city: City) -> None:
    number, clerk = city.waiting.number, city.client("chuangkou")
    old = city.party.get(f"/cases/{number}/").context["secret"]
    given = clerk.post(f"/desk/cases/{number}/secret/", {"key": "once"})
    again = clerk.post(f"/desk/cases/{number}/secret/", {"key": "once"})
    assert given.context["secret"]
    assert again.context["secret"] is None
    assert city.visitor.post("/progress/", {"number": number, "secret": old}).status_code == 404
    assert city.visitor.post("/progress/", {"number": number, "secret": given.context["secret"]}).status_code == 200
    assert "请由申请人或窗口人员" in city.staff.post(f"/desk/cases/{number}/secret/", follow=True).content.decode()


class Counter:
    """The counter's page for one matter, as one clerk's browser fills it in under one request's key."""

    def __init__(self, city: City, answers: dict[str, Any]) -> None:
        self.city, self.answers = city, answers
        self.clerk = city.client("chuangkou")

    def send(self, go: str, **changes: Any) -> Any:
        posted = {name.replace("counter_", "counter."): value for name, value in changes.items()}
        return taken_in(self.clerk, self.city, self.answers, **{"counter.key": "one", "counter.go": go, **posted})


def test_a_walk_in_gets_a_receipt_and_a_second_click_the_same_one(city: City, answers: dict[str, Any]) -> None:
    counter = Counter(city, answers)
    upload = {"material.contract": SimpleUploadedFile("合同.docx", docx())}
    receipt = counter.send("enter", **upload)
    assert receipt.status_code == 200
    made = receipt.context["receipt"]
    assert made.secret
    assert made.secret in receipt.content.decode()
    assert "缺少材料" in receipt.content.decode()
    assert [m.key for m in made.materials if m.files] == ["contract"]
    assert counter.send("enter").context["receipt"].number == made.number
    assert Case.objects.get(number=made.number).channel == "mail"
    again = counter.clerk.get(f"/desk/cases/{made.number}/receipt/")
    assert made.secret not in again.content.decode()
    assert made.number in again.content.decode()
    assert counter.clerk.get(f"/desk/cases/{city.waiting.number}/receipt/").status_code == 404
    assert made.number in numbers(city.party.get("/cases/"))


def test_at_the_counter_nothing_typed_and_no_paper_is_lost_by_a_wrong_answer(
    city: City, answers: dict[str, Any]
) -> None:
    counter = Counter(city, answers)
    wrong = counter.send("enter", amount="三百万", **{"material.contract": SimpleUploadedFile("合同.docx", docx())})
    assert wrong.status_code == 422
    assert 'value="三百万"' in wrong.content.decode()
    (paper,) = wrong.context["given"].papers
    kept = f"{paper.material}:{paper.file}"
    assert counter.send("keep", counter_kept=kept, counter_drop=kept).context["given"].papers == ()
    late = counter.send("enter", counter_kept=kept, counter_received="2999-01-01T00:00")
    assert late.status_code == 422
    assert late.context["given"].papers == (paper,)
    made = counter.send("enter", counter_kept=kept).context["receipt"]
    assert [m.key for m in made.materials if m.files] == ["contract"]
    assert Case.objects.count() == 4


def test_a_credit_code_brings_the_name_that_belongs_to_it(city: City, answers: dict[str, Any]) -> None:
    counter = Counter(city, answers)
    found = counter.send("look", counter_name="")
    assert found.context["given"].name == city.waiting.organisation.name
    assert "没有登记过这个代码" in counter.send("look", counter_uscc="91990101MA0000001Y").content.decode()
    assert "没有登记过这个代码" not in counter.send("keep", counter_uscc="91990101MA0000001Y").content.decode()
    other = counter.send("enter", counter_name="另一家公司")
    assert city.waiting.organisation.name in other.content.decode()
    assert other.status_code == 422
    examiner = taken_in(city.staff, city, answers, **{"counter.division": "990101"})
    assert "不是该申请人所在区划的窗口人员" in examiner.content.decode()
    assert Case.objects.count() == 3


def test_a_matter_that_asks_for_a_channel_itself_is_entered_like_any_other(city: City) -> None:
    clerk, path = city.client("chuangkou"), "/desk/counter/gi-mark-use/"
    told = read_scenarios("gi-mark-use")["favourable"].form
    assert "channel" in told
    first = clerk.get(path).context["given"]
    own = {"name": "张三", "division": first.division, "channel": "phone", "received": first.received, "key": "k"}
    posted = {**{f"counter.{name}": value for name, value in own.items()}, **told, "counter.go": "enter"}
    made = clerk.post(path, posted).context["receipt"]
    case = Case.objects.get(number=made.number)
    assert (case.channel, case.organisation.name, case.draft.form["channel"]) == ("phone", "张三", told["channel"])


@pytest.fixture
def calls(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[World, list[Case]]:
    """Three applications of a matter whose publication the law allows for many; one has gone further already."""
    world = build(monkeypatch)
    publish_calls()
    cases = [open_call(world, f"k{n}") for n in range(3)]
    return world, cases


def test_one_confirmation_lists_what_each_case_gets_and_which_refuse(
    calls: tuple[World, list[Case]], client: Any
) -> None:
    world, cases = calls
    world.act(cases[2], "examiner", "list")
    client.force_login(world.users["window"])
    chosen = {"many.number": [case.number for case in cases]}
    (step,) = [bulk for bulk in client.get("/desk/together/", chosen).context["steps"] if bulk.action == "publish"]
    page = client.get("/desk/together/", {**chosen, "many.step": "call:publish"})
    assert page.context["step"].able == (cases[0].number, cases[1].number) == step.able
    html = page.content.decode()
    assert "received → publicity" in html
    assert "已经办结" in html
    world.act(cases[1], "examiner", "list")  # somebody is faster than the confirmation
    taken = {**chosen, "many.step": "call:publish", "many.able": list(step.able), "many.go": "take", "many.key": "k"}
    done = client.post("/desk/together/", taken)
    assert done.context["taken"] == 1
    assert done.context["left"] == [cases[1].number]
    cases[0].refresh_from_db()
    assert cases[0].state == "publicity"
    again = client.post("/desk/together/", taken, follow=True).content.decode()
    assert "现在都不能办理这一步" in again
    assert "请勾选 1 至" in client.get("/desk/together/", follow=True).content.decode()


def test_a_figure_of_the_workload_opens_to_exactly_its_cases(desk: City) -> None:
    examiner = User.objects.get(username="chengban").pk
    services.assign(_actor("qianfa"), desk.waiting.number, examiner, "examiner", key="k")
    head = desk.client("qianfa")
    page = head.get("/desk/load/")
    loads = {load.handler: load for load in page.context["people"]}
    assert loads[None].cases == len(numbers(head.get("/desk/?handler=nobody"))) == 13
    assert loads[examiner].cases == len(numbers(head.get(f"/desk/?handler={examiner}"))) == 3
    assert loads[None].overdue == len(numbers(head.get("/desk/?scope=late&handler=nobody")))
    for load in page.context["matters"]:
        assert load.cases == len(numbers(head.get(f"/desk/?matter={load.matter}"))), load.matter
        assert load.paused == len(numbers(head.get(f"/desk/?scope=paused&matter={load.matter}"))), load.matter
    for stay, _ in page.context["stays"]:
        assert stay.cases == len(numbers(head.get(f"/desk/?matter={stay.matter}&state={stay.state}"))), stay


def test_a_case_given_to_somebody_counts_for_the_department(world_of_two: City) -> None:
    (load,) = world_of_two.client("qianfa").get("/desk/load/").context["departments"]
    assert (load.department, load.people, load.cases) == ("运用促进科", 1, 1)


@pytest.fixture
def world_of_two(city: City) -> City:
    post = Post.objects.get(user__username="chengban")
    services.assign(_actor("qianfa"), city.forwarded.number, post.user_id, "examiner", key="k")
    return city


def test_a_poor_rating_waits_for_a_call_and_leaves_the_list_with_it(desk: City) -> None:
    clerk = desk.client("chuangkou")
    page = clerk.get("/desk/ratings/")
    assert {grade: count for grade, _, count in page.context["grades"]} == {5: 1, 4: 0, 3: 0, 2: 1, 1: 0}
    (call,) = page.context["calls"]
    assert call.comment == "没有一次说清楚，跑了两趟。"
    case = f"/desk/cases/{call.number}/"
    assert (
        "请写明回访情况" in clerk.post(f"{case}keep/", {"do": "call_back", "answer": ""}, follow=True).content.decode()
    )
    told = clerk.post(f"{case}keep/", {"do": "call_back", "answer": "已致歉，指导重新申报。"}, follow=True)
    assert "已致歉" in told.content.decode()
    assert clerk.get("/desk/ratings/").context["calls"] == ()


def _actor(username: str) -> Any:
    from tests.portal.web.conftest import actor

    return actor(username)


BASELINE = {
    "/desk/": 17,
    "/desk/?scope=waiting": 17,
    "/desk/cases/ZYDJ-2026-000002/": 11,
    "/desk/load/": 9,
    "/desk/ratings/": 8,
}
"""Queries of each page for an examiner, however many rows it shows."""


def test_pages_of_the_desk_ask_no_more_often_than_they_did(
    desk: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path, queries in BASELINE.items():
        desk.staff.get(path)
        with django_assert_max_num_queries(queries, info=path):
            desk.staff.get(path)
