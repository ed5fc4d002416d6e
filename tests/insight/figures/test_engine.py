"""The engine against a count by hand: every kind of measure, place and period, on facts of any shape."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.insight.figures.things import INDICATORS, SINCE, THROUGH, VIEW, computed, rows_of

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.engine import compute, rolling
from zhiquan.insight.figures.model import FigureCell, Period, months_between
from zhiquan.insight.figures.recount import recount
from zhiquan.rules.text import Text

COUNTIES = ("990101", "990102", "990103", "999001", "990100", "990205")
"""With a unit directly under the province, an entry of the city itself and a county the table does not list."""
days = st.none() | st.dates(date(2024, 10, 1), date(2026, 5, 31))
facts = st.lists(
    st.fixed_dictionaries(
        {
            "place": st.sampled_from(COUNTIES),
            "sort": st.sampled_from(["a", "b", "c", None]),
            "firm": st.sampled_from(["A", "B", "C", "", None]),
            "tags": st.none() | st.lists(st.sampled_from("xyz"), max_size=2),
            "pieces": st.none() | st.integers(0, 9),
            "money": st.none() | st.decimals(Decimal("0.01"), Decimal("99999999999.99"), places=2),
            "happened": days,
            "begins": days,
            "ends": days,
        },
    ),
    max_size=30,
).map(rows_of)


def places_of(code: str) -> set[str]:
    """Slice the code by hand, without the engine's axis."""
    return {code, code[:2] + "0000"} | ({code[:4] + "00"} if code[2:4] != "90" else set())


def by_hand(
    rows: list[dict[str, Any]], since: date = SINCE, through: date = THROUGH
) -> dict[tuple[str, str, str], tuple[Decimal, int, int]]:
    """Count every indicator, place and period in plain Python; only what a fact touches."""
    months = list(months_between(since, through))
    found = {}
    for division in {place for row in rows for place in places_of(row["place"])}:
        within = [row for row in rows if division in places_of(row["place"])]
        for one in INDICATORS:
            running = [] if one.as_of else [Period(month.year, month.month, to_date=True) for month in months]
            for period in (*months, *running):
                counted = recount(one.source, within, period)  # type: ignore[arg-type]
                if counted.rows or counted.left_out:
                    found[one.code, division, period.code] = (counted.value, counted.rows, counted.left_out)
    return found


def parts(cells: dict[tuple[str, str, str], FigureCell]) -> dict[tuple[str, str, str], tuple[Decimal, int, int]]:
    return {key: (cell.value, cell.rows, cell.left_out) for key, cell in cells.items()}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts)
def test_every_figure_equals_the_count_by_hand_at_every_level_to_the_cent(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    assert parts(computed(rows, tmp_path)) == by_hand(rows)


def test_a_stock_that_forgets_who_left_would_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of([{"begins": date(2024, 1, 1), "ends": date(2025, 6, 30)}])
    assert parts(computed(rows, tmp_path)) == by_hand(rows)
    monkeypatch.setattr(
        rolling, "plus", lambda one, other, sign=1: tuple(a + abs(sign) * b for a, b in zip(one, other, strict=True))
    )
    assert parts(computed(rows, tmp_path)) != by_hand(rows)


def test_what_stands_on_the_last_day_of_a_month_counts_and_what_ended_the_day_before_does_not(tmp_path: Path) -> None:
    last, before = date(2026, 2, 28), date(2026, 2, 27)
    cells = computed(rows_of([{"begins": last, "ends": last}, {"begins": date(2020, 1, 1), "ends": before}]), tmp_path)
    assert cells["s.count", "990101", "2026-02"].value == 1
    assert ("s.count", "990101", "2026-03") not in cells


def test_a_stock_has_no_running_total_of_a_year(tmp_path: Path) -> None:
    cells = computed(rows_of([{"begins": date(2025, 2, 1), "happened": date(2025, 2, 1)}]), tmp_path)
    assert not [key for key in cells if key[0].startswith("s.") and key[2].endswith("ytd")]
    assert cells["f.count", "990101", "2025-12-ytd"].value == 1


def test_what_stood_long_before_the_first_month_is_in_every_stock(tmp_path: Path) -> None:
    cells = computed(rows_of([{"begins": date(1990, 2, 1)}]), tmp_path)
    assert cells["s.count", "990000", "2025-01"].value == cells["s.count", "990000", "2026-04"].value == 1


def test_a_firm_in_two_months_and_two_counties_is_one_firm_of_the_year_and_the_city(tmp_path: Path) -> None:
    one = {"happened": date(2026, 1, 9), "firm": "A"}
    cells = computed(rows_of([one, {**one, "happened": date(2026, 3, 5), "place": "990102"}]), tmp_path)
    assert cells["f.firms", "990100", "2026-03-ytd"].value == 1
    assert cells["f.count", "990100", "2026-03-ytd"].value == 2


def test_a_unit_directly_under_the_province_belongs_to_no_city(tmp_path: Path) -> None:
    cells = computed(rows_of([{"place": "999001", "happened": date(2026, 3, 5)}]), tmp_path)
    assert {division for _, division, _ in cells} == {"999001", "990000"}


def test_a_listed_exception_overrides_the_digits_of_the_code(tmp_path: Path) -> None:
    table = Divisions({"990181": Text("江口市", "Jiangkou")}, {"990181": "990000"})
    cells = computed(rows_of([{"place": "990181", "happened": date(2026, 3, 5)}]), tmp_path, table)
    assert {division for _, division, _ in cells} == {"990181", "990000"}


def test_a_trillion_and_one_cent_keeps_its_cent(tmp_path: Path) -> None:
    row = {"happened": date(2026, 3, 5), "sort": "a"}
    cells = computed(rows_of([{**row, "money": "1000000000000.00"}, {**row, "money": "0.01"}]), tmp_path)
    assert cells["f.money", "990000", "2026-04-ytd"].value == Decimal("1000000000000.01")


def test_a_fact_without_place_stops_the_run_instead_of_vanishing(tmp_path: Path) -> None:
    rows = rows_of([{"happened": date(2026, 3, 5)}])
    rows[0]["place"] = None
    with pytest.raises(ValueError, match="no division"):
        computed(rows, tmp_path)


def test_no_files_give_no_figures() -> None:
    assert compute(VIEW, INDICATORS, [], divisions(), SINCE, THROUGH) == []
