"""One city's 7,384 real records: everything imported, every count equal to a plain reading of the workbook."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.records.search.queries import Maker

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.report import ImportReport
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import SearchIndex, build_index, open_index, verify_index
from zhiquan.records.search.language import parse
from zhiquan.records.search.oracle import Folded, matching

pytestmark = pytest.mark.realdata


@dataclass(frozen=True)
class Real:
    report: ImportReport
    lake: Path
    index: Path
    search: SearchIndex
    records: list[Folded]
    rows: list[tuple[str, ...]]


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Real:
    path = shared_data / "cn-taian-patents" / "专利信息.xlsx"
    root = tmp_path_factory.mktemp("real")
    lake, index = root / "lake", root / "index"
    report = import_file(path, lake, vintage=date(2016, 1, 1), division="990000")
    build_index(lake, index)
    with path.open("rb") as stream:
        rows = list(load_workbook(stream, read_only=True).worksheets[0].iter_rows(values_only=True))[1:]
    records = [Folded.of(item.record) for item in merged(Lake(lake))]
    return Real(report, lake, index, open_index(index), records, [tuple(map(str, row)) for row in rows])


def test_every_row_is_imported_and_nine_numbers_lack_their_check_character(real: Real) -> None:
    assert (real.report.read, real.report.accepted, real.report.refused) == (7384, 7384, 0)
    assert real.report.by_standing == {"valid": 7375, "unchecked": 9}
    assert {reason.rule: reason.count for reason in real.report.doubts} == {
        "filing-year.earlier": 10,
        "filing-year.later": 2,
    }


@pytest.mark.parametrize(("word", "count"), [("电池", 19), ("离子", 21), ("导体", 11), ("合金", 11), ("煤", 141)])
def test_words_in_titles_are_counted_as_in_the_workbook(real: Real, word: str, count: int) -> None:
    assert sum(word in row[0] for row in real.rows) == count
    assert real.search.search(f"TI={word}").total == count


@pytest.mark.parametrize("word", ["电池", "装置", "方法", "隔膜", "的", "锂离子", "离子电", "池隔"])
def test_words_in_abstracts_are_counted_as_in_the_workbook(real: Real, word: str) -> None:
    assert real.search.search(f"AB={word}").total == sum(word in "".join(row[5].split()) for row in real.rows)


@pytest.mark.parametrize(
    "query",
    [
        "TI=(电池 AND 隔膜) AND AD=[2010 TO 2015]",
        "TI=(电池 OR 隔膜) AND AD=[2010 TO 2015]",
        "煤 AND IC=E21 NOT PA=矿业+",
        "LC=06 OR IC=H01M",
        "KI=外观设计 AND AD<2010",
        "(电池 AND 隔膜) AND AD=[2010 TO 2015]",
        "LED 灯",
        '"5.5"',
    ],
)
def test_queries_find_what_reading_every_record_finds(real: Real, query: str) -> None:
    expected = {record.key for record in matching(parse(query), real.records)}
    assert real.search.reader.keys(parse(query)) == expected
    assert real.search.search(query).total == len(expected)


@pytest.mark.long
def test_a_hundred_random_queries_find_what_reading_every_record_finds(real: Real) -> None:
    maker = Maker(real.records, random.Random(20))
    for _ in range(100):
        node = maker.node()
        assert real.search.reader.count(node) == sum(1 for _ in matching(node, real.records)), node


def test_every_number_of_the_workbook_finds_its_right(real: Real) -> None:
    for row in random.Random(1).sample(real.rows, 200):
        (hit,) = real.search.search(row[1]).hits
        assert (hit.record.title, hit.record.number) == (row[0], row[1])


def test_the_index_equals_the_lake(real: Real) -> None:
    assert verify_index(real.lake, real.index, terms=100, seed=5).sound


def test_another_export_has_other_headings_and_date_forms(real: Real, shared_data: Path) -> None:
    report = import_file(
        shared_data / "cn-cnipr-export" / "训练文件.xlsx", real.lake, vintage=date(2016, 1, 1), dry_run=True
    )
    assert (report.read, report.accepted, report.by_standing) == (199, 199, {"valid": 199})
    assert report.doubts == ()
