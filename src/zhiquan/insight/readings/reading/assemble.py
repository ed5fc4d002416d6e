"""Put readings together: one pass over the numbers of a text, each asked what it is and what it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from zhiquan.insight.readings.reading import changes
from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.framing import Frames
from zhiquan.insight.readings.reading.milestones import milestones
from zhiquan.insight.readings.reading.moods import is_plan, is_target
from zhiquan.insight.readings.reading.respectively import Row, rows
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.reading.sides import Around, Side, Surroundings, sides
from zhiquan.insight.readings.reading.tables import Reader, Table
from zhiquan.insight.readings.reading.units_fit import chosen, fits
from zhiquan.insight.readings.topics import Topic, Vocabulary
from zhiquan.rules.text import Text

_SCOPES = re.compile(
    r"其中|新增|新培育|新建|新上|新获批|新认定|累计|历年|绿色通道|免费|国家级|省级|市级|县级|乡镇|首批|第[一二三四五六七八九十\d]+批|小微|科技型|电商|专利权?(?=执行)|线上|线下"
)
_LEADING = re.compile(
    r"^(?:其中|同时|此外|另外|并且|并|且|以及|和|与|全省|全市|全国|全县|全区|共|我市|我省|，|、|：|\s)+"
)
_GENERIC = re.compile(
    r"^(?:的)?(?:中小微?|小微|科技型|市场|创新|经营|各类|重点)*(?:企业|单位|机构|人员|项目|个人|主体|产品|高校|高等院校|院校|科研院所|院所|银行|学校|园区)"
)
_TRAILING = re.compile(
    r"(?:增至|增加到|增长到|升至|提升至|提高到|跃居|达到?|为|是|共|累计|已|约|超过?|突破|只有|仅有?|保持在|确保|力争|做|由|从|的|同比|增长|增加|下降|压缩|到|了|，|：|\s)+$"
)
_SUM = re.compile(r"合计|共计|总计")
_ALL_COVERED = re.compile(r"[\u4e00-\u9fff()]{0,6}全覆盖")
_GAP = re.compile(
    r"(?:低于|高于|领先|落后|多于|少于|超过?|比)[^，。；\d]{0,8}(?:平均|均值|目标|水平|同期)[^，。；\d]{0,4}$"
)
_MEAN = re.compile(
    r"(?:户均|人均|家均|件均|笔均|平均每[^，。；\d]{1,3}(?:工作)?[日天月家户件笔人]?[^，。；\d]{0,3})(?:约|近|超过?|达到?|为)?$"
)
"""户均650万元: a mean is no amount of the whole."""
_LINKING = re.compile(
    r"增至|增加到|扩大到|扩大至|升至|其中|涉及|惠及|服务|带动|支持|累计|共计?|合计|总额|总数|总|金额|额度?|融资|贷款|放款|授信|合同|登记|专利权?|商标权?|发明|等|各类|企业|中小|小微|微"
    r"|科技型|民营|首贷|目标|力争|确保|争取|银行|机构|高校|户|单笔超[^，]{1,4}元|项目|数量|笔数|家数|达|为|新增|新培育|首次|已|办理|成交|交易|案件|的|成功|达成|协议|金奖|银奖|优秀奖"
    r"|约|，|、|：|\(|\)|\s|和|及|并"
)
_LISTING = frozenset("、，和及")
_SHORTEST = 2
_LINK = 16
"""A clause of so few characters without a topic of its own speaks of the one before."""


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
        self.plan = is_plan(text)
        self.drafts: list[Draft] = []
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
        self.drafts.sort(key=lambda draft: (_is_structure(draft), draft.start))
        return Read([draft.frozen(n, self.frames.today) for n, draft in enumerate(self.drafts, 1)], self.unread)

    def _one(self, around: Around, side: Side, row: Row | None) -> None:
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
        elif quantity.sort is Sort.BARE and not self._lost_unit(side, around):
            self.unread.append(LeftOut(quantity.start, quantity.end, _BARE, "bare"))
        elif quantity.sort is Sort.SPAN and not (self._since_former(around) or self._topic(around, side)[0]):
            self.unread.append(LeftOut(quantity.start, quantity.end, _SPAN, "span"))
        else:
            self._value(around, side, row)

    def _milestones(self, left_out: list[LeftOut]) -> list[Draft]:
        starts = [one.start for one in left_out]
        found = milestones(self.text, self.cut, self.frames, self.words.topics["milestone"], plan=self.plan)
        return [draft for draft in found if not inside(left_out, draft.start, starts)]

    def _sign(self, left: str, quantity: Quantity, row: Row | None) -> int:
        """Return the direction of a change; in a row (分别增长8%、3%) all go as the first."""
        if row and row.at and not row.label and quantity.sort in {Sort.SHARE, Sort.POINTS}:
            return self._row_sign
        self._row_sign = changes.change_of(left, quantity)
        return self._row_sign

    # values

    def _value(self, around: Around, side: Side, row: Row | None) -> None:
        quantity = around.quantity
        former = self._since_former(around)
        if former:
            around = Around(quantity, former.left, former.wide, around.right, around.far)
        topic, rival, name = self._topic(around, side) if not (row and row.label) else self._named(row.label, quantity)
        words = self.text[around.left : quantity.start]
        if _GAP.search(words) or _MEAN.search(words):
            topic, rival = None, None
        if self._covers(around):
            topic, rival = self.words.topics.get("coverage", topic), None
        if former:
            name = self._left_name(former)
        draft = self._draft(around, topic, name or self._last_name(around), quantity, side)
        draft.was, self._was = former.quantity if former else None, None
        if row and row.wrong:
            draft.doubts.append(Doubt("row", _ROW, _both(quantity)))
        if rival and topic and rival.code != topic.code:
            draft.doubts.append(
                Doubt("side", _SIDE.format(a=topic.label, b=rival.label), _sided(quantity, topic, rival))
            )
        self._unit_doubts(draft, around)
        self.drafts.append(draft)

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
        return around == "()" and quantity.bound in {Bound.AT_LEAST, Bound.AT_MOST}

    def _in_brackets(self, around: Around) -> Topic | None:
        """Return the topic of a part that stands in brackets behind its whole: 案件73件（商标61件、专利8件）."""
        quantity = around.quantity
        opened = self.text.rfind("(", self.cut.start_of(self.cut.sentences, quantity.start), quantity.start)
        words = self.text[opened + 1 : quantity.start] if opened >= 0 else ")"
        if ")" in words or "目标" in words:
            return None
        whole = next((one for one in self._before(around) if one.end <= opened), None)
        if whole is None or whole.quantity is None or whole.quantity.unit != quantity.unit or not whole.topic:
            return None
        return self._named(whole.name + self.text[around.left : quantity.start], quantity)[0]

    def _named(self, label: str, quantity: Quantity) -> tuple[Topic | None, Topic | None, str]:
        return chosen(self.words.matches(self.words.mentions(label)), quantity), None, label

    def _topic(self, around: Around, side: Side) -> tuple[Topic | None, Topic | None, str]:
        """Return topic, rival topic (when both sides are as good) and name as written."""
        quantity = around.quantity
        before = self._best(around.left, quantity.start, quantity)
        after = self._best(quantity.end, around.right, quantity)
        if side is Side.AFTER or quantity.sort is Sort.STRUCTURE:
            return self._after(around, before, after)
        name = self._left_name(around) or self._wide_name(around)
        if part := self._in_brackets(around):
            return part, None, name
        if side is Side.BOTH:
            return (before or after), (after if before else None), name
        found = (
            before
            or self._part(around)
            or (after if side is Side.NEITHER else None)
            or self._best(around.wide, quantity.start, quantity)
        )
        found = found or self._summed(around)
        if not found and side is Side.NEITHER:
            found = self._best(quantity.end, around.far, quantity)
        return found or self._carried(around), None, name or self._right_name(around)

    def _after(
        self, around: Around, before: Topic | None, after: Topic | None
    ) -> tuple[Topic | None, Topic | None, str]:
        quantity, name = around.quantity, self._right_name(around)
        if after or not _GENERIC.match(self.text[quantity.end : around.far]):
            return after, None, name
        found = self._best(quantity.end, around.far, quantity) or before
        if not found and around.left == self.cut.start_of(self.cut.clauses, quantity.start):
            found = self._best(quantity.end, self.cut.end_of(self.cut.clauses, around.far + 1), quantity)
        return found or self._best(around.wide, quantity.start, quantity) or self._carried(around), None, name

    def _best(self, start: int, end: int, quantity: Quantity) -> Topic | None:
        return chosen(self.words.matches(self.around.mentions(start, end)), quantity)

    def _carried(self, around: Around) -> Topic | None:
        """Return the topic of a figure before in the sentence, for 涉及…, 金额…, 累计… and the like."""
        left = self.text[around.left : around.quantity.start]
        own = "率" in left or self.words.matches(self.around.mentions(around.left, around.quantity.start))
        linked = len(_LINKING.sub("", left)) <= 1 and "总量" not in left
        if own or not linked or around.quantity.sort is Sort.SHARE:
            return None
        last = next((one for one in self._before(around) if one.topic), None)
        return last.topic if last and last.topic and fits(around.quantity.unit, last.topic) else None

    def _part(self, around: Around) -> Topic | None:
        """Return the part of the figure before that 其中发明专利 names without saying 授权 again."""
        left = self.text[around.left : around.quantity.start]
        whole = self._last(around) if "其中" in left else self._listed(around)
        if whole is None or whole.topic is None:
            return None
        joined = self._named(whole.name + left, around.quantity)[0]
        return joined if joined and joined.of == whole.topic.code else None

    def _listed(self, around: Around) -> Draft | None:
        """Return the whole of a list that goes on behind 其中: 其中发明47件、实用新型401件."""
        last = self._last(around)
        if (
            last is None
            or last.topic is None
            or not last.topic.of
            or self.text[last.end : last.end + 1] not in _LISTING
        ):
            return None
        return next((one for one in self._before(around) if one.topic and one.topic.code == last.topic.of), None)

    def _summed(self, around: Around) -> Topic | None:
        """Return the whole of the parts before, for 三类合计4000件."""
        last = self._last(around)
        if not last or not last.topic or not _SUM.search(self.text[around.left : around.quantity.start]):
            return None
        whole = self.words.topics.get(last.topic.of)
        return whole if whole and fits(around.quantity.unit, whole) else None

    def _last(self, around: Around) -> Draft | None:
        """Return the figure before in the sentence."""
        return next(self._before(around), None)

    def _before(self, around: Around) -> Iterator[Draft]:
        """Yield the figures before in the sentence, the nearest first; parts of a plan (三类, 五大行动) are none."""
        sentence = self.cut.number_of(self.cut.sentences, around.quantity.start)
        for draft in reversed(self.drafts):
            if draft.sentence != sentence:
                return
            if not _is_structure(draft):
                yield draft

    def _left_name(self, around: Around) -> str:
        end = around.quantity.start
        written = _TRAILING.sub("", self.text[self.frames.after(around.left, end) : end])
        if len(written) < _SHORTEST:
            written = _TRAILING.sub("", self.text[around.left : end])
        return _LEADING.sub("", written).strip("，、：()“” ")[-30:]

    def _last_name(self, around: Around) -> str:
        last = self._last(around)
        return last.name if last else ""

    def _wide_name(self, around: Around) -> str:
        words = re.sub(r"\([^()]*\)", "", self.text[around.wide : around.quantity.start])
        return _LEADING.sub("", re.split(r"[，：]", _TRAILING.sub("", words))[-1]).strip("()“” ")[-30:]

    def _right_name(self, around: Around) -> str:
        return re.split(r"[，。；：！？\n]", self.text[around.quantity.end : around.right])[0].strip("()“” 、的")[:24]

    def _draft(
        self, around: Around, topic: Topic | None, name: str, quantity: Quantity | None, side: Side = Side.BEFORE
    ) -> Draft:
        at, sentence = around.quantity.start, self.cut.start_of(self.cut.sentences, around.quantity.start)
        first, end = (around.quantity.end, around.right) if side is Side.AFTER else (around.left, at)
        last = self._last(around)
        draft = Draft(
            name, topic, quantity, around.quantity.start, around.quantity.end,
            self.cut.number_of(self.cut.sentences, at), self.cut.number_of(self.cut.clauses, at),
            framed=self.frames.govern(at),
            target=is_target(self.text[sentence:at], self.text[around.left : at], self.frames.year, plan=self.plan),
            scopes=tuple(dict.fromkeys(_SCOPES.findall(self.text[first:end]))),
            running="累计" in self.text[sentence:at],
            about=last.topic.code if last and last.topic and last.topic is not topic else "",
        )  # fmt: skip
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
        topic = self._topic(around, side)[0]
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
        if topic is not None or quantity.sort not in {Sort.COUNT, Sort.MONEY}:
            return
        misfit = self._misfit(around)
        if misfit:
            unit = self._usual_unit(misfit, around)
            draft.topic = misfit
            text = _MISFIT.format(noun=misfit.label, unit=quantity.unit, usual=unit)
            printed = _candidate(quantity, quantity.unit, _PRINTED)
            draft.doubts.append(Doubt("unit-odd", text, (_candidate(quantity, unit, text), printed)))

    def _misfit(self, around: Around) -> Topic | None:
        """Return the topic that ends right before the number although its unit cannot count it."""
        end = self.around.bare_end(around.left, around.quantity.start)
        if not self.around.stands_before(around) or end != around.quantity.start:
            return None
        matches = self.words.matches(self.around.mentions(around.left, end))
        return matches[0].topic if matches else None

    def _usual_unit(self, topic: Topic, around: Around) -> str:
        last = self._last(around)
        beside = last.quantity.unit if last and last.quantity else ""
        return beside if beside in topic.units else topic.units[0]

    # growth and rank

    def _growth(self, around: Around, left: str, sign: int, row: Row | None) -> None:
        quantity = around.quantity
        if row and not row.label and self._spread(around, left, sign, row):
            return
        own = self.words.matches(self.around.mentions(around.left, quantity.start))
        last = self._last(around)
        if last is None or (own and (last.topic is None or own[0].topic.code != last.topic.code)):
            topic = own[0].topic if own else self._wide(around)
            last = self._draft(around, topic, self._left_name(around), None)
            self.drafts.append(last)
        self._grow(last, around, left, sign)

    def _wide(self, around: Around) -> Topic | None:
        matches = self.words.matches(self.around.mentions(around.wide, around.quantity.start))
        return matches[0].topic if matches else None

    def _spread(self, around: Around, left: str, sign: int, row: Row) -> bool:
        """Give the growths of a row to the figures of the row before."""
        sentence = self.cut.number_of(self.cut.sentences, around.quantity.start)
        held = [draft for draft in self.drafts[-row.of :] if draft.sentence == sentence and draft.quantity]
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
        if base and basis is not Basis.YEAR:
            basis = Basis.NAMED
        since = base.period.code if base and basis is Basis.NAMED else ""
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

    def _rank(self, around: Around, left: str) -> None:
        quantity = around.quantity
        clause = self.text[self.cut.start_of(self.cut.clauses, quantity.start) : quantity.start]
        sentence = self.text[self.cut.start_of(self.cut.sentences, quantity.start) : quantity.start]
        rank = Rank(quantity, changes.field_of(left) or changes.field_of(clause) or changes.contest_of(sentence))
        own = self.words.matches(self.around.mentions(around.left, quantity.start))
        last = self._last(around)
        if last is not None and not own and last.rank is None:
            last.rank, last.end = rank, quantity.end
            return
        topic = own[0].topic if own else None
        draft = self._draft(around, topic, self._left_name(around), None)
        draft.rank = rank
        self.drafts.append(draft)


def _candidate(quantity: Quantity, unit: str, why: Text) -> Candidate:
    value = f"{quantity.value.normalize():f} {unit}"
    return Candidate(Text(value, value), why, ((quantity.value, unit),))


def _both(quantity: Quantity) -> tuple[Candidate, ...]:
    return tuple(_candidate(quantity, quantity.unit, why) for why in (_PRINTED, _ROW))


def _sided(quantity: Quantity, topic: Topic, rival: Topic) -> tuple[Candidate, ...]:
    return tuple(_candidate(quantity, quantity.unit, one.label) for one in (topic, rival))


def _is_structure(draft: Draft) -> bool:
    return draft.quantity is not None and draft.quantity.sort is Sort.STRUCTURE


def inside(stretches: list[LeftOut], at: int, starts: list[int]) -> bool:
    """Tell whether a place lies in one of the stretches (sorted; ``starts`` are their starts)."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < stretches[index].end


_MOST_BARE = 10_000
_BARE = Text(
    "没有单位，也不紧接可计数的名词，不作为数据", "No unit and no counted noun beside it: not read as a figure"
)
_THRESHOLD = Text("限定范围的界限，不是数据", "A limit that says which ones are meant, no figure")
_SPAN = Text("时间长度，不说明任何指标", "A length of time that describes no indicator")
_ROW = Text("“分别”前后的名称与数字个数不等", "The names and the numbers around 分别 differ in count")
_SIDE = Text("前后都有名词，可能是“{a}”，也可能是“{b}”", "Nouns on both sides: it may be “{a}” or “{b}”")
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
