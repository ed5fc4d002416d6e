"""The engine finds exactly what reading every record finds."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.making import record
from tests.records.search.queries import SEEDS, Maker, has_word

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy import schema as engine_schema
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.schema import rank
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Everything, Mode, Term, TextField
from zhiquan.records.search.language.wild import read_wild
from zhiquan.records.search.oracle import Folded, matching
from zhiquan.records.search.text import fold, tokens

WORDS = ("锂离子", "电池", "隔膜", "半导体", "铝合金", "煤", "LED", "灯", "3", "号", "，", "-", " ", "𠮷", "〇", "装置")
CLASSES = ("H01M10/0525", "H01M10/05", "H01M2/16", "H01L21/00", "G06F17/30", "06-01", "21-01", "")
NAMES = ("示例大学", "示例大学城", "示例公司", "东湖（示例）有限公司", "A+B.C 公司", "李四")


def corpus(count: int, seed: int) -> list[PatentRecord]:
    chance = random.Random(seed)

    def text(words: int) -> str:
        return "".join(chance.choices(WORDS, k=words))

    return [
        record(
            text(chance.randint(1, 8)),
            text(chance.randint(0, 20)),
            tuple(chance.sample(NAMES, k=chance.randint(0, 3))),
            serial=serial,
            kind=chance.choice((1, 2, 3, 8)),
            filed=date(2004, 1, 1) + timedelta(days=chance.randrange(4000)),
            main_class=chance.choice(CLASSES),
        )
        for serial in range(count)
    ]


@pytest.fixture(scope="module")
def records() -> list[Folded]:
    return [Folded.of(item) for item in corpus(600, 7)]


@pytest.fixture(scope="module")
def reader(records: list[Folded], tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("engine")
    write(folder, (item.record for item in records))
    return Reader(folder)


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_random_queries_find_exactly_what_the_oracle_finds(
    reader: Reader, records: list[Folded], chance: random.Random
) -> None:
    node = Maker(records, chance).node()
    expected = {item.key for item in matching(node, records)}
    assert reader.keys(node) == expected
    assert reader.count(node) == len(expected)


TITLES = st.lists(st.text(alphabet="电池隔膜离離𠮷号〇LeD5 ，。-．+", min_size=1, max_size=12), min_size=1, max_size=8)


def _differs(titles: list[str], terms: list[str]) -> list[str]:
    made = [Folded.of(record(title, serial=serial)) for serial, title in enumerate(titles)]
    with TemporaryDirectory() as folder:
        write(Path(folder), (item.record for item in made))
        reader = Reader(Path(folder))
        return [
            term
            for term in terms
            if reader.keys(Term((TextField.TITLE,), term))
            != {item.key for item in matching(Term((TextField.TITLE,), term), made)}
        ]


@settings(max_examples=40, deadline=None)
@given(TITLES, st.data())
def test_a_term_finds_exactly_the_texts_that_hold_it(titles: list[str], data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.sampled_from(titles), min_size=3, max_size=6))
    cuts = [data.draw(st.integers(0, max(0, len(title) - 1))) for title in drawn]
    pieces = [fold(title[cut : cut + data.draw(st.integers(1, 4))]) for title, cut in zip(drawn, cuts, strict=True)]
    assert _differs(titles, [piece for piece in pieces if has_word(piece)]) == []


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, list[Folded]]:
    """Fifteen hundred titles of a few characters each, so that most patterns of as many fit some and miss some."""
    chance = random.Random(11)
    titles = ("".join(chance.choices("电电池池隔离𠮷LeD5-，.", k=chance.randint(1, 9))) for _ in range(1500))
    made = [Folded.of(record(title, serial=serial)) for serial, title in enumerate(titles)]
    folder = tmp_path_factory.mktemp("short")
    write(folder, (item.record for item in made))
    return Reader(folder), made


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="电池离𠮷LD5-??#+", min_size=2, max_size=6))
def test_a_pattern_finds_exactly_the_texts_that_it_fits(short: tuple[Reader, list[Folded]], word: str) -> None:
    try:
        node = read_wild((TextField.TITLE,), word, 0)
    except Fault:
        return
    reader, made = short
    assert reader.keys(node) == {item.key for item in matching(node, made)}


def test_a_cut_that_lets_pairs_run_across_punctuation_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    titles, terms = ["电池，隔膜", "电池隔膜"], ["电池隔膜", "池隔"]
    assert _differs(titles, terms) == []
    loose = lambda *values: " ".join(tokens("".join(c for c in fold("".join(values)) if c != ",")))  # noqa: E731
    monkeypatch.setattr(engine_schema, "indexed", loose)
    assert _differs(titles, terms) == terms


def test_one_character_finds_every_text_that_holds_it(reader: Reader, records: list[Folded]) -> None:
    for char in "电池锂号𠮷〇灯":
        expected = {item.record.key for item in records if char in item.record.title}
        assert reader.keys(Term((TextField.TITLE,), char)) == expected


@pytest.mark.parametrize("start", ["示例大学", "东湖(示例)", "a+b.", "李"])
def test_names_begin_with_what_was_written_taken_literally(reader: Reader, records: list[Folded], start: str) -> None:
    node = Term((TextField.APPLICANT,), start, Mode.BEGINS)
    expected = {
        item.record.key for item in records if any(fold(name).startswith(start) for name in item.record.applicants)
    }
    assert expected
    assert reader.keys(node) == expected


def test_by_date_every_hit_comes_once_in_order_of_date_then_number(reader: Reader, records: list[Folded]) -> None:
    for newest in (True, False):
        seen: list[PatentRecord] = []
        after: int | None = None
        while page := reader.by_date(Everything(), after, 37, newest=newest):
            assert page.total == len(records)
            if not page.records:
                break
            seen += page.records
            after = page.ranks[-1]
        ordered = sorted((item.record for item in records), key=rank, reverse=newest)
        assert [item.key for item in seen] == [item.key for item in ordered]


def test_the_rank_orders_by_day_and_tells_every_number_apart() -> None:
    early = record(serial=9_999_999, kind=9, filed=date(2014, 5, 6))
    late = record(serial=1, kind=1, filed=date(2014, 5, 7))
    twin = record(serial=9_999_998, kind=9, filed=date(2014, 5, 6))
    assert rank(twin) < rank(early) < rank(late)


def test_facets_count_like_the_oracle(reader: Reader, records: list[Folded]) -> None:
    kinds = dict(reader.buckets(Everything(), "kind", 10))
    assert kinds == {
        kind: sum(item.record.kind == kind for item in records) for kind in {item.record.kind for item in records}
    }
    years = dict(reader.buckets(Everything(), "year", 60))
    assert sum(years.values()) == len(records)
    assert all(year.isdecimal() for year in years)
