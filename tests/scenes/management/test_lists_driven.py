"""Open licences and users of a GI mark over the services: what is entered, what ends, what bars."""

from __future__ import annotations

from typing import Any

import pytest
from tests.scenes.management.office import Office, text_of

from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal

RIGHT = "CN202310000001.5"
DECLARATION = {
    "rights": RIGHT, "co_owned": "no", "binding_licence": "no", "pledged": "no", "method": "lump",
    "standard": "一次总付5万元", "term_from": "2026-08-01", "term_to": "2029-07-31", "contact": "张三", "phone": "0",
}  # fmt: skip
USE = {
    "gi_name": "东湖示例茶", "gi_number": "GI-001", "channel": "producer", "product": "茶", "place": "990101",
    "address": "茶山路1号", "standard": "GB/T 0", "output": "12", "laboratory": "示例中心", "report_number": "1",
    "tested_on": "2026-06-20", "contact": "张三", "phone": "0",
}  # fmt: skip


def entries(register: str) -> list[tuple[str, str]]:
    return [(entry.number, entry.ended_by) for entry in RegisterEntry.objects.filter(register=register).order_by("pk")]


@pytest.fixture
def declarations(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(monkeypatch, "open-licence")


def test_a_declaration_is_published_licensed_and_withdrawn(declarations: Office) -> None:
    office, papers = declarations, ("declaration", "identity", "register-copy")
    with pytest.raises(Refusal) as advertising:
        office.apply("applicant", {**DECLARATION, "standard": "最佳价格"}, papers)
    assert "最佳" in advertising.value.text.zh
    case = office.apply("applicant", DECLARATION, papers)
    office.act(case, "window", "accept")
    office.act(case, "examiner", "forward", opinion="没有障碍")
    office.act(case, "examiner", "take_result", result="published", number="KF1", day="2026-07-06")
    assert entries("open-licence") == [("KF1", "")]
    assert "KF1" in text_of(office.letter(case, "result"))
    office.act(case, "window", "deliver")
    with pytest.raises(Refusal) as twice:
        office.apply("applicant", DECLARATION, papers)
    assert "开放许可名录登记号 KF1" in twice.value.text.zh
    licence: dict[str, Any] = {"licensee": "示例银行", "licensee_uscc": "91990100MA00000099"}
    with pytest.raises(FormRefusal):
        office.act(case, "examiner", "record_licence", notified_on="2026-07-06", **licence)
    licence |= {"paid_on": "2026-07-06", "amount": "50000"}
    office.act(case, "examiner", "record_licence", notified_on="2026-07-06", **licence)
    office.act(case, "applicant", "revoke", reason="拟转让")
    gone = office.act(case, "examiner", "publish_withdrawal", day="2026-07-06")
    assert (gone.state, gone.outcome) == ("revoked", "withdrawn")
    assert entries("open-licence") == [("KF1", case.number)]
    assert entries("licence") == [(f"{case.number}/91990100MA00000099/2026-07-06", "")]  # it stands


def test_a_producer_of_the_area_becomes_a_lawful_user_and_is_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    office, papers = Office(monkeypatch, "gi-mark-use"), ("application", "test-report", "licence")
    office.list_entry("dishonesty", "S1", "NOBODY")
    office.list_entry("gi-product", "GI-001", area=["990101"])
    with pytest.raises(Refusal) as outside:
        office.apply("applicant", {**USE, "place": "990102"}, papers)
    assert "不在地理标志名录登记号 GI-001" in outside.value.text.zh
    case = office.apply("applicant", USE, papers)
    office.act(case, "window", "accept")
    office.act(case, "examiner", "check_origin", visited_on="2026-07-06", visitors="甲\n乙", result="passed")
    office.act(case, "head", "forward")
    office.act(
        case, "examiner", "take_result", result="registered", level="nation", notice="第9号", decided_on="2026-07-06"
    )
    assert entries("gi-user") == [(f"GI-001/{case.number}", "")]
    assert "91990101MA0000001Y" in text_of(office.letter(case, "result"))
    with pytest.raises(Refusal) as twice:
        office.apply("applicant", USE, papers)
    assert "合法使用人名录" in twice.value.text.zh
    office.act(
        case, "examiner", "inspect", inspected_on="2026-07-06", subject=["mark"], result="faults", findings="改动标志"
    )
    office.letter(case, "stop")
    stopped = office.act(case, "head", "stop", reason="拒不改正")
    assert (stopped.state, stopped.outcome) == ("stopped", "unfavourable")
    assert entries("gi-user") == [(f"GI-001/{case.number}", case.number)]
