"""What tables by province lack or hold twice: the check before anybody adds them up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zhiquan.records.corpus.places import mainland


@dataclass(frozen=True, slots=True)
class Gap:
    """What a table lacks or holds twice: items of a place that the other places have, or the place as a whole."""

    dataset: str
    measure: str
    period: str
    place: str
    items: tuple[str, ...]
    what: str
    """``missing``, ``doubled`` or ``open`` (a name that could not be read)."""


Cell = tuple[str, str, str, str, str]
"""Dataset, measure, period, place as repaired, item; the place empty while it is open."""


def gaps(cells: Iterable[Cell]) -> tuple[Gap, ...]:
    """Compare every table (dataset, measure, period) with what it should hold: each mainland province in each item.

    Regions and places of other lists are expected in no table; the nation neither, but in all items once it is in one.
    """
    tables: dict[tuple[str, str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for dataset, measure, period, place, item in cells:
        tables[dataset, measure, period][place, item] += 1
    return tuple(gap for name, cells_of in sorted(tables.items()) for gap in _gaps(name, cells_of))


def _gaps(name: tuple[str, str, str], counted: Counter[tuple[str, str]]) -> Iterable[Gap]:
    items = sorted({item for _, item in counted})
    there = {place for place, _ in counted if place}
    for place in (*mainland(), *sorted(there - set(mainland()))):
        missing = tuple(item for item in items if not counted[place, item])
        doubled = tuple(item for item in items if counted[place, item] > 1)
        if missing:
            yield Gap(*name, place, missing, "missing")
        if doubled:
            yield Gap(*name, place, doubled, "doubled")
    if unread := tuple(item for item in items if counted["", item]):
        yield Gap(*name, "", unread, "open")
