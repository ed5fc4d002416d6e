"""Prices in words and royalties to the fen."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.scenes.market.pricing import Base, Price, PriceKind, royalty

MONEY = st.decimals(0, 10_000_000_000, places=2)
RATES = st.decimals(Decimal("0.001"), 100, places=3)


def test_a_price_is_told_in_words() -> None:
    assert Price(PriceKind.SUM, Decimal("800000.00")).label.zh == "800,000 元"
    assert Price(PriceKind.ASK).label.en == "to be agreed"
    formula = Price(PriceKind.FORMULA, Decimal("50000.00"), Decimal("3.000"), Base.PROFIT)
    assert formula.label.zh == "入门费 50,000 元，另按年净利润的 3% 提成"
    assert Price(PriceKind.FORMULA, rate=Decimal("0.5")).label.zh == "按年销售额的 0.5% 提成"


def test_what_is_paid_at_once_is_the_sum_or_the_entry_fee_and_unknown_while_it_is_to_be_agreed() -> None:
    assert Price(PriceKind.FORMULA, Decimal(5), Decimal(1)).at_once == 5
    assert Price(PriceKind.FREE).at_once == 0
    assert Price(PriceKind.ASK).at_once is None


def test_a_royalty_is_rounded_half_up_to_the_fen_and_a_loss_costs_nothing() -> None:
    price = Price(PriceKind.FORMULA, rate=Decimal("2.5"))
    assert royalty(price, Decimal(10000000)) == Decimal("250000.00")
    assert royalty(price, Decimal("0.20")) == Decimal("0.01")
    assert royalty(price, Decimal(-1)) == 0


@given(RATES, MONEY, MONEY)
def test_more_turnover_never_costs_less_and_never_more_than_the_turnover(rate: Decimal, a: Decimal, b: Decimal) -> None:
    price = Price(PriceKind.FORMULA, rate=rate)
    less, more = sorted((a, b))
    assert royalty(price, less) <= royalty(price, more) <= more
    assert abs(royalty(price, a) + royalty(price, b) - royalty(price, a + b)) <= Decimal("0.01")
