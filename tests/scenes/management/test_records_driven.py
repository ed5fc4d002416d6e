"""An entity is recorded, asks for a pre-examination, is suspended: over the services."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.scenes.management.office import Office, text_of

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.presenting_matter import present_matter
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.rulebook.services import publish
from zhiquan.rules.refusal import Refusal

ME = "91990101MA0000001Y"
ENTITY = {
    "kind": "enterprise", "address": "科技路1号", "classes": "H01M10/0525", "products": "隔膜", "researchers": "35",
    "spending": "9,000,000", "officer": "张三", "phone": "000",
}  # fmt: skip
REQUEST = {
    "kind": "design", "title": "储能柜", "classes": "15-09", "gist": "形状", "inventors": "李四", "contact": "张三",
    "phone": "000", "promises": ["amendment", "early", "electronic", "fees", "replies"],
}  # fmt: skip


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Office:
    settings.DIVISION = "990100"
    made = Office(monkeypatch, "preexam-entity")
    for register in ("dishonesty", "abnormal-filing"):
        made.list_entry(register, f"{register}-1", "NOBODY")
    return made


def test_an_entity_is_recorded_asks_for_a_look_and_cannot_while_suspended(office: Office) -> None:
    publish(shelf.package("preexam"), by="test", in_force_from=date(2026, 1, 1))
    papers = ("request", "views", "search", "promise")
    office.matter = "preexam"
    with pytest.raises(Refusal) as unrecorded:
        office.apply("applicant", REQUEST, papers)
    assert "没有该单位有效的登记" in unrecorded.value.text.zh

    office.matter = "preexam-entity"
    entity = office.apply("applicant", ENTITY, ("application", "licence", "research", "rules", "promise"))
    office.act(entity, "examiner", "check", result="passed")
    office.act(entity, "head", "record")
    entry = RegisterEntry.objects.get(register="preexam-entity")
    assert (entry.number, entry.valid_to, entry.data["uscc"]) == (entity.number, date(2029, 7, 6), ME)
    assert "H01M10/0525" in text_of(office.letter(entity, "result"))

    office.matter = "preexam"
    case = office.apply("applicant", REQUEST, papers)
    office.act(case, "window", "accept")
    assert [run.clock for run in snapshot_of(case).open_runs("review_design")] == ["review_design"]
    office.act(case, "examiner", "decide", result="approved", handover="YS1")
    assert "YS1" in text_of(office.letter(case, "result"))
    office.act(case, "window", "deliver")
    office.act(case, "applicant", "file", number="CN202630000001.X", filed_on="2026-07-06")
    office.world.clock.turn(13)
    ended = office.act(case, "examiner", "close", result="granted", ended_on="2026-07-13")
    assert (ended.state, ended.outcome) == ("granted", "favourable")

    office.act(entity, "examiner", "demerit", year="2026", points="7", facts="答复逾期")
    office.act(entity, "examiner", "demerit", year="2026", points="5", facts="主动修改")
    office.act(entity, "head", "suspend", reason="达到上限")
    with pytest.raises(Refusal) as suspended:
        office.apply("applicant", REQUEST, papers)
    assert "暂停预审资格名单" in suspended.value.text.zh


@pytest.mark.parametrize(
    "code", ["subsidy", "enterprise-tier", "preexam-entity", "preexam", "open-licence", "gi-mark-use"]
)
def test_the_guide_of_each_matter_can_be_shown(office: Office, code: str) -> None:
    version = publish(shelf.package(code), by="test", in_force_from=date(2026, 1, 1))
    view = present_matter(version, shelf.moment())
    assert view.limits
    assert all(limit.zh and source.zh for _, limit, source in view.limits)
    assert view.basis
