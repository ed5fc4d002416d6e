"""Where a view's facts come from: each view has one source registered here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from zhiquan.insight.figures.definition import Condition, Counted, Indicator
from zhiquan.insight.figures.facts import Fact, fact_table
from zhiquan.insight.figures.views import View
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text

BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Extract:
    """All facts of a view at one moment; ``mark`` says up to which record they reach."""

    facts: Iterable[Fact]
    mark: str


@dataclass(frozen=True, slots=True)
class FactSource:
    """A register, the cases or a table of the lake turned into facts.

    ``read`` returns all facts; an entry that cannot be counted is refused by name, never left out. ``stamp`` tells,
    without reading, what the facts depend on, where that is known (the version of the lake): while it stays, they stay.
    ``complete``: nothing of the kind exists outside it, so that what it does not tell is zero. Of a source that was
    brought in, what it never tells is unknown. ``until`` is the last day that such a source speaks of: after it a month
    is not told to its end.
    """

    read: Callable[[View], Extract]
    stamp: Callable[[], str] | None = None
    complete: bool = True
    until: Callable[[], date | None] | None = None


fact_sources: Registry[FactSource] = Registry("fact sources")


@dataclass(frozen=True, slots=True)
class Collected:
    """Facts in the order of their key, and the watermark that changes when any of them does."""

    table: pa.Table
    watermark: str


def source_of(view: View) -> FactSource:
    """Return the source of a view; refused when it has none."""
    if view.name not in fact_sources:
        text = Text("数据视图“{name}”没有来源。", "The view “{name}” has no source.")
        raise Refusal("figures.source", text.format(name=view.name))
    return fact_sources.get(view.name)


def collect(view: View) -> Collected:
    """Read a view's source; a key given twice would count twice and raises ``ValueError``."""
    extract = source_of(view).read(view)
    table = pa.concat_tables([fact_table(view, ()), *(fact_table(view, part) for part in _parts(extract.facts))])
    ordered = table.sort_by(view.key).combine_chunks()
    if len(pc.unique(ordered[view.key])) < ordered.num_rows:
        raise ValueError(f"view {view.name}: two facts have one key")
    return Collected(ordered, f"{extract.mark} #{digest_of(ordered)[:16]}")


def unheld(view: View, indicators: Sequence[Indicator], table: pa.Table) -> list[str]:
    """Return the indicators that a source cannot tell of: it never gives their date, or has no row of their list."""
    lists = set(pc.unique(table[view.scope]).to_pylist()) if view.scope else set()
    complete = source_of(view).complete
    found = []
    for one in indicators:
        source = one.source
        if not isinstance(source, Counted):
            raise TypeError(f"{one.code} is not counted over a view")
        dates = table[source.dated or source.since or ""]
        scopes = [_values(condition) for condition in source.where if condition.column == view.scope]
        if (not complete and dates.null_count == table.num_rows) or any(not lists & asked for asked in scopes):
            found.append(one.code)
    return found


def _values(condition: Condition) -> set[str]:
    return {condition.value} if isinstance(condition.value, str) else set(condition.value)


def digest_of(table: pa.Table) -> str:
    """Return one digest over a table's rows in their order."""
    found = hashlib.sha256()
    for batch in table.to_batches(max_chunksize=BATCH):
        found.update(batch.serialize())
    return found.hexdigest()


def _parts(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    told = iter(facts)
    while part := list(islice(told, BATCH)):
        yield part
