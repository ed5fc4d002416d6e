"""A work plan's text becomes a draft: numbered tasks or a table, units, due dates, targets whose parts stand apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.conftest import ROOT

from zhiquan.insight.plans.definition import WorkPlan
from zhiquan.insight.plans.drafting import as_definition, draft
from zhiquan.insight.plans.targets import How
from zhiquan.insight.readings.audit import audit

TEXT = """平湖市2027年知识产权工作要点
主要预期目标：全市知识产权质押融资超8亿元，专利侵权纠纷行政裁决案件结案率超90%，知识产权保护水平继续位居全省第一。
一、促进运用
1.开展银企对接。每季度办一场，质押融资额增长15%以上。（牵头单位：运用促进科；配合单位：规划统计科、东湖区市场监管局）
2.推进专利导航。于6月底前完成三项导航。责任单位：规划统计科
二、强化保护
3.加强行政裁决。提高结案效率，10月15日前清理积案。
"""
TABLE = (
    "平湖市2027年知识产权工作任务清单\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
    "1\t开展银企对接\t运用促进科\t规划统计科、窗口\t6月底\n2\t办好宣传周\t综合科\t\t4月30日前\n"
)


def test_numbered_paragraphs_become_tasks_with_their_units_and_days() -> None:
    found = draft(audit(TEXT), 2027)
    assert [(one.label, one.lead, one.due) for one in found.tasks] == [
        ("开展银企对接", "运用促进科", date(2027, 12, 31)),
        ("推进专利导航", "规划统计科", date(2027, 6, 30)),
        ("加强行政裁决", "", date(2027, 10, 15)),
    ]
    assert found.tasks[0].cooperating == ("规划统计科", "东湖区市场监管局")
    assert [one.section for one in found.tasks] == ["促进运用", "促进运用", "强化保护"]
    assert found.without_lead == 1


def test_the_two_parts_of_a_target_that_stand_apart_become_one_and_belong_to_the_task() -> None:
    found = draft(audit(TEXT), 2027)
    by_code = {one.indicator: one for one in found.targets}
    pledge, closing = by_code["pledge.amount"], by_code["adjudication.closing_rate"]
    assert (pledge.bound, pledge.growth) == ((How.MORE_THAN, Decimal(800_000_000)), 15)
    assert (closing.bound, closing.growth) == ((How.MORE_THAN, Decimal(90)), None)
    assert found.tasks[0].targets == [pledge.key]
    assert any("保护水平" in one for one in found.open_targets)


def test_a_table_of_tasks_is_read_by_its_head() -> None:
    found = draft(audit(TABLE), 2027)
    assert [(one.label, one.lead, one.cooperating, one.due) for one in found.tasks] == [
        ("开展银企对接", "运用促进科", ("规划统计科", "窗口"), date(2027, 6, 30)),
        ("办好宣传周", "综合科", (), date(2027, 4, 30)),
    ]


def test_a_draft_is_a_plan_only_once_every_lead_unit_is_named() -> None:
    found = draft(audit(TEXT), 2027)
    entry = as_definition(found, "pinghu-2027", "990100", 2027, "平湖市2027年知识产权工作要点")
    with pytest.raises(ValueError, match="department"):
        WorkPlan.model_validate(entry)
    entry["sections"][1]["tasks"][0]["lead"]["department"] = "保护科"
    plan = WorkPlan.model_validate(entry)
    assert len(plan.tasks) == 3
    assert plan.targets[0].dual


def test_a_number_out_of_turn_begins_no_task() -> None:
    text = "工作要点\n1.甲事项。共3.5万件，2.乙事项见附件。\n5.丙事项。\n2.丁事项。\n"
    assert [one.label for one in draft(audit(text), 2027).tasks] == ["甲事项", "乙事项见附件"]


@pytest.mark.realdata
def test_the_published_plan_of_a_province_gives_its_32_tasks_and_ten_targets() -> None:
    found = sorted((ROOT.parent / "shared" / "seeds").glob("003_*.txt"))
    if not found:
        pytest.skip("real data not present: ../shared/seeds")
    plan = draft(audit(found[0].read_text(encoding="utf-8")), 2023)
    assert len(plan.tasks) == 32
    aims = {one.indicator: (one.bound, one.growth) for one in plan.targets}
    over, reach = How.MORE_THAN, How.AT_LEAST
    assert aims == {
        "patents.inventions_per_10k": ((over, 22), None),
        "patents.high_value_per_10k": ((over, 8), None),
        "marks.valid": ((over, 1_000_000), None),
        "pledge.amount": ((over, 10_000_000_000), 20),
        "deals.all": ((reach, 27_000), 20),
        "adjudication.closing_rate": ((over, 90), None),
        "gi.users": ((over, 2_000), None),
        "gi.leading_enterprises": ((reach, 20), None),
    }
    level, *milestones = plan.open_targets  # the ninth and the tenth: no indicator measures them
    assert "保护水平" in level
    assert len(milestones) == 5
