"""Pages, order, writing on from a generation, suggestions, likeness: what an engine owes beside exact hits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.records.making import record
from tests.records.search.mixed import mixed

from zhiquan.records.search.engine import Engine, Place, Reader
from zhiquan.records.search.entry import Searched, Told
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import And, Everything, Not, Words
from zhiquan.records.search.oracle import Folded


def walk(reader: Reader, size: int, *, newest: bool) -> list[str]:
    """The keys of all pages in an order by day."""
    seen: list[str] = []
    after: Place | None = None
    while page := reader.by_date(Everything(), after, size, newest=newest):
        assert page.total == reader.count_all
        if not page.records:
            return seen
        seen += [one.key for one in page.records]
        after = page.places[-1]
    return seen


def test_by_date_every_hit_comes_once_in_order_of_day_then_key(reader: Reader, records: list[Folded]) -> None:
    for newest in (True, False):
        ordered = sorted(((item.entry.rank, item.entry.key) for item in records), reverse=newest)
        assert walk(reader, 37, newest=newest) == [key for _, key in ordered]


def test_records_that_share_a_rank_are_paged_by_key(made, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("zhiquan.records.search.describing.rank_of", lambda _key, day: day.toordinal() if day else 0)
    reader = made(*(record(serial=serial) for serial in (5, 1, 4, 2, 3)))
    keys = sorted(record(serial=serial).key for serial in range(1, 6))
    for size in (1, 2, 3):
        assert walk(reader, size, newest=False) == keys
        assert walk(reader, size, newest=True) == keys[::-1]


def test_pages_by_relevance_hold_every_hit_once(reader: Reader, records: list[Folded]) -> None:
    node = parse("电池")
    total = reader.count(node)
    keys = [one.key for at in range(0, total, 50) for one in reader.by_relevance(node, at, 50).records]
    assert len(keys) == total
    assert set(keys) == reader.keys(node)


def test_what_stands_in_the_title_comes_first(made) -> None:  # type: ignore[no-untyped-def]
    other, titled = record("灯", "电池隔膜的电池", serial=1), record("电池隔膜", "灯", serial=2)
    for query in ("电池隔膜", "电池 隔膜"):
        assert [one.key for one in made(other, titled).by_relevance(parse(query), 0, 9).records] == [
            titled.key,
            other.key,
        ]


def test_words_in_the_title_count_most(made) -> None:  # type: ignore[no-untyped-def]
    other, titled = record("灯具", "电池和隔膜", serial=1), record("电池隔膜", "灯具", serial=2)
    asked = And((Words(("电池", "隔膜")), Not(Words(("茶壶",)))))
    page = made(other, titled, record("茶壶", "电池", serial=3)).by_relevance(asked, 0, 9)
    assert [one.key for one in page.records] == [titled.key, other.key]


def test_a_generation_goes_on_from_another_which_stays_as_it_is(engine: Engine, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    before = mixed(300, 3)
    engine.write(first, before)
    old = engine.open(first)
    names = {path.name: path.read_bytes() for path in first.iterdir()}
    gone = [one.key for one in before[:40]]
    changed: list[Searched] = [*before[20:40], record("新的电池", serial=9_999)]
    count = engine.write(second, changed, base=first, dropped=gone)
    assert count == 300 - 40 + 21
    new = engine.open(second)
    kept = {one.key for one in [*before[20:], changed[-1]]}
    assert new.keys(Everything()) == kept
    assert new.count_all == len(kept)
    folded = [Folded.of(one) for one in [*before[20:], changed[-1]]]
    for query in ("电池", "WH=商标", "TI=新的", "NOT 电池"):
        assert new.keys(parse(query)) == {
            item.entry.key for item in folded if item.entry.key in engine_keys(parse(query), folded)
        }
    assert sum(count for _, count in new.buckets(Everything(), {"what": 3})["what"]) == len(kept)
    assert old.keys(Everything()) == {one.key for one in before}
    assert engine.open(first).count_all == 300
    assert {path.name: path.read_bytes() for path in first.iterdir() if path.name in names} == names


def engine_keys(node: object, records: list[Folded]) -> set[str]:
    from zhiquan.records.search.oracle import matching

    return {one.key for one in matching(node, records)}  # type: ignore[arg-type]


def test_every_publication_leads_to_its_right_also_after_it_was_taken_over(engine: Engine, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    right = Told(replace(record("灯", serial=1), publication="CN104000001A"), ("CN104000001B",))
    engine.write(first, [right, record("灯", serial=2)])
    engine.write(second, [record("灯", serial=3)], base=first)
    for folder in (first, second):
        reader = engine.open(folder)
        for typed in ("CN104000001A", "CN104000001B", "PN=104000001"):
            found = reader.first(parse(typed))
            assert found == right.record
        assert reader.first(parse("PN=CN104000001C")) is None


def test_what_is_begun_is_completed_by_the_most_frequent(made) -> None:  # type: ignore[no-untyped-def]
    rights = [record("电池隔膜", "", ("示例大学",), serial=serial, main_class="H01M10/0525") for serial in (1, 2)]
    reader = made(*rights, record("电机", "", ("示例公司",), serial=3, main_class="H02K1/00"))
    assert reader.beginning("name", "示例", 9) == (("示例大学", 2), ("示例公司", 1))
    assert reader.beginning("class", "ipc:H0", 2) == (("ipc:H01", 2), ("ipc:H01M", 2))
    assert reader.beginning("word", "电", 1) == (("电池", 2),)
    assert reader.beginning("name", "没有", 9) == ()


def test_the_most_alike_shares_most_words_and_classes_and_is_not_the_right_itself(made) -> None:  # type: ignore[no-untyped-def]
    asked = record("锂离子电池隔膜", serial=1)
    near, far, other = record("电池隔膜涂层", serial=2), record("电池盒", serial=3), record("茶壶", serial=4)
    reader = made(asked, near, far, other)
    found = reader.alike({"电池": 1.0, "隔膜": 2.0}, {}, asked.key, 9)
    assert [one.key for one in found] == [near.key, far.key]
    classed = record("茶", serial=5, main_class="H01M10/0525")
    assert made(classed, near).alike({"壶": 1.0}, {"ipc:H01M": 1.0}, near.key, 9) == (classed,)


def test_a_word_is_in_so_many_records(made) -> None:  # type: ignore[no-untyped-def]
    reader = made(record("电池", serial=1), record("灯", "用电池", serial=2), record("灯", serial=3))
    assert (reader.frequency("电池"), reader.frequency("没有")) == (2, 0)
