"""A mediation: sent to each respondent, filed with consent, agreed or closed without result, over the services."""

from __future__ import annotations

from datetime import date

import pytest
from tests.scenes.protection.office import FIRST, PRESENT, SECOND, TURNS, Bench

from zhiquan.hall.cases.models import Case
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal


def asked(bench: Bench) -> Case:
    bench.on(4, 20)
    case = bench.request("mediation")
    assert case.due_on == date(2026, 4, 27)
    bench.on(4, 22)
    bench.letter(case, "mediation_notice")
    bench.act(case, "window", "dispatch", note="邮寄")
    bench.on(4, 24)
    bench.receipt(case, "serve", respondent=FIRST)
    bench.on(4, 27)
    return bench.receipt(case, "serve", respondent=SECOND)


def test_one_consents_and_the_other_is_silent_so_it_is_mediated_with_the_one(bench: Bench) -> None:
    case = asked(bench)
    bench.on(5, 6)
    bench.act(case, "respondent", "consent", statement="同意调解。", files=["opinion"])
    bench.on(5, 8)
    bench.act(case, "head", "file", mediator="甲某")
    bench.letter(case, "acceptance")
    bench.on(5, 13)
    assert bench.tick(case).due_on == date(2026, 5, 20)  # the silence of the other has to be told
    bench.act(case, "window", "tell_refusal", respondent=SECOND)
    bench.act(case, "examiner", "plan_meeting", meeting_on="2026-05-25", time="上午九时", place="本局调解室")
    bench.letter(case, "meeting_notice")
    bench.on(5, 25)
    bench.act(case, "examiner", "hold_meeting", held_on="2026-05-25", recorder="丁某", present=PRESENT, turns=TURNS)
    bench.letter(case, "mediation_record")
    bench.act(
        case, "examiner", "agree", agreed_on="2026-05-25", terms="一、支付报酬。\n二、再无争议。", parties=[FIRST],
        enforceable="yes",
    )  # fmt: skip
    agreement = bench.letter(case, "agreement")
    assert agreement.title == "专利纠纷调解协议书"
    bench.act(case, "window", "deliver_agreement")
    assert (case.state, case.outcome) == ("archived", "favourable")
    assert not RegisterEntry.objects.filter(register="dispute", ended_by="").exists()


def test_nobody_consents_so_it_is_not_filed_and_the_requester_is_told(bench: Bench) -> None:
    case = asked(bench)
    with pytest.raises(Refusal) as refused:
        bench.act(case, "head", "file", mediator="甲某")
    assert refused.value.code == "cases.condition"
    bench.on(4, 28)
    bench.act(case, "window", "record_refusal", respondent=FIRST, statement="不同意。")
    bench.on(5, 13)
    bench.tick(case)
    bench.act(case, "examiner", "propose_not_file", reason="被请求人均不接受调解。")
    bench.letter(case, "not_filed")
    bench.act(case, "examiner", "not_file")
    assert (case.state, case.outcome, case.due_on) == ("not_filed", "unfavourable", None)
    assert not RegisterEntry.objects.filter(register="dispute").exists()


def test_without_agreement_the_case_is_closed_by_another_person(bench: Bench) -> None:
    case = asked(bench)
    bench.on(5, 6)
    bench.act(case, "window", "record_consent", respondent=FIRST, statement="同意。", files=["opinion"])
    bench.act(case, "head", "file", mediator="甲某")
    bench.act(case, "examiner", "propose_dismissal", ground="none", reason="数额差距过大。")
    bench.letter(case, "withdrawal")
    bench.act(case, "head", "dismiss")
    assert (case.state, case.outcome) == ("dismissed", "unfavourable")
