"""The PATENTSCOPE lists of 2,872 Chinese firms, whole: what was read, and hit counts against plain counting of text.

119,405 records stand in the archive. 119,257 of them have an office in capitals and a day, which is how they are often
counted; 5 more name an office in small letters, 1 has no day, and 142 pages show one hit as number and title alone. The
same document stands on several firms' pages: exact repeats are left out and held against nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.report import ImportReport
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import SearchIndex, build_index, open_index, source
from zhiquan.records.search.language import parse
from zhiquan.records.search.oracle import Folded, matching

pytestmark = [pytest.mark.realdata, pytest.mark.long]

FIELDED = (
    "TI=(锂电池 AND 隔膜)",
    "TI=(电池 OR 电源) AND IC=H01M AND AD=[2010 TO 2015]",
    "PA=+大学 AND AB=(涂层 AND 陶瓷)",
    "OF=WO AND TI=(battery AND lithium)",
    "IC=H04L AND PD=[20130101 TO 20131231] NOT TI=方法",
    'PA="华为技术有限公司" AND IC=H04W',
    "TIAB=(离子 3W 电池)",
    "AB=(半导体 5D 激光)",
    "IN=+王+ AND KI=实用新型",
    "LC=26 OR IC=F21",
)


@dataclass(frozen=True)
class Firms:
    report: ImportReport
    search: SearchIndex
    records: list[Folded]


@pytest.fixture(scope="module")
def firms(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Firms:
    root = tmp_path_factory.mktemp("firms")
    lake, index = root / "lake", root / "index"
    report = import_file(
        shared_data / "cn-patentscope-firms" / "wipo_data.tar.zst",
        lake,
        source="patentscope",
        vintage=date(2017, 12, 31),
    )
    build_index(lake, index)
    store = Lake(lake)
    return Firms(report, open_index(index), [Folded.of(one) for one in source.records(store, store.version() or 0)])


@pytest.fixture(scope="module")
def texts(firms: Firms) -> list[str]:
    return [fold(f"{one.record.title}\n{one.record.abstract}") for one in firms.records]


def test_every_record_is_read_and_every_difference_has_its_reason(firms: Firms) -> None:
    report = firms.report
    refused = {reason.rule: reason.count for reason in report.by_reason}
    assert report.read == 119_405
    assert report.read == report.accepted + sum(refused.values())
    assert set(refused) == {"row.repeated"}
    publications = {one.record.publication for one in firms.records if isinstance(one.record, PatentRecord)}
    assert len(publications) > 112_000


@pytest.mark.parametrize("term", ["锂电池", "离子电池", "导体", "池", "隔膜", "的"])
def test_hits_are_the_texts_that_hold_these_characters(firms: Firms, texts: list[str], term: str) -> None:
    counted = sum(term in text for text in texts)
    assert firms.search.search(f"TIAB={term}", facets=False).total == counted
    assert counted > 50


def test_a_latin_term_is_a_whole_run_of_letters(firms: Firms, texts: list[str]) -> None:
    runs = re.compile(r"(?<![0-9a-z])led(?![0-9a-z])")
    counted = sum(bool(runs.search(text)) for text in texts)
    substrings = sum("led" in text for text in texts)
    assert firms.search.search("TIAB=LED", facets=False).total == counted
    assert 100 < counted < substrings


@pytest.mark.parametrize("query", FIELDED)
def test_fielded_queries_find_what_reading_every_record_finds(firms: Firms, query: str) -> None:
    found = firms.search.reader.keys(parse(query))
    assert found == {right.key for right in matching(parse(query), firms.records)}


def test_every_right_is_there_once(firms: Firms) -> None:
    assert firms.search.reader.count_all == len(firms.records)
    assert max(Counter(one.record.key for one in firms.records).values()) == 1
