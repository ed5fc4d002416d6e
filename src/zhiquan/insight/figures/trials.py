"""The tests that an indicator carries with it, run without any engine: a definition that fails its own is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.definition import (
    Counted,
    Covered,
    Indicator,
    PerPopulation,
    RankAmong,
    Ratio,
    Trial,
    shown,
)
from zhiquan.insight.figures.derive import quotient, ranks
from zhiquan.insight.figures.model import parse_period
from zhiquan.insight.figures.recount import recount
from zhiquan.insight.figures.views import ColumnType, View
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Failed:
    """A test that did not hold: its number from 1, what was expected and what came out, in the unit shown."""

    indicator: str
    number: int
    expected: Decimal | None
    found: Decimal | None


def failures(read: Catalogue) -> Iterator[Failed]:
    """Run every indicator's own tests; yield those that fail."""
    for one in read:
        for number, trial in enumerate(one.tests, start=1):
            found = _tried(one, number, trial, read.views)
            if found != trial.expect:
                yield Failed(one.code, number, trial.expect, found)


def _tried(one: Indicator, number: int, trial: Trial, views: Mapping[str, View]) -> Decimal | None:
    """Return what a test comes to; Refusal says which one is written in a way that cannot be run, and why."""
    try:
        return outcome(one, trial, views)
    except (KeyError, TypeError) as error:
        text = Text(
            "指标 {code} 的第 {number} 个用例无法运行：{why}", "Indicator {code}, test {number} cannot be run: {why}"
        )
        raise Refusal("figures.trial", text.format(code=one.code, number=number, why=error.args[0])) from error


def outcome(one: Indicator, trial: Trial, views: Mapping[str, View]) -> Decimal | None:
    """Return what a test's parts come to: exact for a counted indicator, as it is shown for a derived one."""
    source, given = one.source, trial.given
    if isinstance(source, Counted):
        rows = [full_row(views[source.view], row, trial.place) for row in given if isinstance(row, dict)]
        return recount(source, rows, parse_period(trial.period)).value
    if not isinstance(given, dict):
        raise TypeError(f"{one.code}: the parts of a derived figure are named")
    of = given["of"]
    match source:
        case Ratio(scale=scale):
            value = quotient(_number(of), _number(given["to"]), scale)
        case PerPopulation(per=per):
            value = None if given["population"] is None else quotient(_number(of), _number(given["population"]), per)
        case Covered(scale=scale):
            value = quotient(Decimal(sum(one > 0 for one in of)), Decimal(len(of)), scale)
        case RankAmong(order=order):
            # the rank of the first place
            places = [(str(at), _number(value)) for at, value in enumerate(of)]
            value = Decimal(ranks(places, most_first=order == "most_first")["0"])
        case _:
            raise TypeError(f"{one.code} is not computed and has no tests")
    return None if value is None else shown(one.unit, value)


def full_row(view: View, given: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return a row with every column of the view; what is not named is empty, but for the place."""
    if unknown := set(given) - {column.name for column in view.columns}:
        raise KeyError(f"view {view.name} has no column {min(unknown)!r}")
    row: dict[str, Any] = {column.name: None for column in view.columns}
    row[view.place] = place
    for name, value in given.items():
        kind = view.column(name).type
        row[name] = Decimal(str(value)) if kind is ColumnType.MONEY and value is not None else value
        if kind is ColumnType.DATE and not isinstance(value, date | None):
            raise TypeError(f"view {view.name}, column {name}: a date is written YYYY-MM-DD")
    return row


def _number(value: Any) -> Decimal:
    return Decimal(str(value))
