"""Writes numbers in every style that Chinese texts use, for the round trips."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"


def han(number: int) -> str:
    """Write a whole number from 1 to below 10 000 0000 0000 in Chinese numerals."""
    for worth, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= worth:
            head, tail = divmod(number, worth)
            gap = "零" if tail and tail < worth // 10 else ""
            return han(head) + sign + gap + (han(tail) if tail else "")
    return _below(number)


def _below(number: int) -> str:
    written, gap = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return written


def scaled(number: int, sign: str, worth: int) -> str:
    """Write a number as so many 万 or 亿, exactly."""
    return f"{(Decimal(number) / worth).normalize():f}{sign}"
