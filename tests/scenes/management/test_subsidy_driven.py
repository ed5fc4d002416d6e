"""Four applications for a subsidy of the interest, driven over the services: two amounts, two refusals with entries."""

from __future__ import annotations

from typing import Any

import pytest
from tests.scenes.management.office import BASIS, Office, text_of

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Conflict, Refusal

FIRM, SECOND, THIRD = "91990101MA0000001Y", "91990101MA0000004A", "91990101MA00000030"
PAPERS = ("application", "loan-contract", "receipts", "promise")
LENDER = "91990100MA00000099"


def form(loan: str, interest: str, pledge: str) -> dict[str, Any]:
    return {
        "rights": "CN202310000001.5", "pledge_number": pledge, "lender": "示例银行东湖支行", "lender_uscc": LENDER,
        "loan_contract": loan, "principal": "30,000,000", "loan_from": "2025-07-01", "loan_to": "2026-07-01",
        "interest_paid": interest, "interest_from": "2025-07-01", "interest_to": "2026-06-30",
        "account_bank": "示例银行", "account_number": "0000", "contact": "张三", "phone": "000",
    }  # fmt: skip


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(monkeypatch, "subsidy")
    made.firm("second", "南山示例股份有限公司", SECOND)
    made.firm("third", "北湖示例股份有限公司", THIRD)
    for number, uscc in (("Y1", FIRM), ("Y2", SECOND), ("Y3", THIRD)):
        made.list_entry("pledge", number, pledgor_uscc=uscc)
    for register in ("dishonesty", "abnormal-filing"):
        made.list_entry(register, f"{register}-1", "NOBODY")
    made.list_entry("listed-company", "600001", THIRD)
    made.world.clock.turn(7, 9)
    return made


def until_publicity(office: Office, case: Case, interest: str) -> Case:
    clock = office.world.clock
    office.act(case, "window", "accept")
    clock.turn(24, 9)
    office.act(case, "examiner", "assess", result="recommended", interest=interest)
    office.act(case, "examiner", "prepare_publicity", place="本局网站", until="2026-10-12", objections_to="本局窗口")
    clock.turn(28, 9)
    office.letter(case, "publicity")
    return office.act(case, "window", "publish")


@pytest.mark.parametrize(
    ("who", "pledge", "interest", "amount", "said"),
    [
        ("applicant", "Y1", "123456.79", "61728.39", "61,728.39"),
        ("second", "Y2", "1234567.89", "500000.00", "500,000.00"),
    ],
    ids=["half of the interest in whole fen", "no more than the cap"],
)
def test_what_is_granted_is_published_over_the_holiday_and_paid(
    office: Office, who: str, pledge: str, interest: str, amount: str, said: str
) -> None:
    clock = office.world.clock
    case = until_publicity(office, office.apply(who, form("DK-1", interest, pledge), PAPERS), interest)
    assert snapshot_of(case).results["assess"]["amount"] == amount
    assert case.due_on is not None
    assert case.due_on.isoformat() == "2026-10-10"  # 29 and 30 September, 8, 9 and 10 October (made up for)
    clock.turn(10, 10)
    with pytest.raises(Refusal) as early:
        office.act(case, "head", "conclude")
    assert early.value.code == "cases.not-overdue"
    clock.turn(12, 10)
    office.act(case, "head", "conclude")
    entry = RegisterEntry.objects.get(register="interest-subsidy")
    assert (entry.number, entry.basis, entry.data["amount"]) == (f"{LENDER}/DK-1", case.number, amount)
    assert said in text_of(office.letter(case, "result"))
    office.act(case, "window", "deliver")
    clock.turn(20, 10)
    with pytest.raises(Refusal):
        office.act(case, "examiner", "pay", paid_on="2026-10-20", paid="500000.01", voucher="ZF-1")
    paid = office.act(case, "examiner", "pay", paid_on="2026-10-20", paid=amount, voucher="ZF-1")
    assert (paid.state, paid.outcome) == ("paid", "favourable")


def refused(office: Office, case: Case) -> str:
    office.act(case, "window", "accept")
    office.world.clock.turn(21, 10)
    with pytest.raises(Refusal) as barred:
        office.act(case, "examiner", "assess", result="recommended", interest="100000")
    assert barred.value.code == "cases.condition"
    office.act(case, "examiner", "assess", result="refused", reason="有不予贴息的情形。")
    said = text_of(office.letter(case, "refusal"))
    closed = office.act(case, "window", "deliver_refusal")
    assert (closed.state, closed.outcome) == ("delivered", "unfavourable")
    return said


