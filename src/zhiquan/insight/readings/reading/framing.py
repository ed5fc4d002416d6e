"""Which period a figure speaks of: said in its clause, its sentence, its paragraph, before, or by the text's own date.

A sentence may carry several: 「2020年，…，截至8月底，…」: the nearest before the figure governs. A year or a running
period (截至…, 1-10月, 今年以来) governs the rest of its paragraph, a half-year the rest of its sentence, a day or a
month only its own clause. A year at the head of a sentence (「2024年，」) governs until another one does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from zhiquan.insight.readings.numbers.dating import whens
from zhiquan.insight.readings.numbers.numerals import read_han
from zhiquan.insight.readings.numbers.periods import Period, Reach, When, year
from zhiquan.insight.readings.reading.headings import heading_of
from zhiquan.insight.readings.reading.segments import Segments

_FULL = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:年|[-/.])(?P<m>1[0-2]|0?[1-9])(?:月|[-/.])(?P<d>[12]\d|3[01]|0?[1-9])(?:日|(?!\d))"
)
_HAN_DATE = re.compile(
    r"(?P<y>二[〇零][〇零一二三四五六七八九]{2})年(?P<m>十[一二]?|[一二三四五六七八九])月(?P<d>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_LABELLED = re.compile(r"(?:发布日期|发布时间|生成日期|成文日期|印发日期|日期|时间)[：\s]*$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_FOUNDED = re.compile(r"成立|揭牌|上线|启用|开业|启动|运行|挂牌")
_HEAD, _NEAR = 14, 36
"""A year so near to the beginning of its sentence stands at its head (会议认为，2020年，)."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A period with where it was found (stated, sentence, paragraph, before, document) and what was repaired in it."""

    period: Period
    how: str
    repaired: str = ""
    written: str = ""
    rivals: tuple[Period, ...] = ()
    """Periods that may be meant just as well, where the text does not say."""


