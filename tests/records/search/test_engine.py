"""Cutting into tokens is exact: terms and patterns over short texts, whatever stands next to them."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.making import record
from tests.records.search.queries import has_word

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.engines.tantivy import preparing
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.streams import joined, streams
from zhiquan.records.search.engines.tantivy.terms import sparse
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.entry import rank_of
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Term, TextField
from zhiquan.records.search.language.wild import read_wild
from zhiquan.records.search.oracle import Folded, matching
from zhiquan.records.search.text import indexed, tokens

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


@settings(deadline=None)
@given(st.text(alphabet="电池隔膜LeD5，", min_size=2, max_size=9), st.data())
def test_a_phrase_without_the_tokens_that_its_neighbours_imply_says_the_same(term: str, data: st.DataObject) -> None:
    cut = tuple(tokens(fold(term)))
    counts = [data.draw(st.integers(0, 9)) for _ in cut]
    kept = dict(sparse(cut, counts))
    assert {0, len(cut) - 1} <= kept.keys()
    text = fold(data.draw(st.text(alphabet="电池隔膜LeD5，", max_size=6)) + term)
    stream = list(tokens(text))
    for start in range(len(stream) - len(cut) + 1):
        whole = stream[start : start + len(cut)] == list(cut)
        assert whole == all(stream[start + at] == token for at, token in kept.items())


def test_the_most_frequent_of_implied_tokens_is_left_out_and_a_rare_one_stays() -> None:
    assert sparse(("使用", "用寿", "寿命"), (9, 9, 9)) == [(0, "使用"), (2, "寿命")]
    assert sparse(("一种", "种方", "方法"), (9, 1, 9)) == [(0, "一种"), (1, "种方"), (2, "方法")]


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
    loose = lambda values: [" ".join(tokens("".join(c for c in value if c != ","))) for value in values]  # noqa: E731
    monkeypatch.setattr(preparing, "streams", loose)
    assert _differs(titles, terms) == terms


@given(st.lists(st.lists(st.text(alphabet="电池离𠮷〇LeD5 ，。-．+ア二\n", max_size=12), max_size=3), max_size=5))
def test_streams_made_together_are_those_made_one_by_one(fields: list[list[str]]) -> None:
    folded = [[fold(value) for value in values] for values in fields]
    cut = iter(streams([value for values in folded for value in values]))
    for values in folded:
        made = joined([stream for value in values if (stream := next(cut)) or value])
        assert made.split() == indexed(*values).split()


def test_the_rank_orders_by_day_and_then_by_number() -> None:
    day, next_day = date(2014, 5, 6), date(2014, 5, 7)
    early, late = record(serial=9_999_999, kind=9, filed=day).key, record(serial=1, kind=1, filed=next_day).key
    twin = record(serial=9_999_998, kind=9, filed=day).key
    assert rank_of(twin, day) < rank_of(early, day) < rank_of("US.16123456", day) < rank_of(late, next_day)
    assert rank_of("US.16123456", None) < rank_of(twin, date(1985, 4, 1))
    assert rank_of("tm.CN.1", day) != rank_of("tm.CN.2", day)
    assert rank_of("US.16123456", date(2150, 1, 1)) < 1 << 63


def test_where_files_cannot_have_second_names_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    write(first, (record("电池", serial=serial) for serial in range(3)))

    def refuse(*_: object) -> None:
        raise OSError("no second names here")

    monkeypatch.setattr("os.link", refuse)
    assert write(second, [record("灯", serial=9)], base=first, dropped=[record(serial=0).key]) == 3
    assert Reader(second).count(Term((TextField.TITLE,), "电池")) == 2
    assert all(path.stat().st_nlink == 1 for path in second.iterdir())
