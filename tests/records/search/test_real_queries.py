"""Patterns and nearness over one city's real records: what reading every record finds."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.records.search.queries import Maker

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import SearchIndex, build_index, open_index
from zhiquan.records.search.language import parse
from zhiquan.records.search.oracle import Folded, matching

pytestmark = pytest.mark.realdata


@dataclass(frozen=True)
class Real:
    search: SearchIndex
    records: list[Folded]


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Real:
    root = tmp_path_factory.mktemp("real")
    lake, index = root / "lake", root / "index"
    path = shared_data / "cn-taian-patents" / "专利信息.xlsx"
    import_file(path, lake, vintage=date(2016, 1, 1), division="990000")
    build_index(lake, index)
    return Real(open_index(index), [Folded.of(record) for record in merged(Lake(lake))])


@pytest.mark.parametrize(
    "query",
    [
        "煤 3W 机",
        "装置 20D 煤矿",
        "TI=(电 0W 池)",
        "(锂 OR 铅) 4W 电池 NOT TI=装置",
        "电#池",
        "?池?",
        "铝+合金",
        "LED+ OR L?D",
        "+00",
        "PA=+大学+",
        "PA=山东??大学",
        "AN=CN2014+ AND KI=发明",
        "AN=+.X",
        "NOT 装置 3D 方法",
    ],
)
def test_queries_find_what_reading_every_record_finds(real: Real, query: str) -> None:
    expected = {record.key for record in matching(parse(query), real.records)}
    assert expected
    assert real.search.reader.keys(parse(query)) == expected
    assert real.search.search(query, size=1).total == len(expected)


@pytest.mark.parametrize(
    ("query", "expression"),
    [("煤 3W 机", "煤.{0,3}机"), ("铝+合金", "铝.*合金"), ("机 0D 煤", "机煤|煤机"), ("电#池", "电[一-鿿]?池")],
)
def test_titles_are_those_of_a_plain_expression(real: Real, query: str, expression: str) -> None:
    plain = [folded for folded in real.records if re.search(expression, "".join(folded.record.title.split()))]
    assert real.search.search(f"TI=({query})", size=1).total == len(plain)


def test_two_hundred_random_queries_find_what_reading_every_record_finds(real: Real) -> None:
    maker = Maker(real.records, random.Random(31))
    for _ in range(200):
        node = maker.node(2)
        assert real.search.reader.count(node) == sum(1 for _ in matching(node, real.records)), node
