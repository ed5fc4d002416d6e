"""Put readings together: one pass over the numbers of a text, each asked what it is and what it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhiquan.insight.readings.model import (
    Basis,
    Bound,
    Candidate,
    Doubt,
    Growth,
    LeftOut,
    Quantity,
    Rank,
    Reading,
    Sort,
)
from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.insight.readings.reading import changes
from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.framing import Frames
from zhiquan.insight.readings.reading.headings import Parts
from zhiquan.insight.readings.reading.milestones import milestones
from zhiquan.insight.readings.reading.moods import is_plan, is_target
from zhiquan.insight.readings.reading.respectively import Row, rows
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.reading.sides import Around, Side, Surroundings, sides
from zhiquan.insight.readings.reading.subjects import UNEXPLAINED, Subject, Subjects, is_structure
from zhiquan.insight.readings.reading.tables import Reader, Table
from zhiquan.insight.readings.reading.unsure import Company, unsure_subject, unsure_target
from zhiquan.insight.readings.topics import Match, Topic, Vocabulary
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

_SCOPES = re.compile(
    r"其中|新增|新培育|新建|新上|新获批|新认定|累计|历年|绿色通道|免费|国家级|省级|市级|县级|乡镇|首批|第[一二三四五六七八九十\d]+批|小微|科技型|电商|专利权?(?=执行)|线上|线下"
)
_ALL_COVERED = re.compile(r"[\u4e00-\u9fff()]{0,6}全覆盖")
_GAP = re.compile(
    r"(?:低于|高于|领先|落后|多于|少于|超过?|比)[^，。；\d]{0,8}(?:平均|均值|目标|水平|同期)[^，。；\d]{0,4}$"
)
_MEAN = re.compile(
    r"(?:户均|人均|家均|件均|笔均|平均每[^，。；\d]{1,3}(?:工作)?[日天月家户件笔人]?[^，。；\d]{0,3})(?:约|近|超过?|达到?|为)?$"
)
"""户均650万元: a mean is no amount of the whole."""
_EXTREME = re.compile(r"(?:单[笔项件案][^，。；\d]{0,4})?最[大高低多小][^，。；\d]{0,6}(?:约|近|为|达到?)?$")
"""最大一单3000万: an extreme is no amount of the whole either."""


@dataclass
class Read:
    """What came out: readings, and numbers that were not read, with the reason."""

    readings: list[Reading]
    unread: list[LeftOut]


class Assembler:
    """The numbers of one text on their way to readings."""

    def __init__(self, text: str, cut: Segments, frames: Frames, words: Vocabulary) -> None:
        self.text, self.cut, self.frames, self.words = text, cut, frames, words
        self.around = Surroundings(text, cut, words.mentions(text))
        self.plan, self.parts = is_plan(text), Parts(text, cut)
        self.drafts: list[Draft] = []
        self.subjects = Subjects(text, cut, frames, words, self.around, self.drafts)
        self.unread: list[LeftOut] = []
        self._was: Around | None = None
        self._row_sign = 0

    def run(self, quantities: list[Quantity], left_out: list[LeftOut], found_tables: Sequence[Table] = ()) -> Read:
        """Read numbers and tables in order (parts of plans last), and the milestones that lie in nothing left out."""
        limits = {one.start: one for one in quantities if self._threshold(one)}
        self.unread += [LeftOut(one.start, one.end, _THRESHOLD, "threshold") for one in limits.values()]
        quantities = [
            one for one in quantities if one.start not in limits and (one.sort is not Sort.RANK or self._ranks(one))
        ]
        arounds = [self.around.around(quantities, at) for at in range(len(quantities))]
        rowed = rows(self.text, self.cut, quantities)
        for at, (around, side) in enumerate(zip(arounds, sides(self.around, arounds), strict=True)):
            self._one(around, side, rowed.get(at))
        self.drafts += self._milestones(left_out)
        reader = Reader(self.cut, self.frames, self.words)
        self.drafts += [draft for table in found_tables for draft in reader.drafts(table)]
        self.drafts.sort(key=lambda draft: (is_structure(draft), draft.start))
        Company(self.text, self.cut).cast(self.drafts)
        return Read([draft.frozen(n, self.frames.today) for n, draft in enumerate(self.drafts, 1)], self.unread)

    def _one(self, around: Around, side: Side, row: Row | None) -> None:
        around = self._weighed(around, side)
        quantity, left = around.quantity, self.text[around.left : around.quantity.start]
        if quantity.sort is Sort.RANK:
            self._rank(around, left)
        elif changes.former(
            self.text[self.cut.start_of(self.cut.clauses, quantity.start) : quantity.start],
            self.text[quantity.end : around.far],
        ):
            self._was = around
        elif sign := self._sign(left, quantity, row):
            self._growth(around, left, sign, row)
        elif quantity.sort is Sort.BARE and not (_SCALED.search(quantity.shown) or self._lost_unit(side, around)):
            self.unread.append(LeftOut(quantity.start, quantity.end, _BARE, "bare"))
        elif quantity.sort is Sort.SPAN and not (self._since_former(around) or self.subjects.of(around, side).topic):
            self.unread.append(LeftOut(quantity.start, quantity.end, _SPAN, "span"))
        else:
            self._value(around, side, row)

    def _weighed(self, around: Around, side: Side) -> Around:
        """Return a number whose noun stands right before it as a count: 地理标志产品三个 is no part of a plan."""
        quantity = around.quantity
        if quantity.sort is not Sort.STRUCTURE or side is not Side.BEFORE:
            return around
        counted = replace(quantity, sort=Sort.COUNT)
        known = self.subjects.best(around.left, quantity.start, quantity)
        return replace(around, quantity=counted) if known else around

    def _milestones(self, left_out: list[LeftOut]) -> list[Draft]:
        starts = [one.start for one in left_out]
        found = milestones(self.text, self.cut, self.frames, self.words.topics["milestone"], plan=self.plan)
        return [draft for draft in found if not inside(left_out, draft.start, starts)]

    def _sign(self, left: str, quantity: Quantity, row: Row | None) -> int:
        """Return the direction of a change; in a row (分别增长8%、3%) all go as the first."""
        own = changes.change_of(left, quantity)
        if not own and row and row.at and not row.label and quantity.sort in {Sort.SHARE, Sort.POINTS}:
            return self._row_sign
        self._row_sign = own
        return own

    # values

    def _value(self, around: Around, side: Side, row: Row | None) -> None:
        quantity = around.quantity
        former = self._since_former(around)
        if former:
            around = Around(quantity, former.left, former.wide, around.right, around.far)
        subject = self._subject(around, side, row)
        name = self.subjects.left_name(former) if former else subject.name
        draft = self._draft(around, subject.topic, name or self.subjects.last_name(around), quantity, side)
        draft.was, self._was = former.quantity if former else None, None
        if row and row.wrong:
            draft.doubts.append(Doubt("row", _ROW, _both(quantity)))
        draft.doubts += unsure_subject(draft, subject)
        self._unit_doubts(draft, around)
        self.drafts.append(draft)

    def _subject(self, around: Around, side: Side, row: Row | None) -> Subject:
        """Return what the number counts; a mean, an extreme and a distance to something else count nothing."""
        if row and row.label:
            subject = Subject(self.subjects.named(row.label, around.quantity), None, row.label)
        else:
            subject = self.subjects.of(around, side)
        words = self.text[around.left : around.quantity.start]
        if self._covers(around):
            return Subject(self.words.topics.get("coverage", subject.topic), None, subject.name)
        if _GAP.search(words) or _MEAN.search(words) or _EXTREME.search(words):
            return Subject(None, None, subject.name)
        return subject

    def _since_former(self, around: Around) -> Around | None:
        """Return the value before (从7天) of a number in the same clause."""
        was = self._was
        return was if was and was.far == around.far and was.quantity.end <= around.quantity.start else None

    def _covers(self, around: Around) -> bool:
        """Tell whether a number counts the places that are covered: 14个市州全覆盖, and 全覆盖 itself."""
        after = self.text[around.quantity.end : around.far]
        return around.quantity.sort is Sort.COVERAGE or bool(_ALL_COVERED.match(after))

    def _ranks(self, quantity: Quantity) -> bool:
        return changes.is_rank(self.text[max(0, quantity.start - 20) : quantity.start], quantity)

    def _threshold(self, quantity: Quantity) -> bool:
        """Tell whether a number only says which ones are meant: 普惠贷款（1000万元以下）."""
        around = self.text[quantity.start - 1 : quantity.start] + self.text[quantity.end : quantity.end + 1]
        if around == "()" and quantity.bound in {Bound.AT_LEAST, Bound.AT_MOST}:
            return True
        return quantity.bound is not Bound.EXACT and bool(_SUCH.match(self.text[quantity.end :][:4]))

    def _draft(
        self, around: Around, topic: Topic | None, name: str, quantity: Quantity | None, side: Side = Side.BEFORE
    ) -> Draft:
        at, sentence = around.quantity.start, self.cut.start_of(self.cut.sentences, around.quantity.start)
        first, end = (around.quantity.end, around.right) if side is Side.AFTER else (around.left, at)
        last = self.subjects.last(around)
        draft = Draft(
            name, topic, quantity, around.quantity.start, around.quantity.end,
            self.cut.number_of(self.cut.sentences, at), self.cut.number_of(self.cut.clauses, at),
            framed=self.frames.in_brackets(around.quantity.end) or self.frames.govern(at),
            target=is_target(self.text[sentence:at], self.text[around.left : at], self.frames.year,
                plan=self.plan or self.parts.plans(at)),
            scopes=tuple(dict.fromkeys(_SCOPES.findall(self.text[first:end]))),
            running="累计" in self.text[sentence:at],
            about=last.topic.code if last and last.topic and last.topic is not topic else "",
        )  # fmt: skip
        if draft.target and self.text[sentence:at].rfind("；") >= 0 and not self.plan:
            draft.doubts += unsure_target(self.text[sentence:at])
        if draft.framed and draft.framed.repaired:
            text = _DATE.format(written=draft.framed.written, read=draft.framed.repaired)
            draft.doubts.append(
                Doubt("date", text, (Candidate(Text(draft.framed.repaired, draft.framed.repaired), text),))
            )
        return draft

    # lost and odd units

    def _lost_unit(self, side: Side, around: Around) -> bool:
        """Tell whether a number without a unit is a figure that lost it: a counted noun ends before or begins after."""
        if side is Side.NEITHER:
            return False
        topic = self.subjects.of(around, side).topic
        return topic is not None and topic.kind != "rank" and around.quantity.value < _MOST_BARE

    def _unit_doubts(self, draft: Draft, around: Around) -> None:
        quantity, topic = around.quantity, draft.topic
        if " " in quantity.shown.strip() and _SPACED.search(quantity.shown):
            draft.doubts.append(Doubt("space", _SPACE, (_candidate(quantity, quantity.unit, _SPACE),)))
        if topic and quantity.sort is Sort.BARE:
            unit = self._usual_unit(topic, around)
            text = _LOST.format(noun=draft.name[-12:] or topic.label.zh, unit=unit)
            draft.doubts.append(Doubt("unit-lost", text, (_candidate(quantity, unit, text),)))
            return
        if quantity.sort is Sort.BARE:
            draft.doubts += self._scaled_doubt(around)
        if topic is not None or quantity.sort not in {Sort.COUNT, Sort.MONEY}:
            return
        misfit = self._misfit(around)
        if misfit:
            unit = self._usual_unit(misfit, around)
            draft.topic = misfit
            text = _MISFIT.format(noun=misfit.label, unit=quantity.unit, usual=unit)
            printed = _candidate(quantity, quantity.unit, _PRINTED)
            draft.doubts.append(Doubt("unit-odd", text, (_candidate(quantity, unit, text), printed)))

    def _scaled_doubt(self, around: Around) -> Iterator[Doubt]:
        """Yield the doubt about 2.3个亿 and 最大一单3000万: money where money is spoken of, else money or things."""
        quantity, last = around.quantity, self.subjects.last(around)
        clause = self.text[self.cut.start_of(self.cut.clauses, quantity.start) : quantity.start]
        money = bool(_MONEY.search(clause))
        beside = last.quantity.unit if last and last.quantity and last.quantity.unit != "元" else "件"
        ways = [_candidate(quantity, unit, _UNSAID) for unit in (("元",) if money else ("元", beside))]
        yield Doubt("unit-lost", _UNSAID, tuple(ways))

    def _misfit(self, around: Around) -> Topic | None:
        """Return the topic that ends right before the number although its unit cannot count it."""
        end = self.around.bare_end(around.left, around.quantity.start)
        if not self.around.stands_before(around) or end != around.quantity.start:
            return None
        matches = self.words.matches(self.around.mentions(around.left, end))
        return matches[0].topic if matches else None

    def _usual_unit(self, topic: Topic, around: Around) -> str:
        last = self.subjects.last(around)
        beside = last.quantity.unit if last and last.quantity else ""
        return beside if beside in topic.units else topic.units[0]

    # growth and rank

    def _growth(self, around: Around, left: str, sign: int, row: Row | None) -> None:
        quantity = around.quantity
        if row and not row.label and self._spread(around, left, sign, row):
            return
        own = self.words.matches(self.around.mentions(around.left, quantity.start))
        last = self.subjects.last(around)
        if last is None or self._changes_another(around, last, own):
            topic = own[0].topic if own else self._wide(around)
            last = self._draft(around, topic, self.subjects.left_name(around), None)
            self.drafts.append(last)
        self._grow(last, around, left, sign)

    def _changes_another(self, around: Around, last: Draft, own: list[Match]) -> bool:
        """Tell whether a change names what changed and it is not the figure before: 披露量下降3%，到账额增长五成."""
        if own:
            return last.topic is None or own[0].topic.code != last.topic.code
        named = changes.named_in(self.text[around.left : around.quantity.start])
        return bool(last.growth) and len(named) >= UNEXPLAINED and named not in last.name

    def _wide(self, around: Around) -> Topic | None:
        matches = self.words.matches(self.around.mentions(around.wide, around.quantity.start))
        return matches[0].topic if matches else None

    def _spread(self, around: Around, left: str, sign: int, row: Row) -> bool:
        """Give the growths of a row to the figures of the row before."""
        sentence = self.cut.number_of(self.cut.sentences, around.quantity.start)
        held = [draft for draft in self.drafts if draft.sentence == sentence and draft.quantity]
        held = [draft for draft in held if not self.subjects.bracketed(draft)][-row.of :]
        if len(held) != row.of:
            return False
        self._grow(held[row.at], around, left, sign)
        return True

    def _grow(self, draft: Draft, around: Around, left: str, sign: int) -> None:
        quantity = around.quantity
        start = max(around.wide, draft.start if draft.quantity else around.left)
        words = self.text[start : quantity.start]
        base = self.frames.base(start, quantity.start)
        basis = changes.basis_of(left) or changes.basis_of(words[-24:])
        if basis is None and not base:
            basis = changes.basis_of_sentence(self.text[self.cut.start_of(self.cut.sentences, start) : start])
        if base and basis is not Basis.YEAR:
            basis = Basis.NAMED
        since = _earlier(base.period, draft).code if base and basis is Basis.NAMED else ""
        inherited = False
        if basis is None and (said := self._said_before(draft, around)):
            basis, since, inherited = said.basis, said.since, True
        draft.growth.append(Growth(quantity, quantity.value * sign, basis or Basis.UNSAID, since, inherited))
        draft.end = max(draft.end, quantity.end)

    def _said_before(self, draft: Draft, around: Around) -> Growth | None:
        sentence = self.cut.number_of(self.cut.sentences, around.quantity.start)
        for one in (draft, *reversed(self.drafts)):
            if one.sentence != sentence:
                return None
            said = next((growth for growth in reversed(one.growth) if growth.basis is not Basis.UNSAID), None)
            if said:
                return said
        return None

    def _compared(self, draft: Draft, rank: Quantity) -> bool:
        """Tell whether a figure counts those that a rank is held among: 在全市10个区县中排第3."""
        return bool(_AMONG.fullmatch(self.text[draft.end : rank.start]))

    def _beside_a_mean(self, draft: Draft) -> bool:
        """Tell whether a figure is how far another lies from a mean, whose rank it is: 比全省平均低4.1件，排第11位."""
        clause = self.cut.start_of(self.cut.clauses, draft.start)
        return draft.topic is None and bool(_FROM_A_MEAN.search(self.text[clause : draft.start]))

    def _rank(self, around: Around, left: str) -> None:
        quantity = around.quantity
        clause = self.text[self.cut.start_of(self.cut.clauses, quantity.start) : quantity.start]
        sentence = self.text[self.cut.start_of(self.cut.sentences, quantity.start) : quantity.start]
        rank = Rank(quantity, changes.field_of(left) or changes.field_of(clause) or changes.contest_of(sentence))
        own = self.words.matches(self.around.mentions(around.left, quantity.start))
        before = (one for one in self.subjects.before(around) if not self._compared(one, quantity))
        last = next((one for one in before if not self._beside_a_mean(one)), None)
        if last is not None and not own and last.rank is None:
            last.rank, last.end = rank, quantity.end
            return
        topic = own[0].topic if own else None
        draft = self._draft(around, topic, self.subjects.left_name(around), None)
        draft.rank = rank
        self.drafts.append(draft)


def _earlier(base: Period, draft: Draft) -> Period:
    """Return what a change is measured against: a year earlier where it would be the very day of the figure, which
    happens to 上年末 in a text that is written after the year it tells of.
    """
    own = draft.framed.period if draft.framed else None
    if own is None or base.first is not None or base.last is None or own.as_of() != base:
        return base
    return Period(None, add_months(base.last, -12))


def _candidate(quantity: Quantity, unit: str, why: Text) -> Candidate:
    value = f"{quantity.value.normalize():f} {unit}"
    return Candidate(Text(value, value), why, ((quantity.value, unit),))


def _both(quantity: Quantity) -> tuple[Candidate, ...]:
    return tuple(_candidate(quantity, quantity.unit, why) for why in (_PRINTED, _ROW))


def inside(stretches: list[LeftOut], at: int, starts: list[int]) -> bool:
    """Tell whether a place lies in one of the stretches (sorted; ``starts`` are their starts)."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < stretches[index].end


