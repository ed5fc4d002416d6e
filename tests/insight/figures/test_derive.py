"""Figures made of figures: the denominator of the day, nothing divided by nothing, ranks with ties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.derive import Denominators, Held, Published, derived, quotient, ranks
from zhiquan.insight.figures.model import FigureCell, Period

READ = catalogue()
PEOPLE = [
    Published("990100", 2023, Decimal(10_513_100), date(2024, 3, 15)),
    Published("990100", 2024, Decimal(10_616_500), date(2025, 3, 18)),
]


def made(code: str, values: dict[tuple[str, str, str], Decimal], *months: Period) -> dict[tuple[str, str], FigureCell]:
    zero = frozenset(one.code for one in READ if not one.parts)
    cells = derived(READ.indicator(code), Held(values, zero), months, divisions(), Denominators(PEOPLE))
    return {(cell.division, cell.period): cell for cell in cells}


def test_the_denominator_is_the_latest_year_published_by_the_end_of_the_period_and_is_kept() -> None:
    valid = {
        ("patents.valid_inventions", "990100", f"{at}"): Decimal(76_100) for at in ("2024-12", "2025-02", "2025-03")
    }
    cells = made("patents.inventions_per_10k", valid, Period(2024, 12), Period(2025, 2), Period(2025, 3))
    assert [cells["990100", f"{at}"].parts["vintage"] for at in ("2024-12", "2025-02", "2025-03")] == [
        "2023",
        "2023",
        "2024",
    ]
    assert round(cells["990100", "2024-12"].value, 2) == Decimal("72.39")
    assert round(cells["990100", "2025-03"].value, 2) == Decimal("71.68")


def test_a_place_whose_population_is_not_known_has_no_figure_instead_of_a_wrong_one() -> None:
    assert set(made("patents.inventions_per_10k", {}, Period(2025, 3))) == {("990100", "2025-03")}


def test_nothing_accepted_and_something_closed_has_no_rate() -> None:
    values = {("adjudication.closed", "990100", "2025-03"): Decimal(3)}
    assert made("adjudication.closing_rate", values, Period(2025, 3)) == {}


def test_a_rate_keeps_its_parts() -> None:
    values = {
        ("adjudication.closed", "990100", "2025-03"): Decimal(14),
        ("adjudication.filed", "990100", "2025-03"): Decimal(18),
    }
    cell = made("adjudication.closing_rate", values, Period(2025, 3))["990100", "2025-03"]
    assert (cell.value, cell.parts) == (Decimal("77.77777778"), {"of": "14", "to": "18"})


def test_coverage_is_the_share_of_counties_that_have_any_and_names_them() -> None:
    values = {("gi.protected", "990101", "2025-03"): Decimal(3)}
    cells = made("gi.counties_covered", values, Period(2025, 3))
    assert (cells["990100", "2025-03"].value, cells["990100", "2025-03"].parts["reached"]) == (Decimal(25), "990101")
    assert ("990101", "2025-03") not in cells


def test_where_nobody_has_any_nobody_is_first() -> None:
    assert made("patents.inventions_rank", {}, Period(2025, 3)) == {}


def test_ranks_are_among_the_places_of_one_parent() -> None:
    values = {("patents.valid_inventions", "990102", "2025-03"): Decimal(9)}
    cells = made("patents.inventions_rank", values, Period(2025, 3))
    assert (cells["990102", "2025-03"].value, cells["990101", "2025-03"].value) == (1, 2)
    assert cells["990102", "2025-03"].parts == {"of": "9", "peers": "4"}


def test_equal_values_share_the_better_place_and_the_next_one_is_left_free() -> None:
    held = [("a", Decimal(5)), ("b", Decimal(9)), ("c", Decimal(9)), ("d", Decimal(1))]
    assert ranks(held) == {"b": 1, "c": 1, "a": 3, "d": 4}
    assert ranks(held, most_first=False) == {"d": 1, "a": 2, "b": 3, "c": 3}


@given(st.lists(st.integers(0, 20).map(Decimal), min_size=1, max_size=12))
def test_a_rank_is_one_more_than_the_number_of_better_ones(values: list[Decimal]) -> None:
    held = [(str(at), value) for at, value in enumerate(values)]
    assert ranks(held) == {name: 1 + len([v for v in values if v > value]) for name, value in held}


@pytest.mark.parametrize(
    ("of", "to", "scale", "expected"),
    [(9304, 9741, 100, "95.51"), (14, 18, 100, "77.78"), (56285, 69184000, 10000, "8.14"), (727, 3721, 100, "19.54")],
)
def test_quotients_of_published_figures_are_the_published_ones(of: int, to: int, scale: int, expected: str) -> None:
    found = quotient(Decimal(of), Decimal(to), scale)
    assert found is not None
    assert str(found.quantize(Decimal("0.01"))) == expected
