"""Compensation of terms, computed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import day

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.law import Delay, add_months, compensation_fee, delay_compensation, drug_compensation

BOOK, CN = law_book(), calendar()
# filed 1 March 2018, examination asked 1 September 2019: four years end on 1 March 2022, three on 1 September 2022
LATE = Delay(day("2018-03-01"), day("2019-09-01"), day("2024-02-28"))


def test_delay_counts_from_the_later_of_four_and_three_years() -> None:
    # 1 September 2022 to 28 February 2024: 365 + 180 days (September 2023 to 28 February 2024)
    found = delay_compensation(LATE, BOOK, CN)
    assert found.days == 545
    assert found.expires_on == date(2039, 8, 28)  # 1 March 2038 + 545 days
    assert "2022年9月1日" in found.steps[0].zh
    early_request = replace(LATE, examination_requested_on=day("2018-03-01"))
    assert delay_compensation(early_request, BOOK, CN).days == 545 + 184


def test_reasonable_delay_and_the_applicants_own_do_not_count() -> None:
    assert delay_compensation(replace(LATE, reasonable_days=100, applicant_days=45), BOOK, CN).days == 400
    assert delay_compensation(replace(LATE, reasonable_days=500, applicant_days=46), BOOK, CN).days == 0


def test_a_grant_within_the_years_is_not_compensated() -> None:
    found = delay_compensation(Delay(day("2020-02-28"), day("2020-06-01"), day("2024-02-28")), BOOK, CN)
    assert (found.days, found.expires_on) == (0, day("2040-02-28"))


def test_an_invention_filed_twice_on_one_day_is_not_compensated() -> None:
    found = delay_compensation(replace(LATE, dual_filed=True), BOOK, CN)
    assert found.days == 0
    assert "patent.compensation.dual" in {p.key for p in found.provisions}
    assert "同日" in found.steps[-1].zh


def test_the_request_must_come_within_three_months_of_the_grant() -> None:
    assert delay_compensation(LATE, BOOK, CN).request_by == day("2024-05-28")
    # three months from 8 January 2026 end on 8 April, a Wednesday; from 5 January on 5 April, Qingming: the 7th
    assert delay_compensation(replace(LATE, granted_on=day("2026-01-05")), BOOK, CN).request_by == day("2026-04-07")


@pytest.mark.parametrize(
    ("filed", "days", "expires"),
    [
        # seven years to the approval on 1 March 2026: two years by the count, fourteen after the approval leave one
        ("2019-03-01", 366, "2040-03-01"),
        # nine years: four by the count, three by the fourteen
        ("2017-03-01", 1096, "2040-03-01"),
        # twelve years: seven by the count, five at most
        ("2014-03-01", 1826, "2039-03-01"),
        # approved within five years: nothing
        ("2022-03-01", 0, "2042-03-01"),
    ],
)
def test_a_drug_is_compensated_within_five_and_fourteen_years(filed: str, days: int, expires: str) -> None:
    end = date(day(filed).year + 20, 3, 1)
    found = drug_compensation(day(filed), day("2026-03-01"), end, BOOK, CN)
    assert (found.days, found.expires_on, found.request_by) == (days, day(expires), day("2026-06-01"))


@given(st.dates(date(2001, 1, 1), date(2022, 1, 1)), st.dates(date(2024, 1, 20), date(2040, 1, 1)))
def test_no_drug_gets_more_than_five_years_or_fourteen_after_approval(filed: date, approved: date) -> None:
    end = add_months(filed, 240)
    found = drug_compensation(filed, approved, end, BOOK, CN)
    assert end <= found.expires_on <= add_months(end, 60)
    assert found.expires_on in {end, min(found.expires_on, add_months(approved, 168))}


def test_the_compensated_years_are_paid_whole_and_parts_are_free() -> None:
    fees = [compensation_fee(days, day("2038-01-01"), BOOK) for days in (0, 364, 365, 729, 730)]
    assert fees == [0, 0, 8000, 8000, 16000]
