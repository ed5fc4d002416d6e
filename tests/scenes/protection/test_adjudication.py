"""An infringement dispute from the request to its ends, over the services, with letters signed and clocks served."""

from __future__ import annotations

from datetime import date

import pytest
from tests.scenes.protection.office import FIRST, PRESENT, SECOND, TURNS, Bench

from zhiquan.hall.cases import services
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view, cases_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.letters.selectors import letter_pdf
from zhiquan.hall.matters.clocks import ledgers
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import entries_for_right
from zhiquan.rules.law import due
from zhiquan.rules.refusal import Refusal

PANEL = "甲某\n乙某\n丙某"
RIGHT = "CN202320000002.5"
HEARD = {
    "held_on": "2026-05-20",
    "recorder": "丁某",
    "present": PRESENT,
    "absent": "Example Trading Ltd",
    "turns": TURNS,
    "read_back": "aloud",
}
DELIBERATED = {
    "opinion": "一致认为侵权成立。",
    "positions": "西山示例制造有限公司答辩称：被控产品缺少特征三，不构成侵权。Example Trading Ltd 未答辩。",
    "facts": "被控产品包括基膜、涂层和导电层，其结构与权利要求1至3记载的技术特征逐一对应。",
    "reasons": "被控产品落入涉案专利权的保护范围；关于缺少特征三的主张与鉴定意见不符，不能成立。",
}
HOLDING = "一、被请求人自收到本裁决书之日起立即停止制造、销售侵权产品。\n二、不得销售、使用尚未售出的侵权产品。"


def last_days(case: Case) -> dict[str, date | None]:
    named = ledgers(matter_of(case.definition), snapshot_of(case))
    return {
        "/".join(filter(None, (one.clock.key, one.subject))): due(one.ledger, moment().calendar).on
        for one in named
        if one.ledger.ended is None
    }


def filed(bench: Bench, **changes: str) -> Case:
    """A case filed on Friday 13 February, the last working day but one before the festival."""
    bench.on(2, 9)
    case = bench.request("adjudication", **changes)
    bench.on(2, 12)
    bench.act(case, "head", "extend_filing", reason="案情特别复杂。")
    bench.on(2, 13)
    bench.act(case, "examiner", "propose_filing", panel=PANEL, presiding="甲某", opinion="符合立案条件，拟立案。")
    bench.letter(case, "filing_approval")
    return bench.act(case, "head", "file")


def served(bench: Bench) -> Case:
    case = filed(bench)
    bench.on(2, 24)
    bench.letter(case, "acceptance")
    bench.letter(case, "notice_to_respond")
    bench.act(case, "window", "dispatch", method="post")
    bench.on(2, 25)
    bench.receipt(case, "serve", respondent=FIRST, residence="here")
    bench.on(2, 27)
    return bench.receipt(case, "serve", respondent=SECOND, residence="abroad")


def decided(bench: Bench, result: str, holding: str) -> Case:
    case = served(bench)
    bench.on(3, 16)
    bench.act(case, "examiner", "begin_deliberation", basis="事实清楚，当事人未申请口头审理。")
    bench.act(case, "examiner", "deliberate", opinion="一致意见。", facts="查明的事实。", reasons="理由。")
    bench.letter(case, "deliberation_record")
    bench.act(case, "head", "decide", result=result, holding=holding)
    bench.on(3, 17)
    bench.letter(case, "decision")
    bench.receipt(case, "serve_requester")
    bench.receipt(case, "serve_decision", respondent=FIRST)
    return bench.receipt(case, "serve_decision", respondent=SECOND)


def answered(bench: Bench) -> Case:
    """Respondent 1 has answered, respondent 2 is still expected to, when the case is suspended for four weeks."""
    case = served(bench)
    assert last_days(case) == {
        "decision": date(2026, 5, 13),
        "defence/respondent-1": date(2026, 3, 12),
        "defence_abroad/respondent-2": date(2026, 3, 29),
    }
    bench.on(3, 2)
    bench.act(case, "respondent", "defend", statement="被控产品缺少特征三，不构成侵权。", files=["defence"])
    assert last_days(case)["forward/respondent-1"] == date(2026, 3, 9)
    bench.on(3, 4)
    bench.act(case, "window", "forward_defence", respondent=FIRST)
    bench.on(3, 10)
    bench.act(case, "head", "suspend", ground="invalidation", reason="无效宣告请求已受理。", evidence="受理通知书")
    bench.letter(case, "suspension")
    assert last_days(case) == {"decision": None, "defence_abroad/respondent-2": None}
    bench.on(4, 7)
    bench.act(case, "head", "resume", reason="审查决定维持专利权有效。")
    bench.letter(case, "resumption")
    assert last_days(case) == {"decision": date(2026, 6, 10), "defence_abroad/respondent-2": date(2026, 4, 26)}
    return case


