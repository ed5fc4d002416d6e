"""Targets without a number: what is to be built, issued, applied for or won. Yes or no, by the end of the plan.

「力争出台《…条例》」「完成…中心建设」「支持甲、乙申报国家级…」: only where the text plans, never where it reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiquan.insight.readings.reading.draft import Draft
from zhiquan.insight.readings.reading.framing import Frames
from zhiquan.insight.readings.reading.moods import is_target
from zhiquan.insight.readings.reading.segments import Segments
from zhiquan.insight.readings.topics import Topic

_MILESTONE = re.compile(
    r"(?:支持[^，。；]{1,12})?(?:力争出台|力争获批|争创|申报|建成上线|建成|(?:高质量|全面|如期)完成|出台|获批)"
    r"[^，。；：\d]{2,40}?(?:中心建设|示范区建设|条例》|办法》|示范区|示范城市|保护中心|服务平台|运营中心|试点城市)(?=[，。；]|$)"
)


def milestones(text: str, cut: Segments, frames: Frames, topic: Topic, *, plan: bool) -> Iterator[Draft]:
    """Yield the milestones of a folded text; a text that plans nothing has none."""
    for found in _MILESTONE.finditer(text):
        at = found.start()
        sentence, clause = cut.start_of(cut.sentences, at), cut.start_of(cut.clauses, at)
        if is_target(text[sentence : at + 2], text[clause:at], frames.year, plan=plan):
            yield Draft(
                found[0], topic, None, at, found.end(), cut.number_of(cut.sentences, at),
                cut.number_of(cut.clauses, at), framed=frames.govern(at), target=True,
            )  # fmt: skip
