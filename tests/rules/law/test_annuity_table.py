"""The table of annuities: reductions that do not add up, surcharges on the full fee, lapse and restoration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import (
    AnnuityRow,
    Book,
    Claims,
    History,
    OpenLicence,
    Paid,
    Qualified,
    annuity_table,
    qualified,
    request_by,
    restoration,
)
from zhiquan.rules.refusal import Refusal

CN = calendar()
TABLE = [{"first": 1, "last": 3, "amount": 900}, {"first": 4, "last": 20, "amount": 4000}]
SHARES = [{"first": n, "last": n, "amount": 5 * (n - 1)} for n in range(1, 7)]
RULES = (
    entry("patent.term.invention", 20, "year"),
    entry("patent.annuity.invention", TABLE, "cny"),
    entry("patent.annuity.grace", 6, "month"),
    entry("patent.annuity.surcharge", SHARES, "percent"),
    entry("patent.reduction.single", 85, "percent", from_="2016-09-01"),
    entry("patent.reduction.joint", 70, "percent", from_="2016-09-01"),
    entry("patent.reduction.annuity-years", 6, "year", from_="2016-09-01", to="2018-07-31"),
    entry("patent.reduction.annuity-years", 10, "year", from_="2018-08-01"),
    entry("patent.reduction.request", 5, "half_month", from_="2016-09-01"),
    entry("patent.reduction.open-licence", 15, "percent", from_="2024-08-06"),
    entry("patent.restoration.reason", 2, "month", roll=True),
    entry("patent.restoration.force-majeure", 2, "month", roll=True),
    entry("patent.restoration.force-majeure.latest", 2, "year"),
    entry("patent.fee.restoration", 1000, "cny"),
)
EXCLUSIVE = entry("patent.reduction.exclusive", [{"zh": "择一适用", "en": "one of them"}], "choice")
LAPSE = entry("patent.annuity.lapse", [{"zh": "自应缴期满之日起终止", "en": "ends on the due day"}], "source")
BOOK = book(*RULES, EXCLUSIVE, LAPSE)
FILED, GRANTED = day("2012-03-30"), day("2015-06-10")
OPEN = OpenLicence(day("2024-01-01"))


def table(history: History, rules: Book = BOOK) -> dict[int, AnnuityRow]:
    return {row.year: row for row in annuity_table(PatentKind.INVENTION, FILED, rules, CN, history)}


def reduced(claims: Claims, rules: Book = BOOK) -> dict[int, int]:
    return {year: row.reduction.percent for year, row in table(History(GRANTED, claims), rules).items()}


def test_the_shipped_book_gives_the_table_computed_by_hand() -> None:
    """An invention of 2012 granted in 2015 (patent year 4), joint owners, open licence since 2024, year 11 paid late.

    Seventy per cent reaches ten years from the year of grant: years 4 to 13. The book begins with the measures of
    September 2016, so years 4 and 5 stay full. The licence counts for fees due since 6 August 2024: year 14 on. Year
    11 was due on 30 March 2022; 8 July is 100 days later, in the fourth month: 15 % of 4,000.
    """
    history = History(GRANTED, Claims(Qualified.JOINT, licences=(OPEN,)), {11: day("2022-07-08")})
    rows = annuity_table(PatentKind.INVENTION, FILED, law_book(), CN, history)
    assert [row.year for row in rows] == list(range(4, 21))
    assert [int(row.total) for row in rows] == [
        *(1200, 1200, 360, 600, 600, 600),  # years 4-9
        *(1200, 1800, 1200),  # 10-12, year 11 with 600 of surcharge
        *(1800, 5100, 5100),  # 13-15
        *(6800,) * 5,
    ]
    late = rows[7]
    assert (late.days_late, late.surcharge, late.amount, late.paid) == (100, Decimal(600), Decimal(1200), Paid.LATE)
    assert {p.key for p in late.provisions} >= {
        "patent.annuity.invention",
        "patent.reduction.joint",
        "patent.annuity.surcharge",
    }
    assert all(row.provisions for row in rows)


def test_a_qualified_owner_is_reduced_for_ten_years_from_the_grant() -> None:
    found = reduced(Claims(Qualified.SINGLE))
    assert {year for year, percent in found.items() if percent == 85} == set(range(6, 14))
    assert found[5] == 0  # due in March 2016, before the measures the book knows
    assert found[14] == 0
    rows = table(History(GRANTED, Claims(Qualified.SINGLE)))
    assert "没有2016年3月30日的费减规定" in rows[5].reduction.reason.zh
    assert "自授权当年起10年" in rows[14].reduction.reason.zh
    assert rows[13].amount == 600


def test_before_august_2018_the_reduction_reached_six_years() -> None:
    rows = annuity_table(
        PatentKind.INVENTION, day("2008-03-30"), BOOK, CN, History(day("2010-06-10"), Claims(Qualified.SINGLE))
    )
    found = {row.year: row.reduction.percent for row in rows}
    # year of grant 3; six years: 3-8; year 10 is due in March 2017, year 12 in April 2019 within ten years
    assert (found[9], found[10], found[11], found[12], found[13]) == (0, 0, 0, 85, 0)


def test_reductions_do_not_add_up_and_the_better_one_is_used() -> None:
    long = Claims(Qualified.JOINT, licences=(OPEN,))
    rows = annuity_table(PatentKind.INVENTION, day("2020-03-30"), BOOK, CN, History(day("2022-06-10"), long))
    by_year = {row.year: row.reduction for row in rows}
    assert by_year[6].percent == 70  # due in March 2025 while the licence is used
    assert by_year[6].reason.zh == "费减备案减缴70%；与开放许可实施期间减缴15%不能叠加，取较优的一项"
    assert by_year[6].provisions[-1].key == "patent.reduction.exclusive"
    assert by_year[13].percent == 15  # beyond the ten years
    plain = annuity_table(PatentKind.INVENTION, day("2020-03-30"), book(*RULES), CN, History(day("2022-06-10"), long))
    assert plain[3].reduction.provisions[-1].key == "patent.reduction.annuity-years"


def test_the_licence_counts_only_while_used_and_since_there_is_a_rule() -> None:
    assert {y for y, p in reduced(Claims(licences=(OPEN,))).items() if p} == set(range(14, 21))
    ended = OpenLicence(day("2024-01-01"), day("2026-03-30"))
    assert {y for y, p in reduced(Claims(licences=(ended,))).items() if p} == {14, 15}
    rows = table(History(GRANTED, Claims(licences=(OPEN,))))
    assert "尚无开放许可年费减缴的规定" in rows[13].reduction.reason.zh
    assert rows[12].reduction.reason.zh == "没有可用的减缴"


def test_a_request_must_come_two_and_a_half_months_before() -> None:
    # due on 30 March 2022: two months earlier is 30 January, fifteen days earlier 15 January
    assert request_by(day("2022-03-30"), BOOK, CN) == day("2022-01-15")
    assert reduced(Claims(Qualified.JOINT, day("2022-01-15")))[11] == 70
    late = table(History(GRANTED, Claims(Qualified.JOINT, day("2022-01-16"))))
    assert (late[11].reduction.percent, late[12].reduction.percent) == (0, 70)
    assert "2022年1月15日" in late[11].reduction.reason.zh


@pytest.mark.parametrize(
    ("paid", "state", "surcharge"),
    [
        ("2022-03-30", Paid.IN_TIME, 0),
        ("2022-03-01", Paid.IN_TIME, 0),
        ("2022-04-30", Paid.LATE, 0),
        ("2022-05-01", Paid.LATE, 200),
        ("2022-09-30", Paid.LATE, 1000),
    ],
)
def test_the_surcharge_is_a_share_of_the_full_fee(paid: str, state: Paid, surcharge: int) -> None:
    row = table(History(GRANTED, Claims(Qualified.SINGLE), {11: day(paid)}))[11]
    assert (row.paid, row.amount, row.surcharge, row.total) == (state, 600, surcharge, 600 + surcharge)


@pytest.mark.parametrize("paid", [None, "2022-10-01"])
def test_an_unpaid_fee_ends_the_right_on_the_day_it_was_due(paid: str | None) -> None:
    rows = table(History(GRANTED, payments={11: day(paid) if paid else None}))
    assert (rows[11].paid, rows[11].lapsed_on, rows[11].total) == (Paid.LAPSED, day("2022-03-30"), 4000)
    assert rows[11].provisions[-1].key == "patent.annuity.lapse"
    assert {rows[year].paid for year in range(12, 21)} == {Paid.ENDED}
    assert sum(rows[year].total for year in range(12, 21)) == 0
    assert rows[10].paid is Paid.OPEN
    bare = table(History(GRANTED, payments={11: None}), book(*RULES))
    assert bare[11].provisions[-1].key == "patent.annuity.grace"


def test_a_payment_for_a_year_that_owes_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match="没有第3、21年度"):
        table(History(GRANTED, payments={3: FILED, 21: FILED}))


def test_without_history_every_year_is_open_and_full() -> None:
    rows = annuity_table(PatentKind.INVENTION, FILED, BOOK, CN)
    assert len(rows) == 20
    assert {row.paid for row in rows} == {Paid.OPEN}
    assert all(row.total == row.full for row in rows)


def test_restoring_costs_the_fee_the_annuity_and_the_highest_surcharge() -> None:
    row = table(History(GRANTED, Claims(Qualified.JOINT), {11: None}))[11]
    # the notice came on 1 August 2026: 1 October is a holiday, so Thursday the 8th
    found = restoration(row, day("2026-08-01"), BOOK, CN)
    assert found.until == day("2026-10-08")
    assert (found.fee, found.annuity, found.surcharge, found.total) == (1000, 1200, 1000, 3200)
    assert [p.key for p in found.provisions][:2] == ["patent.restoration.reason", "patent.fee.restoration"]


@pytest.mark.parametrize(("ended", "until"), [("2023-03-01", "2023-05-04"), ("2024-09-10", "2024-09-30")])
def test_after_force_majeure_there_are_two_months_and_two_years_at_most_and_no_fee(ended: str, until: str) -> None:
    row = table(History(GRANTED, payments={11: None}))[11]  # the grace ended on 30 September 2022
    found = restoration(row, day("2022-12-01"), BOOK, CN, obstacle_ended=day(ended))
    assert (found.until, found.fee, found.total) == (day(until), 0, 5000)


def test_a_book_without_the_last_bracket_restores_without_surcharge() -> None:
    rules = [r for r in RULES if r["key"] != "patent.annuity.surcharge"]
    short = book(*rules, entry("patent.annuity.surcharge", SHARES[:3], "percent"))
    row = replace(table(History(GRANTED, payments={11: None}))[11])
    assert restoration(row, day("2022-12-01"), short, CN).surcharge == 0


def test_a_right_that_did_not_lapse_is_not_restored() -> None:
    with pytest.raises(Refusal, match="未导致权利终止"):
        restoration(table(History(GRANTED))[11], day("2022-12-01"), BOOK, CN)


def test_the_rate_names_the_owner() -> None:
    assert qualified(85, BOOK, day("2020-01-01")) is Qualified.SINGLE
    assert qualified(70, BOOK, day("2020-01-01")) is Qualified.JOINT
    with pytest.raises(Refusal, match="没有减缴50%"):
        qualified(50, BOOK, day("2020-01-01"))


@given(
    st.dates(date(2001, 6, 1), date(2025, 1, 1)),
    st.integers(0, 2000),
    st.sampled_from([None, *Qualified]),
    st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=2),
)
def test_nobody_pays_more_than_the_full_fee_or_two_reductions(
    filed: date, wait: int, owner: Qualified | None, licences: list[date]
) -> None:
    claims = Claims(owner, licences=tuple(OpenLicence(since) for since in licences))
    for row in annuity_table(PatentKind.INVENTION, filed, BOOK, CN, History(filed + timedelta(days=wait), claims)):
        assert row.reduction.percent in {0, 15, 70, 85}
        assert row.full * (100 - row.reduction.percent) / 100 == row.total
