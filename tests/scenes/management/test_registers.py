"""Checks against the registers, and what decisions write there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult, EffectContext, checks, effects
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import end, enter
from zhiquan.rules.refusal import Conflict, Refusal

ON = date(2026, 7, 6)
ME = {"name": "东湖示例科技有限公司", "uscc": "91990101MA0000001Y", "division": "990101"}
LABEL = {"zh": "示例名单", "en": "The list"}
LISTS = {"lists": [{"register": "dishonesty", "label": LABEL}, {"register": "abnormal", "label": LABEL}]}

pytestmark = pytest.mark.django_db


def ask(name: str, params: dict[str, Any], **form: Any) -> CheckResult:
    found = checks.get(f"management.{name}").run(CheckContext(form, ME, ON, params))
    assert (found.key, bool(found.text.en), bool(found.source.zh)) == (name, True, True)
    return found


def add(register: str, number: str, uscc: str = ME["uscc"], **data: Any) -> RegisterEntry:
    return enter(register, number, "990101", (), {"uscc": uscc, **data}, date(2026, 1, 5), None, "依据-1")


def do(name: str, params: dict[str, Any], case: str = "C-1", on: date = ON, **result: Any) -> None:
    form = {"lender": "L1", "contract": "dk １", "rights": ["CN202310000001.5"]}
    effects.get(f"management.{name}").run(EffectContext(case, form, result, on, "990101", params, ME))


def test_a_list_that_was_never_filled_says_nothing() -> None:
    add("dishonesty", "S1", "OTHER")
    assert ask("not-listed", LISTS).outcome is CheckOutcome.UNKNOWN
    add("abnormal", "A1", "OTHER")
    assert ask("not-listed", LISTS).outcome is CheckOutcome.PASS


def test_an_entry_in_force_fails_and_is_named_until_it_ends() -> None:
    add("abnormal", "A1", "OTHER")
    entry = add("dishonesty", "S1")
    found = ask("not-listed", LISTS)
    assert found.outcome is CheckOutcome.FAIL
    assert "S1" in found.text.zh
    assert found.evidence == {"dishonesty/S1": {"since": "2026-01-05", "basis": "依据-1"}}
    end(entry, date(2026, 7, 5), "移出-1")
    assert ask("not-listed", LISTS).outcome is CheckOutcome.PASS


def test_only_entries_about_the_same_thing_count_where_that_is_asked() -> None:
    params = {"lists": LISTS["lists"][:1], "same": {"gi": "form.gi"}}
    add("dishonesty", "S1", gi="G1")
    assert ask("not-listed", params, gi="G1").outcome is CheckOutcome.FAIL
    assert ask("not-listed", params, gi="G2").outcome is CheckOutcome.PASS


def test_an_agency_named_in_the_form_is_asked_by_its_own_code() -> None:
    params = {"register": "agency", "label": LABEL, "code": "form.agency"}
    assert ask("recorded", params, agency="X1").outcome is CheckOutcome.FAIL
    add("agency", "J1", "X1")
    assert ask("recorded", params, agency="X1").outcome is CheckOutcome.PASS
    assert ask("recorded", {**params, "code": "organisation.uscc"}).outcome is CheckOutcome.FAIL
    assert ask("recorded", params).outcome is CheckOutcome.FAIL
    assert ask("recorded", {**params, "optional": True}).outcome is CheckOutcome.PASS


def test_a_number_entered_once_stays_entered_however_it_is_typed() -> None:
    params = {"register": "loan", "label": LABEL, "number": ["form.lender", "form.contract"]}
    assert ask("not-entered-before", params, lender="L1", contract="DK1").outcome is CheckOutcome.PASS
    end(add("loan", "L1/DK1"), date(2026, 7, 1), "追回-1")
    found = ask("not-entered-before", params, lender="L1", contract="dk １")
    assert found.outcome is CheckOutcome.FAIL
    assert "L1/DK1" in found.text.zh
    with pytest.raises(Refusal):
        ask("not-entered-before", params, lender="L1", contract="")


def test_an_entry_agrees_with_the_application_or_is_not_held_or_contradicts_it() -> None:
    params = {"register": "pledge", "label": LABEL, "number": ["form.n"], "same": {"pledgor_uscc": "organisation.uscc"}}
    assert ask("entry-matches", params, n="Y1").outcome is CheckOutcome.UNKNOWN
    entry = add("pledge", "Y1", pledgor_uscc=ME["uscc"])
    add("pledge", "Y2", pledgor_uscc="OTHER")
    assert ask("entry-matches", params, n="Y1").outcome is CheckOutcome.PASS
    assert ask("entry-matches", params, n="Y2").outcome is CheckOutcome.FAIL
    end(entry, date(2026, 7, 1), "注销-1")
    assert ask("entry-matches", params, n="Y1").outcome is CheckOutcome.FAIL


def test_a_tier_is_asked_for_from_the_one_below_it() -> None:
    params = {"register": "tier", "label": LABEL, "field": "tier", "order": ["advantage", "demonstration"]}
    assert ask("tier-before", params, tier="advantage").outcome is CheckOutcome.PASS
    assert ask("tier-before", params, tier="demonstration").outcome is CheckOutcome.FAIL
    add("tier", "T1", tier="advantage")
    assert ask("tier-before", params, tier="demonstration").outcome is CheckOutcome.PASS
    assert ask("tier-before", params, tier="advantage").outcome is CheckOutcome.FAIL


def test_a_decision_is_entered_once_with_number_term_and_rights() -> None:
    params = {
        "register": "loan", "number": ["form.lender", "form.contract"], "rights": "form.rights",
        "data": {"amount": "result.amount"}, "fixed": {"kind": "interest"}, "term": "subsidy.tier.valid",
    }  # fmt: skip
    do("enter-register", params, amount="1.00")
    do("enter-register", params, amount="1.00")
    entry = RegisterEntry.objects.get()
    assert (entry.number, entry.valid_from, entry.valid_to) == ("L1/DK1", ON, date(2029, 7, 6))
    assert entry.data == {"uscc": ME["uscc"], "name": ME["name"], "amount": "1.00", "kind": "interest"}
    assert [row.right for row in entry.rights.all()] == ["CN202310000001.5"]
    with pytest.raises(Conflict):
        do("enter-register", params, case="C-2", amount="1.00")


def test_nothing_is_entered_or_ended_where_the_decision_was_another() -> None:
    do("enter-register", {"register": "loan", "when": {"result.result": "yes"}}, result="no")
    assert not RegisterEntry.objects.exists()
    do("enter-register", {"register": "loan", "when": {"result.result": "yes"}, "to": "result.to"},
       result="yes", to="2026-12-31")  # fmt: skip
    do("end-register", {"register": "loan", "when": {"result.result": "exit"}}, result="stay")
    assert RegisterEntry.objects.get().ended_by == ""
    do("end-register", {"register": "loan"}, on=date(2026, 8, 1))
    entry = RegisterEntry.objects.get()
    assert (entry.number, entry.valid_to, entry.ended_by) == ("C-1", date(2026, 8, 1), "C-1")
    do("end-register", {"register": "loan"}, on=date(2026, 8, 2))


def test_who_is_listed_is_barred_from_a_step() -> None:
    do("bar-listed", LISTS)
    add("dishonesty", "S1")
    with pytest.raises(Refusal) as barred:
        do("bar-listed", LISTS)
    assert barred.value.code == "management.listed"


def test_an_unknown_source_is_a_fault_of_the_definition() -> None:
    with pytest.raises(Refusal) as fault:
        do("enter-register", {"register": "loan", "number": ["weather.today"]})
    assert fault.value.code == "matters.source"