def heard(bench: Bench) -> Case:
    """Testing and settlement overlap; then the hearing is told in time and held."""
    case = answered(bench)
    bench.on(4, 13)
    bench.act(case, "examiner", "exclude", span="testing", reason="委托鉴定。")
    bench.on(4, 20)
    bench.act(case, "examiner", "exclude", span="settlement", reason="双方申请和解。")
    bench.on(4, 27)
    bench.tick(case)
    assert last_days(case) == {"decision": None}  # the program noted that respondent 2 was silent
    bench.act(case, "examiner", "include", span="testing", note="鉴定意见已收到。")
    bench.on(5, 6)
    bench.act(case, "examiner", "include", span="settlement", note="和解不成。")
    assert last_days(case) == {"decision": date(2026, 7, 3)}
    bench.on(5, 12)
    bench.act(case, "examiner", "plan_hearing", hearing_on="2026-05-20", time="上午九时", place="本局第一审理庭")
    bench.on(5, 15)
    bench.letter(case, "hearing_notice")
    bench.act(case, "window", "notify_hearing", hearing_on="2026-05-20")
    bench.on(5, 20)
    bench.act(case, "examiner", "hold_hearing", **HEARD)
    bench.letter(case, "hearing_record")
    return bench.act(case, "examiner", "close_hearing", note="到场人员已核对签字。")


def prolonged(bench: Bench) -> Case:
    """Both extensions are granted, each by the level the law names."""
    case = heard(bench)
    bench.on(6, 1)
    bench.act(case, "head", "extend", reason="案情复杂。")
    assert last_days(case) == {"decision": date(2026, 8, 3)}
    bench.on(6, 15)
    with pytest.raises(Refusal) as refused:
        bench.act(case, "head", "extend_higher", reason="特别复杂", approval="省知延1号")
    assert refused.value.code == "cases.level"
    bench.act(case, "upper", "extend_higher", reason="案情特别复杂。", approval="省知延〔2026〕1号")
    assert last_days(case) == {"decision": date(2026, 10, 8)}
    bench.letter(case, "extension")
    return case


def test_two_respondents_suspension_tests_and_two_extensions_across_the_spring_festival_equal_the_hand_count(
    bench: Bench,
) -> None:
    case = prolonged(bench)
    bench.on(6, 22)
    bench.act(case, "examiner", "deliberate", **DELIBERATED)
    bench.letter(case, "deliberation_record")
    bench.on(6, 24)
    bench.act(case, "head", "decide", result="infringed", holding=HOLDING)
    bench.on(6, 29)
    assert letter_pdf(bench.letter(case, "decision")).startswith(b"%PDF")
    bench.receipt(case, "serve_requester")
    bench.receipt(case, "serve_decision", respondent=FIRST)
    bench.on(7, 6)
    bench.receipt(case, "serve_decision", respondent=SECOND)
    bench.on(7, 15)
    assert bench.tick(case).state == "decided"
    bench.on(7, 22)
    assert bench.tick(case).state == "effective"
    (entry,) = entries_for_right(RIGHT, "adjudication")
    assert (entry.basis, entry.valid_from, entry.valid_to) == (case.number, date(2026, 7, 22), None)
    bench.on(8, 10)
    bench.act(case, "examiner", "archive", note="已停止侵权。")
    assert (case.state, case.outcome, case.closed) == ("archived", "favourable", True)
    assert not RegisterEntry.objects.filter(register="dispute", ended_by="").exists()
    assert verify_chain(case).intact


