"""The stretches of days that the law reckons 法律状态区间、高价值区间, read from the lake as what a figure counts by.

They are materialised at import (``records.corpus.reckoned``) and brought up to the lake's version before they are read,
so that no rule of the law is applied a second time here and no figure rests on an older state than its records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from django.conf import settings

from zhiquan.definitions.shelf import law_book
from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.reckoned import HIGH_VALUE, STATUS, reckon
from zhiquan.records.corpus.reckoned.rows import CLASSES
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.law.high_value import Outcome
from zhiquan.rules.law.status import STANDING

Span = tuple[date | None, date | None]
"""First and last day, both included; the last empty while it goes on, both where it never was."""
NEVER: Span = (None, None)
Stretch = tuple[str, date, date | None, bool]
"""Key of a right, first and last day, whether it held."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """The last unbroken span in force and as a high-value invention 高价值发明专利, by right."""

    in_force: dict[str, Span]
    high_value: dict[str, Span]


def stretches(lake: Lake) -> Stretches:
    """Return the spans as of the lake's newest version; ``Conflict`` while another process reckons them."""
    reckon(lake, law_book(settings.DATA.region))
    return Stretches(
        _last(_told(lake.read_facts(STATUS), "code", STANDING)),
        _last(_told(lake.read_facts(HIGH_VALUE), "outcome", {Outcome.PASS})),
    )


def _told(table: pa.Table, column: str, holding: Iterable[str], also: str = "") -> Iterator[Stretch]:
    """Yield the stretches in order of right and day; with ``also`` that column must pass as well."""
    wanted = {str(one) for one in holding}
    ordered = table.select(["key", "first", "last", column, *([also] if also else [])]).sort_by(
        [("key", "ascending"), ("first", "ascending")]
    )
    for batch in ordered.to_batches():
        parts: list[list[Any]] = [one.to_pylist() for one in batch.columns]
        others = parts[4] if also else [str(Outcome.PASS)] * len(parts[0])
        for key, first, last, value, other in zip(*parts[:4], others, strict=True):
            yield key, first, last, value in wanted and other == Outcome.PASS


def runs(told: Iterable[Stretch]) -> Iterator[tuple[str, Span]]:
    """Yield each unbroken run of stretches that hold, with the right it belongs to."""
    for key, parts in groupby(told, itemgetter(0)):
        for holds, run in groupby(parts, itemgetter(3)):
            if holds:
                days = list(run)
                yield key, (days[0][1], days[-1][2])


def _last(told: Iterable[Stretch]) -> dict[str, Span]:
    return dict(runs(told))


def class_facts(lake: Lake) -> Iterator[dict[str, Any]]:
    """Yield one fact for each stretch of days in which a valid invention met one of the five classes 五类情形."""
    reckon(lake, law_book(settings.DATA.region))
    table = lake.read_facts(HIGH_VALUE)
    placed = {right.key: right.record for right in merged(lake, "patents")}
    for name in CLASSES:
        for key, (first, last) in runs(_told(table, name, {Outcome.PASS}, also="valid")):
            yield {
                "key": f"{key}/{name}/{first}",
                "right": key,
                "title": placed[key].title,
                "division": placed[key].division,
                "class": name,
                "since": first,
                "until": last,
            }
