"""Concordances: rules that map class symbols to industries, fields or technologies, compiled into a matcher.

A rule holds when one of its includes takes the symbol and none of its excludes does. Where the table also asks for a
topic (keywords beside the rule, or the remark 部分涉及, "partly concerned"), the classification alone does not decide:
the hit says ``needs_topic``. Where it would take the depth of groups to decide and no source tells it, the hit is
``uncertain``. How a table's patterns are read is told in ``patterns``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhiquan.records.corpus.model import ConcordanceRecord
from zhiquan.records.corpus.patterns import Answer, Below, Patterns, Reading, compile_pattern, nobody_knows
from zhiquan.rules.identifiers import Broken, parse_class_symbol
from zhiquan.rules.text import Text

PARTLY = "部分涉及"
"""Remark of a rule whose symbols are only in part about the topic."""


READINGS = {"green": Reading.LEVELS, "new-three": Reading.LEVELS, "wipo-fields": Reading.LIKE}
"""Table → reading; a table that is not named reads by digits."""
KEPT = 1 << 16
"""Symbols whose hits are remembered: about as many as a classification has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule of a table."""

    record: ConcordanceRecord
    include: Patterns
    exclude: Patterns

    @property
    def needs_topic(self) -> bool:
        """Whether the table asks for a topic beside the classification."""
        return bool(self.record.keywords) or self.record.remark.startswith(PARTLY)

    def holds(self, symbol: str, below: Below = nobody_knows) -> Answer:
        """Say whether the rule takes a symbol: an include does and no exclude."""
        taken = self.include.take(symbol, below)
        return taken and min(taken, Answer(Answer.YES - self.exclude.take(symbol, below)))


def compile_rule(record: ConcordanceRecord) -> Rule:
    """Compile a rule by its table's reading; ``Refusal`` names the pattern that cannot be read."""
    reading = READINGS.get(record.table, Reading.DIGITS)
    return Rule(
        record,
        Patterns(compile_pattern(pattern, reading) for pattern in record.include),
        Patterns(compile_pattern(pattern, reading) for pattern in record.exclude),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that takes a symbol; ``uncertain`` where the depth of groups would decide, ``needs_topic`` where words."""

    table: str
    code: str
    rule: str
    title: Text
    symbol: str
    uncertain: bool
    needs_topic: bool


class Matcher:
    """All rules of some tables, looked up by the first characters of a symbol.

    A rule without a title of its own takes that of its code in the table's ``<table>-branches``.
    """

    def __init__(self, records: Iterable[ConcordanceRecord], below: Below = nobody_knows) -> None:
        self._below = below
        self._rules: list[Rule] = []
        self._by_head: defaultdict[str, list[int]] = defaultdict(list)
        self._titles: dict[tuple[str, str], Text] = {}
        self._known = lru_cache(maxsize=KEPT)(self._all)
        for record in records:
            rule = compile_rule(record)
            for head in rule.include.heads:
                self._by_head[head].append(len(self._rules))
            self._rules.append(rule)
            if record.title or record.title_en:
                title = Text(record.title or record.title_en, record.title_en or record.title)
                self._titles.setdefault((record.table, record.code), title)

    def __len__(self) -> int:
        return len(self._rules)

    def holds(self, table: str) -> bool:
        """Whether there are rules of a table."""
        return any(rule.record.table == table for rule in self._rules)

    def match(self, symbol: str, table: str | None = None) -> tuple[Hit, ...]:
        """Return the rules that take a canonical symbol, one hit for each rule, in the order of the tables."""
        return tuple(hit for hit in self._known(symbol) if table in (None, hit.table))

    def _all(self, symbol: str) -> tuple[Hit, ...]:
        heads = (symbol[:1], symbol[:3], symbol[:4])
        asked = sorted({index for head in heads for index in self._by_head.get(head, ())})
        return tuple(self._hits(symbol, (self._rules[index] for index in asked)))

    def _hits(self, symbol: str, rules: Iterator[Rule]) -> Iterator[Hit]:
        for rule in rules:
            record = rule.record
            answer = rule.holds(symbol, self._below)
            if answer is not Answer.NO:
                title = self._title(record.table, record.code)
                uncertain = answer is Answer.UNKNOWN
                yield Hit(record.table, record.code, record.rule, title, symbol, uncertain, rule.needs_topic)

    def _title(self, table: str, code: str) -> Text:
        own = self._titles.get((table, code))
        return own or self._titles.get((f"{table}-branches", code)) or Text("", "")

    def match_any(self, symbols: Iterable[str], table: str | None = None) -> tuple[Hit, ...]:
        """Return for each (table, code) its surest hit over all symbols of a patent; certain before uncertain."""
        best: dict[tuple[str, str], Hit] = {}
        for symbol in symbols:
            for hit in self.match(canonical(symbol), table):
                held = best.get((hit.table, hit.code))
                if held is None or (hit.uncertain, hit.needs_topic) < (held.uncertain, held.needs_topic):
                    best[hit.table, hit.code] = hit
        return tuple(best.values())


def canonical(symbol: str) -> str:
    """Return the canonical form of a symbol, also of ``ipc:H01M10/0525``; what is none stays as it is."""
    bare = symbol.partition(":")[2] or symbol
    found = parse_class_symbol(bare)
    return bare if isinstance(found, Broken) else found.canonical
