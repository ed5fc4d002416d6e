"""Targets: dual ones are met together or not at all; what is missing is enough, and nothing unknown is called met."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zhiquan.insight.plans.targets import Bound, How, Target, Verdict, stand

YI = 100_000_000
DUAL = Target(
    key="pledge", indicator="pledge.amount", bound=Bound(how=How.MORE_THAN, value=Decimal(100 * YI)), growth=Decimal(20)
)
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)
BASES = st.decimals(min_value="0.01", max_value=10**12, places=2)
BOUNDS = st.builds(Bound, how=st.sampled_from(How), value=AMOUNTS)


def a_target(bound: Bound | None, growth: Decimal | None) -> Target:
    return Target(key="t", indicator="pledge.amount", bound=bound, growth=growth)


def test_105_yi_with_growth_of_12_per_cent_misses_over_100_yi_and_20_per_cent_and_shows_both_parts() -> None:
    value = Decimal(105 * YI)
    standing = stand(DUAL, value, value / Decimal("1.12"))
    assert DUAL.dual
    assert standing.verdict is Verdict.FAIL
    assert standing.bound
    assert standing.bound.verdict is Verdict.PASS
    assert standing.growth
    assert standing.growth.verdict is Verdict.FAIL
    assert standing.grown
    assert round(standing.grown, 6) == 12
    assert standing.missing
    assert round(standing.missing / YI, 4) == Decimal("7.5")


def test_exactly_100_yi_is_not_over_100_yi() -> None:
    standing = stand(DUAL, Decimal(100 * YI), Decimal(50 * YI))
    assert [part.verdict for part in standing.parts] == [Verdict.FAIL, Verdict.PASS]
    assert standing.missing == 0


@given(AMOUNTS, BASES)
def test_a_dual_target_is_met_exactly_where_both_of_its_parts_alone_are(value: Decimal, base: Decimal) -> None:
    alone = [stand(a_target(DUAL.bound, None), value, base), stand(a_target(None, DUAL.growth), value, base)]
    together = stand(DUAL, value, base).verdict is Verdict.PASS
    assert together == all(one.verdict is Verdict.PASS for one in alone)


@given(st.sampled_from([How.AT_LEAST, How.MORE_THAN]), AMOUNTS, AMOUNTS, BASES)
def test_what_is_missing_added_is_enough_and_a_cent_less_is_not(
    how: How, bound: Decimal, value: Decimal, base: Decimal
) -> None:
    target, cent = a_target(Bound(how=how, value=bound), Decimal(20)), Decimal("0.01")
    missing = stand(target, value, base).missing
    assert missing is not None
    assert stand(target, value + missing + cent, base).verdict is Verdict.PASS
    if missing:
        assert stand(target, value + missing - cent, base).verdict is Verdict.FAIL


@given(BOUNDS, AMOUNTS)
def test_growth_on_an_unknown_base_is_never_called_met_and_a_missed_bound_stays_missed(
    bound: Bound, value: Decimal
) -> None:
    if bound.how is How.AT_MOST:
        return
    standing = stand(a_target(bound, Decimal(20)), value, None)
    assert standing.verdict is (Verdict.UNKNOWN if bound.how.holds(value, bound.value) else Verdict.FAIL)
    assert standing.missing is None


@given(st.one_of(st.none(), AMOUNTS))
def test_an_unknown_value_and_growth_from_nothing_are_unknown(base: Decimal | None) -> None:
    assert stand(DUAL, None, base).verdict is Verdict.UNKNOWN
    assert stand(a_target(None, Decimal(20)), Decimal(5), Decimal(0)).verdict is Verdict.UNKNOWN


def test_a_target_that_asks_nothing_or_a_ceiling_that_is_to_grow_is_refused() -> None:
    with pytest.raises(ValidationError, match="a bound, a growth, or both"):
        a_target(None, None)
    with pytest.raises(ValidationError, match="no least growth"):
        a_target(Bound(how=How.AT_MOST, value=Decimal(5)), Decimal(20))
