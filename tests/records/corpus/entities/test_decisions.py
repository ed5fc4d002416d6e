"""Decisions on organisations: only added to, never half-written, never contradicting each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.entities import Decision, Groups, Verdict, decide, read_decisions
from zhiquan.records.corpus.entities.decisions import FILE
from zhiquan.rules.refusal import Conflict, Refusal

SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


def decision(one: str, other: str, verdict: Verdict = SAME, reason: str = "同一地址") -> Decision:
    return Decision(one, other, verdict, "示例人员", "2026-11-22T10:00:00+08:00", reason)


def test_decisions_are_kept_in_their_order(tmp_path: Path) -> None:
    made = [decision("org.a", "org.b"), decision("org.c", "org.d", DIFFERENT, "不同地址")]
    for one in made:
        decide(tmp_path, one)
    assert list(read_decisions(tmp_path)) == made


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert list(read_decisions(tmp_path)) == []


def test_the_newest_decision_of_a_pair_holds(tmp_path: Path) -> None:
    decide(tmp_path, decision("org.a", "org.b"))
    decide(tmp_path, decision("org.b", "org.a", DIFFERENT))
    groups = Groups(read_decisions(tmp_path))
    assert groups.of("org.a") != groups.of("org.b")
    assert groups.decision("org.a", "org.b").verdict is DIFFERENT  # type: ignore[union-attr]
    assert groups.settled("org.a", "org.b")


def test_what_is_the_same_by_way_of_others_is_one_group() -> None:
    groups = Groups([decision("org.a", "org.b"), decision("org.b", "org.c"), decision("org.x", "org.y")])
    assert groups.members("org.c") == ("org.a", "org.b", "org.c")
    assert groups.members("org.z") == ("org.z",)
    assert groups.settled("org.a", "org.c")
    assert not groups.settled("org.a", "org.x")


def test_an_official_code_stands_for_its_group() -> None:
    groups = Groups([decision("org.1示例公司", "org.91110000MA0000000K"), decision("org.某公司", "org.1示例公司")])
    assert len({groups.of(key) for key in ("org.1示例公司", "org.某公司", "org.91110000MA0000000K")}) == 1


def test_a_contradiction_is_refused_and_not_written(tmp_path: Path) -> None:
    decide(tmp_path, decision("org.a", "org.b"))
    decide(tmp_path, decision("org.b", "org.c"))
    with pytest.raises(Conflict) as refusal:
        decide(tmp_path, decision("org.a", "org.c", DIFFERENT))
    assert refusal.value.code == "entities.contradiction"
    assert len(list(read_decisions(tmp_path))) == 2


@pytest.mark.parametrize(
    ("one", "other", "reason", "code"), [("a", "b", " ", "entities.no-reason"), ("a", "a", "x", "entities.one")]
)
def test_a_decision_needs_two_organisations_and_a_reason(
    tmp_path: Path, one: str, other: str, reason: str, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        decide(tmp_path, decision(one, other, SAME, reason))
    assert refusal.value.code == code
    assert not (tmp_path / FILE).exists()


@given(st.integers(1, 200))
def test_a_line_cut_off_by_a_crash_was_never_decided(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    root = tmp_path_factory.mktemp("lake")
    decide(root, decision("org.a", "org.b"))
    decide(root, decision("org.c", "org.d"))
    path = root / FILE
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    path.write_bytes(whole[: max(first, len(whole) - cut)])
    assert [one.pair for one in read_decisions(root)] == [("org.a", "org.b")]
    decide(root, decision("org.e", "org.f"))
    assert [one.pair for one in read_decisions(root)] == [("org.a", "org.b"), ("org.e", "org.f")]


@pytest.mark.parametrize("line", [b"{}\n", b"no json\n", b'{"one":"a","other":"b","verdict":"maybe"}\n', b"[]\n"])
def test_a_file_that_was_tampered_with_is_refused_by_line(tmp_path: Path, line: bytes) -> None:
    decide(tmp_path, decision("org.a", "org.b"))
    with (tmp_path / FILE).open("ab") as stream:
        stream.write(line)
    with pytest.raises(Refusal, match="2"):
        list(read_decisions(tmp_path))
