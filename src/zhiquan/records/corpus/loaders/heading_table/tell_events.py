"""What a row of a list of transfers, licences or pledges tells: an event of each right, and what ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.records.corpus.loaders.heading_table.manner import Manner, Named, Told, few, names, office


def events(values: Named, manner: Manner) -> Told:
    """Yield the events of one row: what its list tells of, and its end where a day is given for that."""
    started, ended = read.period(values.get("period", ""))
    amount, currency = read.money(values.get("amount", ""), manner.units.get("amount", ""))
    told = values.get("effective_on", "")
    on = few(read.days(told, manner.form), told) or [started]
    said: dict[str, Value] = {
        "event": values.get("event", "") or manner.shape.event,
        "until": read.day(values.get("until", ""), manner.form) or ended,
        "published_on": read.day(values.get("published_on", ""), manner.form),
        "code": values.get("code", ""),
        "text": values.get("text", ""),
        "number": values.get("number", ""),
        "amount": amount,
        "currency": (values.get("currency", "") or currency) if amount else "",
        "division": values.get("division", ""),
    }
    for right in _rights(values):
        for day, sides in _deals(on, values, manner):
            yield {**right, **said, **sides, "on": day}, "events"
        if manner.shape.ended and (over := read.day(values.get("ended_on", ""), manner.form)):
            closed = {"event": manner.shape.ended, "on": over, "number": said["number"]}
            yield {**right, **closed, **_sides(values, manner)}, "events"


def _rights(values: Named) -> list[dict[str, Value]]:
    """Return the rights that a row speaks of: each number of its cell is one."""
    where = {"office": office(values.get("office", ""))}
    for name in _NUMBERS:
        if several := few(read.numbers(values.get(name, "")), values.get(name, "")):
            alone = name == "application" and len(several) == 1
            beside = {"publication": values.get("publication", "")} if alone else {}
            field_name = "publication" if name == "grant_number" else name
            return [{**where, **beside, field_name: one} for one in several]
    return [{**where}]


_NUMBERS = ("application", "publication", "grant_number", "mark_number")


def _deals(on: Sequence[str], values: Named, manner: Manner) -> Iterator[tuple[str, dict[str, Value]]]:
    """Pair dates with sides: several dates in one cell are several deals, whose sides are known if they are as many."""
    if len(on) == 1:
        yield on[0], _sides(values, manner)
        return
    sides = {name: names(values.get(name, ""), "、") for name in ("from", "to")}
    for index, day in enumerate(on):
        yield day, {name: names[index] for name, names in sides.items() if len(names) == len(on)}


def _sides(values: Named, manner: Manner) -> dict[str, Value]:
    """Return who gives and who takes; lists of the provinces separate names by ``、``."""
    return {name: ";".join(names(values.get(name, ""), manner.separator or "、")) for name in ("from", "to")}
