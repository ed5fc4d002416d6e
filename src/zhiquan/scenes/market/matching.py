"""How well a listing answers a demand: five criteria, each with its points and its reason; nothing else decides.

A criterion about which nothing is known (a price to be agreed, a demand without a budget) counts neither for nor
against: the score is the share of the points that could be told. What the demand does not want (another kind of deal)
is no match at all, whatever its score would be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhiquan.rules.text import Text


class Criterion(StrEnum):
    """What is compared."""

    CLASSES = "classes"
    WORDS = "words"
    PRICE = "price"
    PLACE = "place"

    @property
    def label(self) -> Text:
        """The criterion's name."""
        return _LABELS[self]


_LABELS = {
    Criterion.CLASSES: Text("技术领域", "Field"),
    Criterion.WORDS: Text("用词", "Words"),
    Criterion.PRICE: Text("价格", "Price"),
    Criterion.PLACE: Text("地域", "Place"),
}
POINTS = {Criterion.CLASSES: 40, Criterion.WORDS: 40, Criterion.PRICE: 10, Criterion.PLACE: 10}
"""Points of a criterion that is met in full."""
STEPS = {5: Decimal(1), 4: Decimal("0.85"), 3: Decimal("0.6"), 2: Decimal("0.2")}
"""Share of a common step of the classification by its depth: subgroup, main group, subclass, class."""
NEAR = Decimal("1.2")
"""A price up to so much above the budget is told as near."""
LEAST = 15
"""A score below this is not shown as a match."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A demand as it is compared: steps of its classes (``ipc:H01M``) with their depth, words with weights."""

    kinds: Collection[str]
    steps: Mapping[str, int]
    words: Mapping[str, float]
    division: str
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A listing as it is compared; ``words`` are those of the demand that its right has, ``at_once`` the price."""

    kind: str
    steps: Collection[str]
    words: Collection[str]
    division: str
    at_once: Decimal | None


@dataclass(frozen=True, slots=True)
class Reason:
    """What one criterion came to: points of so many possible; ``possible`` 0 where nothing can be told."""

    criterion: Criterion
    points: int
    possible: int
    text: Text


@dataclass(frozen=True, slots=True)
class Match:
    """A score out of a hundred and the reasons that make it up."""

    score: int
    reasons: tuple[Reason, ...]


def match(wanted: Wanted, offered: Offered) -> Match | None:
    """Return how well a listing answers a demand; ``None`` of another kind, or where no field and no word fits."""
    if offered.kind not in wanted.kinds:
        return None
    reasons = (_classes(wanted, offered), _words(wanted, offered), _price(wanted, offered), _place(wanted, offered))
    if not any(reason.points for reason in reasons if reason.criterion in _SUBSTANCE):
        return None
    possible = sum(reason.possible for reason in reasons)
    score = round(100 * sum(reason.points for reason in reasons) / possible)
    return Match(score, reasons) if score >= LEAST else None


def ranked(matches: Iterable[tuple[str, Match]]) -> Sequence[tuple[str, Match]]:
    """Return matches with their numbers, the best first; of equal ones the earlier number."""
    return sorted(matches, key=lambda pair: (-pair[1].score, pair[0]))


_SUBSTANCE = frozenset({Criterion.CLASSES, Criterion.WORDS})


def _classes(wanted: Wanted, offered: Offered) -> Reason:
    if not wanted.steps or not offered.steps:
        return Reason(Criterion.CLASSES, 0, 0, _NO_CLASSES)
    common = {step: wanted.steps[step] for step in offered.steps if step in wanted.steps}
    deepest = max(common, key=lambda step: (STEPS.get(common[step], Decimal(0)), step), default="")
    share = STEPS.get(common[deepest], Decimal(0)) if deepest else Decimal(0)
    text = _CLASS.format(step=deepest.partition(":")[2]) if share else _OTHER_CLASS
    return _reason(Criterion.CLASSES, share, text)


def _words(wanted: Wanted, offered: Offered) -> Reason:
    total = sum(wanted.words.values())
    if not total:
        return Reason(Criterion.WORDS, 0, 0, _NO_WORDS)
    held = [word for word in wanted.words if word in offered.words]
    share = Decimal(str(sum(wanted.words[word] for word in held) / total))
    said = "、".join(held[:8])
    text = _WORD.format(words=said) if held else _NO_COMMON
    return _reason(Criterion.WORDS, share, text)


def _price(wanted: Wanted, offered: Offered) -> Reason:
    if wanted.budget is None or offered.at_once is None:
        return Reason(Criterion.PRICE, 0, 0, _NO_BUDGET if wanted.budget is None else _ASK)
    if offered.at_once <= wanted.budget:
        return _reason(Criterion.PRICE, Decimal(1), _WITHIN)
    near = offered.at_once <= wanted.budget * NEAR
    return _reason(Criterion.PRICE, Decimal("0.5") if near else Decimal(0), _NEAR if near else _ABOVE)


def _place(wanted: Wanted, offered: Offered) -> Reason:
    if not wanted.division or not offered.division:
        return Reason(Criterion.PLACE, 0, 0, _NO_PLACE)
    for digits, share, text in _PLACES:
        if wanted.division[:digits] == offered.division[:digits]:
            return _reason(Criterion.PLACE, share, text)
    return _reason(Criterion.PLACE, Decimal(0), _FAR)


def _reason(criterion: Criterion, share: Decimal, text: Text) -> Reason:
    return Reason(criterion, round(POINTS[criterion] * share), POINTS[criterion], text)


_PLACES = (
    (6, Decimal(1), Text("同一县区", "same county")),
    (4, Decimal("0.7"), Text("同一城市", "same city")),
    (2, Decimal("0.4"), Text("同一省份", "same province")),
)
_NO_CLASSES = Text("需求或专利没有分类号，不计", "no classes to compare; not counted")
_CLASS = Text("同属 {step}", "both in {step}")
_OTHER_CLASS = Text("分类号没有共同之处", "no class in common")
_NO_WORDS = Text("需求没有可比较的词，不计", "no words to compare; not counted")
_WORD = Text("共同的词：{words}", "words in common: {words}")
_NO_COMMON = Text("没有共同的词", "no word in common")
_NO_BUDGET = Text("需求没有写预算，不计", "no budget given; not counted")
_ASK = Text("价格面议，不计", "price to be agreed; not counted")
_WITHIN = Text("价格在预算之内", "within the budget")
_NEAR = Text("价格略高于预算（不超过两成）", "up to a fifth above the budget")
_ABOVE = Text("价格高于预算", "above the budget")
_NO_PLACE = Text("地域不明，不计", "place not known; not counted")
_FAR = Text("不在同一省份", "another province")
