"""Beside exact queries: words, what is like a right, completions, synonyms, narrowing, numbers that lead to rights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import number, record

from zhiquan.records.corpus.model import IndicationRecord, MarkClass, MarkRecord, Party
from zhiquan.records.search import Synonyms, What, Widened
from zhiquan.records.search.engines.tantivy import Tantivy
from zhiquan.records.search.highlight import Piece
from zhiquan.records.search.reading import SearchIndex
from zhiquan.rules.refusal import NotFound, Refusal

BATTERY = record("锂离子电池隔膜", "用于电动汽车的电池。隔膜有涂层。", ("示例大学",), serial=1, main_class="H01M50/40")
CELL = record("锂电池的隔膜涂层", "涂层", ("示例公司",), serial=2, main_class="H01M50/40")
CASE = record("一种电池盒", "盒", ("示例公司",), serial=3, kind=2, main_class="H01M50/20")
TEAPOT = record("茶壶", "壶", ("李四",), serial=4, kind=3, main_class="07-01")
FOREIGN = replace(
    record("LED lamp", serial=5), key="US.16123456", record="US20190012345A1", office="US", application="US16123456",
    publication="US20190012345A1", filing_date=None, publication_date=date(2019, 1, 10), kind="",
)  # fmt: skip
MARK = MarkRecord(
    record="tm.CN.7654321", key="tm.CN.7654321", source="s", batch="b", vintage=date(2020, 1, 1), raw_hash="",
    number="7654321", standing="unchecked", text="東湖", classes=(MarkClass(nice_class=30, goods=("茶", "咖啡")),),
    parties=(Party(role="owner", name="东湖茶业"),), filing_date=date(2009, 8, 1), status="注册",
)  # fmt: skip
TEA = IndicationRecord(
    record="gi.EU.PGI-CN-0622", key="gi.EU.PGI-CN-0622", source="s", batch="b", vintage=date(2020, 1, 1), raw_hash="",
    register="EU", number="PGI-CN-0622", regime="pgi", name="东湖绿茶", product="茶", area="东湖",
    registration_date=date(2011, 5, 5),
)  # fmt: skip
RECORDS = [BATTERY, CELL, CASE, TEAPOT, FOREIGN, MARK, TEA]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("asking")
    Tantivy().write(folder, RECORDS)
    return SearchIndex(folder, Tantivy().open(folder), 1)


def keys(results) -> list[str]:  # type: ignore[no-untyped-def]
    return [hit.key for hit in results.hits]


def test_patents_marks_and_indications_answer_one_query(index: SearchIndex) -> None:
    results = index.search("茶 OR 东湖", order="oldest")
    assert keys(results) == [MARK.key, TEA.key, TEAPOT.key]
    assert [hit.what for hit in results.hits] == [What.MARK, What.INDICATION, What.PATENT]
    assert results.hits[0].title == (Piece("東湖", marked=True),)
    assert Piece("茶", marked=True) in results.hits[0].abstract
    assert {bucket.value: bucket.count for bucket in results.facets[0].buckets} == {
        "patent": 1,
        "mark": 1,
        "indication": 1,
    }


def test_without_a_filing_date_the_day_of_publication_orders(index: SearchIndex) -> None:
    assert keys(index.search("WH=专利 OR WH=商标", order="newest"))[0] == FOREIGN.key
    assert index.search("AD>1900").total == len(RECORDS) - 2
    assert index.search("DT=2019").total == 1


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (number(1), BATTERY.key),
        (number(1)[2:-2], BATTERY.key),
        ("US16123456", FOREIGN.key),
        ("US 16/123,456", FOREIGN.key),
        ("16123456", FOREIGN.key),
        ("US 2019/0012345 A1", FOREIGN.key),
        ("US2019012345A1", FOREIGN.key),
        ("20190012345", FOREIGN.key),
        ("7654321", MARK.key),
        ("CN7654321", MARK.key),
        ("PGI-CN-0622", TEA.key),
    ],
)
def test_a_number_typed_in_any_usual_form_leads_to_the_right(index: SearchIndex, typed: str, key: str) -> None:
    found = index.find(typed)
    assert found is not None
    assert found.key == key
    assert keys(index.search(typed))[0] == key
    assert keys(index.search(typed, mode="smart"))[0] == key


def test_what_is_no_number_leads_nowhere(index: SearchIndex) -> None:
    assert index.find("茶壶") is None
    assert index.find("9999999") is None


def test_words_rank_where_no_text_holds_the_phrase(index: SearchIndex) -> None:
    assert index.search("汽车电池的隔膜").total == 0
    results = index.search("汽车电池的隔膜", mode="smart")
    assert keys(results) == [BATTERY.key, CELL.key, CASE.key]
    assert (results.mode, results.words) == ("smart", ("汽车", "电池", "隔膜"))
    assert Piece("电池隔膜", marked=True) in results.hits[0].title
    for facet in results.facets:
        for bucket in facet.buckets:
            assert index.search("汽车电池的隔膜", mode="smart", within=bucket.query).total == bucket.count


def test_a_question_of_nothing_but_common_words_is_still_asked(index: SearchIndex) -> None:
    assert index.search("一种", mode="smart").words == ("一种",)
    assert index.search("*", mode="smart").total == len(RECORDS)
    with pytest.raises(Refusal) as refusal:
        index.search("，。", mode="smart")
    assert refusal.value.code == "search.empty"


def test_a_query_stays_within_another_and_so_do_its_facets(index: SearchIndex) -> None:
    results = index.search("电池", within="PA=示例公司")
    assert set(keys(results)) == {CELL.key, CASE.key}
    for facet in results.facets:
        for bucket in facet.buckets:
            assert index.search(bucket.query).total == bucket.count
    assert set(keys(index.search("*", within="KI=外观设计"))) == {TEAPOT.key}


def test_facets_alone_are_those_of_the_search_and_kept(index: SearchIndex) -> None:
    shown = index.search("电池").facets
    assert index.facets("电池") is shown
    assert index.facets("茶壶") is not shown
    assert index.facets(number(1)) == ()


SYNONYMS = Synonyms.of([["锂电池", "锂离子电池"], ["盒", "壳体"]])


def test_synonyms_are_looked_for_together_told_and_switched_off(index: SearchIndex) -> None:
    assert index.search("锂电池").total == 1
    results = index.search("锂电池", synonyms=SYNONYMS)
    assert set(keys(results)) == {BATTERY.key, CELL.key}
    assert results.widened == (Widened("锂电池", ("锂离子电池",)),)
    assert Piece("锂离子电池", marked=True) in next(hit for hit in results.hits if hit.key == BATTERY.key).title
    assert index.search("TI=(隔膜 NOT 锂电池)", synonyms=SYNONYMS).total == 0
    assert index.search('PA="锂电池"', synonyms=SYNONYMS).widened == ()
    smart = index.search("壳体", mode="smart", synonyms=SYNONYMS)
    assert (keys(smart), smart.widened) == ([CASE.key], (Widened("壳体", ("盒",)),))


def test_a_regions_synonyms_are_read_from_its_file(tmp_path: Path) -> None:
    assert Synonyms.read(tmp_path).groups == {}
    (tmp_path / "search").mkdir()
    path = tmp_path / "search" / "synonyms.yaml"
    path.write_text("synonyms:\n  - [锂電池, 锂离子电池]\n  - [锂离子电池, 二次电池]\n", encoding="utf-8")
    found = Synonyms.read(tmp_path)
    assert found.groups["锂电池"] == ("锂電池", "锂离子电池")
    assert set(found.groups["锂离子电池"]) == {"锂電池", "锂离子电池", "二次电池"}
    for wrong in ("synonyms: 锂电池\n", "- [a, b]\n", "synonyms:\n  - [锂电池, 3]\n"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            Synonyms.read(tmp_path)
        assert refusal.value.code == "search.synonyms"


def test_what_is_like_a_right_comes_with_the_words_and_classes_that_decided(index: SearchIndex) -> None:
    found = index.similar(BATTERY.key)
    assert [one.hit.key for one in found][:2] == [CELL.key, CASE.key]
    assert "隔膜" in found[0].words
    assert found[0].classes == ("H01M50/40",)
    assert found[1].classes == ("H01M50",)
    assert Piece("隔膜涂层", marked=True) in found[0].hit.title
    assert TEAPOT.key not in [one.hit.key for one in found]
    assert [one.hit.key for one in index.similar(TEA.key)] == [MARK.key]
    with pytest.raises(NotFound):
        index.similar("CN1")


def test_what_is_begun_is_completed_with_a_query_that_finds_it(index: SearchIndex) -> None:
    found = index.suggest("示例")
    assert [(one.kind, one.text, one.count) for one in found] == [("name", "示例公司", 2), ("name", "示例大学", 2)]
    assert {one.kind for one in index.suggest("H0")} == {"class"}
    assert "电池" in [one.text for one in index.suggest("电")]
    for typed in ("示例", "h01", "电", "茶", "le"):
        for one in index.suggest(typed):
            assert index.search(one.query).total > 0
    assert index.suggest("") == index.suggest("电" * 50) == ()
    assert len(index.suggest("示", size=1)) == 1


def test_one_character_is_completed_from_what_is_kept(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = [(one.kind, one.text, one.count) for typed in ("示", "示例", "H", "电") for one in index.suggest(typed, 2)]
    fresh = SearchIndex(index.folder, index.reader, 1)
    asked: list[str] = []
    real = fresh.reader.beginning
    monkeypatch.setattr(
        type(fresh.reader), "beginning", lambda _, of, prefix, size: asked.append(prefix) or real(of, prefix, size)
    )
    found = [(one.kind, one.text, one.count) for typed in ("示", "示例", "H", "电") for one in fresh.suggest(typed, 2)]
    assert sorted(found) == sorted(direct)
    assert asked.count("") == 3
    before = len(asked)
    assert fresh.frequent.beginning("name", "示例", 2) == real("name", "示例", 2)
    assert len(asked) == before


@pytest.mark.parametrize(
    ("query", "total"),
    [("AB=(汽车 S 涂层)", 0), ("AB=(隔膜 S 涂层)", 1), ("AB=(汽车 P 涂层)", 1), ("AB=(涂层 S 隔膜)", 1)],
)
def test_sentences_and_paragraphs_hold_both_sides(index: SearchIndex, query: str, total: int) -> None:
    assert index.search(query).total == total


def test_only_what_stands_in_the_sentence_is_marked(index: SearchIndex) -> None:
    hit = index.search("隔膜 S 涂层").hits
    (text,) = [one.abstract for one in hit if one.key == BATTERY.key]
    assert [piece.text for piece in text if piece.marked] == ["隔膜", "涂层"]