def test_no_infringement_ends_unfavourably_and_enters_no_decision(bench: Bench) -> None:
    case = decided(bench, "not-infringed", "驳回请求人的请求。")
    bench.on(4, 2)
    assert bench.tick(case).state == "effective"
    bench.act(case, "examiner", "archive", note="无履行内容。")
    assert case.outcome == "unfavourable"
    assert entries_for_right(RIGHT, "adjudication") == []


def test_the_office_of_the_place_has_the_case_and_each_respondent_joins_when_served(bench: Bench) -> None:
    case = filed(bench)
    assert case.division == "990101"
    assert not cases_for(bench.actor("elsewhere")).exists()
    assert not cases_for(bench.actor("respondent")).exists()
    bench.on(2, 24)
    bench.letter(case, "notice_to_respond")
    bench.act(case, "window", "dispatch", method="post")
    bench.receipt(case, "serve", respondent=SECOND, residence="abroad")
    assert not cases_for(bench.actor("respondent")).exists()
    bench.receipt(case, "serve", respondent=FIRST, residence="here")
    view = case_view(bench.actor("respondent"), case.number)
    assert view.number == case.number
    internal = "符合立案条件，拟立案。"
    handled = case_view(bench.actor("examiner"), case.number)
    for hidden in (internal, "000-00000000", "立案审批表"):
        assert hidden not in str(view)
        assert hidden in str(handled)


def test_a_transfer_gives_the_case_to_the_other_office(bench: Bench) -> None:
    case = bench.request("adjudication")
    bench.on(2, 10)
    bench.act(case, "examiner", "transfer", to="990102", reason="侵权行为地在彼。")
    assert (case.division, case.due_on) == ("990102", date(2026, 2, 24))
    assert not cases_for(bench.actor("examiner")).exists()
    assert cases_for(bench.actor("elsewhere")).get().pk == case.pk


def test_one_dispute_is_filed_once_until_its_case_ends(bench: Bench) -> None:
    second = bench.request("adjudication")
    case = filed(bench)
    bench.act(second, "examiner", "propose_filing", panel=PANEL, presiding="甲某", opinion="拟立案。")
    bench.letter(second, "filing_approval")
    with pytest.raises(Refusal) as refused:
        bench.act(second, "head", "file")
    assert refused.value.code == "protection.taken"
    with pytest.raises(Refusal) as again:
        bench.request("adjudication")
    assert "已有立案在办" in again.value.text.zh
    bench.on(2, 25)
    bench.act(case, "requester", "ask_withdrawal", reason="双方和解。")
    bench.letter(case, "withdrawal")
    bench.act(case, "head", "close_withdrawn")
    assert (case.state, case.outcome) == ("withdrawn", "withdrawn")
    assert bench.act(second, "head", "file").state == "filed"


def test_a_repeated_infringement_is_known_from_the_register_and_stopped_directly(bench: Bench) -> None:
    earlier = decided(bench, "infringed", "立即停止制造、销售。")
    bench.on(4, 2)
    bench.tick(earlier)
    bench.act(earlier, "examiner", "archive", note="已停止。")
    bench.on(4, 9)
    case = bench.request("adjudication", ("earlier-decision",), repeat="yes", earlier=earlier.number)
    repeat = next(one for one in snapshot_of(case).checks if one["key"] == "repeat")
    assert repeat["outcome"] == "pass"
    assert earlier.number in repeat["text"]["zh"]
    bench.act(case, "examiner", "propose_filing", panel=PANEL, presiding="甲某", opinion="重复侵权。")
    bench.letter(case, "filing_approval")
    bench.act(case, "head", "file")
    bench.letter(case, "notice_to_respond")
    bench.act(case, "window", "dispatch", method="direct")
    for respondent in (FIRST, SECOND):
        bench.receipt(case, "serve", respondent=respondent, residence="here")
    bench.act(case, "head", "order_directly", earlier=earlier.number, facts="再次制造相同产品。", holding="立即停止。")
    assert bench.letter(case, "decision").title == "责令停止侵权行为决定书"


def test_who_is_recused_takes_no_further_step(bench: Bench) -> None:
    case = filed(bench)
    services.recuse(bench.actor("examiner"), case.number, bench.users["examiner"].pk, "与当事人有利害关系", key="r")
    with pytest.raises(Refusal) as refused:
        bench.act(case, "examiner", "plan_hearing", hearing_on="2026-03-20", time="九时", place="庭")
    assert refused.value.code == "cases.recused"
