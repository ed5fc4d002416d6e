"""Find the numbers of a folded text: bound, numeral, scale, unit, bound.

One pattern, read left to right; every group of it is one way in which texts write a number:

``超100亿元`` · ``270余家`` · ``30%以上`` · ``近1.2亿条`` · ``20%-30%`` · ``142个（件）`` · ``第2位`` · ``百分之二十`` ·
``三成`` · ``翻一番`` · ``持平`` · ``1金2银7优秀`` · ``全覆盖`` · ``连续五年``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zhiquan.insight.readings.model import Bound, Quantity, Sort
from zhiquan.insight.readings.numbers.names import BLANK
from zhiquan.insight.readings.numbers.numerals import ARABIC, HAN, SCALE, SCALES, read_han, read_numeral
from zhiquan.insight.readings.numbers.units import units

BEFORE = {
    "超过": Bound.OVER, "超": Bound.OVER, "逾": Bound.OVER, "突破": Bound.OVER, "大于": Bound.OVER, "高于": Bound.OVER,
    ">": Bound.OVER, "不少于": Bound.AT_LEAST, "不低于": Bound.AT_LEAST, "不小于": Bound.AT_LEAST,
    "至少": Bound.AT_LEAST, "最少": Bound.AT_LEAST, "≥": Bound.AT_LEAST, "近": Bound.NEAR, "接近": Bound.NEAR,
    "将近": Bound.NEAR, "约": Bound.ABOUT, "大约": Bound.ABOUT, "约为": Bound.ABOUT, "不超过": Bound.AT_MOST,
    "不高于": Bound.AT_MOST,
    "不多于": Bound.AT_MOST,
    "至多": Bound.AT_MOST, "最多": Bound.AT_MOST, "≤": Bound.AT_MOST, "低于": Bound.BELOW, "不足": Bound.BELOW,
    "跨上": Bound.OVER, "迈上": Bound.OVER, "站上": Bound.OVER,
    "跨过": Bound.OVER, "越过": Bound.OVER, "迈过": Bound.OVER,
    "over ": Bound.OVER, "more than ": Bound.OVER, "above ": Bound.OVER, "nearly ": Bound.NEAR, "almost ": Bound.NEAR,
    "about ": Bound.ABOUT, "around ": Bound.ABOUT, "approx. ": Bound.ABOUT, "at least ": Bound.AT_LEAST,
    "up to ": Bound.AT_MOST, "fewer than ": Bound.BELOW, "less than ": Bound.BELOW,
    "少于": Bound.BELOW, "不到": Bound.BELOW, "小于": Bound.BELOW, "<": Bound.BELOW, "未满": Bound.BELOW,
}  # fmt: skip
AFTER = {
    "以上": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "之内": Bound.AT_MOST, "左右": Bound.ABOUT,
    "上下": Bound.ABOUT, "出头": Bound.OVER, "开外": Bound.OVER, "余": Bound.OVER, "多": Bound.OVER, "+": Bound.OVER,
}  # fmt: skip
_HUNDRED = Decimal(100)
_NO_WORD = {"约": "(?<![签合节预公条特违履])", "近": "(?<![最附临将接])", "超": "(?<![赶反])", "多": "(?<![众许])"}
"""What a bound must not follow: 签约11笔 is no 约."""
_SIGNED = frozenset({"%", "‰", "个百分点", "百分点"})


def _words(table: dict[str, Bound]) -> str:
    return "|".join(_NO_WORD.get(word, "") + re.escape(word) for word in sorted(table, key=len, reverse=True))


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of all numbers."""
    unit = rf"(?:{units().pattern})"
    number = rf"(?:{ARABIC}) ?(?:个(?=[万亿]))?(?:{SCALE})?"
    count = rf"(?P<unit>{unit})(?P<twin>\((?:{unit})\))?"
    return re.compile(
        rf"(?P<chain>(?:\d+[金银铜]|\d+优秀){{2,4}})"
        rf"|第 ?(?P<rank>\d+|{HAN}) ?(?P<rankunit>位|名)?"
        rf"|翻(?:了)?(?P<fold>[一两二三])番(?P<foldmore>多)?"
        rf"|(?P<level>持平)"
        rf"|(?P<before>{_words(BEFORE)})?百分之(?P<percent>{ARABIC}|{HAN})(?P<percentafter>{_words(AFTER)})?"
        rf"|(?P<b4>{_words(BEFORE)})?(?P<under>{HAN})分之(?P<over>{HAN})(?P<rest>强|弱|多)?"
        rf"|(?P<b2>{_words(BEFORE)})?(?P<minus>(?<=[、，为长率幅(：])-)?(?<![\d.{BLANK}])(?P<number>{number})(?:(?P<more>余|多|\+)(?P<late>万?亿|万)?)?"
        rf"(?: ?(?P<lowunit>%)?-(?P<high>{number}))? ?(?:{count})?(?P<a2>{_words(AFTER)})?"
        rf"|(?P<b5>过|破|超过|超|逾|突破|上)(?P<power>[十百千]?万?亿|[十百千]?万|百|千)(?P<powerunit>{unit})"
        rf"|(?P<b3>{_words(BEFORE)})?(?P<han>{HAN})(?P<hanmore>余|多)?(?P<hanunit>{unit})(?P<hanpart>(?<=成)[一二三四五六七八九](?=[，。；、）)升降到至提]|$))?(?P<a3>{_words(AFTER)})?"
        rf"|(?P<cover>全覆盖)"
    )


