"""From the named values of one row to what it tells of: patents, events, marks, indications, organisations, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.heading_table.manner import Manner, Named, Told
from zhiquan.records.corpus.loaders.heading_table.tell_events import events
from zhiquan.records.corpus.loaders.heading_table.tell_others import as_they_are, indications, marks
from zhiquan.records.corpus.loaders.heading_table.tell_patents import patents


def tell(place: str, told: Named, raw: Mapping[str, Value], manner: Manner) -> Iterator[RawRow]:
    """Yield what a row tells of, in the names of ``RawRow``; ``told`` holds no cell that stands for nothing.

    The row's own values come before constants. One row of an event list that names several rights makes an event for
    each of them.
    """
    values = {**manner.constants, **told}
    for fields, table in _TELLERS[manner.shape.table](values, manner):
        yield RawRow(place, {name: value for name, value in fields.items() if value}, raw, table)


_TELLERS: Mapping[str, Callable[[Named, Manner], Told]] = {
    "patents": patents,
    "events": events,
    "marks": marks,
    "indications": indications,
    "organisations": as_they_are,
    "statistics": as_they_are,
}
