"""The table of an indicator: places by months, with the year to date beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.scenes.reporting.conftest import NOW, Enter, FilesLake

from zhiquan.office.access.selectors import NOBODY
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.selectors import figure_table, indicators, open_figure
from zhiquan.scenes.reporting.services import recompute
from zhiquan.scenes.reporting.unplaced import unplaced


@pytest.fixture
def figures(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    enter("质2", division="990102", on=date(2026, 1, 8))
    enter("质3", on=date(2024, 12, 31), amount="50000.00")
    recompute(NOW, lake)


def shown(indicator: str, year: int, division: str) -> list[Any]:
    row = next(row for row in figure_table(indicator, year).rows if row.division == division)
    return [cell.shown if cell else None for cell in row.cells]


def test_months_not_yet_reached_are_empty_and_quiet_months_are_zero(figures: None) -> None:
    assert shown("pledge.deals", 2026, "990100") == [1, 0, 1, *[None] * 9, 2]


def test_a_firm_in_two_months_is_one_firm_of_the_year(figures: None) -> None:
    assert shown("pledge.firms", 2026, "990100") == [1, 0, 1, *[None] * 9, 1]


def test_a_past_year_has_all_its_months_and_money_is_shown_in_ten_thousands(figures: None) -> None:
    assert shown("pledge.amount", 2024, "990101") == [*[Decimal("0.00")] * 11, Decimal("5.00"), Decimal("5.00")]


def test_every_division_of_the_region_has_a_row_even_without_figures(figures: None) -> None:
    codes = [row.division for row in figure_table("pledge.deals", 2026).rows]
    assert codes == ["990000", "990100", "990101", "990102", "990103", "990104"]


def test_what_lies_in_no_county_stands_beside_them_and_gives_the_whole_with_them(enter: Enter, lake: FilesLake) -> None:
    enter("质1", amount="50000.00")
    enter("质2", division="990100", amount="70000.00")
    recompute(NOW, lake)
    table = figure_table("pledge.amount", 2026)
    (city,) = unplaced(table)
    assert (city.division, city.name.zh) == ("990100", "示例市：未分到区县")
    whole, *parts = (next(one for one in table.rows if one.division == f"99010{at}").cells[-1] for at in range(5))
    assert city.cells[-1].value == 70000
    assert sum(one.value for one in parts) + city.cells[-1].value == whole.value
    assert unplaced(figure_table("pledge.firms", 2026)) == ()


def test_where_every_record_has_its_county_nothing_is_left_over(figures: None) -> None:
    assert unplaced(figure_table("pledge.amount", 2026)) == ()


def test_a_county_asks_for_its_own_rows(figures: None) -> None:
    assert [row.division for row in figure_table("pledge.deals", 2026, within="990102").rows] == ["990102"]


def test_every_indicator_has_the_years_that_were_computed(figures: None) -> None:
    assert {one.years for one in indicators()} == {(2026, 2025, 2024, 2023, 2022, 2021)}


def test_a_ratio_of_nothing_is_not_known_instead_of_zero(figures: None) -> None:
    cells = shown("pledge.amount_per_deal", 2026, "990100")
    assert cells[:3] == [Decimal("300.00"), None, Decimal("300.00")]


def test_what_the_data_never_tell_is_not_known_instead_of_zero(figures: None) -> None:
    assert shown("patents.valid_inventions", 2026, "990100") == [None] * 12
    assert shown("awards.china", 2026, "990100")[0] is None
    with pytest.raises(NotFound, match="不详"):
        open_figure("patents.valid_inventions", "990100", "2026-03", NOBODY)


@pytest.mark.parametrize(("year", "within"), [(2020, None), (2027, None), (2026, "110000")])
def test_a_year_or_place_without_figures_is_not_found(figures: None, year: int, within: str | None) -> None:
    with pytest.raises(NotFound):
        figure_table("pledge.deals", year, within=within)


def test_a_table_takes_few_queries_however_many_places_and_indicators(
    figures: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        figure_table("pledge.amount", 2026)
    with django_assert_max_num_queries(2):
        indicators()
