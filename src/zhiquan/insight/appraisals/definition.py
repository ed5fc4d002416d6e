"""An appraisal 考核 as a file: who is appraised, by which items, how each is scored, and by when who says what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zhiquan.insight.declared import Declared, Division, twice
from zhiquan.insight.figures.asking import Ask
from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.views import Name, Strict
from zhiquan.rules.text import Text

Points = Annotated[Decimal, Field(gt=0, le=1000, decimal_places=2)]


class ByFigure(Strict):
    """Scored by an indicator's signed figure: none at ``zero``, all points at ``full``, evenly between.

    ``full`` below ``zero`` asks for less. ``growth`` scores the growth in per cent on the same period of the year
    before instead of the figure; ``steps`` gives all points at ``full`` and none before.
    """

    how: Literal["figure"]
    indicator: str
    full: Decimal
    zero: Decimal = Decimal(0)
    growth: bool = False
    steps: bool = False

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.full == self.zero:
            raise ValueError("full and zero are the same value: nothing lies between them")
        return self


class ByEvidence(Strict):
    """Scored by a reviewer from what the appraised hand in: ``files`` at least so many."""

    how: Literal["evidence"]
    wanted: Text
    files: int = Field(default=1, ge=0, le=20)


class Deduction(Strict):
    """Points taken away 扣分 by a reviewer, at most the item's points."""

    how: Literal["deduction"]
    each: Text


class Bonus(Strict):
    """Points beyond the full mark 加分, claimed with evidence, at most the item's points."""

    how: Literal["bonus"]
    wanted: Text
    files: int = Field(default=1, ge=0, le=20)


Rule = Annotated[ByFigure | ByEvidence | Deduction | Bonus, Field(discriminator="how")]


class Item(Strict):
    """One line of the sheet; ``points`` is its weight, of a deduction or bonus its ceiling."""

    key: Name
    label: Text
    points: Points
    rule: Rule

    @property
    def ordinary(self) -> bool:
        """Whether it counts towards the full mark."""
        return isinstance(self.rule, ByFigure | ByEvidence)

    @property
    def claimed(self) -> bool:
        """Whether the appraised score themselves first."""
        return isinstance(self.rule, ByEvidence | Bonus)

    @property
    def reviewed(self) -> bool:
        """Whether a reviewer gives the points; a figure's are reckoned."""
        return not isinstance(self.rule, ByFigure)


class Section(Strict):
    """A chapter of the sheet."""

    label: Text
    items: tuple[Item, ...] = Field(min_length=1)


class Grade(Strict):
    """A grade 等次 from so many points on."""

    label: Text
    least: Decimal


class Appraised(Strict):
    """A place, or one department of it, that is appraised."""

    key: Name
    label: Text
    division: Division
    department: str | None = None


class Appraisal(Declared):
    """An appraisal of a year: figures to the end of ``month``; ``full`` is what the ordinary items add up to.

    ``self_by``, ``review_by``, ``object_by``: the last days of self scores 自评, reviews 评审 and objections 申诉.
    """

    month: int = Field(default=12, ge=1, le=12)
    full: Points = Decimal(100)
    bonus_most: Decimal = Field(default=Decimal(10), ge=0)
    deduction_most: Decimal | None = Field(default=None, ge=0)
    self_by: date
    review_by: date
    object_by: date
    appraised: tuple[Appraised, ...] = Field(min_length=1)
    grades: tuple[Grade, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    def faults(self) -> Iterator[str]:
        """Yield keys given twice, points that do not add up, days and grades out of order."""
        for name, keys in (("item", [i.key for i in self.items]), ("appraised", [a.key for a in self.appraised])):
            yield from twice(name, keys)
        if (total := sum(item.points for item in self.items if item.ordinary)) != self.full:
            yield f"the ordinary items add up to {total}, not to {self.full}"
        if not self.self_by <= self.review_by <= self.object_by:
            yield "the days must follow each other: self_by, review_by, object_by"
        if [grade.least for grade in self.grades] != sorted({grade.least for grade in self.grades}, reverse=True):
            yield "grades go from the highest to the lowest, each once"

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, key: str) -> Item | None:
        """Return an item by its key."""
        return next((item for item in self.items if item.key == key), None)

    def who(self, key: str) -> Appraised | None:
        """Return one of the appraised by its key."""
        return next((one for one in self.appraised if one.key == key), None)


def appraisal_faults(appraisal: Appraisal, read: Catalogue) -> tuple[Text, ...]:
    """Return what an appraisal names and the catalogue has not, or asks of an indicator that cannot be asked of it."""
    asked = (_ask(item.key, item.rule) for item in appraisal.items if isinstance(item.rule, ByFigure))
    return tuple(fault for one in asked for fault in one.faults(read))


def _ask(key: str, rule: ByFigure) -> Ask:
    by = Text(f"考核项 {key}", f"item {key}")
    return Ask(by, rule.indicator, rule.growth, None if rule.growth else rule.full)
