"""The merged view: one record for each thing, whatever the order of imports; nothing lost; why each field is so."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.corpus.laking import mark, put
from tests.records.making import number, record

from zhiquan.records.corpus.merged import changed_keys, merge, merged, merged_one, told_of
from zhiquan.records.corpus.model import EventRecord, MarkClass, Party, PartyRole, PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import NotFound

LATER = date(2022, 1, 1)


def by_publication(serial: int = 1, kind: str = "A", **changes: Any) -> PatentRecord:
    """A row that knows only its publication, as a hit list has it."""
    publication = f"CN{104000000 + serial}{kind}"
    base = record(serial=serial, source=changes.pop("source", "list"))
    own = {"record": publication, "key": f"pub.{publication}", "application": "", "publication": publication}
    return replace(base, **{**own, **changes})


def test_a_sparse_list_never_erases_what_another_source_holds(tmp_path: Path) -> None:
    full = record("旧名称", "完整摘要", ("示例大学",), main_class="H01M10/05", source="a")
    sparse = record("新名称", "摘要", (), source="b", vintage=LATER)
    lake = Lake(tmp_path)
    put(lake, "1", patents=[full, record(serial=2, source="a")])
    put(lake, "2", patents=[sparse])
    found = {item.key: item for item in merged(lake)}
    assert set(found) == {number(1), number(2)}
    both = found[number(1)]
    assert (both.record.title, both.record.abstract, both.record.applicants) == ("新名称", "完整摘要", ("示例大学",))
    assert (both.record.main_class, both.record.class_scheme, both.record.source) == ("H01M10/05", "ipc", "b")
    assert both.sources == ("b", "a")
    assert {name: both.reasons[name] for name in ("title", "abstract", "parties", "main_class", "class_scheme")} == {
        "title": "b",
        "abstract": "a",
        "parties": "a",
        "main_class": "a",
        "class_scheme": "a",
    }
    assert "claim" not in both.reasons
    assert set(found[number(2)].reasons.values()) == {"a"}


def test_a_doubt_that_something_is_missing_goes_when_another_source_tells_it() -> None:
    bare = replace(record("", source="b", vintage=LATER, applicants=()), doubts=("title.absent", "applicant.missing"))
    told = merge([record("名称", applicants=("示例大学",), source="a"), bare]).record
    assert (told.title, told.doubts) == ("名称", ())
    alone = merge([bare, record("", source="a", applicants=())]).record
    assert set(alone.doubts) == {"title.absent", "applicant.missing"}


def test_status_and_owners_are_those_of_the_latest_day(tmp_path: Path) -> None:
    owner = (Party(role=PartyRole.OWNER, name="甲公司", address="示例市一路1号"),)
    heir = (Party(role=PartyRole.OWNER, name="乙公司"), Party(role=PartyRole.INVENTOR, name="张三"))
    early = replace(record(source="a"), parties=owner, status="有效")
    late = replace(record(source="b", vintage=LATER), parties=heir, status="失效")
    one = merge([early, late])
    assert (one.record.status, one.record.owners, one.record.inventors) == ("失效", ("乙公司",), ("张三",))
    same = merge([early, replace(late, parties=(replace(owner[0], address=""),))])
    assert same.record.parties == owner


def test_a_document_of_the_right_joins_it_by_its_publication_number(tmp_path: Path) -> None:
    full = replace(record("装置", source="full"), publication="CN104000001A", publication_date=date(2015, 1, 1))
    lake = Lake(tmp_path)
    put(lake, "1", patents=[by_publication(1, abstract="很长的摘要"), by_publication(2)])
    assert {one.key for one in merged(lake)} == {"pub.CN104000001A", "pub.CN104000002A"}
    put(lake, "2", patents=[full])
    assert sorted(changed_keys(lake, "patents", 1)) == [number(1), "pub.CN104000001A"]
    found = {one.key: one for one in merged(lake)}
    assert set(found) == {number(1), "pub.CN104000002A"}
    joined = found[number(1)]
    assert (joined.record.abstract, joined.record.application) == ("很长的摘要", number(1))
    assert joined.publications == ("CN104000001A",)
    assert merged_one(lake, "patents", "pub.CN104000001A") == joined == merged_one(lake, "patents", number(1))
    assert [one.key for one in merged(lake, keys=["pub.CN104000001A", "pub.CN104000002A", "none"])] == [
        "pub.CN104000002A"
    ]
    assert merged_one(lake, "patents", "none") is None


def test_the_first_publication_leads_and_every_publication_is_kept() -> None:
    granted = replace(record(), record="CN104000001B", publication="CN104000001B", publication_date=date(2016, 5, 4))
    applied = replace(record(), record="CN104000001A", publication="CN104000001A", publication_date=date(2015, 1, 1))
    one = merge([granted, applied])
    assert (one.record.publication, one.record.publication_date) == ("CN104000001A", date(2015, 1, 1))
    assert one.publications == ("CN104000001A", "CN104000001B")


def test_publications_of_one_right_join_in_whatever_writing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "1", patents=[by_publication(1, ""), by_publication(1, "B"), by_publication(2, "")])
    assert {one.key for one in merged(lake)} == {"pub.CN104000001", "pub.CN104000002"}
    put(lake, "2", patents=[replace(record(source="full"), publication="CN104000001A")])
    assert set(changed_keys(lake, "patents", 1)) == {number(1), "pub.CN104000001", "pub.CN104000001B"}
    found = {one.key: one for one in merged(lake)}
    assert set(found) == {number(1), "pub.CN104000002"}
    for written in ("", "A", "B", "A8"):
        assert merged_one(lake, "patents", f"pub.CN104000001{written}") == found[number(1)]
    assert list(merged(lake, keys=[number(1)])) == [found[number(1)]]


def test_short_and_foreign_numbers_join_only_letter_for_letter(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    rows = [
        replace(by_publication(), record=one, key=f"pub.{one}", publication=one)
        for one in ("CN1064567A", "CN1064567C", "US2001000001A1", "US2001000001A2")
    ]
    put(lake, "1", patents=rows)
    assert {one.key for one in merged(lake)} == {row.key for row in rows}


def test_a_publication_that_two_rights_claim_goes_to_one_of_them(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    claims = [replace(record(serial=serial), publication="CN104000001A") for serial in (2, 3)]
    put(lake, "1", patents=claims)
    put(lake, "2", patents=[by_publication(1)])
    assert sorted(changed_keys(lake, "patents", 1)) == [number(2), number(3), "pub.CN104000001A"]
    whole = {one.key: one for one in merged(lake)}
    assert whole[number(2)].sources == ("test", "list")
    assert whole[number(3)].sources == ("test",)
    assert list(merged(lake, keys=[number(3)])) == [whole[number(3)]]
    assert merged_one(lake, "patents", "pub.CN104000001A") == whole[number(2)]


def test_rows_for_each_class_of_a_mark_are_one_mark(tmp_path: Path) -> None:
    rows = [
        mark("7", record=f"tm.CN.7/{nice}", classes=(MarkClass(nice_class=nice, goods=("饼干",)),)) for nice in (30, 5)
    ]
    lake = Lake(tmp_path)
    put(lake, "1", marks=rows)
    groups = MarkClass(nice_class=30, groups=("3006",), status="注册")
    put(lake, "2", marks=[mark("7", "示例", source="other", vintage=LATER, classes=(groups,))])
    (one,) = merged(lake, "marks")
    assert one.record.classes == (
        MarkClass(nice_class=5, goods=("饼干",)),
        MarkClass(nice_class=30, goods=("饼干",), groups=("3006",), status="注册"),
    )
    assert one.reasons["classes"] == "other + marks"


def test_facts_about_a_right_are_found_by_its_number_and_by_its_publications(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "1", patents=[replace(record(source="s"), publication="CN104000001A")], events=[
        event("1", number(1)), event("2", "pub.CN104000001A"), event("3", "pub.CN104000002A"),
    ])  # fmt: skip
    right = merged_one(lake, "patents", number(1))
    assert right
    assert sorted(one.record for one in told_of(lake, "events", right)) == ["1", "2"]
    assert told_of(lake, "citations", right) == []


def event(name: str, key: str) -> EventRecord:
    return EventRecord(
        record=name, key=key, source="s", batch="", vintage=LATER, raw_hash=name, event="granted", on=date(2016, 1, 1)
    )


def test_a_lake_without_anything_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        list(merged(Lake(tmp_path)))


def test_a_table_without_rows_has_nothing_to_merge(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, patents=[record()])
    assert list(merged(lake, "marks")) == []
    assert list(changed_keys(lake, "marks", 0)) == []


def test_changes_are_what_rows_say_not_where_they_lie(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "1", patents=[record("一", serial=serial) for serial in range(20)])
    put(lake, "2", patents=[record("二", serial=serial) for serial in (3, 30)])
    put(lake, "3", patents=[record("三", serial=40, source="other")])
    assert set(changed_keys(lake, "patents", 1)) == {number(3), number(30), number(40)}
    assert set(changed_keys(lake, "patents", 2)) == {number(40)}
    assert set(changed_keys(lake, "patents", 1, 2)) == {number(3), number(30)}
    assert len(set(changed_keys(lake, "patents", 0))) == 22
    lake.compact()
    assert list(changed_keys(lake, "patents", 3)) == []
    lake.rollback(1)
    assert set(changed_keys(lake, "patents", 4)) == {number(3), number(30), number(40)}
    assert list(changed_keys(lake, "patents", 1)) == []


texts = st.sampled_from(["", "短", "较长的文本"])
rights = st.builds(
    lambda serial, named, source, vintage, title, abstract, names, status, main_class: replace(
        record(title or "名", abstract, names, serial=serial, source=source, vintage=vintage, main_class=main_class),
        status=status,
        publication=named,
    ),
    serial=st.integers(1, 3),
    named=st.sampled_from(["", "CN104000001A", "CN104000002"]),
    source=st.sampled_from("abc"),
    vintage=st.sampled_from([date(2020, 1, 1), date(2021, 1, 1)]),
    title=texts,
    abstract=texts,
    names=st.lists(st.sampled_from(["甲", "乙"]), unique=True).map(tuple),
    status=texts,
    main_class=st.sampled_from(["", "H01M10/05", "06-01"]),
)
documents = st.builds(
    lambda serial, kind, source, abstract: by_publication(serial, kind, source=source, abstract=abstract),
    serial=st.integers(1, 3),
    kind=st.sampled_from(["", "A", "B"]),
    source=st.sampled_from("ab"),
    abstract=texts,
)


def told_once(rows: Sequence[PatentRecord]) -> list[PatentRecord]:
    """Of rows with the same record, source and vintage the later import would win: keep one, so that none can."""
    return list({(row.record, row.source, row.vintage): row for row in rows}.values())


many = st.lists(rights | documents, min_size=1, max_size=8).map(told_once)


@given(many, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_of_the_rows_does_not_matter_and_nothing_is_lost(
    rows: list[PatentRecord], chance: random.Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one = merge(rows)
    assert one == merge(shuffled)
    assert set(one.sources) == {row.source for row in rows}
    assert set(one.record.classes) == {symbol for row in rows for symbol in row.classes}
    for name in ("title", "abstract", "status", "main_class", "publication", "parties"):
        said = {getattr(row, name) for row in rows} - {"", ()}
        assert bool(getattr(one.record, name)) == bool(said)
    assert len(one.record.abstract) == max(len(row.abstract) for row in rows)
    assert set(one.reasons) == {name for name in one.reasons if getattr(one.record, name) not in ("", (), None)}
    assert {part for reason in one.reasons.values() for part in reason.split(" + ")} <= set(one.sources)


@given(many, st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None)
def test_the_order_and_the_cut_of_imports_do_not_matter(rows: list[PatentRecord], chance: random.Random) -> None:
    """However rows are cut into batches and in whatever order these come: one merged view, however it is read."""
    views = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            lake = Lake(Path(folder))
            left = list(rows)
            chance.shuffle(left)
            turn = 0
            while left:
                turn += 1
                source = left[0].source
                batch = [row for row in left if row.source == source][: chance.randint(1, 3)]
                batch = list({row.record: row for row in sorted(batch, key=lambda row: row.vintage)}.values())
                taken = {id(row) for row in batch}
                left = [row for row in left if id(row) not in taken]
                put(lake, str(turn), patents=batch)
            view = {one.key: replace(one, record=replace(one.record, batch="")) for one in merged(lake)}
            assert len(view) == sum(1 for _ in merged(lake))
            by_key = merged(lake, keys=set(view) | {row.key for row in rows})
            assert {one.key: replace(one, record=replace(one.record, batch="")) for one in by_key} == view
            views.append(view)
    assert views[0] == views[1]


@pytest.mark.long
@given(st.lists(many, min_size=2, max_size=4))
@settings(max_examples=10, deadline=None)
def test_what_changed_is_enough_to_follow_the_lake(imports: list[list[PatentRecord]]) -> None:
    """A copy kept up to date by ``changed_keys`` alone is at every version what reading everything gives."""
    with tempfile.TemporaryDirectory() as folder:
        lake, copy, seen = Lake(Path(folder)), {}, 0
        for turn, rows in enumerate(imports):
            for source in sorted({row.source for row in rows}):
                put(lake, f"{turn}{source}", patents=list({r.record: r for r in rows if r.source == source}.values()))
            if turn == 2:
                lake.rollback(1)
            changed = set(changed_keys(lake, "patents", seen))
            for key in changed:
                copy.pop(key, None)
            copy.update({one.key: one for one in merged(lake, keys=changed)})
            seen = lake.version() or 0
            assert copy == {one.key: one for one in merged(lake)}
