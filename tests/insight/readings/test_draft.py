"""A draft bulletin that contradicts itself: what is found, and that nothing is chosen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhiquan.insight.readings.audit import audit
from zhiquan.insight.readings.model import Finding, Outcome, Standing

DRAFT = "立案18件,裁决7件,调解7件,结案率超90%;质押融资105亿元,增长12%(目标超100亿元且增长20%以上);专利质押1268.4亿元"
FOUND = audit(DRAFT)


def finding(check: str) -> Finding:
    return next(one for one in FOUND.findings if one.check == check)


def test_seven_and_seven_of_eighteen_are_not_over_ninety_percent() -> None:
    found = finding("closing-rate")
    assert found.outcome is Outcome.FAIL
    assert found.values["percent"] == Decimal("77.78")
    assert "矛盾" in found.text.zh
    assert "contradicts" in found.text.en


def test_a_dual_target_with_the_value_reached_and_the_growth_missed_is_missed() -> None:
    found = finding("dual-target")
    assert found.outcome is Outcome.FAIL
    assert "105亿元，目标 超100亿元，达到" in found.text.zh
    assert "12%，目标 20%以上，未达到" in found.text.zh


def test_a_part_beyond_its_whole_is_doubtful_with_every_way_it_may_have_come_about() -> None:
    doubtful = next(one for one in FOUND.readings if one.topic == "pledge.patent")
    (doubt,) = doubtful.doubts
    ways = {one.text.zh for one in doubt.candidates}
    assert {"126.84亿元", "12.684亿元", "1268.4万元", "126笔，8.4亿元", "12笔，68.4亿元", "1268.4亿元"} <= ways
    assert all(one.why.zh and one.why.en for one in doubt.candidates)


def test_none_of_them_is_chosen_and_nothing_is_computed_from_it() -> None:
    doubtful = next(one for one in FOUND.readings if one.topic == "pledge.patent")
    assert doubtful.standing is Standing.DOUBTFUL
    assert doubtful.value is None
    told = [one for one in FOUND.findings if doubtful.number in one.readings]
    assert {one.check for one in told} == {"glued", "part-over-whole"}


@pytest.mark.parametrize(
    ("change", "check", "outcome"),
    [
        (("结案率超90%", "结案率77.8%"), "closing-rate", "pass"),
        (("调解7件", "调解10件"), "closing-rate", "pass"),
        (("增长12%(", "增长21%("), "dual-target", "pass"),
        (("105亿元", "99亿元"), "dual-target", "fail"),
    ],
)
def test_a_draft_put_right_passes(change: tuple[str, str], check: str, outcome: str) -> None:
    found = audit(DRAFT.replace(*change))
    assert next(one.outcome.value for one in found.findings if one.check == check) == outcome


def test_an_amount_within_its_whole_raises_no_doubt() -> None:
    found = audit(DRAFT.replace("1268.4亿元", "68.4亿元"))
    assert all(one.standing is Standing.READ for one in found.readings)
    assert [one.check for one in found.findings if one.outcome is Outcome.FAIL] == ["closing-rate", "dual-target"]
