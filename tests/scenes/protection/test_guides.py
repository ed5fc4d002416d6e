"""The guides of the three matters: who may ask, on what conditions, with which papers, limits and basis."""

from __future__ import annotations

import pytest
from tests.scenes.protection.office import Bench

from zhiquan.hall.cases.selectors import matter_view


@pytest.mark.parametrize("code", ["adjudication", "mediation", "rights-assistance"])
def test_a_guide_says_everything_in_both_languages(bench: Bench, code: str) -> None:
    guide = matter_view(code)
    told = [guide.title, guide.summary, *guide.applicants, *guide.conditions, *guide.basis, *guide.checks]
    told += [text for limit in guide.limits for text in limit] + [label for _, label in guide.steps]
    assert guide.conditions
    assert guide.applicants
    assert guide.limits
    assert all(text.zh and text.en for text in told)


def test_the_guide_of_an_adjudication_cites_the_limits_of_the_measures(bench: Bench) -> None:
    limits = {label.zh: (limit.zh, source.zh) for label, limit, source in matter_view("adjudication").limits}
    assert limits["办案期限"][0] == "3个月"
    assert "第三十七条" in limits["办案期限"][1]
    assert limits["答辩期限（境内无固定住所）"][0] == "30日"
    assert limits["立案时限"][0] == "5个工作日"
