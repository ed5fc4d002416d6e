"""What a number counts: the topic beside it, with the words that stand between, and what else it could be.

A topic whose words touch the number is sure. The further it is fetched (from the clause before, from the figure
before, from a name that is not finished), the more the words in between have to be explained: words that nobody can
explain (「人民调解委员会收到…118件」) make a doubt, never a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from zhiquan.insight.readings.model import Quantity, Sort
from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.framing import Frames
from zhiquan.insight.readings.reading.respectively import OBJECT
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.reading.sides import Around, Side, Surroundings
from zhiquan.insight.readings.reading.units_fit import chosen, fits
from zhiquan.insight.readings.topics import Mention, Topic, Vocabulary

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
_LINKING = re.compile(
    r"增至|增加到|扩大到|扩大至|升至|其中|涉及|惠及|服务|带动|支持|累计|共计?|合计|总额|总数|总|金额|额度?|融资|贷款|放款|授信|合同|登记|专利权?|商标权?|发明|等|各类|企业|公司|中小|小微|微"
    r"|科技型|民营|首贷|首次获贷|目标|力争|确保|争取|银行|机构|高校|户|单笔超[^，]{1,4}元|项目|数量|笔数|家数|达|为|新增|新培育|首次|已|办理|成交|交易|案件|的|成功|达成|协议|金奖|银奖|优秀奖"
    r"|约|，|、|：|\(|\)|/|\s|和|及|并|了"
)
_EXPLAINED = re.compile(
    r"[由从][^，。；]*?(?:至|到|为)|(?:超过?|近|约)?[\d.一二两三四五六七八九十百千万亿]+(?:个月|[年月天日元人件家])?(?:以[上下内])?的|“[^”]*”|\([^()]*\)|分别|同期|去年|上年|国家级?|国际|省级?|市级?|县级?|区级?|州|街道|园区|乡镇"
    r"|获得?|实现|完成|拥有|使用|公共|单位|人员|产品|工程|建设|发展|试点|示范|个人|备案|运营|强度|成交|总量|规模|资金|经费|数据|类|合法|有限|累积"
    r"|(?:提升|提高|达|增长|降低|下降|减少|上升|保持|维持)[到至在]?|做到|只有|仅有?|尚有|确保|量|额|数|率|件|案|次|得分|连续|评选中?"
    r"|声明|上架|协议|资格|证书?|者|涉嫌|犯罪|公安机关?|行政|请求|保单|¥|全|被|金|中|年|月|底|末|[第上下前]"
)
_WHEN = re.compile(
    r"(?:截至)?(?:[前上下第]?[\d一二三四五六七八九十]+(?:-\d+)?(?:年|个?月|季度|日))(?:底|末|份|至今|以来)?|[上下]半年|今年(?:以来)?|去年|上年|全年|则|也|是|[降升增减][到至]"
)
"""Words of time and of being in between: 去年是3455件 goes on about the figure before."""
_ENDED = re.compile("处置|注销|终止|解除|失效|驳回|放弃|到期|退回|撤销|逾期|取消|清退|整改")
"""Verbs that end what the noun behind them names: 处置质押专利14件 are no new pledges."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_JOINT = re.compile(r"、|和|与|及|或")
_RIGHTS = frozenset({"专利", "专利权", "商标", "商标权", "地理标志", "版权", "著作权"})
_LISTING = frozenset("、，和及")
_SHORTEST = 2
UNEXPLAINED = 2
"""So many characters between a topic's words and its number that nothing explains make a doubt."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number counts; ``rival``: as good by the words; ``gap``: unexplained words up to the number."""

    topic: Topic | None
    rival: Topic | None
    name: str
    gap: str = ""
    source: Draft | None = None
    """The figure before that the topic was taken from; its doubts are this one's too."""
    joint: bool = False
    """Topic and rival are joined by 、 or 和: the number may count both together."""


