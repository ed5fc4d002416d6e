"""A province's targets of a year can be written: by stock, flow, share and count, with bound, growth or both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.plans.definition import WorkPlan, plan_faults
from zhiquan.insight.plans.targets import Verdict, stand

TARGETS = [
    # indicator, sense, bound, growth, a value and its base, whether it is met
    ("patents.inventions_per_10k", "more_than", 22, None, ("22.5", None), Verdict.PASS),
    ("patents.high_value_per_10k", "more_than", 8, None, ("8", None), Verdict.FAIL),
    ("marks.valid", "more_than", 1_000_000, None, ("1000001", None), Verdict.PASS),
    ("pledge.amount", "more_than", 10_000_000_000, 20, ("10500000000", "9375000000"), Verdict.FAIL),
    ("deals.all", "at_least", 27_000, 20, ("27000", "22500"), Verdict.PASS),
    ("adjudication.closing_rate", "more_than", 90, None, ("77.78", None), Verdict.FAIL),
    ("gi.users", "more_than", 2_000, None, (None, None), Verdict.UNKNOWN),
    ("gi.leading_enterprises", "at_least", 20, None, ("20", None), Verdict.PASS),
]


def a_plan(**target: object) -> WorkPlan:
    task = {
        "key": "task",
        "label": {"zh": "任务", "en": "A task"},
        "lead": {"department": "规划科"},
        "due": "2023-12-31",
        "evidence": {"zh": "材料", "en": "Papers"},
        "targets": ["t"],
    }
    text = {"zh": "要点", "en": "A plan"}
    sections = [{"label": text, "tasks": [task]}]
    return WorkPlan.model_validate(
        {
            "code": "province-2023",
            "version": "2023.1",
            "title": text,
            "about": text,
            "division": "990000",
            "year": 2023,
            "targets": [{"key": "t", **target}],
            "sections": sections,
        }
    )


@pytest.mark.parametrize(("indicator", "how", "bound", "growth", "known", "verdict"), TARGETS)
def test_a_provinces_target_is_written_proved_and_judged(
    indicator: str, how: str, bound: int, growth: int | None, known: tuple[str | None, str | None], verdict: Verdict
) -> None:
    plan = a_plan(indicator=indicator, bound={"how": how, "value": bound}, growth=growth)
    assert plan_faults(plan, catalogue()) == ()
    value, base = (None if one is None else Decimal(one) for one in known)
    assert stand(plan.targets[0], value, base).verdict is verdict


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ({"indicator": "no.such", "growth": 5}, "no.such"),
        ({"indicator": "appraisal.rank", "growth": 5}, "no growth"),
        ({"indicator": "adjudication.closing_rate", "growth": 5}, "no growth"),
        ({"indicator": "appraisal.rank", "bound": {"how": "at_most", "value": 0}}, "cannot be 0"),
    ],
)
def test_what_cannot_be_asked_of_an_indicator_is_a_fault(target: dict[str, object], told: str) -> None:
    (fault,) = plan_faults(a_plan(**target), catalogue())
    assert told in fault.en.replace("takes no growth", "no growth")