def test_a_listed_company_is_refused_and_the_decision_names_the_entry(office: Office) -> None:
    case = office.apply("third", form("DK-3", "100000", "Y3"), PAPERS)
    found = {check["key"]: check for check in snapshot_of(case).checks}
    assert found["not-listed-company"]["outcome"] == "fail"
    assert found["not-listed-company"]["evidence"] == {"listed-company/600001": {"since": "2026-01-01", "basis": BASIS}}
    said = refused(office, case)
    assert "上市公司名单登记号 600001" in said
    assert BASIS in said
    assert not RegisterEntry.objects.filter(register="interest-subsidy").exists()


def test_a_loan_subsidised_before_is_refused_and_the_decision_names_the_case(office: Office) -> None:
    first = until_publicity(office, office.apply("applicant", form("DK-1", "123456.79", "Y1"), PAPERS), "123456.79")
    office.world.clock.turn(12, 10)
    office.act(first, "head", "conclude")
    again = office.apply("applicant", form("dk-1 ", "100000", "Y1"), PAPERS)
    said = refused(office, again)
    assert f"贷款贴息登记簿登记号 {LENDER}/DK-1" in said
    assert first.number in said


def test_of_two_applications_for_one_loan_under_way_only_one_is_granted(office: Office) -> None:
    cases = [office.apply("applicant", form("DK-1", "123456.79", "Y1"), PAPERS)]
    cases.append(office.apply("applicant", form("DK-1", "123456.79", "Y1"), PAPERS))
    for case in cases:
        office.world.clock.turn(8, 9)
        until_publicity(office, case, "123456.79")
    office.world.clock.turn(12, 10)
    office.act(cases[0], "head", "conclude")
    with pytest.raises(Conflict) as taken:
        office.act(cases[1], "head", "conclude")
    assert cases[0].number in taken.value.text.zh
    cases[1].refresh_from_db()
    assert cases[1].state == "publicity"
    assert office.act(cases[1], "head", "revoke", finding="该笔贷款已经贴息。").state == "refused"


def test_who_is_listed_after_the_decision_is_not_paid(office: Office) -> None:
    case = until_publicity(office, office.apply("applicant", form("DK-1", "123456.79", "Y1"), PAPERS), "123456.79")
    office.world.clock.turn(12, 10)
    office.act(case, "head", "conclude")
    office.letter(case, "result")
    office.act(case, "window", "deliver")
    office.list_entry("dishonesty", "SX-2026-9", FIRM)
    with pytest.raises(Refusal) as barred:
        office.act(case, "examiner", "pay", paid_on="2026-10-12", paid="61728.39", voucher="ZF-1")
    assert barred.value.code == "management.listed"
    assert "SX-2026-9" in barred.value.text.zh
    office.act(case, "head", "revoke", finding="列入失信名单。")
    assert RegisterEntry.objects.get(register="interest-subsidy").ended_by == case.number


def test_a_subsidy_paid_is_clawed_back_and_paid_back_in_full(office: Office) -> None:
    case = until_publicity(office, office.apply("applicant", form("DK-1", "123456.79", "Y1"), PAPERS), "123456.79")
    office.world.clock.turn(12, 10)
    office.act(case, "head", "conclude")
    office.letter(case, "result")
    office.act(case, "window", "deliver")
    office.act(case, "examiner", "pay", paid_on="2026-10-12", paid="61728.39", voucher="ZF-1")
    office.world.clock.turn(2, 11)
    reopened = office.act(case, "head", "claw_back", ground="untrue", recover="61728.39", facts="凭证变造。")
    assert (reopened.state, reopened.outcome) == ("recovering", "")
    assert "61,728.39" in text_of(office.letter(case, "claw-back"))
    receipt = {"manner": "direct", "sent_on": "2026-11-02", "received_on": "2026-11-02", "receiver": "财务负责人"}
    served = office.act(case, "window", "serve_claw_back", **receipt)
    assert str(served.due_on) == "2026-12-02"
    with pytest.raises(Refusal):
        office.act(case, "examiner", "record_repayment", repaid_on="2026-11-02", repaid="61728.38")
    closed = office.act(case, "examiner", "record_repayment", repaid_on="2026-11-02", repaid="61728.39")
    assert (closed.state, closed.outcome) == ("recovered", "unfavourable")
    assert RegisterEntry.objects.get(register="interest-subsidy").ended_by == case.number
