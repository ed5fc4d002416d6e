"""Patent application numbers 专利申请号 after ZC 0006-2003: 12 digits since 2003-10-01, 8 digits before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Flat, Parts, PatentKind, Standing, broken, fold, part
from zhiquan.rules.text import Text

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)
"""Weights of the check character, used cyclically from the first digit (ZC 0006-2003)."""
NEW_FORM, OLD_FORM = 12, 8
FIRST_OLD_YEAR, CHANGE_YEAR, LAST_YEAR = 1985, 2003, 2099

_KINDS = {
    "1": (PatentKind.INVENTION, False),
    "2": (PatentKind.UTILITY_MODEL, False),
    "3": (PatentKind.DESIGN, False),
    "8": (PatentKind.INVENTION, True),
    "9": (PatentKind.UTILITY_MODEL, True),
}
_PREFIX = re.compile(r"([A-Z]{2})\s*(.*)", re.DOTALL)
_DOTTED = re.compile(r"([0-9]{12}|[0-9]{8})\.([0-9X])")
_SOLID = re.compile(r"([0-9]{12}|[0-9]{8})([0-9X]?)")
_PATENTSCOPE = re.compile(r"(10|11|20|21|30)(2[0-9]{3})00([0-9]{7})")
_PATENTSCOPE_KINDS = {"10": "1", "11": "8", "20": "2", "21": "9", "30": "3"}
_SPACES = re.compile(r"([0-9]{4}|[0-9]{2}) +([0-9]) +([0-9]{5,7})(\.?[0-9X])?")


@dataclass(frozen=True, slots=True)
class ApplicationNumber(Flat):
    """A well-formed application number; ``digits`` has 8 or 12 places, ``check`` is always the right character.

    ``standing`` is ``UNCHECKED`` where the number was given without check character and it was computed here.
    """

    year: int
    kind: PatentKind
    pct: bool
    digits: str
    check: str
    standing: Standing

    @property
    def canonical(self) -> str:
        """Return the key of the right everywhere: ``CN`` + digits + ``.`` + check character."""
        return f"CN{self.digits}.{self.check}"

    @property
    def serial(self) -> str:
        """Return the serial number within year and kind: 7 places in the new form, 5 in the old."""
        return self.digits[5:] if len(self.digits) == NEW_FORM else self.digits[3:]

    @property
    def parts(self) -> Parts:
        """Return kind, year, route and serial number."""
        route = Text("国际申请进入国家阶段", "PCT, national phase") if self.pct else Text("国内申请", "national")
        return (
            part("种类", "Kind", self.kind.label),
            part("年份", "Year", self.year),
            part("途径", "Route", route),
            part("流水号", "Serial number", self.serial),
        )

    def __str__(self) -> str:
        return self.canonical


def check_character(digits: str) -> str:
    """Return the check character of 8 or 12 digits: weighted sum modulo 11, ten is ``X`` (ZC 0006-2003)."""
    total = sum(int(digit) * WEIGHTS[place % len(WEIGHTS)] for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def parse_application_number(text: str) -> ApplicationNumber | Broken:
    """Read one application number in any written form; never raises, whatever the text.

    Accepted: ``CN`` or ``ZL`` before it, the dot or none, a small x, full-width characters, spaces between year,
    kind and serial number, a missing check character; and the 15 digits of WIPO PATENTSCOPE (kind, 1 for PCT, year, two
    zeros, serial number; no check character), a form read off its records, where some publications carry both.
    """
    found = _split(text)
    if isinstance(found, Broken):
        return found
    digits, given_check = found
    year = _year(digits)
    if year is None:
        first, last = (FIRST_OLD_YEAR, CHANGE_YEAR) if len(digits) == OLD_FORM else (CHANGE_YEAR, LAST_YEAR)
        return broken(
            "year",
            "“{given}”的年份有误：{n} 位申请号的年份应在 {first} 至 {last} 之间。",
            "Wrong year in “{given}”: with {n} digits the years run from {first} to {last}.",
            text,
            n=len(digits),
            first=first,
            last=last,
        )
    letter = digits[2 if len(digits) == OLD_FORM else 4]
    if letter not in _KINDS:
        return broken(
            "kind",
            "“{given}”的种类号 {k} 无此种类，应为 1、2、3、8 或 9。",
            "“{given}” has kind digit {k}; it must be 1, 2, 3, 8 or 9.",
            text,
            k=letter,
        )
    right = check_character(digits)
    if given_check and given_check != right:
        return broken(
            "check-digit",
            "“{given}”的校验位不符：写作 {g}，按号码应为 {r}；请核对号码。",
            "The check digit of “{given}” is {g} but would have to be {r}; check the number.",
            text,
            g=given_check,
            r=right,
        )
    kind, pct = _KINDS[letter]
    return ApplicationNumber(year, kind, pct, digits, right, Standing.VALID if given_check else Standing.UNCHECKED)


def _split(text: str) -> tuple[str, str] | Broken:
    """Return digits and check character (empty if missing), or the rule of form that is broken."""
    body = fold(text)
    if not body:
        return broken("empty", "没有填写申请号。", "No application number was given.", text)
    if prefix := _PREFIX.fullmatch(body):
        if prefix[1] not in {"CN", "ZL"}:
            return broken(
                "prefix",
                "“{given}”的前缀 {p} 不是中国专利申请号的前缀（CN 或 ZL）。",
                "The prefix {p} of “{given}” is not that of a Chinese application number (CN or ZL).",
                text,
                p=prefix[1],
            )
        body = prefix[2]
    if foreign := _PATENTSCOPE.fullmatch(body):
        return f"{foreign[2]}{_PATENTSCOPE_KINDS[foreign[1]]}{foreign[3]}", ""
    if spaced := _SPACES.fullmatch(body):
        body = "".join(part or "" for part in spaced.groups())
    if found := _DOTTED.fullmatch(body) or _SOLID.fullmatch(body):
        return found[1], found[2]
    return _misformed(body, text)


def _misformed(body: str, text: str) -> Broken:
    if re.search(r"\s", body):
        return broken(
            "spaces",
            "“{given}”的空格位置有误：只能在年份、种类号与流水号之间。",
            "Spaces in “{given}” may stand only between year, kind and serial number.",
            text,
        )
    if strange := re.search(r"[^0-9X.]", body):
        return broken(
            "characters",
            "“{given}”中的“{c}”不是申请号的字符。",
            "“{c}” in “{given}” is no character of an application number.",
            text,
            c=strange[0],
        )
    if "." in body.rstrip(".") and not re.fullmatch(r"[0-9]*\.[0-9X]", body):
        return broken(
            "dot",
            "“{given}”的圆点有误：只能在最后一位校验位之前。",
            "The dot in “{given}” may stand only before the check digit.",
            text,
        )
    return broken(
        "length",
        "“{given}”的位数有误：应为 12 位（2003 年 10 月以前为 8 位）数字加 1 位校验位。",
        "“{given}” has the wrong length: 12 digits (8 before October 2003) and one check digit.",
        text,
    )


def _year(digits: str) -> int | None:
    """Return the year of filing, or nothing where the form knows no such year."""
    if len(digits) == NEW_FORM:
        year = int(digits[:4])
        return year if CHANGE_YEAR <= year <= LAST_YEAR else None
    short = int(digits[:2])
    year = 1900 + short if short >= FIRST_OLD_YEAR % 100 else 2000 + short
    return year if FIRST_OLD_YEAR <= year <= CHANGE_YEAR else None
