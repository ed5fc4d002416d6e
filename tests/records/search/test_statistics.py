"""Statistics of a set of hits: every count is what its own query finds; a stream yields every hit once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.records.making import record

from zhiquan.records.search import SearchIndex, reading
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.writer import write

RECORDS = [
    record(f"一种电池 {serial}", "", (f"示例{serial % 3}公司",), serial=serial, kind=1 + serial % 2,
           filed=date(2010 + serial % 7 * 2, 5, 6), main_class=("H01M10/05", "H01M2/16", "G01R31/36")[serial % 3])
    for serial in range(1, 60)
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("statistics")
    write(folder, RECORDS)
    return SearchIndex(folder, Reader(folder), 1)


def test_every_count_is_what_its_own_query_finds(index: SearchIndex) -> None:
    for query in ("*", "电池", "KI=发明 OR IC=G01R"):
        told = index.statistics(query)
        assert told.total == index.search(query).total
        buckets = [*told.trend, *told.kinds, *told.applicants, *told.classes]
        buckets += [cell for matrix in (told.by_year, told.by_applicant) for _, cells in matrix.rows for cell in cells]
        assert len(buckets) > 30
        for bucket in buckets:
            assert index.search(bucket.query, facets=False).total == bucket.count, bucket


def test_the_trend_holds_every_year_also_those_with_nothing(index: SearchIndex) -> None:
    trend = index.statistics("电池").trend
    assert [bucket.value for bucket in trend] == [str(year) for year in range(2010, 2023)]
    assert [bucket.count == 0 for bucket in trend] == [year % 2 == 1 for year in range(2010, 2023)]
    assert sum(bucket.count for bucket in trend) == len(RECORDS)


def test_classes_are_counted_by_subclass_and_rows_add_up(index: SearchIndex) -> None:
    told = index.statistics("*")
    assert {bucket.value: bucket.count for bucket in told.classes} == {"ipc:H01M": 39, "ipc:G01R": 20}
    assert told.by_applicant.most == max(c.count for _, cells in told.by_applicant.rows for c in cells)
    for row, cells in told.by_applicant.rows:
        assert sum(cell.count for cell in cells) == row.count


def test_nothing_found_has_empty_statistics(index: SearchIndex) -> None:
    told = index.statistics("茶壶")
    assert (told.total, told.trend, told.by_year.rows, told.by_year.most) == (0, (), (), 0)


def test_a_stream_yields_every_hit_once_the_newest_first(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "STREAMED", 10)
    total, records = index.stream("电池")
    keys = [one.key for one in records]
    assert (total, len(keys), set(keys)) == (59, 59, {one.key for one in RECORDS})
    days = [one.filing_date for one in index.stream("H01M OR 电池")[1]]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
    assert list(index.stream("茶壶")[1]) == []
