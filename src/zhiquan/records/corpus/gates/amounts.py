"""Amounts of money as registers write them."""

from __future__ import annotations

import re
from decimal import Decimal

from zhiquan.records.characters.folding import fold

_AMOUNT = re.compile(r"([a-z]{3})?[¥$€]?([0-9][0-9,]*(?:\.[0-9]+)?)(亿|万|千)?(元|圆)?(?:人民币)?([a-z]{3})?")
_LONGEST = 40
_TIMES = {"亿": 100_000_000, "万": 10_000, "千": 1_000}


def read_amount(written: str) -> tuple[str, str]:
    """Return an amount as a plain decimal number and its currency, each empty where not told or not to be read.

    ``300万元`` → ``3000000``, ``CNY``; ``1,234.50`` → ``1234.50``, no currency.
    """
    if len(written) > _LONGEST:
        return "", ""
    found = _AMOUNT.fullmatch("".join(fold(written).split()).removeprefix("人民币"))
    if not found:
        return "", ""
    before, number, times, yuan, behind = found.groups()
    amount = Decimal(number.replace(",", "")) * _TIMES.get(times or "", 1)
    home = "CNY" if yuan or "人民币" in written else ""
    return f"{amount:f}", (before or behind or home).upper()
