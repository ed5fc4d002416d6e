"""What figures are about: topics known by the words beside a number, from ``definitions/readings/topics.yaml``.

A topic is a conjunction of groups of words: 发明专利 with 授权, in any order, is invention.granted whether a text says
发明专利授权量, 授权发明专利 or 发明专利获得授权. The most special topic whose groups all occur wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.readings.text.folding import fold
from zhiquan.rules.text import Text

KINDS = frozenset({"stock", "flow", "density", "rate", "rank", "span", "milestone"})


@dataclass(frozen=True)
class Topic:
    """One topic; the keys are explained at the head of the file."""

    code: str
    label: Text
    kind: str
    units: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    weight: int = 0
    of: str = ""
    per: str = ""
    glue: str = ""
    most: Decimal | None = None
    held: tuple[tuple[str, str], ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the vocabulary at a place."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Match:
    """A topic found in a stretch of text, with how much of it speaks for it."""

    topic: Topic
    score: int


class Vocabulary:
    """All topics, and the words that name them."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.code: topic for topic in topics}
        self._uses: dict[str, list[tuple[Topic, int]]] = defaultdict(list)
        for topic in self.topics.values():
            for at, group in enumerate(topic.groups):
                for word in group:
                    self._uses[word].append((topic, at))
        self._starts: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for word in self._uses:
            self._starts[word[0]] += (word,)

    def mentions(self, text: str) -> list[Mention]:
        """Return every word of the vocabulary in a folded text, words inside words too, in order."""
        starts = self._starts
        return [
            Mention(at, at + len(word), word)
            for at, char in enumerate(text)
            if char in starts
            for word in starts[char]
            if text.startswith(word, at) and not _denied(text, at)
        ]

    def matches(self, mentions: Sequence[Mention]) -> list[Match]:
        """Return the topics whose every group is among the mentions, the most special first."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for mention in mentions:
            for topic, at in self._uses[mention.word]:
                groups = found[topic.code]
                groups[at] = max(groups.get(at, 0), len(mention.word))
        complete = (
            Match(self.topics[code], sum(groups.values()) + self.topics[code].weight)
            for code, groups in found.items()
            if len(groups) == len(self.topics[code].groups)
        )
        return sorted(complete, key=lambda match: -match.score)


def _denied(text: str, at: int) -> bool:
    """Tell whether a word is denied: 未撤回 is no withdrawal. Words that begin with 未 themselves (未结案) stand."""
    return at > 0 and text[at - 1] == "未"


def read_topics(path: Path) -> Vocabulary:
    """Read a file of topics; an unknown key, kind or topic raises ``ValueError``."""
    data: dict[str, dict[str, Any]] = read_yaml(path)
    topics = [_topic(code, entry) for code, entry in data.items()]
    known = set(data)
    for topic in topics:
        if topic.kind not in KINDS or {topic.of, topic.per} - known - {""}:
            raise ValueError(f"{path.name}: {topic.code}: unknown kind or topic")
    return Vocabulary(topics)


def _topic(code: str, entry: dict[str, Any]) -> Topic:
    entry = dict(entry)
    groups = tuple(tuple(fold(word) for word in str(group).split("|")) for group in entry.pop("words"))
    label = Text(entry.pop("zh"), entry.pop("en"))
    held = tuple((str(unit), str(held)) for unit, held in entry.pop("held", {}).items())
    but = tuple(fold(word) for word in str(entry.pop("but", "")).split("|") if word)
    most = entry.pop("most", None)
    units = tuple(map(str, entry.pop("units")))
    return Topic(
        code=code, label=label, units=units, groups=groups, held=held, but=but,
        most=Decimal(most) if most is not None else None, **entry,
    )  # fmt: skip


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped topics."""
    return read_topics(SHIPPED / "readings" / "topics.yaml")
