"""Every real file of indications, statistics, divisions, classifications and firms, counted row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.corpus.classification import Classification
from zhiquan.records.corpus.concordance import Matcher
from zhiquan.records.corpus.gaps import gaps
from zhiquan.records.corpus.gates import Gate, Origin, Refused
from zhiquan.records.corpus.loaders import loader_for, loaders
from zhiquan.records.corpus.model import ClassRecord, ConcordanceRecord, IndicationRecord, Record, StatisticRecord

pytestmark = pytest.mark.realdata

FILES: Mapping[str, tuple[str, int, Mapping[str, int]]] = {
    # path → loader, rows read, rows refused by rule
    "gi-eu-uk/eambrosia_api_2025-02.json.gz": ("eambrosia", 641, {}),
    "gi-eu-uk/defra_register_eambrosia_2020.json.gz": ("gi-register-json", 3_715, {}),
    "gi-eu-uk/protected-names-spirits-uk-register-20210123.csv": ("gi-register-csv", 243, {"row.remark": 1}),
    "cn-population/History_POP.csv": ("population", 31 * 20, {}),
    "cn-divisions/provinces.csv": ("divisions-csv", 31, {}),
    "cn-divisions/cities.csv": ("divisions-csv", 342, {}),
    "cn-divisions/areas.csv": ("divisions-csv", 2_978, {}),
    "cn-divisions/streets.csv.gz": ("divisions-csv", 41_352, {}),
    "cn-prefectures/prefecture_level_cities.csv": ("divisions-csv", 333, {}),
    "ipc-wipo35/ipc_technology.csv": ("wipo-fields", 761, {}),
    "sei-ipc/sei_2021_rules.tsv": ("concordance-tsv", 287, {}),
    "sei-ipc/sei_2021.tsv": ("concordance-tsv", 40, {}),
    "sei-ipc/digital_2023.tsv": ("concordance-tsv", 527, {}),
    "sei-ipc/green.tsv": ("concordance-tsv", 155, {}),
    "sei-ipc/newthree_2024.tsv": ("concordance-tsv", 78, {}),
    # 3,491, 4,305 and 114 rows: several rows of one firm are put together
    "cn-patentscope-firms/companies.xlsx": ("firm-list", 3_478, {}),
    "cn-patentscope-firms/patentfirmsmandenglish.xlsx": ("firm-list", 3_604, {}),
    "cn-patentscope-firms/company_translation.xlsx": ("firm-list", 16, {}),
    # 60,519 applicants, 45,862 of them persons; the 14,657 rows of organisations bear 8,233 names
    "cn-inventor-patstat/CN_applt.parquet": ("patstat-parquet", 8_233, {}),
    "world-exports/wipo_patent_grants_by_technology_1980_2013_raw.csv.gz": ("wipo-statistics", 110_624, {}),
    "world-exports/wipo_tech_region.csv.gz": ("wipo-statistics", 13_617, {}),
}
MANY = 50_000
"""Rows that take longer than a quick run has."""
YEARBOOK = {
    "01-accept": 13 * 128 - 1, "02-authority": 13 * 128, "03-valid": 13 * 128 + 4, "06-plant-variety": 728,
    "spend-intense": 9 * 64, "hitech-firms": 5 * 31,
}  # fmt: skip
REPAIRED = {
    ("01-accept/2014", "江两"): ("江西", "place.repaired"),
    ("02-authority/2012", "山两"): ("山西", "place.repaired"),
    ("02-authority/2012", "两藏"): ("西藏", "place.repaired"),
    ("03-valid/2014", "尔部地区"): ("东部地区", "place.repaired"),
    ("03-valid/2014", "浙汀"): ("浙江", "place.repaired"),
    ("03-valid/2014", "四藏"): ("西藏", "place.repaired"),
    ("03-valid/2015", "江四"): ("江西", "place.repaired"),
    ("06-plant-variety/2012", "两藏"): ("西藏", "place.repaired"),
}


def outcomes(path: Path, key: str) -> Iterator[Record | Refused]:
    assert loader_for(path).key == key
    return checked(path, key)


def checked(path: Path, key: str) -> Iterator[Record | Refused]:
    loader = next(one for one in loaders() if one.key == key)
    assert loader.look(path).fits
    gate = Gate(Origin("test", "b", "", date(2026, 1, 1)))
    return (gate.check(row) for row in loader.rows(path))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long if FILES[name][1] > MANY else ()) for name in FILES]
)
def test_every_row_is_read_and_accepted(shared_data: Path, name: str) -> None:
    key, expected, refused = FILES[name]
    read, rules = 0, Counter[str]()
    for outcome in outcomes(shared_data / name, key):
        read += 1
        if isinstance(outcome, Refused):
            rules[outcome.rule] += 1
    assert read == expected
    assert rules == refused


def test_indications_of_china_keep_their_names_in_both_scripts(shared_data: Path) -> None:
    folder = shared_data / "gi-eu-uk"
    eu = _indications(folder / "eambrosia_api_2025-02.json.gz", "eambrosia")
    uk = _indications(folder / "defra_register_eambrosia_2020.json.gz", "gi-register-json")
    assert sum("CN" in one.countries for one in eu) == 17
    assert sum("CN" in one.countries for one in uk) == 10
    moutai = next(one for one in eu if one.number == "PGI-CN-2726")
    assert (moutai.key, moutai.name, moutai.names[1]) == (
        "gi.EU.PGI-CN-2726", "茅台酒（贵州茅台酒）", "Moutai Jiu (Kweichow Moutai Jiu)",
    )  # fmt: skip
    assert all(len(country) == 2 for one in (*eu, *uk) for country in one.countries)
    assert Counter(one.regime for one in uk) == {"pdo": 1_984, "pgi": 1_376, "spirit": 272, "tsg": 78, "wine": 5}
    assert len({one.key for one in eu} & {one.key for one in uk}) == 617


def _indications(path: Path, key: str) -> list[IndicationRecord]:
    return [one for one in outcomes(path, key) if isinstance(one, IndicationRecord)]


def test_the_yearbook_is_whole_but_for_what_it_lacks(shared_data: Path) -> None:
    figures: list[StatisticRecord] = []
    repaired: dict[tuple[str, str], tuple[str, str]] = {}
    counted: Counter[str] = Counter()
    for path in sorted((shared_data / "cn-yearbook-patents").glob("*/*.xlsx")):
        for one in checked(path, "yearbook"):
            assert isinstance(one, StatisticRecord)
            counted[path.parent.name] += 1
            figures.append(one)
            for doubt in one.doubts:
                repaired[f"{path.parent.name}/{path.stem}", one.place_raw] = (one.place, doubt)
    assert counted == YEARBOOK
    assert repaired == REPAIRED
    lacking = gaps((one.dataset, one.measure, one.period, one.place, one.item) for one in figures)
    assert [(gap.measure, gap.period, gap.place, gap.items, gap.what) for gap in lacking] == [
        ("patent.applications", "2019", "吉林", ("外观设计",), "missing"),
        ("plant-variety", "2010", "西藏", ("授权",), "missing"),
        ("plant-variety", "2017", "西藏", ("申请",), "missing"),
        ("plant-variety", "2017", "青海", ("申请",), "missing"),
        ("plant-variety", "2018", "西藏", ("授权",), "missing"),
        ("plant-variety", "2020", "西藏", ("授权",), "missing"),
        ("plant-variety", "2020", "青海", ("授权",), "missing"),
        ("plant-variety", "2021", "西藏", ("授权",), "missing"),
        ("plant-variety", "2022", "西藏", ("申请",), "missing"),
    ]
    subtotals = [one for one in figures if one.place == "东部地区"]
    assert [(one.measure, one.period, one.division) for one in subtotals] == [("patent.in-force", "2014", "")] * 4


CLASSES = {
    "ipc-text": "ipc-en/all_ipc.csv.gz",
    "ipc-tree": "ipc-zh-2026/IPC_Tree.tar.zst",
    "nice-json": "nice-zh/trademark_data.json.gz",
}


@pytest.fixture(scope="module")
def entries(shared_data: Path) -> Mapping[str, list[ClassRecord]]:
    return {
        key: [one for one in outcomes(shared_data / name, key) if isinstance(one, ClassRecord)]
        for key, name in CLASSES.items()
    }


@pytest.fixture(scope="module")
def schemes(entries: Mapping[str, list[ClassRecord]]) -> Classification:
    columns = ("key", "level", "parent", "title", "title_en", "vintage")
    return Classification({name: getattr(one, name) for name in columns} for some in entries.values() for one in some)


@pytest.mark.long
def test_the_schemes_are_read_whole(entries: Mapping[str, list[ClassRecord]]) -> None:
    # English: 75,830 lines, of which 3 go on with the line before and 540 are guide headings above a group
    assert len(entries["ipc-text"]) == len({one.key for one in entries["ipc-text"]}) == 75_287
    chinese = entries["ipc-tree"]
    assert len(chinese) == len({one.key for one in chinese}) == 77_383
    assert Counter(min(one.level, 5) for one in chinese) == {1: 8, 2: 131, 3: 643, 4: 7_475, 5: 69_126}
    assert sum(not one.title for one in chinese) == 197
    # 45 classes, 494 groups, 10,158 items of which 144 stand in a further group of their class
    assert Counter(one.level for one in entries["nice-json"]) == {1: 45, 2: 494, 3: 10_014}


@pytest.mark.long
def test_both_languages_meet_in_one_tree(schemes: Classification) -> None:
    ipc, nice = schemes.tree("ipc"), schemes.tree("nice")
    assert ipc is not None
    assert nice is not None
    assert len(ipc) == 80_886
    assert len(nice) == 10_552
    battery = schemes.entry("H01M10/0525")
    assert battery is not None
    assert "锂离子电池" in battery.title.zh
    assert "lithium" in battery.title.en.lower()
    assert [one.symbol for one in ipc.ancestors("H01M10/0525")] == ["H", "H01", "H01M", "H01M10/00"]
    assert [one.symbol for one in ipc.ancestors("E02D19/08")] == ["E", "E02", "E02D", "E02D19/00", "E02D19/06"]


@pytest.mark.long
def test_the_tables_of_industries_agree_with_what_their_readme_counts(
    shared_data: Path, schemes: Classification
) -> None:
    records = [
        one
        for name in ("sei_2021_rules", "sei_2021")
        for one in outcomes(shared_data / "sei-ipc" / f"{name}.tsv", "concordance-tsv")
        if isinstance(one, ConcordanceRecord)
    ]
    ipc = schemes.tree("ipc")
    assert ipc is not None
    matcher = Matcher(records)
    twice: Counter[tuple[str, ...]] = Counter()
    different: dict[str, set[str]] = {}
    for symbol in ipc.symbols():
        rules = {hit.code for hit in matcher.match(symbol, "sei")}
        branches = {hit.code for hit in matcher.match(symbol, "sei-branches")}
        if len(rules) > 1 and "/" in symbol:
            twice[tuple(sorted(rules))] += 1
        if rules != branches:
            different[symbol] = rules ^ branches
    assert twice == {("1.3", "1.5"): 35, ("4.2", "4.4"): 28, ("1.2", "1.3"): 1}
    groups = {symbol: codes for symbol, codes in different.items() if "/" in symbol}
    assert groups == {
        **{symbol: {"1.1"} for symbol in ("G06F12/00", "G06F12/02", "G06F12/08", "G06F12/14")},
        **{symbol: {"4.5"} for symbol in ("A23L2/84", "A23L3/3463", "A23L3/3571")},
    }


@pytest.mark.long
def test_no_group_of_the_scheme_lies_in_two_fields_of_technology(shared_data: Path, schemes: Classification) -> None:
    path = shared_data / "ipc-wipo35" / "ipc_technology.csv"
    matcher = Matcher(one for one in outcomes(path, "wipo-fields") if isinstance(one, ConcordanceRecord))
    ipc = schemes.tree("ipc")
    assert ipc is not None
    fields = Counter(len({hit.code for hit in matcher.match(one)}) for one in ipc.symbols() if "/" in one)
    assert fields == {1: 78_684, 0: 1_406}
