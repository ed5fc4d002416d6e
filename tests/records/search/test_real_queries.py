"""Every field, patterns and nearness over real patents, marks and geographical indications of several offices: what
reading every record finds."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.records.search.queries import Maker

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import SearchIndex, build_index, open_index, source
from zhiquan.records.search.language import parse
from zhiquan.records.search.oracle import Folded, matching

pytestmark = [pytest.mark.realdata, pytest.mark.long]

FILES = (
    "cn-taian-patents/专利信息.xlsx",
    "gi-eu-uk/eambrosia_api_2025-02.json.gz",
    "trademark-xml/sn76044902.xml",
    "dpma-xml/trademark_info.xml",
    "uspto-xml/bulk2023/ipgb20230404_wk14.zip",
    "uspto-xml/xml2006/US07272630B2.xml",
    "epo-ops-xml/published/biblio_example.xml",
)


@dataclass(frozen=True)
class Real:
    search: SearchIndex
    records: list[Folded]


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Real:
    root = tmp_path_factory.mktemp("real")
    lake, index = root / "lake", root / "index"
    for name in FILES:
        import_file(shared_data / name, lake, vintage=date(2024, 1, 1), division="", accept_share=1.0)
    build_index(lake, index)
    store = Lake(lake)
    return Real(open_index(index), [Folded.of(record) for record in source.records(store, store.version() or 0)])


def test_the_records_are_of_every_right_and_of_several_offices(real: Real) -> None:
    assert {item.entry.what.value for item in real.records} == {"patent", "mark", "indication"}
    assert len({item.record.key.partition(".")[0] for item in real.records}) > 3
    assert real.search.reader.count_all == len(real.records) > 8_000


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
        "AN=+X",
        "NOT 装置 3D 方法",
        "电池 S 电极",
        "AB=(said S system) OR AB=(the P of)",
        "WH=地理标志 AND KI=pdo",
        "WH=商标 AND NC=9",
        "OF=US AND CPC=G06",
        "IN=+son+ OR IN=john+",
        "AG=+LLP",
        "GD>=2023 AND PN=US+",
        "PD=2023 NOT OF=CN",
        "DT<2005 OR DT=[2023 TO *]",
        "ST=registered",
        "CL=(method OR system)",
        "LC=06 AND AD<2014",
    ],
)
def test_queries_find_what_reading_every_record_finds(real: Real, query: str) -> None:
    expected = {record.key for record in matching(parse(query), real.records)}
    assert real.search.reader.keys(parse(query)) == expected
    assert real.search.search(query, size=1).total == len(expected)


@pytest.mark.parametrize(
    ("query", "expression"),
    [("煤 3W 机", "煤.{0,3}机"), ("铝+合金", "铝.*合金"), ("机 0D 煤", "机煤|煤机"), ("电#池", "电[一-鿿]?池")],
)
def test_titles_are_those_of_a_plain_expression(real: Real, query: str, expression: str) -> None:
    titles = [item.record.title for item in real.records if isinstance(item.record, PatentRecord)]
    plain = [title for title in titles if re.search(expression, "".join(title.split()))]
    assert real.search.search(f"TI=({query}) AND OF=CN", size=1).total == len(plain)


def test_random_queries_over_every_field_find_what_reading_every_record_finds(real: Real) -> None:
    maker = Maker(real.records, random.Random(31))
    for _ in range(150):
        node = maker.node(2)
        assert real.search.reader.count(node) == sum(1 for _ in matching(node, real.records)), node


def test_every_number_of_every_record_leads_to_its_right(real: Real) -> None:
    for item in random.Random(1).sample(real.records, 200):
        entry = item.entry
        for number in (item.record.number, *entry.publications[:1]):
            found = real.search.search(number, size=50)
            assert entry.key in {hit.key for hit in found.hits}, number
