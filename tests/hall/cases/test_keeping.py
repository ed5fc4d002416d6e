"""What is noted in a case: who handles it, who is recused, links, campaigns, corrections, the party's rating."""

from __future__ import annotations

import pytest
from tests.hall.cases.world import World

from zhiquan.hall.cases import services
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.numbers import secret_for
from zhiquan.hall.cases.projection import rebuild
from zhiquan.hall.cases.selectors import case_view
from zhiquan.rules.refusal import NotFound, Refusal


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def case(world: World) -> Case:
    return world.case()


def test_a_leader_gives_a_case_to_somebody_who_holds_the_post(world: World, case: Case) -> None:
    examiner = world.users["examiner"]
    given = services.assign(world.actor("head"), case.number, examiner.pk, "examiner", key="a1")
    assert services.assign(world.actor("head"), case.number, examiner.pk, "examiner", key="a1").version == given.version
    accepted = world.act(case, "window", "accept")
    assert accepted.handler == examiner
    with refused("cases.no-such-post"):
        services.assign(world.actor("head"), case.number, world.users["elsewhere"].pk, "window", key="a2")
    with refused("cases.not-yours-to-give"):
        services.assign(world.actor("window"), case.number, examiner.pk, "examiner", key="a3")
    with pytest.raises(NotFound):
        services.assign(world.actor("elsewhere"), case.number, examiner.pk, "examiner", key="a4")


def test_who_has_a_case_hands_it_to_the_deputy(world: World, case: Case) -> None:
    world.staff("deputy", "examiner", "990101")
    examiner, deputy = world.users["examiner"], world.users["deputy"]
    services.assign(world.actor("head"), case.number, examiner.pk, "examiner", key="a1")
    world.act(case, "window", "accept")
    handed = services.assign(world.actor("examiner"), case.number, deputy.pk, "examiner", key="a2")
    assert handed.handler == deputy


def test_who_is_recused_can_neither_act_nor_be_given_the_case(world: World, case: Case) -> None:
    examiner = world.users["examiner"]
    world.act(case, "window", "accept")
    services.recuse(world.actor("examiner"), case.number, examiner.pk, "当事人近亲属", key="r1")
    view = case_view(world.actor("examiner"), case.number)
    assert (view.recused, view.offers) == (True, ())
    with refused("cases.recused"):
        world.act(case, "examiner", "forward")
    with refused("cases.recused"):
        services.assign(world.actor("head"), case.number, examiner.pk, "examiner", key="a1")
    with refused("cases.recused"):
        services.recuse(world.actor("head"), case.number, examiner.pk, "再次", key="r2")
    with refused("cases.not-yours-to-recuse"):
        services.recuse(world.actor("window"), case.number, examiner.pk, "x", key="r3")
    with refused("cases.no-reason"):
        services.recuse(world.actor("window"), case.number, world.users["window"].pk, " ", key="r4")


def test_cases_are_linked_both_ways_and_put_under_a_campaign(world: World, case: Case) -> None:
    other = world.case("second")
    services.link(world.actor("window"), case.number, other.number, "series", key="l1")
    services.tag(world.actor("window"), case.number, "春雷行动", key="t1")
    texts = [event.label.zh for event in case_view(world.actor("window"), case.number).events]
    assert texts[-2:] == [f"关联办件 {other.number}", "列入“春雷行动”"]
    assert f"关联办件 {case.number}" in case_view(world.actor("window"), other.number).events[-1].label.zh
    with refused("cases.link-itself"):
        services.link(world.actor("window"), case.number, case.number, "series", key="l2")
    with refused("cases.not-your-role"):
        services.tag(world.actor("applicant"), case.number, "x", key="t2")


def test_a_wrong_step_is_taken_back_by_another_leader_and_stays_in_the_chain(world: World, case: Case) -> None:
    world.act(case, "window", "accept")
    case.refresh_from_db()
    with refused("cases.not-yours-to-correct"):
        services.correct(world.actor("window"), case.number, 2, "误受理", version=case.version, key="c1")
    with refused("cases.changed"):
        services.correct(world.actor("head"), case.number, 2, "误受理", version=1, key="c1")
    corrected = services.correct(world.actor("head"), case.number, 2, "误受理", version=case.version, key="c1")
    assert (corrected.state, corrected.version) == ("submitted", 3)
    assert corrected.due_on == rebuild(corrected).due_on
    assert verify_chain(corrected).intact
    labels = [event.label.zh for event in case_view(world.actor("window"), case.number).events]
    assert labels == ["提交申请", "受理（已更正撤销）", "更正：撤销第 2 条记录，误受理"]
    assert services.correct(world.actor("head"), case.number, 2, "误受理", version=2, key="c1").version == 3
    with pytest.raises(NotFound):
        services.correct(world.actor("head"), case.number, 9, "x", version=3, key="c2")
    again = world.act(case, "window", "accept")
    assert again.state == "accepted"


def test_an_opening_cannot_be_taken_back_nor_what_one_did_oneself(world: World, case: Case) -> None:
    with refused("matters.unlawful-event"):
        services.correct(world.actor("head"), case.number, 1, "x", version=1, key="c1")
    services.recuse(world.actor("head"), case.number, world.users["head"].pk, "x", key="r1")
    with refused("cases.same-person"):
        services.correct(world.actor("head"), case.number, 2, "x", version=2, key="c2")


def test_a_closed_case_is_rated_once_and_a_poor_rating_called_back(world: World, case: Case) -> None:
    applicant = world.actor("applicant")
    with refused("cases.rated"):
        services.rate(applicant, case.number, 5, "", key="g0")
    world.act(case, "applicant", "withdraw")
    with refused("cases.not-your-rating"):
        services.rate(world.actor("window"), case.number, 5, "", key="g0")
    with refused("cases.grade"):
        services.rate(applicant, case.number, 6, "", key="g0")
    with refused("written.too-long"):
        services.rate(applicant, case.number, 2, "慢" * 1001, key="g0")
    rated = services.rate_with_secret(case.number, secret_for(case.number), 2, "太慢", key="g1")
    assert rated.grade == 2
    with refused("cases.rated"):
        services.rate(applicant, case.number, 5, "", key="g2")
    with refused("written.too-long"):
        services.call_back(world.actor("window"), case.number, "歉" * 1001, key="b0")
    services.call_back(world.actor("window"), case.number, "已致歉并说明", key="b1")
    with refused("cases.no-call-back"):
        services.call_back(world.actor("window"), case.number, "再次", key="b2")
    with pytest.raises(NotFound):
        services.rate_with_secret(case.number, "WRONG", 5, "", key="g3")
    labels = [event.label.zh for event in case_view(world.actor("window"), case.number).events]
    assert labels[-2:] == ["评价：不满意", "回访：已致歉并说明"]