class Subjects:
    """The text, its vocabulary and the figures read so far, asked what a number counts."""

    def __init__(
        self, text: str, cut: Segments, frames: Frames, words: Vocabulary, around: Surroundings, drafts: list[Draft]
    ) -> None:
        self.text, self.cut, self.frames, self.words, self.around = text, cut, frames, words, around
        self.drafts = drafts

    def of(self, around: Around, side: Side) -> Subject:
        """Return what the number counts."""
        quantity = around.quantity
        before = self.best(around.left, quantity.start, quantity)
        after = self.best(quantity.end, around.right, quantity)
        if side is Side.AFTER or quantity.sort is Sort.STRUCTURE:
            return self._after(around, before, after)
        name = self.left_name(around) or self._wide_name(around)
        if part := self._in_brackets(around):
            return Subject(part, None, name, self._own_gap(around))
        if side is Side.BOTH:
            return Subject(before or after, after if before else None, name)
        if before:
            before = self._of_last(around, before) or before
            joint = self._joint(around, before)
            rival = joint or self._turned(around, before)
            return Subject(before, rival, name, self._gap(around, before), joint=joint is not None)
        return self._fetched(around, side, after, name)

    def _fetched(self, around: Around, side: Side, after: Topic | None, name: str) -> Subject:
        """Return a topic that is not said right before the number."""
        quantity = around.quantity
        if found := self._part(around) or self._elliptic(around):
            last = self._object(around)
            gap = self._gap(around, found) if last and last.topic else last.name if last else ""
            return Subject(found, None, name, gap, last)
        if side is Side.NEITHER and after:
            return Subject(after, None, name)
        if found := self.best(around.wide, quantity.start, quantity):
            return Subject(found, None, name, self._own_gap(around, found))
        if found := self._summed(around):
            return Subject(found, None, name)
        if side is Side.NEITHER and (found := self.best(quantity.end, around.far, quantity)):
            return Subject(found, None, name)
        return Subject(self._carried(around), None, name or self._right_name(around), source=self.last(around))

    def named(self, label: str, quantity: Quantity) -> Topic | None:
        """Return the topic of a label."""
        return chosen(self.words.matches(self.words.mentions(label)), quantity)

    def best(self, start: int, end: int, quantity: Quantity) -> Topic | None:
        """Return the topic that the words between two places name for a number."""
        return chosen(self.words.matches(self.around.mentions(start, end)), quantity)

    # doubts of the words between

    def _gap(self, around: Around, topic: Topic) -> str:
        """Return the unexplained words between the last word of a topic and its number."""
        words = {word for group in topic.groups for word in group}
        own = [one for one in self.around.mentions(around.left, around.quantity.start) if one.word in words]
        start = max((one.end for one in own), default=around.left)
        ended = _ENDED.search(self.text, around.left, min((one.start for one in own), default=around.left))
        if ended and not any(ended[0] in word for word in words):
            return ended[0]
        return self.unexplained(start, around.quantity.start)

    def _own_gap(self, around: Around, topic: Topic | None = None) -> str:
        """Return the unexplained words of a number's own clause, for a topic that was fetched from elsewhere.

        Words of the vocabulary explain nothing there, unless they are the topic's: 宣传投入不足，…宣传经费50万元.
        """
        clause = self.cut.start_of(self.cut.clauses, around.quantity.start)
        words = {word for group in topic.groups for word in group} if topic else None
        return self.unexplained(max(clause, around.left), around.quantity.start, words)

    def unexplained(self, start: int, end: int, words: set[str] | None = None) -> str:
        """Return the characters between two places that neither the vocabulary nor the usual words explain."""
        mentions = [one for one in self.around.mentions(start, end) if words is None or one.word in words]
        known = {at for one in mentions for at in range(one.start, one.end)}
        left = "".join("|" if at in known else self.text[at] for at in range(start, end))
        return "".join(_HAN.findall(_LINKING.sub("|", _EXPLAINED.sub("|", left))))

    def _joint(self, around: Around, topic: Topic) -> Topic | None:
        """Return the other topic of two that are joined: 商标侵权、假冒专利案件715件 counts both or the last alone."""
        mentions = self.around.mentions(around.left, around.quantity.start)
        mine = {word for group in topic.groups for word in group}
        for match in self.words.matches(mentions):
            other = match.topic
            if other is topic or not fits(around.quantity.unit, other) or _related(topic, other):
                continue
            theirs = {word for group in other.groups for word in group}
            if self._joined(mentions, mine, theirs):
                return other
        return None

    def _turned(self, around: Around, topic: Topic) -> Topic | None:
        """Return what a word behind the topic's own makes of it: 行政裁决立案26件 were accepted, not decided."""
        if not topic.but:
            return None
        mentions = self.around.mentions(around.left, around.quantity.start)
        mine = {word for group in topic.groups for word in group}
        end = max((one.end for one in mentions if one.word in mine), default=around.left)
        if not any(word in self.text[end : around.quantity.start] for word in topic.but):
            return None
        return chosen(self.words.matches([one for one in mentions if one.start >= end]), around.quantity)

    def _joined(self, mentions: Sequence[Mention], mine: set[str], theirs: set[str]) -> bool:
        """Tell whether a word of the one alone and one of the other alone stand side by side with 、 between."""
        first = [one for one in mentions if one.word in mine - theirs]
        used = [one for one in mentions if one.word in mine]
        second = [
            one
            for one in mentions
            if one.word in theirs - mine and not any(mark.start < one.end and one.start < mark.end for mark in used)
        ]
        for left, right in (sorted(pair, key=lambda one: one.start) for pair in product(first, second)):
            crossed = any(left.end <= one.start and one.end <= right.start for one in (*used, *second))
            between = self.text[left.end : right.start]
            if not crossed and (_JOINT.search(between) or (not between and {left.word, right.word} <= _RIGHTS)):
                return True
        return False

    # where else a topic may stand

    def _after(self, around: Around, before: Topic | None, after: Topic | None) -> Subject:
        quantity, name = around.quantity, self._right_name(around)
        if after or not _GENERIC.match(self.text[quantity.end : around.far]):
            return Subject(after, None, name)
        found = self.best(quantity.end, around.far, quantity) or before
        if not found and around.left == self.cut.start_of(self.cut.clauses, quantity.start):
            found = self.best(quantity.end, self.cut.end_of(self.cut.clauses, around.far + 1), quantity)
        if not found and self.words.matches(self.around.mentions(quantity.end, around.far)):
            return Subject(None, None, name)
        return Subject(found or self.best(around.wide, quantity.start, quantity) or self._carried(around), None, name)

    def _in_brackets(self, around: Around) -> Topic | None:
        """Return the topic of a part that stands in brackets behind its whole: 案件73件（商标61件、专利8件）."""
        quantity = around.quantity
        opened = self.text.rfind("(", self.cut.start_of(self.cut.sentences, quantity.start), quantity.start)
        words = self.text[opened + 1 : quantity.start] if opened >= 0 else ")"
        if ")" in words or "目标" in words:
            return None
        whole = next((one for one in self.before(around) if one.end <= opened), None)
        if whole is None or whole.quantity is None or whole.quantity.unit != quantity.unit or not whole.topic:
            return None
        return self.named(whole.name + self.text[around.left : quantity.start], quantity)

    def _carried(self, around: Around) -> Topic | None:
        """Return the topic of the figure before in the sentence, for 涉及…, 金额…, 累计… and the like."""
        left = self.text[around.left : around.quantity.start]
        own = "率" in left or self.words.matches(self.around.mentions(around.left, around.quantity.start))
        linked = len(_LINKING.sub("", _WHEN.sub("", left))) <= 1 and "总量" not in left
        if own or not linked or around.quantity.sort is Sort.SHARE:
            return None
        last = next((one for one in self.before(around) if one.topic or _is_count(one)), None)
        return last.topic if last and last.topic and fits(around.quantity.unit, last.topic) else None

    def _part(self, around: Around) -> Topic | None:
        """Return the part of the figure before that 其中发明专利 names without saying 授权 again."""
        left = self.text[around.left : around.quantity.start]
        whole = self.last(around) if _OF_WHICH.search(left) else self._listed(around)
        if whole is None or whole.topic is None:
            return None
        joined = self.named(whole.name + left, around.quantity)
        return joined if joined and joined.of == whole.topic.code else None

    def _of_last(self, around: Around, topic: Topic) -> Topic | None:
        """Return the part that the figure before counts, where this one only says the whole's word again.

        专利权质押登记142项，质押金额19.07亿元: both of patents, unless 总 or 共 says that it is the whole.
        """
        last = self.last(around)
        left = self.text[around.left : around.quantity.start]
        strong = self.cut.start_of(self.cut.strong, around.left)
        if not (last and last.start >= strong and last.topic and last.topic.of == topic.code) or _WHOLE.search(left):
            return None
        return last.topic if fits(around.quantity.unit, last.topic) else None

    def _elliptic(self, around: Around) -> Topic | None:
        """Return the topic whose object only the figure before names: 新申请商标2140件，注册1386件."""
        quantity, last = around.quantity, self._object(around)
        own = {one.word for one in self.around.mentions(around.left, quantity.start) if not OBJECT.fullmatch(one.word)}
        if not own or last is None or not last.name or quantity.sort is Sort.SHARE:
            return None
        whole = self._listed(around) or last
        joined = self.words.matches(self.words.mentions(whole.name + "，" + self.text[around.left : quantity.start]))
        completed = [match for match in joined if any(not own.isdisjoint(group) for group in match.topic.groups)]
        return chosen(completed, quantity)

    def _object(self, around: Around) -> Draft | None:
        """Return the figure before whose object goes on; what stands in brackets behind it is passed over."""
        inside = self.text.rfind("(", around.left, around.quantity.start) >= 0
        return next((one for one in self.before(around) if inside or not self.bracketed(one)), None)

    def _listed(self, around: Around) -> Draft | None:
        """Return the whole of a list that goes on behind 其中: 其中发明47件、实用新型401件."""
        last = self.last(around)
        if (
            last is None
            or last.topic is None
            or not last.topic.of
            or self.text[last.end : last.end + 1] not in _LISTING
        ):
            return None
        return next((one for one in self.before(around) if one.topic and one.topic.code == last.topic.of), None)

    def _summed(self, around: Around) -> Topic | None:
        """Return the whole of the parts before, for 三类合计4000件."""
        last = self.last(around)
        if not last or not last.topic or not _SUM.search(self.text[around.left : around.quantity.start]):
            return None
        whole = self.words.topics.get(last.topic.of)
        return whole if whole and fits(around.quantity.unit, whole) else None

    # the figures before

    def last(self, around: Around) -> Draft | None:
        """Return the figure before in the sentence."""
        return next(self.before(around), None)

    def bracketed(self, draft: Draft) -> bool:
        """Tell whether a figure stands in brackets: 3046件（含旧存212件）."""
        sentence = self.cut.start_of(self.cut.sentences, draft.start)
        return self.text.rfind("(", sentence, draft.start) > self.text.rfind(")", sentence, draft.start)

    def before(self, around: Around) -> Iterator[Draft]:
        """Yield the figures before in the sentence, the nearest first; parts of a plan (三类, 五大行动) are none."""
        sentence = self.cut.number_of(self.cut.sentences, around.quantity.start)
        for draft in reversed(self.drafts):
            if draft.sentence != sentence:
                return
            if not is_structure(draft):
                yield draft

    # names as written

    def left_name(self, around: Around) -> str:
        """Return the name that stands before a number."""
        end = around.quantity.start
        written = _TRAILING.sub("", self.text[self.frames.after(around.left, end) : end])
        if len(written) < _SHORTEST:
            written = _TRAILING.sub("", self.text[around.left : end])
        return _LEADING.sub("", written).strip("，、：()“” ")[-30:]

    def last_name(self, around: Around) -> str:
        """Return the name of the figure before."""
        last = self.last(around)
        return last.name if last else ""

    def _wide_name(self, around: Around) -> str:
        words = re.sub(r"\([^()]*\)", "", self.text[around.wide : around.quantity.start])
        return _LEADING.sub("", re.split(r"[，：]", _TRAILING.sub("", words))[-1]).strip("()“” ")[-30:]

    def _right_name(self, around: Around) -> str:
        return re.split(r"[，。；：！？\n]", self.text[around.quantity.end : around.right])[0].strip("()“” 、的")[:24]


_WHOLE = re.compile("总|共|合计|全[市省区县部]|累计|各类")
_OF_WHICH = re.compile("其中|里面|当中")


def is_structure(draft: Draft) -> bool:
    """Tell whether a figure is a part of a plan (五大行动)."""
    return draft.quantity is not None and draft.quantity.sort is Sort.STRUCTURE


def _is_count(draft: Draft) -> bool:
    """Tell whether a figure counts something by itself, named or not; shares and means only describe one that does."""
    return draft.quantity is not None and draft.quantity.sort in {Sort.COUNT, Sort.MONEY}


def _related(one: Topic, two: Topic) -> bool:
    """Tell whether one of two topics is the other's whole: to name both is no doubt."""
    return two.code in {one.of, one.per} or one.code in {two.of, two.per}
