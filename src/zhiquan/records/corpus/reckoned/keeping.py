"""The two tables of intervals, brought up to a version of the lake: what changed is reckoned anew, the rest stays."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhiquan.records.corpus.classification import matcher
from zhiquan.records.corpus.keys import HOME
from zhiquan.records.corpus.merged import Merged, changed_keys, merged
from zhiquan.records.corpus.model import EventRecord
from zhiquan.records.corpus.reckoned.abroad import Abroad
from zhiquan.records.corpus.reckoned.rows import HIGH_VALUE_COLUMNS, STATUS_COLUMNS, reckoned_rows
from zhiquan.records.corpus.reckoned.telling import told_facts
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.grouping import some_groups
from zhiquan.records.lock import only_writer
from zhiquan.rules.law import Book
from zhiquan.rules.law.families import family_of
from zhiquan.rules.text import Text

STATUS, HIGH_VALUE = "status", "high_value"
"""Names of the two tables of facts."""
_SCHEMAS = {STATUS: STATUS_COLUMNS, HIGH_VALUE: HIGH_VALUE_COLUMNS}
_ABOUT = ("patents", "events", "families")
"""Tables of which a changed row changes the right's intervals."""
_ALL = ("concordances", "classes")
"""Tables of which any change may change every right's."""
_FAMILIES = frozenset({"patent", "high-value"})
"""Families of the book on which terms, status and high value depend."""
_ANEW = 0.5
"""Share of changed rights from which reading all of them is cheaper than looking each up."""
_SLICE = 2_000
_FORM = 1
"""Raised whenever the columns or the way of reckoning change: the tables are then made anew."""

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What was done: rights reckoned, rows of both tables, the lake's version, whether all rights were taken."""

    rights: int
    rows: dict[str, int]
    lake_version: int
    whole: bool


def reckon(lake: Lake, book: Book, *, progress: Progress | None = None) -> Reckoned | None:
    """Bring the intervals up to the newest version; ``None`` where nothing changed since, or nothing was imported.

    ``Conflict`` ``records.busy`` while another process does.
    """
    if lake.version() is None:
        return None
    with only_writer(lake.root / ".reckoning.lock", Text("法律状态区间", "the intervals of legal status")):
        return _reckoned(lake, book, progress)


def _reckoned(lake: Lake, book: Book, progress: Progress | None) -> Reckoned | None:
    version = lake.manifests.at(None).number
    before = _watermark(lake)
    if before == mark(version, book):
        return None
    keys = _changed(lake, before, version, book)
    made: dict[str, list[pa.Table]] = {name: [] for name in _SCHEMAS}
    count = 0
    for part in _slices(_rights(lake, version, keys, book), _SLICE):
        count += len(part)
        for name, schema in _SCHEMAS.items():
            rows = [row for one in part for row in one[name]]
            made[name].append(pa.Table.from_pylist(rows, schema=schema))
        if progress:
            progress(count, None)
    held = {}
    for name, schema in _SCHEMAS.items():
        kept = [] if keys is None else [_without(lake.read_facts(name).cast(schema), keys)]
        table = pa.concat_tables([schema.empty_table(), *kept, *made[name]])
        lake.write_facts(name, table, mark(version, book))
        held[name] = table.num_rows
    return Reckoned(count, held, version, whole=keys is None)


def mark(version: int, book: Book) -> str:
    """Return one word for all that the intervals depend on: the way of reckoning, the lake's version, the law."""
    return f"{_FORM} {version} {_law(book)}"


def _law(book: Book) -> str:
    """Return a digest of the provisions that decide: another law means reckoning anew."""
    deciding = (repr(one) for one in book if family_of(one.key) in _FAMILIES)
    return hashlib.sha256("\n".join(deciding).encode()).hexdigest()[:16]


def _watermark(lake: Lake) -> str:
    """Return up to where both tables reach, nothing where one is missing or they differ."""
    marks = {next((str(one.stamp["watermark"]) for one in lake.commits(name)), "") for name in _SCHEMAS}
    return marks.pop() if len(marks) == 1 else ""


def _changed(lake: Lake, before: str, version: int, book: Book) -> set[str] | None:
    """Return the keys to reckon anew, ``None`` for all: no tables yet, another law, another concordance."""
    if not before:
        return None
    form, since, digest = before.split(" ")
    then, now = lake.manifests.at(int(since)).tables, lake.manifests.at(version).tables
    if (int(form), digest) != (_FORM, _law(book)) or any(then.get(one) != now.get(one) for one in _ALL):
        return None
    if then.get("families") != now.get("families"):
        return None  # a new member abroad touches every right of its family
    keys = {key for table in _ABOUT if table in now for key in changed_keys(lake, table, int(since), version)}
    held = sum(rows for (table, _), (rows, _) in lake.manifests.held(version).items() if table == "patents")
    return None if len(keys) > _ANEW * held else keys


def _rights(lake: Lake, version: int, keys: set[str] | None, book: Book) -> Iterator[dict[str, list[dict[str, Any]]]]:
    events, industries, family = _events(lake, version, keys), matcher(lake), Abroad(lake, version)
    right: Merged[Any]
    for right in merged(lake, "patents", version, keys=keys):
        record = right.record
        if record.office == HOME and record.kind:
            told = events.get(record.key, [])
            facts = told_facts(record, right.publications, told, industries, family)
            status, value = reckoned_rows(record, told, facts, book)
            yield {STATUS: status, HIGH_VALUE: value}


def _events(lake: Lake, version: int, keys: set[str] | None) -> dict[str, list[EventRecord]]:
    found: defaultdict[str, list[EventRecord]] = defaultdict(list)
    if keys is not None:
        return {key: list(rows) for key, rows in some_groups(lake, "events", keys, version)}
    for event in lake.records("events", version):
        found[event.key].append(event)
    return found


def _without(table: pa.Table, keys: set[str]) -> pa.Table:
    gone = pc.is_in(table["key"], value_set=pa.array(sorted(keys), type=pa.string()))
    return table.filter(pc.invert(gone))


def _slices(rights: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while part := list(islice(rights, size)):
        yield part
