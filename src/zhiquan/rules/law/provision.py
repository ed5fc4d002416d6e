"""One provision 规定: a value of the law with its dates, its scope and its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from zhiquan.rules.law.units import Limit, Unit
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

NATION = "CN"
"""The scope of a provision that holds in the whole country; other scopes are six-digit division codes."""


class Selector(StrEnum):
    """Which date of a case selects the version of a provision."""

    FILING = "filing"
    ACT = "act"
    DECISION = "decision"
    DUE = "due"


class Measure(StrEnum):
    """What a value that is no time is measured in."""

    CNY = "cny"
    PERCENT = "percent"
    SOURCE = "source"
    """Nothing is measured: the provision cites its source, the value says what it rules."""


_CONFIG = ConfigDict(extra="forbid")


def _text(value: Any) -> Any:
    """Read ``{zh, en}``, both and nothing else."""
    if isinstance(value, dict) and set(value) != {"zh", "en"}:
        raise ValueError("a text has zh and en")
    return Text(**value) if isinstance(value, dict) else value


def _exact(value: Any) -> Any:
    """Refuse a float, which has already lost the exact amount; write amounts as whole numbers or in quotes."""
    if isinstance(value, float):
        raise ValueError(f"{value!r} is not exact: quote the amount")  # noqa: TRY004 - pydantic turns ValueErrors into faults
    return value


TextField = Annotated[Text, BeforeValidator(_text)]
Exact = Annotated[Decimal, BeforeValidator(_exact)]


@dataclass(frozen=True, config=_CONFIG)
class Bracket:
    """One line of a table: for ``first`` to ``last`` (both included) the ``amount``."""

    first: Annotated[int, Field(ge=1)]
    last: int
    amount: Annotated[Exact, Field(ge=0)]

    @model_validator(mode="after")
    def _runs_forward(self) -> Bracket:
        if self.last < self.first:
            raise ValueError(f"bracket {self.first}-{self.last} runs backwards")
        return self


@dataclass(frozen=True, config=_CONFIG)
class Source:
    """Where the law says so: the act 法规名称 and the article 条款."""

    act: TextField
    article: str

    def text(self) -> Text:
        """Return the citation."""
        return Text(f"{self.act.zh}{self.article}", f"{self.act.en}, {self.article}")


@dataclass(frozen=True, config=_CONFIG)
class Provision:
    """A value in force from ``valid_from`` to ``valid_to`` (the last day, included; empty while in force).

    ``roll``: a last day that is no working day moves to the next one. ``sure``: the value was compared with the
    act's text. ``gap_note`` declares that nothing is in force between this version and the next.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$")]
    value: int | tuple[Bracket, ...] | tuple[TextField, ...]
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

    @model_validator(mode="after")
    def _holds_together(self) -> Provision:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"{self.key}: ends on {self.valid_to} before it begins on {self.valid_from}")
        whole = isinstance(self.value, int)
        if isinstance(self.unit, Unit) and not whole:
            raise ValueError(f"{self.key}: a limit in {self.unit} needs one whole number")
        if not self.sure and self.note is None:
            raise ValueError(f"{self.key}: a value that is not sure needs a note saying what to check")
        rows = [row for row in self.value if isinstance(row, Bracket)] if isinstance(self.value, tuple) else []
        if any(after.first != before.last + 1 for before, after in pairwise(rows)):
            raise ValueError(f"{self.key}: brackets overlap or leave a gap")
        return self

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

    def bracket(self, place: int) -> Bracket | None:
        """Return the table's line for a year or month, counted from 1, or nothing outside the table."""
        rows = self.value if isinstance(self.value, tuple) else ()
        return next((row for row in rows if isinstance(row, Bracket) and row.first <= place <= row.last), None)
