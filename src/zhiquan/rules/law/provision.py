"""One provision 规定: a value of the law with its dates, its scope and its source."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from zhiquan.rules.law.citing import english_article
from zhiquan.rules.law.measures import (
    CONFIG,
    Bounds,
    Bracket,
    Exact,
    Expiry,
    Lapse,
    Measure,
    Selector,
    Share,
    Span,
    TextField,
)
from zhiquan.rules.law.units import Limit, Unit
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

__all__ = [
    "NATION",
    "OFFICIAL",
    "Bounds",
    "Bracket",
    "Exact",
    "Expiry",
    "Lapse",
    "Measure",
    "Provision",
    "Selector",
    "Share",
    "Source",
    "Span",
]

NATION = "CN"
"""The scope of a provision that holds in the whole country; other scopes are six-digit division codes."""
OFFICIAL = "official publication"
"""``verified_in`` of a value read in the act as its issuer published it."""
WHOLE = 100
"""Shares add up to this many per cent."""
KEY = r"^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$"


@dataclass(frozen=True, config=CONFIG)
class Source:
    """Where the law says so: the act 法规名称 and the article 条款; ``article_en`` where it cannot be made."""

    act: TextField
    article: str
    article_en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _has_an_english_article(cls, given: Any) -> Any:
        fields: dict[str, Any] = dict(given.kwargs or {}) if hasattr(given, "kwargs") else given
        if fields.get("article_en") or not isinstance(fields.get("article"), str):
            return fields
        made = english_article(fields["article"])
        if made is None:
            raise ValueError(f"the article {fields['article']!r} has no English form: give article_en")
        return {**fields, "article_en": made}

    def text(self) -> Text:
        """Return the citation."""
        return Text(f"{self.act.zh}{self.article}", f"{self.act.en}, {self.article_en}")


@dataclass(frozen=True, config=CONFIG)
class Provision:
    """A value in force from ``valid_from`` to ``valid_to`` (the last day, included; empty while in force).

    ``roll``: a last day that is no working day moves to the next one. ``sure``: the value was compared with the
    act's text, ``verified_in`` says in which text. ``gap_note`` declares that nothing is in force between this
    version and the next. For limits: ``starts`` says what they run from, ``extends`` names the provision that this
    one prolongs (in ``order``, granted by ``approver``), ``excludes`` the time that does not count, ``on_expiry``
    what happens at the end. ``of``: what a percentage or a multiple is taken of; ``when``: the condition of a value.
    """

    key: Annotated[str, Field(pattern=KEY)]
    value: (
        Annotated[int, Field(strict=True, ge=0)]
        | Bounds
        | tuple[Bracket, ...]
        | tuple[Share, ...]
        | tuple[TextField, ...]
    )
    unit: Unit | Measure
    valid_from: date
    selected_by: Selector
    source: Source
    sure: bool
    valid_to: date | None = None
    scope: Annotated[str, Field(pattern=r"^(CN|[0-9]{6})$")] = NATION
    roll: bool = False
    note: TextField | None = None
    gap_note: TextField | None = None
    verified_in: str | None = None
    of: TextField | None = None
    when: TextField | None = None
    starts: TextField | None = None
    extends: Annotated[str, Field(pattern=KEY)] | None = None
    order: Annotated[int, Field(ge=1)] | None = None
    approver: TextField | None = None
    excludes: tuple[Span, ...] = ()
    on_expiry: Expiry | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Provision:
        for fault in (self._dates_fault(), self._value_fault(), self._sureness_fault(), self._limit_fault()):
            if fault:
                raise ValueError(f"{self.key}: {fault}")
        return self

    def _dates_fault(self) -> str | None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            return f"ends on {self.valid_to} before it begins on {self.valid_from}"
        return None

    def _value_fault(self) -> str | None:
        if isinstance(self.unit, Unit):
            whole = isinstance(self.value, int | Bounds)
            return None if whole else f"a limit in {self.unit} needs one whole number or bounds"
        if not isinstance(self.value, tuple):
            return f"{self.unit} needs a list" if self.unit in _LISTED else None
        if not self.value:
            return "the list is empty"
        if any(not isinstance(row, _ROWS.get(self.unit, Bracket)) for row in self.value):
            return f"the list holds what {self.unit} cannot measure"
        return self._rows_fault()

    def _rows_fault(self) -> str | None:
        rows = self.value if isinstance(self.value, tuple) else ()
        brackets = [row for row in rows if isinstance(row, Bracket)]
        if any(after.first != before.last + 1 for before, after in pairwise(brackets)):
            return "brackets overlap or leave a gap"
        total = sum(row.percent for row in rows if isinstance(row, Share))
        return f"the shares add up to {total}, not {WHOLE}" if total not in {0, WHOLE} else None

    def _sureness_fault(self) -> str | None:
        if not self.sure and self.note is None:
            return "a value that is not sure needs a note saying what to check"
        if not self.sure and self.verified_in is not None:
            return "a value that is verified is sure"
        return None

    def _limit_fault(self) -> str | None:
        if isinstance(self.unit, Unit):
            told = [name for name in ("order", "approver") if getattr(self, name) is not None]
            return f"{told[0]} belongs to an extension" if told and self.extends is None else None
        named = ("starts", "extends", "order", "approver", "excludes", "on_expiry")
        misplaced = [name for name in named if getattr(self, name)]
        return f"{misplaced[0]} belongs to a limit of time" if misplaced else None

    def holds_on(self, day: date) -> bool:
        """Say whether the provision is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def number(self) -> int:
        """Return the single whole value; a table or text is a fault of the definition."""
        if not isinstance(self.value, int):
            raise Refusal(
                "law.not-a-number",
                Text(f"规定 {self.key} 不是单一数值。", f"Provision {self.key} is not a single number."),
            )
        return self.value

    @property
    def limit(self) -> Limit:
        """Return the limit of time; refused for amounts of money and citations."""
        if not isinstance(self.unit, Unit):
            raise Refusal(
                "law.not-a-limit", Text(f"规定 {self.key} 不是期限。", f"Provision {self.key} is not a limit of time.")
            )
        return Limit(self.number, self.unit)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the listed texts; nothing for a number or a table."""
        return tuple(row for row in self.value if isinstance(row, Text)) if isinstance(self.value, tuple) else ()

    def bracket(self, place: int) -> Bracket | None:
        """Return the table's line for a year or month, counted from 1, or nothing outside the table."""
        rows = self.value if isinstance(self.value, tuple) else ()
        return next((row for row in rows if isinstance(row, Bracket) and row.first <= place <= row.last), None)


_LISTED = frozenset({Measure.SOURCE, Measure.CHOICE, Measure.SHARE})
_ROWS: dict[Measure, type] = {Measure.SOURCE: Text, Measure.CHOICE: Text, Measure.SHARE: Share}
