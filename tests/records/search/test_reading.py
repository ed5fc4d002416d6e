"""Result pages: totals, marks, facets that narrow, pages that go on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import number, record

from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.facets import SIZES
from zhiquan.records.search.highlight import Piece
from zhiquan.records.search.reading import DEEPEST_BY_RELEVANCE, SearchIndex
from zhiquan.rules.refusal import Refusal

RECORDS = [
    record("锂离子电池隔膜", "用于电动汽车。", ("示例大学", "ABC 公司"), serial=1, main_class="H01M2/16"),
    record(
        "一种电池盒", "电池隔膜在盒内。", ("示例大学",), serial=2, kind=2, filed=date(2013, 5, 6), main_class="H01M2/10"
    ),
    record("茶壶", "", ("李四",), serial=3, kind=3, filed=date(2012, 5, 6), main_class="07-01"),
    record("电池测试方法", "", ("abc公司",), serial=4, main_class="G01R31/36"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("reading")
    write(folder, RECORDS)
    return SearchIndex(folder, Reader(folder), 1)


def test_hits_in_the_title_come_before_hits_in_the_abstract(index: SearchIndex) -> None:
    assert [hit.key for hit in index.search("电池隔膜").hits] == [RECORDS[0].key, RECORDS[1].key]


def test_matches_are_marked_where_they_were_looked_for(index: SearchIndex) -> None:
    hit = index.search("TI=电池 NOT 茶壶").hits[0]
    assert Piece("电池", marked=True) in hit.title
    assert not any(piece.marked for piece in hit.abstract)


def test_every_bucket_narrows_to_exactly_its_count(index: SearchIndex) -> None:
    for query in ("*", "电池", "NOT 茶壶"):
        results = index.search(query)
        assert {facet.field for facet in results.facets} == set(SIZES)
        for facet in results.facets:
            assert facet.buckets or facet.field == "status"
            for bucket in facet.buckets:
                assert index.search(bucket.query).total == bucket.count


def test_a_name_written_differently_is_one_applicant_shown_as_written(index: SearchIndex) -> None:
    names = next(facet for facet in index.search("*").facets if facet.field == "name").buckets
    abc = [bucket for bucket in names if bucket.value == "abc公司"]
    assert [(bucket.count, bucket.label.zh in {"ABC 公司", "abc公司"}) for bucket in abc] == [(2, True)]


def test_earlier_queries_are_searched_together_and_narrowed_by_facets(index: SearchIndex) -> None:
    sets = ("TI=电池", "PA=示例大学")
    results = index.search("#1 AND #2", sets=sets)
    assert {hit.key for hit in results.hits} == {RECORDS[0].key, RECORDS[1].key}
    assert Piece("电池", marked=True) in results.hits[0].title
    for facet in results.facets:
        for bucket in facet.buckets:
            assert index.search(bucket.query, sets=sets).total == bucket.count


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_pages_go_through_all_hits_once_and_end(index: SearchIndex, order: str) -> None:
    seen: list[str] = []
    after = None
    for _ in range(10):
        page = index.search("*", size=1, after=after, order=order)  # type: ignore[arg-type]
        assert page.total == 4
        seen += [hit.key for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert sorted(seen) == sorted(item.key for item in RECORDS)
    days = [next(item for item in RECORDS if item.key == key).filing_date for key in seen]
    if order != "relevance":
        assert days == sorted(days, reverse=order == "newest")


@pytest.mark.parametrize(
    ("after", "order", "code"),
    [("n:5", "relevance", "search.cursor"), ("r:x", "relevance", "search.cursor"),
     ("n:99999999999999999999999999", "newest", "search.cursor"),
     (f"r:{DEEPEST_BY_RELEVANCE}", "relevance", "search.too-deep")],
)  # fmt: skip
def test_a_place_that_does_not_fit_is_refused(index: SearchIndex, after: str, order: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        index.search("电池", after=after, order=order)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_a_typed_number_is_the_right_and_an_unknown_one_finds_nothing(index: SearchIndex) -> None:
    found = index.search(number(1).removeprefix("CN"))
    assert [hit.record for hit in found.hits] == [RECORDS[0]]
    assert index.search(number(77)).total == 0
    assert index.get(number(1)) == RECORDS[0]
    assert index.get(number(77)) is None


def test_filings_of_one_applicant_on_one_day_are_found_by_name_and_day(index: SearchIndex) -> None:
    assert index.same_day("ＡＢＣ公司", date(2014, 5, 6)) == (RECORDS[0], RECORDS[3])
    assert index.same_day("示例大学", date(2013, 5, 6)) == (RECORDS[1],)
    assert index.same_day("示例", date(2013, 5, 6)) == ()


def test_without_facets_none_are_counted(index: SearchIndex) -> None:
    assert index.search("电池", facets=False).facets == ()


def test_many_threads_read_one_index_at_once(index: SearchIndex) -> None:
    queries = ["电池", "NOT 茶壶", "PA=abc+", "*", "KI=发明"] * 8
    alone = [index.search(query).total for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: index.search(query).total, queries)) == alone
