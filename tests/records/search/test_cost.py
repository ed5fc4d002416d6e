"""What a query may cost: some candidates are left unread and the total says so, or the query is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.making import record

from zhiquan.records.search.engines.tantivy import nearby
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.language import parse
from zhiquan.records.search.reading import SearchIndex
from zhiquan.rules.refusal import Refusal

TITLES = [f"一种电池{'的' * (serial % 4)}隔膜 a{serial}" for serial in range(40)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cost")
    write(path, (record(title, serial=serial) for serial, title in enumerate(TITLES)))
    return path


@pytest.fixture
def index(folder: Path) -> SearchIndex:
    return SearchIndex(folder, Reader(folder), 1)


def refused(index: SearchIndex, query: str) -> str:
    with pytest.raises(Refusal) as refusal:
        index.search(query)
    assert refusal.value.code == "search.too-wide"
    return refusal.value.text.zh


def test_when_every_candidate_was_read_the_total_is_exact(index: SearchIndex) -> None:
    for query, total in (("电池 1W 隔膜", 20), ("隔膜 1D 电池", 20), ("隔膜 9W 电池", 0), ("NOT 电池 1W 隔膜", 20)):
        results = index.search(query)
        assert (results.total, results.capped) == (total, False)


def test_candidates_that_were_not_read_make_the_total_a_lower_bound(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "MOST_READ", 10)
    for order in ("relevance", "newest"):
        results = index.search("电池 2W 隔膜", order=order)  # type: ignore[arg-type]
        assert results.capped
        assert 0 < results.total <= 10
        assert all(facet.buckets for facet in results.facets if facet.field in {"kind", "year"})


def test_what_stands_beside_a_nearness_leaves_fewer_to_read(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "MOST_READ", 10)
    results = index.search("(电池 2W 隔膜 OR 没有) AND a8 NOT a9")
    assert (results.total, results.capped) == (1, False)


def test_what_was_not_read_cannot_be_left_out(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "MOST_READ", 10)
    assert "NOT" in refused(index, "电池 NOT 电池 1W 隔膜")
    assert index.search("a8 NOT 电池 1W 隔膜").total == 0
    assert index.search("a10 NOT 电池 1W 隔膜").total == 1


def test_a_nearness_of_too_common_words_is_refused(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "MOST_CANDIDATES", 39)
    assert "候选 40 件" in refused(index, "电 1W 膜")
    assert index.search("电 1W 膜 AND a8").total == 0


def test_a_beginning_that_too_many_words_have_is_refused(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "MOST_WORDS", 20)
    assert "多写几个字" in refused(index, "a+")
    assert "多写几个字" in refused(index, "a+ 3D 电池")
    assert index.search("a3+").total == 11


@pytest.mark.parametrize("query", ["PA=" + "长" * 600 + "+", "PA=" + "+?" * 60 + "学"])
def test_a_pattern_longer_than_the_engine_reads_is_refused(index: SearchIndex, query: str) -> None:
    assert "写短一些" in refused(index, query)


def test_the_bound_of_the_engine_itself_is_told_in_the_same_words() -> None:
    with pytest.raises(Refusal) as refusal, nearby.bounded():
        raise ValueError("Phrase query exceeded max expansions 138859")
    assert refusal.value.code == "search.too-wide"
    with pytest.raises(ValueError, match="other"), nearby.bounded():
        raise ValueError("other")


def test_terms_that_are_too_many_and_too_common_are_refused_before_they_run(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "MOST_PLACES", 119)
    assert "减少检索词" in refused(index, "TI=(电池 OR 隔膜 OR 一种)")
    assert index.search("TI=(电池 OR 隔膜)").total == 40
    assert index.search("TI=(电池 AND 没有)").total == 0


def test_candidates_are_read_once_for_a_page_and_its_facets(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.search("电池 1W 隔膜")
    monkeypatch.setattr(nearby, "near_in", None)
    assert index.search("电池 1W 隔膜").total == 20


def test_a_check_of_candidates_that_accepts_all_is_found_out(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "near_in", lambda *_: True)
    assert index.reader.count(parse("电池 1W 隔膜")) == 40
