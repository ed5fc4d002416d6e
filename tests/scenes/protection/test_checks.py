"""The checks of a dispute: three answers, each with its source; and the two registers behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.scenes.protection.office import ADJUDICATION, RESPONDENTS

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult, EffectContext, checks, effects
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import enter
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.scenes.protection.disputes import claim, disputes_of, open_cases

ON = date(2026, 7, 6)
MODEL, INVENTION = "CN202320000002.5", "CN202310000001.5"
PASS, FAIL, UNKNOWN = CheckOutcome.PASS, CheckOutcome.FAIL, CheckOutcome.UNKNOWN
KIND = {"kind": "infringement"}
Ask = Callable[..., CheckResult]


@pytest.fixture
def ask(db: None) -> Ask:
    """Run a check of the scene over the request with some answers changed."""

    def run(name: str, **form: Any) -> CheckResult:
        party = {"name": "东湖示例科技有限公司", "uscc": "91990101MA0000001Y", "division": "990102"}
        answers = {**ADJUDICATION, "rights": [MODEL], **form}
        found = checks.get(f"protection.{name}").run(CheckContext(answers, party, ON, KIND))
        assert found.key == name
        assert found.text.en
        assert found.source.zh
        assert found.as_of == ON or found.outcome is UNKNOWN
        return found

    return run


@pytest.mark.parametrize(
    ("form", "outcome"),
    [
        ({"act_place": "990101"}, PASS),
        ({"act_place": "990201"}, PASS),  # a respondent sits there
        ({"act_place": "990201", "respondents": [{"name": "乙", "address": "x"}]}, FAIL),
        ({"act_place": "990101", "authority": "990100"}, PASS),
        ({"act_place": "990101", "authority": "990200"}, FAIL),
    ],
)
def test_the_authority_is_competent_for_the_act_or_a_respondents_seat(
    ask: Ask, form: dict[str, Any], outcome: CheckOutcome
) -> None:
    assert ask("jurisdiction", **form).outcome is outcome


@pytest.mark.parametrize(
    ("known", "continuing", "outcome"),
    [
        ("2023-07-06", "no", PASS),
        ("2023-07-05", "no", PASS),  # 5 July 2026 is a Sunday, so the Monday still counts
        ("2023-07-03", "no", FAIL),
        ("2019-01-01", "yes", PASS),
    ],
)
def test_three_years_from_knowledge_unless_the_act_continues(
    ask: Ask, known: str, continuing: str, outcome: CheckOutcome
) -> None:
    found = ask("prescription", known_on=known, continuing=continuing)
    assert found.outcome is outcome
    assert "第十九条" in found.source.zh


@pytest.mark.parametrize(
    ("suit", "agreed", "outcome"), [("yes", "yes", PASS), ("no", "yes", FAIL), ("yes", "no", FAIL)]
)
def test_a_suit_or_another_way_agreed_rules_it_out(ask: Ask, suit: str, agreed: str, outcome: CheckOutcome) -> None:
    assert ask("no-suit", no_suit=suit, no_agreement=agreed).outcome is outcome


def test_an_ordinary_licensee_needs_the_power_to_act_and_nobody_is_taken_at_their_word(ask: Ask) -> None:
    assert ask("requester", standing="ordinary", authorised="no").outcome is FAIL
    assert ask("requester", standing="ordinary", authorised="yes").outcome is UNKNOWN
    assert ask("requester", standing="owner").outcome is UNKNOWN


def test_an_evaluation_report_may_be_asked_for_except_for_inventions(ask: Ask) -> None:
    assert ask("evaluation-report", rights=[INVENTION]).outcome is PASS
    assert ask("evaluation-report", rights=[INVENTION, MODEL]).outcome is UNKNOWN


def effect(name: str, number: str, on: date = ON, result: dict[str, Any] | None = None, **form: Any) -> None:
    answers = {**ADJUDICATION, "rights": [MODEL], **form}
    effects.get(f"protection.{name}").run(EffectContext(number, answers, result or {}, on, "990101", KIND))


def test_a_dispute_open_here_is_not_filed_again_and_may_be_after_it_ended(ask: Ask) -> None:
    effect("claim-dispute", "CJ-1")
    assert ask("no-other-case").outcome is FAIL
    assert ask("no-other-case", rights=[INVENTION]).outcome is PASS
    other = [{"name": "第三人", "address": "x"}]
    assert ask("no-other-case", respondents=other).outcome is PASS
    with pytest.raises(Refusal) as refused:
        effect("claim-dispute", "CJ-2", respondents=RESPONDENTS[:1])
    assert refused.value.code == "protection.taken"
    effect("release-dispute", "CJ-1", date(2026, 7, 9))
    assert ask("no-other-case").outcome is PASS
    effect("claim-dispute", "CJ-2", date(2026, 7, 10), respondents=RESPONDENTS[:1])
    assert RegisterEntry.objects.filter(register="dispute", basis="CJ-2").count() == 1


def test_of_two_cases_that_found_a_dispute_free_at_once_only_one_enters_it(db: None) -> None:
    """Both count the same entries before them and so take the same number, which a register holds once."""
    (first, *_) = disputes_of({**ADJUDICATION, "rights": [MODEL]}, KIND)
    claim((first,), "CJ-1", "990101", ON)
    (entry,) = RegisterEntry.objects.filter(register="dispute")
    assert entry.number == f"{first.mark}-1"  # what a twin that saw no entry would take as well
    with pytest.raises(Conflict):
        enter("dispute", entry.number, "990101", (), {}, ON, None, "CJ-2")
    assert open_cases(first, ON) == ("CJ-1",)


def test_only_a_decision_that_found_infringement_enters_the_register(ask: Ask) -> None:
    effect("register-decision", "CJ-1", result={"result": "not-infringed"})
    assert ask("repeat", repeat="yes").outcome is UNKNOWN
    effect("register-decision", "CJ-2", result={"result": "infringed", "holding": "停止。"})
    found = ask("repeat", repeat="yes")
    assert found.outcome is PASS
    assert "CJ-2" in found.text.zh
    assert ask("repeat", repeat="yes", respondents=[{"name": "第三人", "address": "x"}]).outcome is UNKNOWN
    assert ask("repeat", repeat="no").outcome is PASS
