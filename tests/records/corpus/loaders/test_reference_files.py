"""Loaders of indications, statistics, divisions, classifications and firms: what each row tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.records.corpus.loaders.reference_files import FILES, sheet, text_file

from zhiquan.records.corpus.gates import Gate, Origin, Refused
from zhiquan.records.corpus.loaders import RawRow, Value, loader_for, loaders
from zhiquan.records.corpus.loaders.dates import day_first
from zhiquan.records.corpus.loaders.firm_list import sniff as firm_sniff
from zhiquan.records.corpus.loaders.yearbook import sniff as yearbook_sniff
from zhiquan.rules.refusal import Refusal


def rows(tmp_path: Path, name: str) -> list[RawRow]:
    key, write = FILES[name]
    path = write(tmp_path / "download.bin")
    loader = loader_for(path)
    assert loader.key == key
    assert loader.expected(path) is None
    assert loader.label.zh != loader.key
    return list(loader.rows(path))


def fields(tmp_path: Path, name: str) -> list[Mapping[str, Value]]:
    return [row.fields for row in rows(tmp_path, name)]


@pytest.mark.parametrize("name", FILES)
def test_exactly_one_special_loader_takes_the_file_whatever_its_name(tmp_path: Path, name: str) -> None:
    key, write = FILES[name]
    path = write(tmp_path / "x")
    assert [one.key for one in loaders() if not one.is_general and one.look(path).fits] == [key]


@pytest.mark.parametrize("name", FILES)
def test_every_row_passes_the_gate_of_its_table_or_is_set_aside(tmp_path: Path, name: str) -> None:
    gate = Gate(Origin("test", "b", "", date(2026, 1, 1)))
    outcomes = [gate.check(row) for row in rows(tmp_path, name)]
    assert {one.rule for one in outcomes if isinstance(one, Refused)} <= {"row.remark", "symbol.missing"}
    assert sum(isinstance(one, Refused) for one in outcomes) <= 1


def test_an_indication_of_eambrosia_keeps_all_its_names(tmp_path: Path) -> None:
    first, second = fields(tmp_path, "eambrosia")
    assert (first["name"], first["names"]) == ("示例酒", ("示例酒", "Shili Jiu", "Shili"))
    assert (first["number"], first["regime"], first["countries"]) == ("PGI-CN-9001", "spirit", ("CN",))
    assert (first["registration_date"], first["status"]) == ("2021-03-01", "registered")
    assert first["product"] == "SPIRIT; 2208 - Spirits"
    assert first["parties"] == ({"role": "approver", "name": "Shili Producers", "address": "", "country": "CN"},)
    assert (second["regime"], second["registration_date"], second["status"]) == ("pdo", "", "applied (removed)")
    assert (second["countries"], second["parties"], second["basis"]) == (("ZZ", "IT"), (), "")


def test_an_indication_of_defra_is_read_by_its_own_date_order(tmp_path: Path) -> None:
    first, wine, other = fields(tmp_path, "defra")
    assert (first["name"], first["names"]) == ("平原大梨", ("平原大梨", "Pingyuan Da Li"))
    assert (first["register"], first["regime"], first["countries"]) == ("EU", "pdo", ("IE", "GB"))
    assert (first["registration_date"], first["publication_date"]) == ("1999-12-31", "32/12/1999")
    assert (wine["regime"], wine["countries"]) == ("wine", ("IT",))
    assert other["regime"] == "Other"


def test_a_name_of_the_british_list_and_the_remark_below_it(tmp_path: Path) -> None:
    name, remark = rows(tmp_path, "spirits")
    assert name.fields["names"] == ("Example spirit", "Beispielgeist")
    assert (name.fields["registration_date"], name.fields["basis"]) == ("2021-01-01", "first registered 1989-06-12")
    assert (name.fields["regime"], name.fields["countries"]) == ("spirit", ("DE", "Nowhere"))
    assert (remark.table, remark.fields) == ("aside", {"rule": "row.remark"})


@pytest.mark.parametrize(
    ("written", "read"),
    [("14/06/1991", "1991-06-14"), ("1 Jan 2021", "2021-01-01"), ("3 September 2020", "2020-09-03"),
     ("31/02/2020", "31/02/2020"), ("1 Foo 2021", "1 Foo 2021"), ("", ""), ("2020-01-02", "2020-01-02")],
)  # fmt: skip
def test_dates_with_the_day_first(written: str, read: str) -> None:
    assert day_first(written) == read


def test_figures_of_a_yearbook_keep_the_place_as_written_beside_the_repaired_one(tmp_path: Path) -> None:
    found = fields(tmp_path, "yearbook")
    assert len(found) == 64
    by_place = {str(one["place"]): one for one in found}
    assert (by_place["江两"]["place_read"], by_place["江两"]["division"], by_place["江两"]["repair"]) == (
        "江西",
        "360000",
        "missing",
    )
    assert (by_place["上   海"]["place_read"], by_place["上   海"]["repair"]) == ("上海", "spacing")
    nation = by_place["全国"]
    assert (nation["dataset"], nation["measure"], nation["item"]) == ("cn-yearbook", "patent.applications", "发明")
    assert (nation["period"], nation["value"], nation["unit"], nation["division"]) == ("2014", "49601", "件", "")


def test_a_table_without_variables_counts_high_tech_firms(tmp_path: Path) -> None:
    first, open_place = fields(tmp_path, "hitech")
    assert (first["dataset"], first["measure"], first["unit"], first["value"]) == (
        "cn-torch",
        "hitech.firms",
        "家",
        "12",
    )
    assert (open_place["place"], open_place["place_read"], open_place["repair"]) == ("某地", "", "open")


def test_population_by_english_names(tmp_path: Path) -> None:
    found = fields(tmp_path, "population")
    assert [(one["place_read"], one["division"], one["period"], one["value"], one["unit"]) for one in found] == [
        ("内蒙古", "150000", "2020", "2400", "万人"),
        ("内蒙古", "150000", "2019", "2410", "万人"),
        ("", "", "2020", "1", "万人"),
        ("", "", "2019", "2", "万人"),
    ]


def test_population_without_a_remark_counts_persons(tmp_path: Path) -> None:
    path = text_file(tmp_path / "p", "region,2020,2019\nBeijing,21890000,21900000\n")
    assert [row.fields["unit"] for row in loader_for(path).rows(path)] == ["人", "人"]


def test_divisions_get_six_digits_and_the_code_above(tmp_path: Path) -> None:
    assert fields(tmp_path, "divisions")[0] == {
        "code": "430101", "name": "东湖区", "parent": "430100", "level": "county", "year": "",
    }  # fmt: skip
    assert fields(tmp_path, "prefectures") == [
        {"code": "430100", "name": "示例市", "parent": "430000", "level": "city", "year": "2024"}
    ]


def test_the_english_scheme_keeps_guide_headings_and_wrapped_titles(tmp_path: Path) -> None:
    found = fields(tmp_path, "ipc-en")
    assert [(one["symbol"], one["level"], one["parent"], one["title_en"]) for one in found] == [
        ("A", "1", "", "HUMAN NECESSITIES"),
        ("A01", "2", "A", "AGRICULTURE"),
        ("A01B", "3", "A01", "SOIL WORKING (planting A01C5/00)"),
        ("A01B3/00", "4", "A01B", "Ploughs with fixed shares"),
        ("A01B3/50", "5", "A01B3/00", "Long title that goes on"),
        ("A01B3/505", "5", "A01B3/00", "Deep"),
    ]
    assert found[3]["remark"] == "Ploughs"


def test_the_chinese_tree_is_read_with_dots_notes_and_what_is_cut(tmp_path: Path) -> None:
    found = {str(one["symbol"]): one for one in fields(tmp_path, "ipc-zh")}
    told = {symbol: (one["level"], one["parent"], one["title"]) for symbol, one in found.items()}
    assert told == {
        "E": ("1", "", "固定建筑物"),
        "E02": ("2", "E", "水利工程；基础"),
        "E02D": ("3", "E02", "挖方"),
        "E02D19/00": ("4", "E02D", "保持干燥（板桩入 E02D5/02）"),
        "E02D19/001": ("5", "E02D19/00", "水下的"),
        "E02D19/02": ("5", "E02D19/00", "限制地下水"),
        "E02D19/04": ("6", "E02D19/02", "用沉箱，例如充气的"),
        "E02D19/062": ("5", "E02D19/00", ""),
        "E02D19/08": ("5", "E02D19/00", "明渠；排水"),
        "E02D21/00": ("4", "E02D", "其他"),
        "E02D21/02": ("5", "E02D21/00", "错放的"),
        "E02D23/00": ("4", "E02D", "仅有名称"),
        "": ("0", "", ""),
    }
    assert found["E02"]["remark"] == "附注注意事项"
    assert "E02D5/02和E02D7/00组优先。" in str(found["E02D19/00"]["remark"])
    assert "另有标题：索引行" in str(found["E02D21/00"]["remark"])
    assert "文件为空" in str(found["E02D23/00"]["remark"])


def test_an_item_in_two_groups_is_one_entry_that_says_so(tmp_path: Path) -> None:
    found = {str(one["symbol"]): one for one in fields(tmp_path, "nice")}
    assert list(found) == ["01", "0101", "010001", "C010002", "0102"]
    assert (found["010001"]["parent"], found["010001"]["remark"]) == ("0101", "另见 0102：样品")
    assert (found["0101"]["level"], found["0101"]["remark"]) == ("2", "各部分不类似")


def test_fields_of_technology_are_rules_with_sql_patterns(tmp_path: Path) -> None:
    found = fields(tmp_path, "wipo-fields")
    assert [(one["code"], one["rule"], one["include"]) for one in found] == [
        ("1", "1", ("F21H%",)),
        ("1", "2", ("H04N  21%",)),
        ("2", "1", ("A61K   8%",)),
    ]
    assert (found[0]["title_en"], found[0]["parent"]) == ("Machinery, energy", "Electrical engineering")


def test_rule_tables_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    first, second = fields(tmp_path, "digital")
    assert (first["table"], first["code"], first["parent"]) == ("digital", "人工智能/1.1", "人工智能/1")
    assert (first["title"], first["include"], first["exclude"]) == ('"智能"芯片', ("G06F3*", "G06N*"), ("G06F3/01",))
    assert (first["keywords"], first["remark"], second["parent"]) == (("芯片", "GPU"), "第 21 页", "元宇宙")
    assert [(one["table"], one["rule"], one["remark"]) for one in fields(tmp_path, "green")] == [
        ("green", "1", "部分涉及；第 94 页"),
        ("green", "2", "全部涉及；第 94 页"),
    ]
    (only,) = fields(tmp_path, "new-three")
    assert (only["table"], only["rule"], only["remark"]) == ("new-three", "7", "排除关键词：燃料汽车；第 5 页")


def test_rows_of_one_firm_are_put_together_with_all_names(tmp_path: Path) -> None:
    first, second = rows(tmp_path, "firms")
    assert first.fields == {
        "name": "示例电池股份有限公司",
        "names": ("示例（中国）电池有限公司", "示例", "示例电池 股份有限公司"),
        "name_en": "Shili Battery Co. Ltd.;SL;Shili Cells Inc.",
        "code": "",
        "industry": "电池；电源",
        "area": "辽宁>沈阳市",
        "division": "210000",
    }
    assert len(first.raw["+"]) == 1
    assert (second.fields["name"], second.fields["division"], second.fields["name_en"]) == ("样品公司", "", "Sample")


def test_applicants_that_are_organisations_are_read_once_and_persons_are_not(tmp_path: Path) -> None:
    assert fields(tmp_path, "applicants") == [
        {"name": "SHILI BATTERY CO LTD", "name_en": "SHILI BATTERY CO LTD", "kind": "COMPANY", "country": "CN"},
        {"name": "SAMPLE UNIVERSITY", "name_en": "SAMPLE UNIVERSITY", "kind": "UNIVERSITY", "country": ""},
    ]


@pytest.mark.parametrize("limit", ["MOST", "LARGEST_GROUP"])
def test_a_parquet_table_is_bounded(tmp_path: Path, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"zhiquan.records.corpus.loaders.patstat_parquet.read.{limit}", 1)
    with pytest.raises(Refusal) as refusal:
        rows(tmp_path, "applicants")
    assert refusal.value.code == "import.too-large"


def test_wipo_figures_are_the_same_in_both_forms(tmp_path: Path) -> None:
    wide, (long,) = fields(tmp_path, "wipo-wide"), fields(tmp_path, "wipo-long")
    assert [(one["place"], one["item"], one["period"], one["value"]) for one in wide] == [
        ("Africa", "Resident / Machinery, energy", "1980", "93"),
        ("Côte", "Non-Resident / Unknown", "1980", "1"),
        ("Côte", "Non-Resident / Unknown", "1981", "2"),
    ]
    assert (long["measure"], long["item"], long["value"]) == (wide[0]["measure"], "Resident / Unknown", "93")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "code,name\nabc,def\n", "region,name\n", "A\tx\nB\ty\n", "field_nr;sector\n", "code\tname_zh\n",
     '[{"id": "1"}]', "Title: x\nno code\n", "Registered name,Class\n"],
)  # fmt: skip
def test_what_is_nearly_a_file_of_ours_is_not_taken(tmp_path: Path, text: str) -> None:
    path = text_file(tmp_path / "x", text)
    own = {key for key, _ in FILES.values()}
    assert [one.key for one in loaders() if one.key in own and one.look(path).fits] == []


def test_a_workbook_without_our_headings_is_not_taken(tmp_path: Path) -> None:
    path = sheet(tmp_path / "x.xlsx", ("province", "year"), ("北京", 2014))
    own = {key for key, _ in FILES.values()}
    assert [one.key for one in loaders() if one.key in own and one.look(path).fits] == []


@pytest.mark.parametrize(("name", "mapping"), [("yearbook", yearbook_sniff), ("firms", firm_sniff)])
def test_tables_read_whole_are_bounded(
    tmp_path: Path, name: str, mapping: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(mapping.mapping(), "largest", 1)  # type: ignore[attr-defined]
    with pytest.raises(Refusal) as refusal:
        rows(tmp_path, name)
    assert refusal.value.code == "import.too-large"