def date_of(text: str) -> date | None:
    """Return the date that a text gives itself: a labelled one, else the first full date in its head or foot."""
    found = [(m, _date(m)) for m in (*_FULL.finditer(text), *_HAN_DATE.finditer(text))]
    dated = [(m, day) for m, day in found if day]
    labelled = [day for m, day in dated if _LABELLED.search(text[max(0, m.start() - 12) : m.start()])]
    edge = max(200, len(text) // 12)
    near = [day for m, day in dated if (m.start() < edge or m.end() > len(text) - edge) and not _in_range(text, m)]
    return next(iter([*labelled, *near]), None)


def _in_range(text: str, found: re.Match[str]) -> bool:
    """Tell whether a date ends a range (2023年9月1日-2024年8月31日): a period reported on, not the text's date."""
    return bool(re.match(r"\s*[-至到]\s*\d|起", text[found.end() :])) or bool(
        re.search(r"[\d年月日][-至到]\s*$", text[: found.start()])
    )


def _date(found: re.Match[str]) -> date | None:
    try:
        year, month, day = (
            int(one) if one.isdigit() else read_han(one) for one in (found["y"], found["m"], found["d"])
        )
        return date(year, month, day)
    except ValueError:
        return None


def year_of(text: str) -> int | None:
    """Return the year that a text without date was written in: the last that it names often."""
    named = Counter(int(one) for one in _YEAR.findall(text))
    often = [number for number, times in named.items() if times * 3 >= max(named.values())]
    return max(often, default=None)


class Frames:
    """The periods of a text, to be asked for the one that governs a place."""

    def __init__(self, text: str, cut: Segments, today: date | None) -> None:
        self.text, self.cut, self.today = text, cut, today
        self.year = today.year if today else year_of(text)
        self.whens = tuple(whens(text, today, self.year))
        self._starts = [when.start for when in self.whens]
        self._heads = [when for when in self.whens if when.reach is Reach.YEAR and self._at_head(when)]
        self._head_starts = [when.start for when in self._heads]
        self._main = self._one_period()

    def govern(self, at: int) -> Framed | None:
        """Return the period that governs a figure at ``at``; ``None`` when nothing says anything."""
        clause = self.cut.start_of(self.cut.clauses, at)
        sentence = self.cut.start_of(self.cut.sentences, at)
        paragraph = self.cut.start_of(self.cut.paragraphs, at)
        for index in range(bisect_left(self._starts, at) - 1, -1, -1):
            when = self.whens[index]
            if when.start < paragraph:
                break
            if how := _reaches(when, clause, sentence):
                return (when.start < sentence and self._from_founding(at, sentence)) or self._framed(when, how)
        if founded := self._from_founding(at, sentence):
            return founded
        if asked := self._asked(paragraph):
            return self._framed(asked, "paragraph")
        head = bisect_left(self._head_starts, at) - 1
        if head >= 0:
            return replace(self._framed(self._heads[head], "before"), rivals=self._since(self._heads[head], at))
        return self._of_document()

    def _of_document(self) -> Framed | None:
        """Return the text's own period: its title's, that of all its parts, or the year of its date."""
        if self._main:
            whole = self._main.code.isdigit()
            return Framed(self._main, "document", rivals=() if whole else self._like_main())
        if not self.year:
            return None
        if self.today:
            early = self.today.month <= EARLY_MONTHS
            return Framed(year(self.year), "document", rivals=(year(self.year - 1),) if early else ())
        named = {one.period.last.year for one in self.whens if one.reach is not Reach.BASE and one.period.last}
        return Framed(year(self.year), "document", rivals=tuple(map(year, sorted(named - {self.year}))))

    def _asked(self, paragraph: int) -> When | None:
        """Return the period of the question that a paragraph answers: 记者：明年有什么打算？"""
        if not paragraph or self.text[paragraph - 2 : paragraph - 1] != "？":
            return None
        start = self.cut.start_of(self.cut.paragraphs, paragraph - 1)
        inside = self.whens[bisect_left(self._starts, start) : bisect_left(self._starts, paragraph)]
        return next((when for when in reversed(inside) if when.reach in _GOVERNING), None)

    def _since(self, head: When, at: int) -> tuple[Period, ...]:
        """Return the periods of later years that were spoken of since a year stood at a head."""
        later = self.whens[bisect_left(self._starts, head.end) : bisect_left(self._starts, at)]
        return tuple(
            {
                when.period: None
                for when in later
                if when.reach in _GOVERNING and when.period.last and head.period.last
                and when.period.last.year > head.period.last.year
            }
        )  # fmt: skip

    def _like_main(self) -> tuple[Period, ...]:
        """Return the other parts of the year that end with the text's main one: 三季度 beside 1-9月."""
        return tuple(
            {
                when.period: None
                for when in self.whens
                if when.reach in {Reach.PART, Reach.RUNNING}
                and when.period.first
                and when.period != self._main
                and self._main
                and when.period.last == self._main.last
            }
        )

    def in_brackets(self, end: int) -> Framed | None:
        """Return the period that stands in brackets right behind a figure: 236家（2025年5月）."""
        if self.text[end : end + 1] != "(":
            return None
        at = bisect_left(self._starts, end + 1)
        when = self.whens[at] if at < len(self.whens) else None
        if when is None or when.start != end + 1 or self.text[when.end : when.end + 1] != ")":
            return None
        return self._framed(when, "stated")

    def _one_period(self) -> Period | None:
        """Return what the whole text reports on: by its title, else the one day that its parts of a year all end on."""
        return self._of_title() or self._of_parts()

    def _of_title(self) -> Period | None:
        """Return the one period that the first lines name (2024年度…通报, 上半年…), days left out and what is ahead."""
        end = 0
        for _ in range(_TITLE_LINES):
            stop = self.text.find("\n", end)
            line = self.text[end : stop if stop >= 0 else len(self.text)]
            if _SENTENCE_MARKS.search(line) or stop < 0:
                break
            end = stop + 1
        named = {one.period for one in self.whens if one.start < end and one.reach in _TITLED and one.period.first}
        ahead = any(self.today and one.last and one.first and one.first > self.today for one in named)
        return next(iter(named)) if len(named) == 1 and not ahead else None

    def _of_parts(self) -> Period | None:
        """Return what the text reports on throughout: halves, quarters and as-of dates that all end alike."""
        parts = [
            when.period
            for when in self.whens
            if when.reach in {Reach.PART, Reach.RUNNING}
            and when.period.last
            and when.period.last != self.today
            and not when.period.code.isdigit()
            and (self.today is None or when.period.last <= self.today)
        ]
        ends = {period.last for period in parts}
        whole = next((period for period in parts if period.first), None)
        if len(ends) == 1 and len(parts) > 1:
            return whole
        opening = {one.period for one in self.whens if one.reach in _TITLED and self._opens(one)}
        return next(iter(opening)) if len(opening) == 1 else None

    def _opens(self, when: When) -> bool:
        """Tell whether a period stands in a paragraph that opens a list of what follows: 截至8月31日，…通报如下："""
        end = self.cut.end_of(self.cut.paragraphs, when.start)
        line = self.text[self.cut.start_of(self.cut.paragraphs, when.start) : end]
        return bool(_OPENING.search(line))

    def repairs(self) -> tuple[tuple[str, str], ...]:
        """Return the damaged dates, as written and as they can only be read."""
        return tuple((self.text[when.start : when.end], when.repaired) for when in self.whens if when.repaired)

    def after(self, start: int, end: int) -> int:
        """Return where the words between two places begin once periods at their head are left out."""
        for when in self.whens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if when.end < end - 1:
                start = max(start, when.end)
        return start

    def base(self, start: int, end: int) -> When | None:
        """Return the period between two places that a growth is measured against (比2015年)."""
        inside = self.whens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return next((when for when in inside if when.reach is Reach.BASE), None)

    def _from_founding(self, at: int, sentence: int) -> Framed | None:
        """「5月10日…窗口揭牌，…已办理…395件」: what something has done since it was founded."""
        done = self.text[self.cut.start_of(self.cut.clauses, at) : at]
        if "已" not in done and "累计" not in done:
            return None
        for when in self.whens[bisect_left(self._starts, sentence) : bisect_left(self._starts, at)]:
            after = self.text[when.end : min(at, when.end + _NEAR)]
            if when.reach is Reach.EVENT and when.period.first == when.period.last and _FOUNDED.search(after):
                return Framed(
                    Period(when.period.first, None), "sentence", when.repaired, self.text[when.start : when.end]
                )
        return None

    def _framed(self, when: When, how: str) -> Framed:
        return Framed(when.period, how, when.repaired, self.text[when.start : when.end])

    def _at_head(self, when: When) -> bool:
        near = when.start - self.cut.start_of(self.cut.sentences, when.start) <= _HEAD
        return near and (
            self.text[when.end : when.end + 1] in {"，", "、", "全", "我", "是", "底"} or self._in_heading(when)
        )

    def _in_heading(self, when: When) -> bool:
        """Tell whether a year stands in a heading of its own line (一、2025年工作回顾): it governs what follows."""
        start = self.cut.start_of(self.cut.paragraphs, when.start)
        line = self.text[start : self.cut.end_of(self.cut.paragraphs, when.start)]
        return when.end - start <= len(heading_of(line)) + 1


EARLY_MONTHS = 3
"""A text of these first months of a year reports on the year before as often as on its own."""
_GOVERNING = frozenset({Reach.YEAR, Reach.RUNNING, Reach.PART})
_OPENING = re.compile("(?:如下|以下)[^。；]{0,6}[：。]?\\s*$")
_TITLE_LINES = 3
_SENTENCE_MARKS = re.compile("[。；！？]")
_TITLED = frozenset({Reach.YEAR, Reach.PART, Reach.RUNNING})


def _reaches(when: When, clause: int, sentence: int) -> str:
    if when.reach is Reach.BASE:
        return ""
    if when.start >= clause:
        return "stated"
    if when.reach is Reach.EVENT:
        return ""
    if when.start >= sentence:
        return "sentence"
    return "" if when.reach is Reach.PART else "paragraph"
