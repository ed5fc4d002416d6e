"""A post answers for its division and what truly lies below it, not for what shares digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.office.access import reach
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.reach import Reach, above, prefix_of, rank_of, reach_of
from zhiquan.office.access.selectors import within
from zhiquan.rules.identifiers.division import Level

CODES = ("420000", "420100", "420101", "429000", "429004", "429021", "110000", "110101", "990100", "990101", "990105")


@pytest.fixture
def table(tmp_path: Path, settings: object) -> None:
    """A region whose table lists what differs from the digits."""
    folder = tmp_path / "region" / "divisions"
    folder.mkdir(parents=True)
    (folder / "own.csv").write_text(
        "code,zh,en,parent\n990000,省,P,\n990100,市,C,\n990200,二市,D,\n990101,区,A,\n990105,省管县,B,990000\n"
        "990106,代管县,E,990200\n",
        encoding="utf-8",
    )
    from zhiquan.settings.folders import DataFolder

    settings.DATA = DataFolder(tmp_path)  # type: ignore[attr-defined]
    reach._reach.cache_clear()
    reach._table.cache_clear()


def held(division: str) -> set[str]:
    return {code for code in CODES if reach_of(division).holds(code)}


def test_the_heading_of_province_administered_counties_is_no_city_over_them() -> None:
    assert held("429000") == {"429000"}
    assert held("429004") == {"429004"}
    assert held("420000") == {"420000", "420100", "420101", "429000", "429004", "429021"}
    assert held("420100") == {"420100", "420101"}


def test_the_heading_of_a_municipalitys_districts_is_no_city_either() -> None:
    assert held("110100") == set()
    assert held("110000") == {"110000", "110101"}


def test_an_office_at_a_heading_ranks_lowest() -> None:
    assert rank_of("429000") is Level.COUNTY
    assert rank_of("420100") is Level.CITY
    assert rank_of("420000") is Level.PROVINCE


@pytest.mark.parametrize("code", ["", "42", "4290041", "abcdef", "０２００００", "029000"])
def test_what_is_no_code_reaches_nothing(code: str) -> None:
    assert held(code) == set()
    assert prefix_of(code) != ""


def test_a_parent_named_by_the_regions_table_counts_before_the_digits(table: None) -> None:
    assert reach_of("990100") == Reach("990100", "9901", frozenset(), frozenset({"990105", "990106"}))
    assert reach_of("990200").holds("990106")
    assert not reach_of("990200").holds("990105")
    assert reach_of("990000").holds("990105")


@pytest.mark.django_db
def test_lists_are_narrowed_exactly_as_single_rows_are(table: None) -> None:
    codes = (*CODES, "990106", "990200", "990201")
    for place, code in enumerate(codes):
        Organisation.objects.create(name=code, uscc=f"U{place}", division=code)
    for places in (("429000",), ("420000",), ("990100",), ("990200",), ("990000", "429004"), ("", "42"), ()):
        listed = set(Organisation.objects.filter(within(places)).values_list("division", flat=True))
        assert listed == {code for code in codes if any(reach_of(one).holds(code) for one in places)}, places


@pytest.mark.usefixtures("table")
def test_whoever_reaches_a_place_stands_above_it_by_digits_or_by_the_table() -> None:
    places = (*CODES, "990106", "990200", "990000")
    for place in places:
        assert {one for one in places if reach_of(one).holds(place)} <= above(place)


def test_only_the_table_puts_an_office_of_other_digits_above(table: None) -> None:
    assert "990200" in above("990106")
    assert len(above("990101")) == len({"990101", "990100", "990000"})