def quantities(text: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Yield the numbers of a folded, blanked text that lie in none of the ``taken`` stretches (periods)."""
    at, last = 0, len(taken)
    for found in pattern().finditer(text):
        while at < last and taken[at][1] <= found.start():
            at += 1
        if at < last and taken[at][0] < found.end():
            continue
        yield from _read(found)


def _read(found: re.Match[str]) -> Iterator[Quantity]:
    if found["chain"]:
        yield from _chain(found)
    elif found["under"]:
        yield from _fraction(found)
    else:
        try:
            read = _one(found)
        except ValueError:  # 十二十: Chinese digits that are no numeral
            read = None
        if read is not None:
            yield read


def _one(found: re.Match[str]) -> Quantity | None:
    """Return the number that a match is, ``None`` for an article or no numeral."""
    if found["rank"]:
        return _plain(found, _value(found["rank"]), found["rankunit"] or "", Sort.RANK)
    if found["fold"]:
        times = Decimal(2 ** read_han(found["fold"]) - 1) * _HUNDRED
        bound = Bound.OVER if found["foldmore"] else Bound.EXACT
        return Quantity(*found.span(), found[0], times, Decimal(0), "%", Sort.SHARE, bound)
    if found["level"]:
        return Quantity(*found.span(), found[0], Decimal(0), Decimal("0.1"), "%", Sort.SHARE)
    if found["percent"]:
        return _percent(found)
    if found["number"]:
        return _number(found)
    if found["power"]:
        return _power(found)
    if found["cover"]:
        return Quantity(*found.span(), found[0], _HUNDRED, Decimal(0), "%", Sort.COVERAGE)
    return _han(found)


def _chain(found: re.Match[str]) -> Iterator[Quantity]:
    """1金2银7优秀: one number for each class of an award."""
    for one in re.finditer(r"(\d+)(金|银|铜|优秀)", found[0]):
        start = found.start() + one.start()
        yield Quantity(start, start + len(one[0]), one[0], Decimal(one[1]), Decimal(1), one[2], Sort.COUNT)


def _value(written: str) -> Decimal:
    return Decimal(written) if written.isdigit() else Decimal(read_han(written))


def _plain(found: re.Match[str], value: Decimal, unit: str, sort: Sort) -> Quantity:
    return Quantity(*found.span(), found[0], value, Decimal(1), unit, sort)


def _percent(found: re.Match[str]) -> Quantity:
    value, step = read_numeral(found["percent"])
    bound = _bound(found["before"] or _apart(found), "", found["percentafter"])
    return Quantity(*found.span(), found[0], value, step, "%", Sort.SHARE, bound)


def _fraction(found: re.Match[str]) -> Iterator[Quantity]:
    """三分之一 is 33.3%, and no more exact than that."""
    try:
        value = Decimal(read_han(found["over"])) / Decimal(read_han(found["under"])) * _HUNDRED
    except (ValueError, ArithmeticError):
        return
    bound = {"强": Bound.OVER, "多": Bound.OVER, "弱": Bound.NEAR}.get(found["rest"] or "") or _bound(
        found["b4"] or _apart(found), "", ""
    )
    yield Quantity(*found.span(), found[0], round(value, 1), Decimal("0.1"), "%", Sort.SHARE, bound)


def _power(found: re.Match[str]) -> Quantity:
    """税收过亿元, 上百家: over a power of ten that has no digit before it."""
    value, unit = _scale_of(found["power"]), found["powerunit"]
    return Quantity(*found.span(), found[0], value, value, unit, Sort(units().sorts[unit]), Bound.OVER)


def _number(found: re.Match[str]) -> Quantity:
    """Return a number in Arabic digits; 成 and ‰ become percent, a scale before a unit is part of the number."""
    unit = _SAME.get(found["unit"] or "", found["unit"] or "")
    value, step = (one * _scale_of(found["late"] or "") for one in read_numeral(_digits(found["number"])))
    upper = None
    if found["high"]:
        upper, _ = read_numeral(_digits(found["high"]))
        if not any(sign in found["number"] for sign in SCALES):
            scale = _scale_of(found["high"])
            value, step = value * scale, step * scale
    factor = _FACTORS.get(unit, Decimal(1))
    value = -value if found["minus"] and unit in _SIGNED else value
    bound = _bound(found["b2"], found["more"], found["a2"])
    sort = Sort(units().sorts[unit]) if unit else Sort.BARE
    written = "%" if sort is Sort.SHARE else "个百分点" if sort is Sort.POINTS else unit
    return Quantity(
        *found.span(), found[0].strip(), value * factor, step * factor, written, sort, bound,
        upper * factor if upper is not None else None,
    )  # fmt: skip


_FACTORS = {"成": Decimal(10), "‰": Decimal("0.1"), "个基点": Decimal("0.01"), "基点": Decimal("0.01")}
_SAME = {"㎡": "平方米"}


def _digits(written: str) -> str:
    """2.3 个亿 is 2.3亿."""
    return written.replace(" ", "").replace("个", "")


def _scale_of(written: str) -> Decimal:
    scale = Decimal(1)
    for sign in written:
        scale *= SCALES.get(sign, 1)
    return scale


def _han(found: re.Match[str]) -> Quantity | None:
    """Return a number in Chinese numerals; 一件 and the like are articles, not numbers."""
    value, step = read_numeral(found["han"])
    unit = found["hanunit"]
    if found["hanpart"]:  # 三成二: 32 percent
        value, step = value + Decimal(read_han(found["hanpart"])) / 10, Decimal("0.1")
    if value == 1 or (unit == "年" and value < _HUNDRED and not _lasting(found)):
        return None
    sort = Sort(units().sorts[unit])
    if unit in units().structure and value < _HUNDRED:
        sort = Sort.STRUCTURE
    factor = Decimal(10) if unit == "成" else Decimal(1)
    bound = _bound(found["b3"], found["hanmore"], found["a3"])
    written = "%" if sort is Sort.SHARE else unit
    return Quantity(*found.span(), found[0], value * factor, step * factor, written, sort, bound)


def _lasting(found: re.Match[str]) -> bool:
    """Tell whether years are counted (连续五年), not named (三年行动方案)."""
    return found.string[max(0, found.start() - 2) : found.start()] in {"连续", "蝉联"}


_APART = re.compile(r"(不到|不足|超过|近|约|低于|高于|逾)[^，。；、\d]{1,8}的$")


def _apart(found: re.Match[str]) -> str | None:
    """不到邻县的三分之一: the bound stands before what the share is of."""
    apart = _APART.search(found.string, max(0, found.start() - 14), found.start())
    return apart[1] if apart else None


def _bound(before: str | None, more: str | None, after: str | None) -> Bound:
    if more:
        return Bound.OVER
    return BEFORE.get(before or "") or AFTER.get(after or "") or Bound.EXACT
