"""Trees of classes: titles in two languages, what lies above and below, search, depth where a source counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.laking import put

from zhiquan.records.corpus import class_titles
from zhiquan.records.corpus.class_titles import titles
from zhiquan.records.corpus.classification import Classification, classification, in_order, matcher
from zhiquan.records.corpus.model import ClassRecord, ConcordanceRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.text import Text

ROWS = [
    ("ipc:H", 1, "", "电学", "ELECTRICITY"),
    ("ipc:H01", 2, "ipc:H", "电气元件", ""),
    ("ipc:H01M", 3, "ipc:H01", "用于直接转变化学能为电能的方法或装置，例如电池组", ""),
    ("ipc:H01M4/00", 4, "ipc:H01M", "电极", "Electrodes"),
    ("ipc:H01M10/00", 4, "ipc:H01M", "二次电池；及其制造", "Secondary cells; Manufacture thereof"),
    ("ipc:H01M10/05", 5, "ipc:H01M10/00", "非水电解质蓄电池", "Accumulators with non-aqueous electrolyte"),
    ("ipc:H01M10/052", 6, "ipc:H01M10/05", "锂蓄电池", "Li-accumulators"),
    ("ipc:H01M10/0525", 7, "ipc:H01M10/052", "锂离子电池", "Lithium-ion batteries"),
    ("ipc:H01M10/06", 5, "ipc:H01M10/00", "铅酸蓄电池", "Lead-acid accumulators"),
    ("ipc:H01M4/02", 5, "ipc:H01M4/00", "由活性材料组成", ""),
    ("ipc:H01M4/13", 5, "ipc:H01M4/00", "非水电解质蓄电池的电极", ""),
    ("nice:09", 1, "", "科学仪器", ""),
    ("nice:0922", 2, "nice:09", "电池，充电器", ""),
]


def row(key: str, level: int, parent: str, title: str, title_en: str, on: date = date(2026, 1, 1)) -> dict[str, Any]:
    return {"key": key, "level": level, "parent": parent, "title": title, "title_en": title_en, "vintage": on}


@pytest.fixture(scope="module")
def known() -> Classification:
    return Classification(row(*one) for one in ROWS)


def symbols(entries: Any) -> list[str]:
    return [entry.symbol for entry in entries]


def test_titles_come_in_both_languages_and_one_stands_in_for_the_other(known: Classification) -> None:
    entry = known.entry("H01M10/0525")
    assert entry is not None
    assert (entry.title.zh, entry.title.en, entry.level, entry.key) == (
        "锂离子电池", "Lithium-ion batteries", 7, "ipc:H01M10/0525",
    )  # fmt: skip
    assert known.entry("H01M4/02").title.en == "由活性材料组成"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [("h01m 10/0525", "H01M10/0525"), ("ipc:H01M", "H01M"), ("H01M10", "H01M10/00"), ("0922", "0922"), ("第9类", "09")],
)
def test_symbols_are_found_as_people_write_them(known: Classification, written: str, symbol: str) -> None:
    assert known.entry(written).symbol == symbol  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["A01B1/00", "cpc:H01M", "不是分类", "", "4501"])
def test_what_no_table_holds_is_not_found(known: Classification, written: str) -> None:
    assert known.entry(written) is None


def test_a_tree_knows_what_lies_above_and_below(known: Classification) -> None:
    tree = known.tree("ipc")
    assert tree is not None
    assert symbols(tree.ancestors("H01M10/0525")) == ["H", "H01", "H01M", "H01M10/00", "H01M10/05", "H01M10/052"]
    assert symbols(tree.children("H01M")) == ["H01M4/00", "H01M10/00"]
    assert symbols(tree.children("H01M10")) == ["H01M10/05", "H01M10/06"]
    assert symbols(tree.top()) == ["H"]
    assert tree.children("X") == ()
    assert "H01M" in tree
    assert len(tree) == 11


def test_search_finds_every_word_in_either_language_and_wide_classes_first(known: Classification) -> None:
    tree = known.tree("ipc")
    assert tree is not None
    assert symbols(tree.find("蓄电池")) == ["H01M4/13", "H01M10/05", "H01M10/06", "H01M10/052"]
    assert symbols(tree.find("lithium BATTERIES")) == ["H01M10/0525"]
    assert symbols(tree.find("蓄電池 锂")) == ["H01M10/052"]
    assert symbols(tree.find("蓄电池", limit=1)) == ["H01M4/13"]
    assert tree.find("  ") == ()


def test_depth_is_known_only_where_a_source_counts_the_dots(known: Classification) -> None:
    assert known.below("H01M10/0525", "H01M10/05") is True
    assert known.below("H01M10/06", "H01M10/05") is False
    assert known.below("H01M4/13", "H01M4/02") is None
    assert known.below("H01M10/0525", "H01M10/99") is None
    assert Classification([]).below("H01M10/0525", "H01M10/05") is None


def test_the_latest_title_holds_and_the_deepest_place() -> None:
    old = row("ipc:H01M10/05", 5, "ipc:H01M10/00", "旧名", "Old", date(2020, 1, 1))
    new = row("ipc:H01M10/05", 6, "ipc:H01M10/02", "新名", "", date(2026, 1, 1))
    for rows in ([old, new], [new, old]):
        entry = Classification(rows).entry("H01M10/05")
        assert entry is not None
        assert (entry.title.zh, entry.title.en, entry.level) == ("新名", "Old", 6)


def test_parents_in_a_circle_end() -> None:
    tree = Classification([row("nice:01", 1, "nice:0101", "a", ""), row("nice:0101", 2, "nice:01", "b", "")]).tree(
        "nice"
    )
    assert tree is not None
    assert len(tree.ancestors("0101")) <= 2
    assert tree.below("0101", "02") is None


def test_symbols_stand_in_the_order_of_the_scheme() -> None:
    given = ["H01M10/00", "H01M4/13", "H01M4/00", "H01M10/0525", "H", "H01M"]
    assert sorted(given, key=in_order) == ["H", "H01M", "H01M4/00", "H01M4/13", "H01M10/00", "H01M10/0525"]


def class_record(key: str, level: int, parent: str, title: str, title_en: str) -> ClassRecord:
    scheme, _, symbol = key.partition(":")
    return ClassRecord(
        record=key, key=key, source="ipc", batch="b", vintage=date(2026, 1, 1), raw_hash="0", scheme=scheme,
        edition="", symbol=symbol, level=level, parent=parent, title=title, title_en=title_en,
    )  # fmt: skip


def test_a_lake_answers_for_its_facets_and_follows_what_is_imported(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    assert titles(["H01M10/0525"], lake) == {}
    assert len(matcher(lake)) == 0
    put(lake, "one", classes=[class_record(*one) for one in ROWS[:7]])
    assert titles(["H01M10/052"], lake)["H01M10/052"].zh == "锂蓄电池"
    assert titles(["H01M10/0525"], lake) == {}
    put(lake, "two", classes=[class_record(*one) for one in ROWS[7:]])
    assert titles(["ipc:H01M10/0525"], lake)["ipc:H01M10/0525"].en == "Lithium-ion batteries"
    assert classification(lake).schemes == ("ipc", "nice")


def test_titles_of_several_symbols_are_read_at_once_and_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = Lake(tmp_path / "lake")
    put(lake, "classes", classes=[class_record(*one) for one in ROWS])
    asked = ["ipc:H01M10/0525", "H01M10", "nice:0922", "A01B", "ipc:H01M4"]
    found = titles(asked, lake)
    assert {symbol: title.zh for symbol, title in found.items()} == {
        "ipc:H01M10/0525": "锂离子电池",
        "H01M10": "二次电池；及其制造",
        "nice:0922": "电池，充电器",
        "ipc:H01M4": "电极",
    }
    monkeypatch.setattr(Lake, "about", lambda *given, **named: pytest.fail("read again"))
    assert titles(asked, lake) == found


def test_what_is_remembered_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_titles, "KEPT", 1)
    lake = Lake(tmp_path / "lake")
    put(lake, "classes", classes=[class_record(*one) for one in ROWS])
    assert titles(["H01M4/02", "H01M"], lake)["H01M4/02"].en == "由活性材料组成"
    assert titles(["H01M10/06"], lake)["H01M10/06"].en == "Lead-acid accumulators"
    assert titles(["H01M4/02"], lake)["H01M4/02"].en == "由活性材料组成"


def test_the_latest_source_gives_the_title(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    old = replace(class_record("ipc:H", 1, "", "旧", "OLD"), source="old", vintage=date(2020, 1, 1))
    put(lake, "old", classes=[old])
    put(lake, "new", classes=[class_record("ipc:H", 1, "", "新", "")])
    assert titles(["H"], lake) == {"H": Text("新", "OLD")}


def test_concordances_of_a_lake_know_the_depth_of_its_groups(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    record = ConcordanceRecord(
        record="green:1/1", key="green:1", source="green", batch="b", vintage=date(2026, 1, 1), raw_hash="0",
        table="green", code="1", rule="1", title="电池", include=("H01M10/05*",),
    )  # fmt: skip
    put(lake, "rules", concordances=[record])
    (open_hit,) = matcher(lake).match("H01M10/0525")
    assert open_hit.uncertain
    put(lake, "classes", classes=[class_record(*one) for one in ROWS])
    (hit,) = matcher(lake).match("H01M10/0525")
    assert not hit.uncertain
    assert matcher(lake).match("H01M10/06") == ()
