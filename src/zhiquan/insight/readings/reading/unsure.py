"""What the rules are not sure of becomes a doubt: two candidates with what speaks for each, and none is chosen.

Every doubt comes from the build of the text, not from the worth of the number: unexplained words between a noun and
its number, two nouns joined, a comparison that nobody took, a date that the text never gave, a plan's sentence that
goes on without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhiquan.insight.readings.model import Bound, Candidate, Doubt, Sort
from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.moods import has_aim, is_done
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.reading.subjects import UNEXPLAINED, Subject
from zhiquan.rules.text import Text


def unsure_subject(draft: Draft, subject: Subject) -> Iterator[Doubt]:
    """Yield the doubts about what a number counts."""
    topic, quantity = subject.topic, draft.quantity
    if topic is None or quantity is None:
        return
    worth = ((quantity.value, quantity.unit),)
    for doubt in subject.source.doubts if subject.source and subject.source.topic is topic else ():
        if doubt.code in {"side", "subject"}:
            yield replace(doubt, candidates=tuple(replace(one, values=worth) for one in doubt.candidates))
    if subject.rival and subject.rival is not topic:
        text = (_JOINT if subject.joint else _SIDE).format(a=topic.label, b=subject.rival.label)
        ways = [Candidate(one.label, text, worth) for one in (topic, subject.rival)]
        both = Text(f"{topic.label.zh}＋{subject.rival.label.zh}", f"{topic.label.en} + {subject.rival.label.en}")
        yield Doubt("side", text, (*ways, *([Candidate(both, text, worth)] if subject.joint else [])))
    elif len(subject.gap) >= UNEXPLAINED:
        text = _GAP.format(words=subject.gap, topic=topic.label)
        own = Text(subject.name or quantity.shown, subject.name or quantity.shown)
        yield Doubt("subject", text, (Candidate(topic.label, text, worth), Candidate(own, _OWN, worth)))


def unsure_target(sentence: str) -> Iterator[Doubt]:
    """Yield the doubt about a target that only another part of its sentence (；) makes one, where much is done."""
    *before, own = sentence.split("；")
    if is_done("；".join(before)) and not has_aim(own):
        yield Doubt("mood", _MOOD, tuple(Candidate(one, _MOOD) for one in _REACHED_OR_MEANT))


class Company:
    """The doubts that need the sentences around a figure and the figures beside it."""

    def __init__(self, text: str, cut: Segments) -> None:
        self.text, self.cut = text, cut

    def cast(self, drafts: Sequence[Draft]) -> None:
        """Add to every draft its doubts."""
        grown = {one.quantity.start for draft in drafts for one in draft.growth}
        last: Draft | None = None
        for draft in drafts:
            if draft.quantity is None or draft.quantity.sort is Sort.STRUCTURE:
                continue
            left = self._left(draft, last)
            if draft.quantity.start not in grown and draft.was is None and _UNTAKEN.search(left):
                self._untaken(draft, last)
            draft.doubts += [*self._undated(draft), *self._owned(draft), *self._mood(draft, last)]
            draft.doubts += self._staged(draft, left)
            last = draft

    def _left(self, draft: Draft, last: Draft | None) -> str:
        """Return the words of a figure's clause before it, from the figure before on."""
        start = self.cut.start_of(self.cut.clauses, draft.start)
        return self.text[max(start, last.end if last and last.end <= draft.start else 0) : draft.start]

    def _untaken(self, draft: Draft, last: Draft | None) -> None:
        """Cast the doubt of a comparison: the number may be a change, and the figure before may be what changed."""
        quantity = draft.quantity
        if quantity is None:
            return
        value = Candidate(Text(f"数值 {quantity.shown}", f"the value {quantity.shown}"), _COMPARED)
        change = Candidate(Text(f"变化 {quantity.shown}", f"a change of {quantity.shown}"), _COMPARED)
        draft.doubts.append(Doubt("comparison", _COMPARED, (value, change)))
        if last and last.quantity and not last.growth and last.sentence == draft.sentence:
            shown = quantity.shown
            ways = (_UNCHANGED, Text(f"变化 {shown}", f"changed by {shown}"))
            last.doubts.append(Doubt("comparison", _COMPARED, tuple(Candidate(one, _COMPARED) for one in ways)))

    def _undated(self, draft: Draft) -> Iterator[Doubt]:
        """Yield the doubt about a period that the text never gave and more than one could be meant."""
        framed = draft.framed
        if framed is None or draft.target or not (draft.topic or _is_count(draft)):
            return
        stock = draft.topic is not None and draft.topic.kind in {"stock", "density"}
        ways = dict.fromkeys(one.as_of() if stock else one for one in (framed.period, *framed.rivals))
        if len(ways) > 1:
            text = _UNDATED.format(periods="、".join(one.code for one in ways))
            yield Doubt("period", text, tuple(Candidate(Text(one.code, one.code), _NOT_SAID) for one in ways))

    def _owned(self, draft: Draft) -> Iterator[Doubt]:
        """Yield the doubt about a flow that stands among what is owned on a day: 截至年末拥有…，注册商标263件."""
        framed, topic = draft.framed, draft.topic
        if topic is None or topic.kind != "flow" or framed is None or framed.how == "stated":
            return
        sentence = self.text[self.cut.start_of(self.cut.sentences, draft.start) : draft.start]
        if _OWNED.search(sentence) and draft.quantity and draft.quantity.unit in _THINGS:
            ways = (Text("当期发生数", "what came about in the period"), Text("期末拥有数", "what is owned at its end"))
            yield Doubt("owned", _OWNED_TEXT, tuple(Candidate(one, _OWNED_TEXT) for one in ways))

    def _staged(self, draft: Draft, left: str) -> Iterator[Doubt]:
        """Yield the doubt about cases that a verb says were ended or decided, while their noun is that of another
        topic: 审结知识产权案件642件, 办理专利侵权纠纷行政裁决案件1926件.
        """
        topic = draft.topic
        if topic is None or not topic.code.startswith("case.") or topic.code in _ENDINGS or draft.doubts:
            return
        if found := _STAGED.search(left):
            own = Text(found[0], found[0])
            yield Doubt("side", _STAGE, (Candidate(topic.label, _STAGE), Candidate(own, _STAGE)))

    def _mood(self, draft: Draft, last: Draft | None) -> Iterator[Doubt]:
        """Yield the doubt about a figure whose sentence follows a target's and says neither aimed nor done."""
        if draft.target or last is None or not last.target or (draft.framed and draft.framed.how == "stated"):
            return
        if last.sentence == draft.sentence and draft.quantity and draft.quantity.bound is Bound.AT_LEAST:
            yield Doubt("mood", _MOOD, tuple(Candidate(one, _MOOD) for one in _REACHED_OR_MEANT))
            return
        sentence = self.cut.start_of(self.cut.sentences, draft.start)
        between = self.text[last.end : sentence]
        own = self.text[sentence : self.cut.end_of(self.cut.sentences, draft.start)]
        if last.sentence == draft.sentence - 1 and "\n" not in between and not is_done(own):
            yield Doubt("mood", _MOOD, tuple(Candidate(one, _MOOD) for one in _REACHED_OR_MEANT))


