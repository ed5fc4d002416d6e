"""Find dates and periods in a folded text: one rule for each way of writing, each with its example.

Relative words (今年, 去年, 8月) are read in ``year``, the year the text speaks in where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from zhiquan.insight.readings.numbers.numerals import read_han
from zhiquan.insight.readings.numbers.periods import Period, Reach, When, day, months, year

PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
"""First years of the five-year plans 五年规划."""
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SHIFT = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_DECEMBER, _HALF = 12, 6

_Y = (
    r"(?P<y{n}>(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{{2}})年度?"
    r"|(?P<w{n}>今年|本年|当年|去年|上年|前年|明年)度?"
)
_M = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_D = r"[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_BASE = r"(?:(?P<b{n}>比|较|相比|对比|于|由|从|是(?=上年|去年|(?:19|20)\d\d年的))\s*)?"
_ASOF = r"(?:(?P<a{n}>截至到|截止到|截至|截止|到|至)\s*)?"


@dataclass(frozen=True, slots=True)
class Context:
    """The year that a text speaks in at a place, the year it was written in, and its date; each may be unknown."""

    year: int | None
    written: int | None
    today: date | None
    head: int | None = None
    """The last year that stood at the head of a sentence (2024年，…)."""


Read = tuple[Period, Reach, str] | None
Reader = Callable[[re.Match[str], Context], Read]


def _year_of(found: re.Match[str], n: str, context: Context) -> int | None:
    """Return the year written (2023年, 二〇二三年, 去年), else the one the text speaks in."""
    groups = found.groupdict()
    if written := groups.get(f"y{n}"):
        return int(written) if written.isdigit() else read_han(written)
    if word := groups.get(f"w{n}"):
        now = context.written or context.year
        return now + _SHIFT[word] if now else None
    return context.year


def _number(written: str) -> int:
    return int(written) if written.isdigit() else read_han(written)


def _range(found: re.Match[str], context: Context) -> Read:
    """2023年1-10月, 1-6月; 20231-10月 lost its 年."""
    number, repaired = _year_of(found, "1", context), ""
    if lost := found["x1"]:
        number, repaired = int(lost), f"{lost}年{found['m1']}-{found['n1']}月"
    period = months(number, _number(found["m1"]), _number(found["n1"])) if number else None
    return (period, _reach(found, "1", Reach.RUNNING), repaired) if period else None


def _lost_date(found: re.Match[str], context: Context) -> Read:
    """2023426日 is 2023年4月26日 where the digits can be cut in one way only."""
    del context
    digits = found["lost2"]
    ways = [
        (int(digits[:4]), int(digits[4:cut]), int(digits[cut:])) for cut in (5, 6) if digits[cut:][:1] not in {"", "0"}
    ]
    days = [one for one in (day(*way) for way in ways) if one]
    if len(days) != 1 or days[0].first is None:
        return None
    return days[0], Reach.EVENT, f"{days[0].first.year}年{days[0].first.month}月{days[0].first.day}日"


def _lost_day(found: re.Match[str], context: Context) -> Read:
    """510日 is 5月10日 where the digits can be cut in one way only."""
    digits = found["lost3"]
    ways = [(int(digits[:cut]), int(digits[cut:])) for cut in (1, 2) if digits[cut:][:1] not in {"", "0"}]
    ways = [(m, d) for m, d in ways if m <= _DECEMBER and day(2024, m, d)]
    if len(ways) != 1 or not context.year:
        return None
    period = day(context.year, *ways[0])
    return (period, Reach.EVENT, f"{ways[0][0]}月{ways[0][1]}日") if period else None


def _years(found: re.Match[str], context: Context) -> Read:
    """2021—2023年."""
    del context
    first, last = int(found["from6"]), int(found["to6"])
    return (Period(date(first, 1, 1), date(last, 12, 31)), Reach.YEAR, "") if first < last else None


def _days(found: re.Match[str], context: Context) -> Read:
    """2023年9月1日-2024年8月31日, 2023年9月至2024年8月."""
    del context
    first_year = int(found["ya4"])
    last_year = int(found["yz4"] or first_year)
    first = day(first_year, int(found["ma4"]), int(found["da4"] or 1))
    month = months(last_year, int(found["mz4"]), int(found["mz4"]))
    last = day(last_year, int(found["mz4"]), int(found["dz4"])) if found["dz4"] else month
    if not (first and last and first.first and last.last and first.first < last.last):
        return None
    return Period(first.first, last.last), Reach.YEAR, ""


def _school_year(found: re.Match[str], context: Context) -> Read:
    """2023-2024学年: from September to August."""
    del context
    first, last = int(found["school5"]), int(found["until5"])
    return (Period(date(first, 9, 1), date(last, 8, 31)), Reach.YEAR, "") if last == first + 1 else None


def _year_start(found: re.Match[str], context: Context) -> Read:
    """较年初: against the last day of the year before."""
    del found
    return (Period(None, date(context.year - 1, 12, 31)), Reach.BASE, "") if context.year else None


def _year_end(found: re.Match[str], context: Context) -> Read:
    """到年底: the last day of the year that is spoken in."""
    del found
    return (Period(None, date(context.year, 12, 31)), Reach.RUNNING, "") if context.year else None


def _heading(found: re.Match[str], context: Context) -> Read:
    """Highlights 2024: a year that ends a heading in English."""
    del context
    return year(int(found["bare16"])), Reach.YEAR, ""


def _part(found: re.Match[str], context: Context) -> Read:
    """2022年上半年, 今年前三季度, 一季度, 前10个月."""
    number = _year_of(found, "7", context)
    if not number:
        return None
    first, last = _part_months(found["part7"])
    period = months(number, first, last)
    reach = Reach.RUNNING if found["part7"].startswith("前") else Reach.PART
    return (period, _reach(found, "7", reach), "") if period else None


def _part_months(word: str) -> tuple[int, int]:
    if word.endswith("半年"):
        return (1, _HALF) if word.startswith("上") else (_HALF + 1, _DECEMBER)
    if word.endswith("月"):
        return 1, int(re.sub(r"\D", "", word))
    quarter = _QUARTER[word[-3]]
    return (1 if word.startswith("前") else 3 * quarter - 2), 3 * quarter


def _since(found: re.Match[str], context: Context) -> Read:
    """今年以来, 2018年以来, 2023年5月10日起."""
    number = _year_of(found, "8", context)
    start = day(number, _number(found["m8"] or "1"), _number(found["d8"] or "1")) if number else None
    return (Period(start.first, None), Reach.RUNNING, "") if start else None


def _dated(found: re.Match[str], context: Context) -> Read:
    """2023年, 2023年8月, 2023年8月31日, 截至2023年8月底, 2025年底, 年底 with 截至."""
    number = _year_of(found, "9", context)
    if found["s9"] and number:
        return year(number), Reach.BASE, ""
    return _cut(found, "9", number, found["m9"], found["d9"]) if number else None


def _month(found: re.Match[str], context: Context) -> Read:
    """截至8月底, 8月, 3月23日."""
    return _cut(found, "10", context.year, found["m10"], found["d10"]) if context.year else None


def _cut(found: re.Match[str], n: str, number: int, month: str | None, of: str | None) -> Read:
    if of and month:
        period = day(number, _number(month), _number(of))
    else:
        period = months(number, _number(month), _number(month)) if month else year(number)
    if period is None:
        return None
    if found[f"a{n}"] or (found[f"e{n}"] or "").endswith(("底", "末")):
        return period.as_of(), _reach(found, n, Reach.RUNNING), ""
    return period, _reach(found, n, Reach.EVENT if month else Reach.YEAR), ""


def _iso(found: re.Match[str], context: Context) -> Read:
    """2023-11-30, 2023/11/30."""
    del context
    number, month, of = map(int, re.split(r"[-/.]", found["iso11"]))
    period = day(number, month, of)
    return (period, Reach.EVENT, "") if period else None


def _plan(found: re.Match[str], context: Context) -> Read:
    """“十三五”时期; “十四五”末."""
    del context
    first = PLANS[found["plan12"]]
    period = Period(date(first, 1, 1), date(first + 4, 12, 31))
    if found["s12"]:
        return Period(period.first, None), Reach.RUNNING, ""
    return (period.as_of() if found["e12"] else period), _reach(found, "12", Reach.YEAR), ""


def _ago(found: re.Match[str], context: Context) -> Read:
    """5年来, 近三年来: the years up to the one the text speaks in."""
    if not context.year:
        return None
    written = found["ago13"]
    count = int(written) if written.isdigit() else read_han(written)
    return Period(date(context.year - count + 1, 1, 1), date(context.year, 12, 31)), Reach.YEAR, ""


def _now(found: re.Match[str], context: Context) -> Read:
    """目前, 截至目前: as of the day of the text; 全年: the year it speaks in."""
    if found["now14"] == "全年":
        number = context.head or context.year
        return (year(number), Reach.PART, "") if number else None
    return (Period(None, context.today), Reach.RUNNING, "") if context.today else None


def _reach(found: re.Match[str], n: str, reach: Reach) -> Reach:
    return Reach.BASE if found.groupdict().get(f"b{n}") else reach


RULES: tuple[tuple[str, str, Reader], ...] = (
    (
        "range",
        rf"{_BASE}(?:{_Y}|(?P<x{{n}}>(?:19|20)\d\d)(?=\d))?\s*(?P<m{{n}}>{_M})月?(?:-|至|到)(?P<n{{n}}>{_M})月份?",
        _range,
    ),
    ("lost-date", r"(?P<lost{n}>(?:19|20)\d\d\d{{2,4}})日", _lost_date),
    ("lost-day", r"(?<![\d.])(?P<lost{n}>\d{{3,4}})日(?!内|前|起|均|元)", _lost_day),
    (
        "days",
        (
            r"(?P<ya{n}>(?:19|20)\d\d)年(?P<ma{n}>1[0-2]|0?[1-9])月(?:(?P<da{n}>[12]\d|3[01]|0?[1-9])日)?(?:-+|至|到)"
            r"(?:(?P<yz{n}>(?:19|20)\d\d)年)?(?P<mz{n}>1[0-2]|0?[1-9])月(?:(?P<dz{n}>[12]\d|3[01]|0?[1-9])日)?(?P<ez{n}>底|末)?"
        ),
        _days,
    ),
    ("school-year", r"(?P<school{n}>(?:19|20)\d\d)-+(?P<until{n}>(?:19|20)\d\d)学年度?", _school_year),
    ("years", r"(?P<from{n}>(?:19|20)\d\d)年?(?:-|至|到)(?P<to{n}>(?:19|20)\d\d)年", _years),
    (
        "part",
        rf"{_BASE}(?:{_Y})?(?P<part{{n}}>[上下]半年|前[二三123]季度|第?[一二三四1-4]季度|前\d{{{{1,2}}}}个月)",
        _part,
    ),
    ("since", rf"(?:自|从)?(?:{_Y})(?:(?P<m{{n}}>{_M})月(?:(?P<d{{n}}>{_D})日)?)?(?:以来|至今|起)", _since),
    (
        "dated",
        (
            rf"{_BASE}{_ASOF}(?:{_Y})(?:(?P<m{{n}}>{_M})月份?(?:(?P<d{{n}}>{_D})日)?)?"
            r"(?P<e{n}>底|末)?(?P<s{n}>同期|同月)?"
        ),
        _dated,
    ),
    ("month", rf"{_BASE}{_ASOF}(?<!\d)(?P<m{{n}}>{_M})月份?(?:(?P<d{{n}}>{_D})日)?(?P<e{{n}}>底|末)?", _month),
    ("iso", r"(?<!\d)(?P<iso{n}>(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9]))(?!\d)", _iso),
    (
        "plan",
        (
            rf"{_BASE}[“\"]?(?P<plan{{n}}>十[二三四五六]五)(?!十|年|个|项|家|件|条)[”\"]?+"
            r"(?P<e{n}>期末|末|收官)?(?:时期|期间)?+(?P<s{n}>以来)?+(?!规划|纲要|[^。，]{{0,8}}规划》)"
        ),
        _plan,
    ),
    ("ago", r"(?:过去|近)?(?P<ago{n}>\d{{1,2}}|[一二两三四五六七八九十])年来", _ago),
    ("now", r"(?P<now{n}>截至目前|截止目前|目前|截至今日|迄今|全年(?!的?(?:目标|任务|计划|预期|指标)))", _now),
    ("year-start", r"(?:比|较|自|从)(?:年初|今年初|本年初)(?P<start{n}>)", _year_start),
    ("heading", r"(?<!since )(?<!from )(?<=[a-z] )(?P<bare{n}>20\d\d)(?=\s*(?:：|\n|$))", _heading),
    ("year-end", r"(?<!截)[到至](?:今|本)?年底(?P<end{n}>)", _year_end),
)  # fmt: skip
"""Name, pattern (``{n}`` numbers its groups) and reader, in the order in which they are tried."""


@cache
def pattern() -> re.Pattern[str]:
    """Return all rules as one pattern; the group ``r<n>`` tells which rule it was."""
    ways = (
        f"(?P<r{n}>{written.replace('{n}', str(n)).replace('{{', '{').replace('}}', '}')})"
        for n, (_, written, _) in enumerate(RULES, 1)
    )
    return re.compile("|".join(ways))


def whens(text: str, today: date | None = None, written: int | None = None) -> Iterator[When]:
    """Yield the periods of a folded text in order.

    The year spoken in follows the years that a paragraph names; a new paragraph speaks in the year of the text again.
    """
    written = today.year if today else written
    running, line, head = written, 0, None
    for found in pattern().finditer(text):
        if written and "\n" in text[line : found.start()]:
            running = written if today else head or written
        line = found.start()
        rule = int((found.lastgroup or "r0")[1:]) if (found.lastgroup or "").startswith("r") else _rule(found)
        read = RULES[rule - 1][2](found, Context(running, written, today, head))
        if read is None:
            continue
        period, reach, repaired = read
        if reach in {Reach.YEAR, Reach.RUNNING} and (held := period.last or period.first):
            running = held.year if not written or held.year <= written else running
        titled = "\n" not in text[: found.end()].strip() and "\n" in text
        if reach is Reach.YEAR and period.first and (titled or _AT_HEAD.match(text, found.end())):
            head = period.first.year
        yield When(found.start(), found.end(), period, reach, repaired)


_AT_HEAD = re.compile("[，全我]|：?\n|(?:工作)?(?:回顾|总结|安排|打算|目标)")


def _rule(found: re.Match[str]) -> int:
    return next(n for n in range(1, len(RULES) + 1) if found[f"r{n}"] is not None)
