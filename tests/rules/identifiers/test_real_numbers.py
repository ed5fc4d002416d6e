"""Numbers and classes of a real city's patents, all of them, counted by what they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from zhiquan.rules.identifiers import (
    ApplicationNumber,
    Broken,
    ClassSymbol,
    PatentKind,
    Standing,
    parse_application_number,
    parse_class_symbol,
)


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
