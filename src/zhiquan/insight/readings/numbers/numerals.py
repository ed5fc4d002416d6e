"""Numerals as Chinese texts write them: 12,345 · 1.2万 · 三千五百 · 二〇二三 → an exact value and its step."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|(?<!\d)\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?"
SCALE = r"[十百千]?万?亿|[十百千]?万|[百千]"
HAN = (
    r"[一二两三四五六七八九十](?:[零〇一二两三四五六七八九十百千万亿]*点[零〇一二三四五六七八九]+(?:万亿|[万亿])?"
    r"|[零〇一二两三四五六七八九十百千万亿]*)"
)
_ARABIC = re.compile(rf"({ARABIC})({SCALE})?")


def read_numeral(text: str) -> tuple[Decimal, Decimal]:
    """Return the value and the worth of the last digit written; anything that is no numeral raises ``ValueError``.

    >>> read_numeral("1.2万")
    (Decimal('12000.0'), Decimal('1000.0'))
    >>> read_numeral("三千五百")[0]
    Decimal('3500')
    """
    if found := _ARABIC.fullmatch(text):
        digits = found[1].replace(",", "").replace(" ", "")
        scale = _scale(found[2] or "")
        places = len(digits.partition(".")[2])
        return Decimal(digits) * scale, Decimal(1).scaleb(-places) * scale
    if "点" in text:
        return _han_decimal(text)
    value = read_han(text)
    return Decimal(value), Decimal(_step(value))


def _han_decimal(text: str) -> tuple[Decimal, Decimal]:
    """十八点五 is 18.5, 七点二万 is 72 000."""
    whole, _, part = text.partition("点")
    digits = part.rstrip("万亿")
    scale = _scale(part[len(digits) :])
    value = Decimal(f"{read_han(whole)}.{''.join(str(DIGITS[char]) for char in digits)}")
    return value * scale, Decimal(1).scaleb(-len(digits)) * scale


def read_han(text: str) -> int:
    """Return the value of a number in Chinese numerals, by place (二〇二三) or by power (三千五百)."""
    if not text or any(char not in DIGITS and char not in SCALES for char in text):
        raise ValueError(f"no numeral: {text!r}")
    if len(text) > 1 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return _powers(text)


def _powers(text: str) -> int:
    for power in ("亿", "万"):
        head, found, tail = text.rpartition(power)
        if found:
            return (_powers(head) if head else 1) * LARGE[power] + (_tail(tail, LARGE[power]) if tail else 0)
    return _below_ten_thousand(text)


def _tail(text: str, above: int) -> int:
    """Return what follows 万 or 亿: 三万五 is 35 000, the power left out."""
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text] * above // 10
    return _powers(text)


def _below_ten_thousand(text: str) -> int:
    total, digit, last = 0, -1, 10**4
    for char in text:
        if char in DIGITS:
            if digit > 0:
                raise ValueError(f"no numeral: {text!r}")
            digit = DIGITS[char]
            continue
        power = SMALL[char]
        if power >= last or digit == 0:
            raise ValueError(f"no numeral: {text!r}")
        total, digit, last = total + (1 if digit < 0 else digit) * power, -1, power
    if digit <= 0:
        return total
    short = total and last > SMALL["十"] and text[-2] not in "零〇"  # 三千五: the power of the five is left out
    return total + digit * (last // 10 if short else 1)


def _scale(text: str) -> Decimal:
    value = Decimal(1)
    for char in text:
        value *= SCALES[char]
    return value


def _step(value: int) -> int:
    """Return the power of ten of the last digit that is not zero."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step
