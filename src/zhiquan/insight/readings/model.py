"""What is read in a text: numbers, readings and findings. All places are offsets into the text as it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.rules.text import Text


class Bound(StrEnum):
    """What a word beside a number says about its exactness; 余 and 多 name the interval up to the next round number."""

    EXACT = ""
    ABOUT = "~"
    NEAR = "<~"
    """近, 将近: just below."""
    OVER = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="


class Sort(StrEnum):
    """What sort of number it is."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    POINTS = "points"
    TIMES = "times"
    SPAN = "span"
    SIZE = "size"
    RANK = "rank"
    COVERAGE = "coverage"
    STRUCTURE = "structure"
    """五大行动: how a plan is built, not a result."""
    BARE = "bare"
    """Without any unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: ``value`` in the plain unit (件, 元, %), ``step`` the worth of its last digit.

    ``upper`` is the other end of a range (20%–30%).
    """

    start: int
    end: int
    shown: str
    value: Decimal
    step: Decimal
    unit: str
    sort: Sort
    bound: Bound = Bound.EXACT
    upper: Decimal | None = None

    def window(self) -> tuple[Decimal, Decimal]:
        """Return the values that would have been printed so: half a step to either side."""
        return self.value - self.step / 2, self.value + self.step / 2


class Basis(StrEnum):
    """What a growth is measured against."""

    YEAR = "yoy"
    MONTH = "mom"
    NAMED = "named"
    """A year or state that the text names; see ``Growth.since``."""
    MEAN = "mean"
    """年均: a mean of several years, no change on any one of them."""
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Growth:
    """A change: ``amount`` is signed; percent, percentage points or times as its quantity says."""

    quantity: Quantity
    amount: Decimal
    basis: Basis
    since: str = ""
    inherited: bool = False
    """The basis was said of an earlier figure of the same sentence."""


@dataclass(frozen=True, slots=True)
class Rank:
    """第N位 within a field (全省, 全国); ``within`` is empty where the text does not say."""

    quantity: Quantity
    within: str


class Standing(StrEnum):
    """How far a reading can be relied on."""

    READ = "read"
    REPAIRED = "repaired"
    """Something was lost or damaged and one reading alone is left; the repair is named."""
    DOUBTFUL = "doubtful"
    """Two or more readings: candidates, none chosen."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a doubtful passage, with what speaks for it; ``fits``: facts of the text that agree."""

    text: Text
    why: Text
    values: tuple[tuple[Decimal, str], ...] = ()
    fits: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not as it should be with a reading; two or more candidates make it doubtful."""

    code: str
    text: Text
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of the text: what about, how much, when, how it changed, how it ranks, whether it is a target."""

    number: int
    name: str
    """The thing counted, as the text says it."""
    topic: str
    """Code of the topic, empty where the vocabulary does not know it."""
    quantity: Quantity | None
    """``None``: the text gives only a change or a rank."""
    period: Period | None = None
    period_how: str = ""
    """stated (in the clause), sentence, paragraph, document, or empty."""
    growth: tuple[Growth, ...] = ()
    was: Quantity | None = None
    """从…: the value before."""
    rank: Rank | None = None
    target: bool = False
    scopes: tuple[str, ...] = ()
    """Words that narrow it: 新增, 累计, 省级, 绿色通道 …"""
    sentence: int = 0
    clause: int = 0
    """Numbers of its sentence and clause: figures of one clause chain belong together."""
    about: str = ""
    """Topic of the figure that this one depends on (案值 of the trademark cases)."""
    column: str = ""
    """Head of its column, where it stands in a table."""
    doubts: tuple[Doubt, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def standing(self) -> Standing:
        """Read, repaired or doubtful, by its doubts."""
        if any(len(doubt.candidates) > 1 for doubt in self.doubts):
            return Standing.DOUBTFUL
        return Standing.REPAIRED if self.doubts else Standing.READ

    @property
    def value(self) -> Decimal | None:
        """The value, ``None`` when there is none or it is doubtful: nothing is computed from a doubtful one."""
        if self.quantity is None or self.standing is Standing.DOUBTFUL:
            return None
        return self.quantity.value


class Outcome(StrEnum):
    """What a check found."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says about some readings (their numbers), in a sentence; ``values`` are what was computed."""

    check: str
    outcome: Outcome
    text: Text
    readings: tuple[int, ...] = ()
    values: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the text that is not read, with the reason."""

    start: int
    end: int
    why: Text
    code: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A spun word: the characters ``start`` to ``end`` of the original are read as ``read``."""

    start: int
    end: int
    written: str
    read: str
