"""An engine finds exactly what reading every record finds."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.records.making import record
from tests.records.search.queries import SEEDS, Maker

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.engine import FacetField, Reader
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import Day, Everything, Mode, Node, Term, TextField
from zhiquan.records.search.oracle import Folded, holds, matching


def expected(node: Node, records: list[Folded]) -> set[str]:
    return {item.key for item in matching(node, records)}


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_random_queries_find_exactly_what_the_oracle_finds(
    reader: Reader, records: list[Folded], chance: random.Random
) -> None:
    node = Maker(records, chance).node()
    found = expected(node, records)
    assert reader.keys(node) == found
    assert reader.count(node) == len(found)


@pytest.mark.parametrize(
    "query",
    [
        "WH=商标", "WH=gi AND OF=EU", "KI=集体商标 OR KI=地理标志产品", "NC=9", "NC=0901", "VC=26.1", "CPC=Y02E",
        "DV=37", "DV=3709", 'DV="370900"', "ST=有效", "ST=有效+", "IN=示例+", 'AG="李四"', "GD=2010", "PD>=2012",
        "DT=[2005 TO 2008]", "PN=US2+", "AN=16+", "CL=电池", "TI=(电池 S 隔膜)", "(电池 P 灯) NOT 煤",
        "OF=US NOT AD>1990",         "AN=PGI-CN-1+", "IC=H",
    ],
)  # fmt: skip
def test_every_field_finds_something_and_exactly_that(reader: Reader, records: list[Folded], query: str) -> None:
    found = expected(parse(query), records)
    assert found
    assert reader.keys(parse(query)) == found


def test_one_character_finds_every_text_that_holds_it(reader: Reader, records: list[Folded]) -> None:
    for char in "电池锂号𠮷〇灯":
        found = {item.entry.key for item in records if any(char in text for text in item.values[TextField.TITLE])}
        assert reader.keys(Term((TextField.TITLE,), char)) == found


@pytest.mark.parametrize("start", ["示例大学", "东湖(示例)", "a+b.", "李"])
def test_names_begin_with_what_was_written_taken_literally(reader: Reader, records: list[Folded], start: str) -> None:
    found = {
        item.entry.key for item in records if any(one.startswith(start) for one in item.values[TextField.APPLICANT])
    }
    assert found
    assert reader.keys(Term((TextField.APPLICANT,), start, Mode.BEGINS)) == found


def test_a_typed_number_is_first_where_words_are_looked_for_too(made) -> None:  # type: ignore[no-untyped-def]
    rights = [record(f"器件 16000077 {'16000077 ' * serial}", serial=serial) for serial in (1, 2, 3)]
    named = replace(record("灯", serial=4), key="US.16000077", application="US16000077")
    page = made(*rights, named).by_relevance(parse("16000077"), 0, 2)
    assert (page.total, page.records[0].key) == (4, "US.16000077")


FACETS: dict[FacetField, int] = dict.fromkeys(
    ("what", "kind", "year", "section", "subclass", "name", "office", "status", "division"), 1000
)


@pytest.mark.parametrize("query", ["*", "电池", "NOT 隔膜", "WH=商标"])
def test_facets_count_like_the_oracle(reader: Reader, records: list[Folded], query: str) -> None:
    hits = [item for item in records if holds(parse(query), item)]
    found = {field: dict(pairs) for field, pairs in reader.buckets(parse(query), FACETS).items()}
    assert found["what"] == Counter(item.entry.what.value for item in hits)
    assert found["section"] == Counter(one for item in hits for one in item.entry.sections)
    assert found["subclass"] == Counter(one for item in hits for one in item.entry.subclasses)
    assert found["name"] == Counter(name for item in hits for name in {*item.values[TextField.APPLICANT]})
    assert found["year"] == Counter(str(day // 10_000) for item in hits if (day := item.entry.days.get(Day.DATED)))
    for code in ("kind", "office", "status", "division"):
        assert found[code] == Counter(item.entry.codes[code] for item in hits if code in item.entry.codes)  # type: ignore[index]


def test_the_most_frequent_values_come_first_and_no_more_than_asked_for(reader: Reader) -> None:
    found = reader.buckets(Everything(), {"name": 2, "year": 3})
    assert [len(found["name"]), len(found["year"])] == [2, 3]
    assert found["name"][0][1] >= found["name"][1][1]
    assert fold(found["name"][0][0]) == found["name"][0][0]
