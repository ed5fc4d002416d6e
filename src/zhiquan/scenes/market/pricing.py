"""Prices: a sum, to be agreed 面议, or a royalty formula; and what a formula comes to. All amounts in CNY, in fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from zhiquan.rules.text import Text

FEN = Decimal("0.01")
PERCENT = Decimal(100)


class PriceKind(StrEnum):
    """How a price is told."""

    SUM = "sum"
    ASK = "ask"
    FORMULA = "formula"
    FREE = "free"


class Base(StrEnum):
    """What a royalty is taken of 提成基数."""

    TURNOVER = "turnover"
    PROFIT = "profit"

    @property
    def label(self) -> Text:
        """The base as contracts call it."""
        return _BASES[self]


_BASES = {Base.TURNOVER: Text("销售额", "turnover"), Base.PROFIT: Text("净利润", "net profit")}


@dataclass(frozen=True, slots=True)
class Price:
    """A price: ``amount`` is the sum, or of a formula the entry fee 入门费; ``rate`` per cent of ``base`` a year."""

    kind: PriceKind
    amount: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    base: Base = Base.TURNOVER

    @property
    def label(self) -> Text:
        """Return the price in words."""
        sum_ = f"{self.amount:,.2f}".removesuffix(".00")
        if self.kind is PriceKind.FORMULA:
            rate = f"{self.rate.normalize():f}"
            entry = Text(f"入门费 {sum_} 元，另", f"CNY {sum_} and ") if self.amount else Text("", "")
            share = Text(f"按年{self.base.label.zh}的 {rate}% 提成", f"{rate}% of yearly {self.base.label.en}")
            return Text(entry.zh + share.zh, entry.en + share.en)
        return {
            PriceKind.SUM: Text(f"{sum_} 元", f"CNY {sum_}"),
            PriceKind.ASK: Text("面议", "to be agreed"),
            PriceKind.FREE: Text("免费", "free"),
        }[self.kind]

    @property
    def at_once(self) -> Decimal | None:
        """Return what is to be paid at once; ``None`` while it is to be agreed."""
        return None if self.kind is PriceKind.ASK else self.amount


def royalty(price: Price, base: Decimal) -> Decimal:
    """Return a year's royalty of a formula for a turnover or profit of that year; a loss costs nothing.

    The entry fee is not in it: it is paid once. Rounded to the fen, half up.
    """
    return (max(base, Decimal(0)) * price.rate / PERCENT).quantize(FEN, ROUND_HALF_UP)
