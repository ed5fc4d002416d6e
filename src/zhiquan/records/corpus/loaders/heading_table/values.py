"""Values as lists write them: nothings, dates, periods, amounts, several numbers in one cell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zhiquan.records.characters.folding import fold


class DateForm(StrEnum):
    """In which order a table writes its dates; year first is always read."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "null", "none", "nan", "n/a", "#n/a", "暂无", "未知"})
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(?<!\d)((?:18|19|20|21)\d{2})(\d{2})(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_LONGEST = 200
"""Characters of a date, a period, an amount, a name with its code; nothing longer is looked into."""
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_AMOUNT = re.compile(r"([A-Z]{3})?[¥$￥]?\s*(-?\d[\d,]*(?:\.\d+)?|-?\.\d+)\s*([^\d]*)")
_BETWEEN_NUMBERS = re.compile(r"[;；、,，|\n]+|\s{2,}")
_AGENCY_CODE = re.compile(r"[\s(（]+\d{5}[)）]?$")
_DESIGN_CLASS = re.compile(r"\d{2}-\d{2}.*")
_CURRENCIES = {"美元": "USD", "usd": "USD", "欧元": "EUR", "eur": "EUR", "港元": "HKD", "港币": "HKD", "日元": "JPY"}
_TIMES = {"亿": 100_000_000, "万": 10_000, "千": 1_000}


def tidy(text: str) -> str:
    """Return a cell without blanks at its ends; what only stands for nothing (``—``, ``无``, ``null``) as nothing."""
    bare = text.strip()
    return "" if bare.casefold() in _NOTHING else bare


def day(text: str, form: DateForm = DateForm.YEAR_FIRST) -> str:
    """Return a date as ISO; zeros as none; what cannot be read as it is, for the gates to refuse.

    ``form`` decides what 05/06/2020 means; a number of five digits is a workbook's own count of days.
    """
    bare = text.strip()
    if len(bare) > _LONGEST:
        return bare
    bare = _CLOCK.sub("", bare)
    if not bare.strip("0-./ :"):
        return ""
    if found := _YEAR_FIRST.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return _iso(bare, found[1], found[2], found[3])
    if form is not DateForm.YEAR_FIRST and (found := _YEAR_LAST.fullmatch(bare)):
        first, second = found[1], found[2]
        month, on = (second, first) if form is DateForm.DAY_FIRST else (first, second)
        return _iso(bare, found[3], month, on)
    if _SERIAL.fullmatch(bare):
        return (_SERIAL_ZERO + timedelta(days=int(float(bare)))).isoformat()
    return bare


def days(text: str, form: DateForm = DateForm.YEAR_FIRST) -> list[str]:
    """Return the dates of a cell that holds several (``2019.1.2;2021.3.4``), each as ``day`` reads it."""
    return [day(part, form) for part in _BETWEEN_NUMBERS.split(text) if part.strip()]


def period(text: str) -> tuple[str, str]:
    """Return the first and the last date of a period 期限 (``2019-01-21 至 2029-01-20``), empty where there is none."""
    said = text[:_LONGEST]
    dates = [_iso("", *found.groups()[:3]) for found in (*_YEAR_FIRST.finditer(said), *_COMPACT.finditer(said))]
    dates = sorted(one for one in dates if one)
    return (dates[0], dates[-1]) if len(dates) > 1 else ("", "")


def money(text: str, unit: str = "") -> tuple[str, str]:
    """Return an amount as a decimal number and its currency; ``unit`` is the heading's, the cell's own comes first.

    ``500万元`` and ``500`` below ``担保金额（万元）`` are both 5000000 CNY. What cannot be read stays as it is.
    """
    found = _AMOUNT.fullmatch(fold(text).upper()) if len(text) <= _LONGEST else None
    if not found:
        return text.strip(), ""
    said = (found[3] or "") + (found[1] or "")
    told = (said if re.search(r"[亿万千元]", said) or found[1] else f"{unit} {said}").lower()
    times = next((times for word, times in _TIMES.items() if word in told), 1)
    currency = next((code for word, code in _CURRENCIES.items() if word in told), "CNY")
    amount = (Decimal(found[2].replace(",", "")) * times).normalize()
    return f"{amount:f}", currency


def numbers(text: str) -> list[str]:
    """Return the numbers of a cell: one pledge often covers several patents."""
    return [part.strip() for part in _BETWEEN_NUMBERS.split(text) if part.strip()]


def agency(text: str) -> str:
    """Return an agency's name without the five-digit code that gazettes print after it."""
    return _AGENCY_CODE.sub("", text) if len(text) <= _LONGEST else text


def by_scheme(symbols: str) -> tuple[str, str]:
    """Part class symbols into those of the IPC and those of the Locarno classification, which share a column."""
    parts = [part.strip() for part in re.split(r"[;；|\n]+", symbols) if part.strip()]
    design = [part for part in parts if _DESIGN_CLASS.fullmatch(part)]
    return ";".join(part for part in parts if part not in design), ";".join(design)


def _iso(given: str, year: str, month: str, on: str) -> str:
    try:
        return date(int(year), int(month), int(on)).isoformat()
    except ValueError:
        return given
