"""The engine against a count by hand: every indicator, place and period, on facts of any shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.definition import Condition, families
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.facts import fact_table
from zhiquan.insight.figures.recount import recount
from zhiquan.rules.text import Text

PLEDGE = families()["pledge"]
THROUGH = date(2026, 4, 20)
COUNTIES = ("990101", "990102", "990103", "999001", "990100", "990205")
"""With a unit directly under the province, an entry of the city itself and a county the table does not list."""


def fact(number: int, **given: Any) -> dict[str, Any]:
    row = dict.fromkeys(column.name for column in PLEDGE.view.columns)
    row |= {"entry": f"E{number}", "case_number": f"C{number}", "division": "990101", "currency": "CNY"}
    row |= {"registered_on": date(2026, 3, 5), "rights": [], "right_count": 1, "pledgor_uscc": "A"}
    return {**row, "amount": Decimal("1000000.00"), **given}


facts = st.lists(
    st.fixed_dictionaries(
        {
            "division": st.sampled_from(COUNTIES),
            "registered_on": st.dates(date(2025, 1, 1), date(2026, 5, 31)),
            "right_count": st.integers(1, 9),
            "pledgor_uscc": st.sampled_from("ABCDE"),
            "amount": st.decimals(Decimal("0.01"), Decimal("99999999999.99"), places=2),
            "currency": st.sampled_from(["CNY", "CNY", "CNY", "USD"]),
        },
    ),
    max_size=30,
).map(lambda rows: [fact(number, **row) for number, row in enumerate(rows)])


def computed(rows: Iterable[dict[str, Any]], folder: Path, table: Divisions | None = None) -> dict[Any, Any]:
    path = folder / "facts.parquet"
    pq.write_table(fact_table(PLEDGE.view, rows), path)
    cells = compute(PLEDGE, [str(path)], table or divisions(), THROUGH)
    return {(cell.indicator, cell.division, cell.period): cell for cell in cells}


def by_hand(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Place every fact by slicing its code and date, without the engine's axis tables."""
    heaps: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        code, day = row["division"], row["registered_on"]
        if day > date(2026, 4, 30):
            continue
        places = {code, code[:2] + "0000"} | ({code[:4] + "00"} if code[2:4] != "90" else set())
        last = 4 if day.year == 2026 else 12
        periods = [f"{day:%Y-%m}", *(f"{day.year}-{month:02}-ytd" for month in range(day.month, last + 1))]
        for place in places:
            for period in periods:
                heaps[place, period].append(row)
    return {
        key: {
            "pledge.deals": Decimal(len(heap)),
            "pledge.firms": Decimal(len({row["pledgor_uscc"] for row in heap})),
            "pledge.assets": Decimal(sum(row["right_count"] for row in heap)),
            "pledge.amount": sum((row["amount"] for row in heap if row["currency"] == "CNY"), Decimal(0)),
        }
        for key, heap in heaps.items()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts)
def test_every_figure_equals_the_count_by_hand_at_every_level_and_to_the_cent(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    expected = {
        (indicator, *key): value for key, values in by_hand(rows).items() for indicator, value in values.items()
    }
    assert {key: cell.value for key, cell in computed(rows, tmp_path).items()} == expected


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts)
def test_the_rows_of_the_whole_province_recount_to_the_same_value_rows_and_exclusions(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    cells = computed(rows, tmp_path)
    year = [row for row in rows if row["registered_on"].year == 2025]
    for indicator in PLEDGE.indicators if year else ():
        cell = cells[indicator.code, "990000", "2025-12-ytd"]
        again = recount(indicator, year)
        assert (cell.value, cell.rows, cell.left_out) == (again.value, again.rows, again.left_out)


def test_a_firm_in_two_months_and_two_counties_is_one_firm_of_the_year_and_the_city(tmp_path: Path) -> None:
    cells = computed([fact(1, registered_on=date(2026, 1, 9)), fact(2, division="990102")], tmp_path)
    assert cells["pledge.firms", "990100", "2026-03-ytd"].value == 1
    assert cells["pledge.deals", "990100", "2026-03-ytd"].value == 2


def test_a_unit_directly_under_the_province_belongs_to_no_city(tmp_path: Path) -> None:
    cells = computed([fact(1, division="999001")], tmp_path)
    assert {division for _, division, _ in cells} == {"999001", "990000"}


def test_a_listed_exception_overrides_the_digits_of_the_code(tmp_path: Path) -> None:
    table = Divisions({"990181": Text("江口市", "Jiangkou")}, {"990181": "990000"})
    cells = computed([fact(1, division="990181")], tmp_path, table)
    assert {division for _, division, _ in cells} == {"990181", "990000"}


def test_a_pledge_in_dollars_is_a_deal_but_not_an_amount_and_is_counted_as_left_out(tmp_path: Path) -> None:
    cells = computed([fact(1), fact(2, currency="USD"), fact(3, currency=None)], tmp_path)
    amount = cells["pledge.amount", "990101", "2026-03"]
    assert (amount.value, amount.rows, amount.left_out) == (Decimal("1000000.00"), 1, 2)
    assert cells["pledge.deals", "990101", "2026-03"].value == 3


def test_a_trillion_and_one_cent_keeps_its_cent(tmp_path: Path) -> None:
    cells = computed([fact(1, amount=Decimal("1000000000000.00")), fact(2, amount=Decimal("0.01"))], tmp_path)
    assert cells["pledge.amount", "990000", "2026-04-ytd"].value == Decimal("1000000000000.01")


@pytest.mark.parametrize("missing", ["division", "registered_on"])
def test_a_fact_without_place_or_date_stops_the_run_instead_of_vanishing(tmp_path: Path, missing: str) -> None:
    with pytest.raises(ValueError, match="no division or no date"):
        computed([fact(1), fact(2, **{missing: None})], tmp_path)


def test_no_files_give_no_figures() -> None:
    assert compute(PLEDGE, [], divisions(), THROUGH) == []


def test_a_condition_of_difference_leaves_out_the_equal_and_the_unknown(tmp_path: Path) -> None:
    amount = PLEDGE.indicator("pledge.amount")
    foreign = amount.model_copy(update={"where": (Condition(column="currency", op="ne", value="CNY"),)})
    family = PLEDGE.model_copy(update={"indicators": (foreign,)})
    rows = [fact(1), fact(2, currency="USD"), fact(3, currency=None)]
    path = tmp_path / "facts.parquet"
    pq.write_table(fact_table(family.view, rows), path)
    cells = {(cell.division, cell.period): cell for cell in compute(family, [str(path)], divisions(), THROUGH)}
    cell = cells["990101", "2026-03"]
    assert (cell.value, cell.rows, cell.left_out) == (Decimal("1000000.00"), 1, 2)
    again = recount(foreign, rows)
    assert (again.value, again.rows, again.left_out) == (cell.value, cell.rows, cell.left_out)
