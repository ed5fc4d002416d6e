"""Concordances: rules that map class symbols to industries, fields or technologies, compiled into a matcher.

A rule holds when one of its includes takes the symbol and none of its excludes does. Where the table also asks for a
topic (keywords beside the rule, or the remark 部分涉及, "partly concerned"), the classification alone does not decide:
the hit says ``needs_topic``.

What a pattern means is the table's own affair (``READINGS``, by the table's name):

- ``digits``: ``G06F*`` subclass, ``C08*`` class, ``G06F1*`` main group 1 alone, ``G06F3/048*`` what begins so, and
  ``G06F9/44`` that symbol alone;
- ``levels``: the same down to the main group, but ``X/00*`` is the whole main group and ``X/12*`` the group 12 with
  all that is indented below it. Where no source says how deep groups lie, whether another group of the same main group
  belongs to it is not known: the hit is ``uncertain``, never silently yes or no;
- ``like``: ``H04N  21%`` as in SQL, on symbols whose main group is right-aligned in four places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from zhiquan.records.corpus.model import ConcordanceRecord
from zhiquan.rules.identifiers import Broken, parse_class_symbol
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

PARTLY = "部分涉及"
"""Remark of a rule whose symbols are only in part about the topic."""


class Reading(StrEnum):
    """How a table writes its patterns (see the module's head)."""

    DIGITS = "digits"
    LEVELS = "levels"
    LIKE = "like"


READINGS = {"green": Reading.LEVELS, "new-three": Reading.LEVELS, "wipo-fields": Reading.LIKE}
"""Table → reading; a table that is not named reads by digits."""


class Answer(IntEnum):
    """Whether a pattern takes a symbol."""

    NO = 0
    UNKNOWN = 1
    """It would take the depth of groups to say, and no source gives it."""
    YES = 2


Below = Callable[[str, str], bool | None]
"""``below(symbol, above)``: whether one group lies below another, ``None`` where nobody says."""


def nobody_knows(symbol: str, above: str) -> bool | None:
    """Say of two groups that their depth is not known: what is used while no classification holds it."""
    del symbol, above
    return None


_PATTERN = re.compile(
    r"(?P<section>[A-HY])(?:(?P<cls>[0-9]{2})(?:(?P<sub>[A-Z])(?:(?P<main>[0-9]{1,4})(?:/(?P<group>[0-9]{2,6}))?)?)?)?"
    r"(?P<open>\*?)"
)
_LIKE = re.compile(r"[A-HY](?:[0-9]{2}(?:[A-Z][ 0-9]{0,4}(?:/[0-9]{0,6})?)?)?%?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern: ``head`` begins every symbol that it can take."""

    written: str
    reading: Reading
    head: str
    stem: str
    """What the symbol must be or begin with."""
    open_end: bool
    group: str = ""
    """The group below which the pattern reaches, for ``levels``."""

    def takes(self, symbol: str, below: Below = nobody_knows) -> Answer:
        """Say whether a canonical symbol (``G06F9/44``, ``H01M``) falls under the pattern.

        A symbol wider than the pattern is not taken: ``G06F`` alone is not known to be ``G06F1``.
        """
        if self.reading is Reading.LIKE:
            padded = like_form(symbol)
            return Answer(2 * (padded.startswith(self.stem) if self.open_end else padded == self.stem))
        if symbol == self.stem:
            return Answer.YES
        if not self.open_end:
            return Answer.NO
        if self.group:
            return self._below(symbol, below)
        return Answer(2 * _under(symbol, self.stem))

    def _below(self, symbol: str, below: Below) -> Answer:
        if not symbol.startswith(f"{self.head}/"):
            return Answer.NO
        if self.reading is Reading.DIGITS:
            return Answer(2 * symbol.startswith(self.stem))
        if symbol == f"{self.head}/00":
            return Answer.NO
        lies = below(symbol, self.stem)
        return Answer.UNKNOWN if lies is None else Answer(2 * lies)


def _under(symbol: str, stem: str) -> bool:
    """Tell whether a symbol lies under a section, class, subclass or main group: ``G06F1`` never takes ``G06F11``."""
    rest = symbol[len(stem) :]
    return symbol.startswith(stem) and not (stem[-1].isdigit() and len(stem) > len("G06F") and rest[:1].isdigit())


def like_form(symbol: str) -> str:
    """Return a canonical symbol with its main group right-aligned in four places: ``H04N21/00`` → ``H04N  21/00``."""
    head, rest = symbol[:4], symbol[4:]
    main, slash, group = rest.partition("/")
    return f"{head}{main:>4}{slash}{group}" if main else head


def compile_pattern(written: str, reading: Reading) -> Pattern:
    """Compile one pattern of a table; ``Refusal`` names what is no pattern."""
    text = written.strip().upper() if reading is Reading.LIKE else "".join(written.split()).upper()
    if reading is Reading.LIKE:
        if not _LIKE.fullmatch(text):
            raise _no_pattern(written)
        return Pattern(written, reading, text[:4].rstrip("%"), text.rstrip("%"), open_end=text.endswith("%"))
    found = _PATTERN.fullmatch(text)
    if not found:
        raise _no_pattern(written)
    stem = text.rstrip("*")
    head, _, group = stem.partition("/")
    if reading is Reading.LEVELS and found["open"] and group.strip("0") == "" and group:
        return Pattern(written, reading, head, head, open_end=True)
    # a symbol written without star where none can be a symbol of a patent (``H03M13``, ``G16H``) stays as it is
    return Pattern(written, reading, head, stem, open_end=bool(found["open"]), group=group)


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule of a table."""

    record: ConcordanceRecord
    include: tuple[Pattern, ...]
    exclude: tuple[Pattern, ...]

    @property
    def needs_topic(self) -> bool:
        """Whether the table asks for a topic beside the classification."""
        return bool(self.record.keywords) or self.record.remark.startswith(PARTLY)

    def holds(self, symbol: str, below: Below = nobody_knows) -> Answer:
        """Say whether the rule takes a symbol: an include does and no exclude."""
        taken = max((pattern.takes(symbol, below) for pattern in self.include), default=Answer.NO)
        left_out = max((pattern.takes(symbol, below) for pattern in self.exclude), default=Answer.NO)
        return min(taken, Answer(Answer.YES - left_out))


def compile_rule(record: ConcordanceRecord) -> Rule:
    """Compile a rule by its table's reading; ``Refusal`` names the pattern that cannot be read."""
    reading = READINGS.get(record.table, Reading.DIGITS)
    return Rule(
        record,
        tuple(compile_pattern(pattern, reading) for pattern in record.include),
        tuple(compile_pattern(pattern, reading) for pattern in record.exclude),
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
    """All rules of some tables, looked up by the first characters of a symbol."""

    def __init__(self, records: Iterable[ConcordanceRecord], below: Below = nobody_knows) -> None:
        self._below = below
        self._rules: list[Rule] = []
        self._by_head: defaultdict[str, list[int]] = defaultdict(list)
        for record in records:
            rule = compile_rule(record)
            for head in {pattern.head[:4] for pattern in rule.include}:
                self._by_head[head].append(len(self._rules))
            self._rules.append(rule)

    def __len__(self) -> int:
        return len(self._rules)

    def match(self, symbol: str, table: str | None = None) -> tuple[Hit, ...]:
        """Return the rules that take a canonical symbol, one hit for each rule, in the order of the tables."""
        heads = (symbol[:1], symbol[:3], symbol[:4])
        asked = sorted({index for head in heads for index in self._by_head.get(head, ())})
        return tuple(self._hits(symbol, (self._rules[index] for index in asked), table))

    def _hits(self, symbol: str, rules: Iterator[Rule], table: str | None) -> Iterator[Hit]:
        for rule in rules:
            record = rule.record
            if table and record.table != table:
                continue
            answer = rule.holds(symbol, self._below)
            if answer is not Answer.NO:
                title = Text(record.title or record.title_en, record.title_en or record.title)
                uncertain = answer is Answer.UNKNOWN
                yield Hit(record.table, record.code, record.rule, title, symbol, uncertain, rule.needs_topic)

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


def _no_pattern(written: str) -> Refusal:
    text = Text("“{p}”不是分类号模式（如 G06F*、G06F9/44）。", "“{p}” is no pattern of symbols (like G06F*, G06F9/44).")
    return Refusal("concordance.pattern", text.format(p=written))