_ENDINGS = frozenset({"case.closed", "case.adjudicated", "case.mediated"})
_STAGED = re.compile(
    r"(?:审结|办结)[^，。；\d]{2,16}案件$|(?<!受理)(?:办理|处理)[^，。；\d]{0,10}纠纷[^，。；\d]{0,4}(?:裁决|调解)案件$"
)
_STAGE = Text(
    "句中说的是办结、裁决的案件，还是这类案件的全部，说不准",
    "the words may mean the cases that were ended or decided, or all cases of the kind",
)


def _is_count(draft: Draft) -> bool:
    return draft.quantity is not None and draft.quantity.sort in {Sort.COUNT, Sort.MONEY}


_UNTAKEN = re.compile(
    r"同比|环比|yoy|(?:比|较|与)(?:上年|去年|上月|上季|同期|年初|上一)(?![^，。；]{0,8}[的]?\d{0,}[^，。；]{0,8}(?:至|到))"
    r"|(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|多出|少了|多了|高出)[^，。；\d至到为成]{0,4}$"
)
_SIDE = Text("前后都有名词，可能是“{a}”，也可能是“{b}”", "Nouns on both sides: it may be “{a}” or “{b}”")
_JOINT = Text(
    "“{a}”与“{b}”并列，可能是其一，也可能是合计", "“{a}” and “{b}” are joined: it may be either, or both together"
)
_GAP = Text(
    "数字与“{topic}”之间隔着“{words}”，未必是它的数",
    "“{words}” stands between the number and “{topic}”: it may count something else",
)
_OWN = Text("按原文字面，词表没有对应的指标", "As the text says it; the vocabulary has no such indicator")
_COMPARED = Text(
    "句中有比较，但比的是什么、变化属于哪个数说不准",
    "Something is compared here; what with, and which figure changed, is unclear",
)
_UNCHANGED = Text("变化不属于此数", "the change is not of this figure")
_UNDATED = Text("文中没有写明时期，可能是 {periods}", "No period is said; it may be {periods}")
_NOT_SAID = Text("文中未写明", "Not said in the text")
_OWNED = re.compile("拥有(?!量)|现有|共有|保有(?!量)")
_THINGS = frozenset({"件", "项", "个"})
_OWNED_TEXT = Text(
    "句中说的是某日拥有的数，这里可能也是，也可能是当期发生的数",
    "The sentence tells what is owned on a day; this may be such, or what came about in the period",
)
_MOOD = Text(
    "前文说的是目标，这里没有写明是目标还是已完成",
    "What stands before is a target; it is not said whether this was reached or is meant",
)
_REACHED_OR_MEANT = (Text("已完成的数", "reached"), Text("目标", "a target"))
