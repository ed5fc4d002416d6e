"""The register of marks in files: built beside, swapped, searched shard by shard like one index in memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.marks import Mark, MarkIndex, similar
from zhiquan.records.marks.files import VERSION, read_columns, write_columns
from zhiquan.records.marks.register import generations, open_register, write_register
from zhiquan.rules.refusal import NotFound, Refusal

MARKS = [
    Mark("雷神山医院", frozenset({5}), frozenset({"0501"}), "1001", "申请中", "tm.CN.1001"),
    Mark("雷神山", frozenset({35}), frozenset({"3503"}), "1002", "", "tm.CN.1002"),
    Mark("擂神山", frozenset({5}), frozenset({"0502"}), "1003", "", "tm.CN.1003"),
    Mark("", frozenset({5}), frozenset(), "1004", "", "tm.CN.1004"),
    Mark("LEISHENSHAN", frozenset({9}), frozenset(), "1005", "", "tm.CN.1005"),
]


def test_marks_come_back_from_files_as_they_were(tmp_path: Path) -> None:
    index = MarkIndex.of(MARKS)
    write_columns(index.columns, tmp_path)
    again = MarkIndex(read_columns(tmp_path))
    assert [again[at] for at in range(len(again))] == MARKS
    assert again.without_words == 1
    assert again.nbytes == index.nbytes
    assert similar(again, Mark("雷神山")) == similar(index, Mark("雷神山"))


def test_an_index_of_nothing_can_be_kept_too(tmp_path: Path) -> None:
    write_columns(MarkIndex.of([]).columns, tmp_path)
    assert similar(MarkIndex(read_columns(tmp_path)), Mark("雷神山")) == ()
    assert write_register([], tmp_path, 1).marks == 0
    assert open_register(tmp_path).similar(Mark("雷神山")) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="雷擂神山医院茅矛台ABCab12", max_size=6), max_size=30),
    st.text(alphabet="雷擂神山医院茅矛台ABCab12", min_size=1, max_size=6),
    st.integers(1, 7),
)
def test_shards_answer_like_one_index(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], query: str, shard: int
) -> None:
    marks = [Mark(text, number=str(at)) for at, text in enumerate(texts)]
    root = tmp_path_factory.mktemp("register")
    built = write_register(marks, root, 1, shard=shard)
    register = open_register(root)
    assert (built.marks, len(register), built.shards) == (len(marks), len(marks), -(-len(marks) // shard))
    assert register.similar(Mark(query), limit=500) == similar(MarkIndex.of(marks), Mark(query), limit=500)


def test_a_new_register_takes_the_place_of_the_old_only_when_it_is_complete(tmp_path: Path) -> None:
    write_register(MARKS[:2], tmp_path, 1)
    before = open_register(tmp_path)

    def breaks() -> None:
        write_register((mark for mark in [*MARKS, None]), tmp_path, 2)  # type: ignore[misc]

    with pytest.raises(AttributeError):
        breaks()
    assert open_register(tmp_path) is before
    told: list[int] = []
    built = write_register(MARKS, tmp_path, 2, progress=told.append)
    assert (built.marks, built.without_words, open_register(tmp_path).version) == (5, 1, 2)
    left = [path.name for path in (tmp_path / "marks").iterdir() if path.is_dir()]
    assert len(left) == 2, "the generation before stays for a reader that is just opening it"


def test_what_cannot_be_read_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="zhiquan mark index"):
        open_register(tmp_path)
    write_register(MARKS, tmp_path, 1)
    folder = generations(tmp_path).current()
    damaged = folder / "0000" / "masks.npy"
    kept = damaged.read_bytes()
    damaged.write_bytes(b"no column")
    with pytest.raises(Refusal, match="已损坏"):
        open_register(tmp_path)
    damaged.write_bytes(kept)
    facts = json.loads((folder / "generation.json").read_text("utf-8"))
    (folder / "generation.json").write_text(json.dumps({**facts, "schema": VERSION + 1}), "utf-8")
    with pytest.raises(Refusal, match="旧版程序"):
        open_register(tmp_path)