_FROM_A_MEAN = re.compile(r"[比较][^，。；]{0,10}(?:平均|均值)[^，。；]{0,4}(?:高|低|多|少)出?$")
_AMONG = re.compile(r"[^，。；]{0,8}(?:中|里|内)(?:排名?|位|居|位居|位列|名列|列)?")
_SCALED = re.compile("[万亿]")
_MONEY = re.compile("贷款|融资|金额|资金|经费|放款|授信|产值|营收|收入|税收|成交额|案值|罚|赔|补贴|奖励")
_UNSAID = Text("数字只写到“万”“亿”，没有写单位", "The number ends with 万 or 亿 and says no unit")
_SUCH = re.compile("的(?!目标|规模|水平|成绩|总量|速度|比例|增长|增速)")
"""单笔超千万元的41笔, 维持十年以上的411件: which ones are meant."""
_MOST_BARE = 10_000
_BARE = Text(
    "没有单位，也不紧接可计数的名词，不作为数据", "No unit and no counted noun beside it: not read as a figure"
)
_THRESHOLD = Text("限定范围的界限，不是数据", "A limit that says which ones are meant, no figure")
_SPAN = Text("时间长度，不说明任何指标", "A length of time that describes no indicator")
_ROW = Text("“分别”前后的名称与数字个数不等", "The names and the numbers around 分别 differ in count")
_LOST = Text(
    "“{noun}”后的数字缺单位，按其计量单位补“{unit}”",
    "The number after “{noun}” lost its unit; {unit} is what it is counted in",
)
_MISFIT = Text(
    "“{noun}”不以“{unit}”计，可能缺了“{usual}”，“{unit}”属于下文",
    "“{noun}” is not counted in {unit}; perhaps {usual} was lost and {unit} belongs to what follows",
)
_SPACED = re.compile(r"\d \d{3}(?!\d)")
_SPACE = Text("空格是千分位", "The space separates thousands")
_PRINTED = Text("照原文", "As printed")
_DATE = Text("日期“{written}”残缺，只能读作“{read}”", "The date “{written}” is damaged; it can only be “{read}”")
