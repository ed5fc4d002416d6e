"""What a definition does with limits must be what the law book allows: extensions of this clock, spans left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhiquan.hall.matters.schema import ClockMove, Matter
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.law import Book, Provision
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def limit_faults(definition: Matter, book: Book, on: date, scope: str) -> Iterator[Fault]:
    """Yield the extensions and pauses that the provisions of their clocks do not provide for.

    A provision that is not there at all is told elsewhere.
    """
    for action in definition.actions:
        for move in action.clocks:
            place = f"actions.{action.key}.clocks.{move.clock}"
            legal = (
                _provision(book, definition.clock(move.clock).legal, on, scope) if _known(definition, move) else None
            )
            if legal and move.by and (more := _provision(book, move.by, on, scope)) and more.extends != legal.key:
                text = Text(f"规定 {more.key} 不是 {legal.key} 的延长。", f"{more.key} does not prolong {legal.key}.")
                yield Fault(f"{place}.by", text)
            if legal and move.span and move.span not in legal.excludes:
                text = Text(
                    f"规定 {legal.key} 没有把“{move.span.label.zh}”排除在期限之外。",
                    f"{legal.key} does not leave out the time of {move.span.label.en}.",
                )
                yield Fault(f"{place}.span", text)


def _known(definition: Matter, move: ClockMove) -> bool:
    return any(clock.key == move.clock for clock in definition.clocks)


def _provision(book: Book, key: str, on: date, scope: str) -> Provision | None:
    try:
        return book.at(key, on, scope)
    except Refusal:
        return None
