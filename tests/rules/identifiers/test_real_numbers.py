"""All numbers and classes of a real city's patents and of a real collection of firms' patents, counted by class."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import subprocess
import warnings
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from zhiquan.rules.identifiers import (
    ApplicationNumber,
    Broken,
    ClassSymbol,
    DivisionCode,
    Identified,
    PatentKind,
    Standing,
    identify,
    parse_application_number,
    parse_class_symbol,
    parse_division_code,
    parse_ipc_symbol,
    parse_nice_symbol,
    parse_publication_number,
)

DAY = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
TITLE = re.compile(r"[0-9]+\. (?:\([A-Z]{2}[0-9]+\).*?[0-9]\. )*(\S+)")
"""A record's first line; the first one of a page is at times glued to shown numbers and their titles."""


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[tuple[str, str, str]]:
    """Application number, filing date and main class of every row."""
    book = load_workbook(shared_data / "cn-taian-patents" / "专利信息.xlsx", read_only=True)
    found = [(str(r[1]), str(r[3]), str(r[4])) for r in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    book.close()
    return found


@pytest.mark.realdata
def test_every_real_number_is_right(rows: list[tuple[str, str, str]]) -> None:
    numbers = [parse_application_number(number) for number, _, _ in rows]
    assert len(numbers) == 7384
    assert Counter(number.standing for number in numbers) == {Standing.VALID: 7375, Standing.UNCHECKED: 9}
    good = [number for number in numbers if isinstance(number, ApplicationNumber)]
    assert Counter(number.kind for number in good) == {
        PatentKind.UTILITY_MODEL: 5335,
        PatentKind.INVENTION: 1909,
        PatentKind.DESIGN: 140,
    }
    assert len({number.canonical for number in good}) == 7384


@pytest.mark.realdata
def test_the_year_of_a_real_number_is_that_of_filing_but_for_divisional_applications_and_two_slips(
    rows: list[tuple[str, str, str]],
) -> None:
    """A divisional application keeps its parent's filing date; in two rows the date is later than the number."""
    earlier = later = 0
    for number, filed, _ in rows:
        found = parse_application_number(number)
        assert isinstance(found, ApplicationNumber)
        earlier += int(filed[:4]) < found.year
        later += int(filed[:4]) > found.year
    assert (earlier, later) == (10, 2)


@pytest.mark.realdata
def test_every_real_class_is_a_symbol_of_its_scheme(rows: list[tuple[str, str, str]]) -> None:
    symbols = [parse_class_symbol(symbol) for _, _, symbol in rows]
    broken = [symbol for symbol in symbols if isinstance(symbol, Broken)]
    assert not broken
    good = [symbol for symbol in symbols if isinstance(symbol, ClassSymbol)]
    assert Counter(symbol.scheme for symbol in good) == {"ipc": 7244, "locarno": 140}
    assert sum(bool(symbol.item) for symbol in good) == 19
    assert sum(bool(symbol.edition) for symbol in good) == 46
    designs = {number for (number, _, _), symbol in zip(rows, good, strict=True) if symbol.scheme == "locarno"}
    for number in designs:
        found = parse_application_number(number)
        assert isinstance(found, ApplicationNumber)
        assert found.kind is PatentKind.DESIGN


def class_of(text: str) -> tuple[str, str]:
    """Return kind and confidence of the likeliest reading, or kind and broken rule, or nothing twice."""
    found: Identified | None = next(iter(identify(text)), None)
    if found is None:
        return "", ""
    return found.kind.value, found.found.rule if isinstance(found.found, Broken) else found.confidence.value


@pytest.mark.realdata
def test_every_number_of_a_real_city_is_recognised_as_an_application_number(rows: list[tuple[str, str, str]]) -> None:
    """Nine old numbers without check digit are none of a kind alone: with CN before them they may be publications."""
    assert Counter(class_of(number) for number, _, _ in rows) == {
        ("patent", "checked"): 7375,
        ("patent", "possible"): 9,
    }


def lines_of(archive: Path, *pattern: str) -> Iterator[str]:
    """Stream the lines of all files in a ``.tar.zst``; a machine without the tools says so."""
    if not (shutil.which("tar") and shutil.which("zstd")):
        pytest.skip("tar and zstd are needed to read the archive")
    command = ["tar", "--zstd", "-xOf", str(archive), *pattern]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        yield from (line.strip() for line in process.stdout)
    assert process.returncode == 0


@pytest.fixture(scope="module")
def records(shared_data: Path) -> list[tuple[str, str, str]]:
    """Office, publication number and application number of every record: lines 1, 2, 3 and 7 of its block."""
    found: list[tuple[str, str, str]] = []
    block: deque[str] = deque(maxlen=7)
    for line in lines_of(shared_data / "cn-patentscope-firms" / "wipo_data.tar.zst"):
        block.append(line)
        if len(block) == 7 and DAY.fullmatch(block[2]) and (title := TITLE.match(block[0])):
            found.append((block[1].upper(), title[1], block[6]))
    return found


@pytest.fixture(scope="module")
def chinese(records: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Publication and application number of the Chinese records."""
    return [(publication, application) for office, publication, application in records if office == "CN"]


@pytest.mark.realdata
@pytest.mark.long
def test_every_number_of_the_firms_records_is_classified(records: list[tuple[str, str, str]]) -> None:
    assert len(records) == 119_262
    published = Counter((office, *class_of(number)) for office, number, _ in records if office in {"CN", "WO"})
    assert published == {
        ("CN", "publication", "possible"): 115_091,
        ("WO", "wo", "distinct"): 3_802,
    }
    filed = Counter((office, *class_of(number)) for office, _, number in records if office in {"CN", "WO"})
    assert filed == {
        ("CN", "patent", "checked"): 98_123,
        ("CN", "patent", "distinct"): 16_946,
        ("CN", "patent", "possible"): 22,
        ("WO", "pct", "distinct"): 3_802,
    }


@pytest.mark.realdata
def test_a_number_of_another_office_is_no_checked_chinese_number(records: list[tuple[str, str, str]]) -> None:
    """Without its country code a foreign number may look like a Chinese one; no check digit ever agrees with one."""
    foreign = [one for one in records if one[0] not in {"CN", "WO"}]
    assert len(foreign) == 369
    assert not [one for one in foreign if "checked" in {class_of(one[1])[1], class_of(one[2])[1]}]


@pytest.mark.realdata
def test_every_chinese_publication_is_of_the_kind_of_its_application(chinese: list[tuple[str, str]]) -> None:
    forms: Counter[tuple[int, str]] = Counter()
    for publication, application in chinese:
        published, filed = parse_publication_number(publication), parse_application_number(application)
        assert not isinstance(published, Broken)
        assert isinstance(filed, ApplicationNumber)
        assert published.kind is filed.kind
        forms[len(published.digits), published.kind.value] += 1
    assert forms == {
        (9, "invention"): 55_976,
        (9, "utility_model"): 55_831,
        (7, "invention"): 1_905,
        (7, "utility_model"): 1_379,
    }


@pytest.mark.realdata
def test_application_numbers_of_every_form_and_standing(chinese: list[tuple[str, str]]) -> None:
    forms: Counter[tuple[int, str, bool]] = Counter()
    for _, application in chinese:
        found = parse_application_number(application)
        assert isinstance(found, ApplicationNumber)
        forms[len(application), found.standing.value, found.pct] += 1
    assert forms == {
        (14, "valid", False): 96_525,
        (14, "valid", True): 659,
        (10, "valid", False): 894,
        (10, "valid", True): 45,
        (15, "unchecked", False): 16_859,
        (15, "unchecked", True): 87,
        (12, "unchecked", False): 22,
    }


@pytest.mark.realdata
def test_the_form_of_patentscope_is_the_number_that_the_same_publication_carries_in_the_official_form(
    chinese: list[tuple[str, str]],
) -> None:
    written: defaultdict[str, set[str]] = defaultdict(set)
    for publication, application in chinese:
        written[publication].add(application)
    twice = [forms for forms in written.values() if {len(form) for form in forms} == {14, 15}]
    assert len(twice) == 364
    for forms in twice:
        assert len({str(parse_application_number(form)) for form in forms}) == 1


@pytest.mark.realdata
def test_every_line_of_the_international_classification_but_eleven_damaged_ones_is_a_symbol(shared_data: Path) -> None:
    lines = lines_of(shared_data / "ipc-zh-2026" / "IPC_Tree.tar.zst")
    symbols = [m[0] for line in lines if (m := re.match(r"[A-H][0-9]{2}[A-Z] ?[0-9]+/[0-9]+", line))]
    assert len(symbols) > 69_000
    broken = [symbol for symbol in symbols if isinstance(parse_ipc_symbol(symbol), Broken)]
    assert len(broken) == 11
    assert {symbol[:-1] for symbol in broken} == {"E01D101/"}  # the second digit is cut off in the source


@pytest.mark.realdata
def test_every_class_group_and_item_of_the_table_of_goods_and_services_is_a_symbol(shared_data: Path) -> None:
    with gzip.open(shared_data / "nice-zh" / "trademark_data.json.gz", "rt", encoding="utf-8") as stream:
        waiting = json.load(stream)
    kinds: Counter[str] = Counter()
    while waiting:
        node = waiting.pop()
        found = parse_nice_symbol(node["id"])
        assert isinstance(found, ClassSymbol)
        assert found.path[0] == node["id"].removeprefix("C")[:2]
        kinds[node["type"]] += 1
        waiting.extend(node.get("children", []))
    assert kinds == {"class": 45, "group": 494, "item": 10_158}


@pytest.mark.realdata
def test_every_town_of_the_country_lies_in_the_county_that_its_code_names(shared_data: Path) -> None:
    with gzip.open(shared_data / "cn-divisions" / "streets.csv.gz", "rt", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    towns = [(parse_division_code(row["code"]), row["areaCode"]) for row in rows if not row["code"].endswith("000")]
    assert len(towns) == 41_351
    assert all(isinstance(town, DivisionCode) and town.path[-2] == county for town, county in towns)


@pytest.mark.realdata
def test_numbers_kept_by_a_european_table_are_read_but_for_its_own_form(shared_data: Path) -> None:
    """``CN20121445426`` is no number of the office: eleven digits, read as one too short; it is never filled up."""
    with warnings.catch_warnings():  # the workbook carries no style
        warnings.simplefilter("ignore")
        book = load_workbook(shared_data / "cn-patentscope-firms" / "patents.xlsx", read_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = [tuple(str(cell or "").strip() for cell in row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    book.close()
    rows = [row for row in rows if len(row) > 9 and row[9] == "CN"]
    assert Counter(class_of(row[3]) for row in rows) == {("publication", "possible"): 1_056, ("", ""): 17}
    assert Counter(class_of(row[5]) for row in rows) == {("patent", "possible"): 1_056, ("", ""): 17}
    assert {row[10] for row in rows if class_of(row[3]) == ("", "")} == {"W"}  # the 17 are international applications
    assert Counter(class_of(row[7]) for row in rows) == {("", ""): 587, ("patent", "length"): 486}
