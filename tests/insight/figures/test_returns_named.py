"""Every indicator that is returned names a return that ships, and a measure of it."""

from __future__ import annotations

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Returned


def test_every_returned_indicator_names_a_measure_of_a_shipped_return_in_the_same_unit() -> None:
    found = 0
    for one in catalogue():
        if isinstance(one.source, Returned):
            told = read_yaml(SHIPPED / "returns" / f"{one.source.form}.yaml")
            assert one.source.measure in {measure["key"] for measure in told["measures"]}, one.code
            found += 1
    assert found >= 10
