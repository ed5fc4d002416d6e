"""Rights assistance over the services: taken on at the node asked, referred and back, confirmed by silence, rated."""

from __future__ import annotations

from datetime import date

from tests.scenes.protection.office import Bench

from zhiquan.hall.cases import services
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case


def in_service(bench: Bench) -> Case:
    bench.on(4, 27)
    case = bench.request("rights-assistance")
    assert (case.division, case.due_on) == ("990101", date(2026, 5, 7))
    bench.act(case, "window", "triage", server="甲某")
    bench.letter(case, "accepted")
    return bench.act(case, "examiner", "begin", plan="比对技术特征并指导取证。")


def test_a_referral_comes_back_and_a_result_nobody_objects_to_is_confirmed_then_rated(bench: Bench) -> None:
    case = in_service(bench)
    bench.act(case, "examiner", "decide_referral", body="示例省维权援助中心", reason="需要领域专家。")
    bench.letter(case, "referral")
    bench.act(case, "examiner", "refer")
    assert case.paused
    bench.on(5, 11)
    bench.act(case, "examiner", "take_back", feedback="专家意见：缺少特征三。", files=["feedback"])
    bench.act(case, "examiner", "conclude", result="尚不能认定侵权。", advice="先行公证取证。")
    bench.letter(case, "report")
    bench.act(case, "window", "deliver_result")
    assert case.due_on == date(2026, 5, 25)
    bench.on(5, 26)
    bench.tick(case)
    assert (case.state, case.outcome) == ("done", "favourable")
    services.rate(bench.actor("requester"), case.number, 2, "太慢", key="rate")
    services.call_back(bench.actor("window"), case.number, "已致歉并加快转办。", key="call")
    rating = snapshot_of(case).rating
    assert rating is not None
    assert (rating.poor, rating.answer) == (True, "已致歉并加快转办。")


def test_what_is_outside_the_scope_is_declined_with_a_letter(bench: Bench) -> None:
    case = bench.request("rights-assistance")
    bench.act(case, "window", "propose_decline", reason="已有生效判决，请向执行法院申请。")
    bench.letter(case, "declined")
    bench.act(case, "window", "decline")
    assert (case.state, case.outcome) == ("declined", "unfavourable")


def test_another_node_takes_over_with_the_case(bench: Bench) -> None:
    case = bench.request("rights-assistance")
    bench.act(case, "window", "transfer", to="990102", reason="申请人所在地更便利。")
    assert case.division == "990102"
    bench.act(case, "elsewhere", "triage", server="乙某")
    assert case.state == "assigned"
