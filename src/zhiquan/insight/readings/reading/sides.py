"""On which side of a number its noun stands: 专利授权量78723件 (before) or 8件驰名商标 (after).

Before: the words up to the number end with a topic or with a counting noun (量, 额, 案件, 企业 …), verbs of being and
bounds left out. After: the number's unit is followed at once by a noun. Where both stand, in texts that lost their
marks, the neighbours decide: a noun that the next number needs before it is not this one's; and what cannot be
decided is a doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.insight.readings.model import Quantity, Sort
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.topics import Mention

_FILLER = re.compile(
    r"(?:共计|合计|总计|累计达?|已达|达到|达|为|是|有|约|新增|增至|增加到|增长到|升至|上升到?至?|提升至|提升到|提高到|下降到|下降至|降至|减少到"
    r"|总数|总量|总额|总|数量|数|量|额度|额|金额|规模|件数|户数|家数|人数|笔数|突破|到|至|了|共|已|完成|等|“|”|：|\s|居|列|分别|只有|仅|多达|高达|均|方面)+$"
)
_NOUNS = re.compile(
    r"(?:量|额|数|案件|案|企业|单位|机构|项目|产品|中心|工作站|窗口|网点|学校|率|占比|比重|人员|收入|资金|经费|款|费|税|产值|周期|时限|县市区|市州|园区|区|版权|次|人|名|所|金|员)$"
)
_VERB_FIRST = re.compile(
    r"未(?!结|办)|[，。；：、！？\s)(”]|$|(?:到|在|和|与|及|并|同比|环比|较|比|占|为|其中|分别|以|均|已|被|由|按|用|获批?|完成|涉及|惠及|是|从|向|进|达|增|下降|居|列|排|位|且|或|至|了|的|投|带动|覆盖|助力|支持|推动|创下|创历史|创新高|给|\x00|\d)"
)


class Side(StrEnum):
    """Where the noun stands."""

    BEFORE = "before"
    AFTER = "after"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True)
class Around:
    """A number with the text around it: ``left`` to ``quantity.start``, ``quantity.end`` to ``right``."""

    quantity: Quantity
    left: int
    """Start of its clause, or the end of the number before it there."""
    wide: int
    """Start of its strong clause, or the end of the number before it there."""
    right: int
    """End of its clause, or the start of the next number there."""
    far: int
    """End of its clause, other numbers included."""


class Surroundings:
    """The text, its mentions and its cuts, asked about the surroundings of each number."""

    def __init__(self, text: str, cut: Segments, mentions: Sequence[Mention]) -> None:
        self.text, self.cut, self.all = text, cut, mentions
        self._order = [mention.start for mention in mentions]
        self._starts = frozenset(self._order)
        self._ends = {mention.end for mention in mentions}

    def around(self, quantities: Sequence[Quantity], at: int) -> Around:
        """Return the surroundings of the number ``at``."""
        quantity = quantities[at]
        before = quantities[at - 1].end if at else 0
        after = quantities[at + 1].start if at + 1 < len(quantities) else self.cut.length
        clause = self.cut.start_of(self.cut.clauses, quantity.start)
        strong = self.cut.start_of(self.cut.strong, quantity.start)
        end = self.cut.end_of(self.cut.clauses, quantity.end)
        return Around(
            quantity,
            left=max(clause, before),
            wide=max(strong, before),
            right=min(end, after),
            far=end,
        )

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Return the vocabulary's words that lie wholly between two places."""
        first = bisect_left(self._order, start)
        last = bisect_left(self._order, end)
        return [mention for mention in self.all[first:last] if mention.end <= end]

    def bare_end(self, left: int, start: int) -> int:
        """Return where the words before a number end, fillers (为, 达到, 共) left out."""
        words = self.text[left:start]
        found = _FILLER.search(words)
        return left + (found.start() if found else len(words))

    def stands_before(self, around: Around) -> bool:
        """Tell whether a noun ends right before the number."""
        start = around.quantity.start
        end = self.bare_end(around.left, start)
        words = self.text[around.left : start]
        counted = bool(_NOUNS.search(self.text[around.left : end])) or (end < start and bool(_COUNTING.search(words)))
        return end > around.left and (end in self._ends or counted)

    def stands_after(self, around: Around) -> bool:
        """Tell whether a noun begins right after the number."""
        quantity = around.quantity
        if quantity.sort is Sort.BARE:
            return quantity.end in self._starts
        after = self.text[quantity.end : around.right]
        return bool(after) and not _VERB_FIRST.match(after)


_COUNTING = re.compile(r"(?:量|额|数|总数|人数|件数|户数|家数)(?:为|达到?|约|共|是|突破)?$")


def sides(text: Surroundings, arounds: Sequence[Around]) -> list[Side]:
    """Return the side of every number's noun, neighbours considered."""
    before = [text.stands_before(one) for one in arounds]
    after = [text.stands_after(one) for one in arounds]
    found: list[Side] = []
    for at, one in enumerate(arounds):
        side = _alone(before[at], after[at])
        if side is Side.BOTH:
            side = _among(at, one, arounds, before, after, found)
        found.append(side)
    return found


def _alone(before: bool, after: bool) -> Side:  # noqa: FBT001 - the two are the question
    if before and after:
        return Side.BOTH
    if before:
        return Side.BEFORE
    return Side.AFTER if after else Side.NEITHER


def _among(
    at: int, one: Around, arounds: Sequence[Around], before: list[bool], after: list[bool], found: list[Side]
) -> Side:
    """Decide by the neighbours: the noun on one side may be taken."""
    next_needs = (
        at + 1 < len(arounds) and one.right == arounds[at + 1].quantity.start and before[at + 1] and not after[at + 1]
    )
    last_took = at > 0 and found[at - 1] is Side.AFTER and one.left == arounds[at - 1].quantity.end
    if last_took == next_needs:
        return Side.BOTH
    return Side.AFTER if last_took else Side.BEFORE
