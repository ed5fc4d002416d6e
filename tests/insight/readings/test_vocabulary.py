"""The vocabulary and the list of checks hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.definitions import SHIPPED
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.readings.checks.registry import CHECKS
from zhiquan.insight.readings.numbers.units import units
from zhiquan.insight.readings.topics import read_topics, vocabulary


def test_every_unit_of_a_topic_is_a_unit() -> None:
    known = units().sorts
    assert {unit for topic in vocabulary().topics.values() for unit in topic.units if unit not in known} == set()


def test_a_special_topic_wins_over_the_one_it_is_a_part_of() -> None:
    words = vocabulary()
    for topic in words.topics.values():
        if topic.of:
            own = "".join(group[0] for group in topic.groups)
            assert words.matches(words.mentions(own))[0].topic.code == topic.code


@pytest.mark.parametrize(
    "entry",
    [
        "a: {zh: 甲, en: A, kind: no, units: [件], words: [甲]}",
        "a: {zh: 甲, en: A, kind: flow, units: [件], words: [甲], of: b}",
    ],
)
def test_a_topic_of_unknown_kind_or_whole_is_refused(entry: str, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match="unknown kind or topic"):
        read_topics(file)


def test_the_21_checks_are_all_there_each_with_its_rule_and_example() -> None:
    assert [check.number for check in CHECKS][:21] == [f"A{n}" for n in range(1, 22)]
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert [check.number for check in CHECKS if not check.rule.startswith(check.number)] == []


def test_what_a_topic_says_is_held_is_an_indicator() -> None:
    held = {code for topic in vocabulary().topics.values() for _, code in topic.held}
    known = {one.code for one in catalogue()}
    assert held <= known
    assert (SHIPPED / "readings").is_dir()
