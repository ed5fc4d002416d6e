"""Rows of a table brought together by what they are about: all of it through DuckDB, some of it by its own statistics.

A row of a patent that knows only its publication (key ``pub.X``) belongs to the right one of whose rows, in any source,
names that publication (``joining`` says when two numbers are one); while there is none, rows of one publication in
different writing are one right, by the first key. Where several rights claim a publication the first by key has it.
"""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from zhiquan.records.corpus.model import Record
from zhiquan.records.corpus.store.engine import Engine
from zhiquan.records.corpus.store.files import scan
from zhiquan.records.corpus.store.joining import MACRO, PUBLICATION, joint, variants
from zhiquan.records.corpus.store.lake import Lake
from zhiquan.records.corpus.store.ordering import SAMPLE, bounds, ordered
from zhiquan.records.corpus.store.schema import KINDS, SCHEMAS, from_batch

R = TypeVar("R", bound=Record)
Group = tuple[str, Sequence[Any]]
"""A key and its rows, as records of the table."""
_JOINED = frozenset({"patents"})
_AT_ONCE = 2_000


def groups(lake: Lake, table: str, version: int | None = None) -> Iterator[Group]:
    """Yield every key of a table once, with all its rows; those with one row first, as they come.

    Only keys with several rows are sorted; what memory does not hold lies in the lake's scratch folder.
    """
    opened = lake.opened(table, version)
    if opened is None:
        return
    with Engine(lake.reading) as engine:
        _shared(engine, table, opened)
        kind, schema = KINDS[table], SCHEMAS[table].names
        held_names = [one.name for one in opened.schema().fields]
        names = ", ".join(f"h.{name}" for name in schema if name in held_names)
        alone = (
            f"SELECT {names} FROM held h WHERE key NOT IN (SELECT key FROM shared)"
            " AND key NOT IN (SELECT pub FROM joined)"
        )
        for batch in engine.stream(alone, held=scan(opened)):
            for record in from_batch(kind, batch):
                yield record.key, (record,)
        several = (
            f"SELECT {names}, coalesce(j.key, h.key) AS _about FROM held h LEFT JOIN joined j ON h.key = j.pub"
            " WHERE coalesce(j.key, h.key) IN (SELECT key FROM shared)"
        )
        sample = engine.run(f"SELECT key FROM shared USING SAMPLE {SAMPLE} ROWS")
        ((count,),) = engine.run("SELECT coalesce(sum(rows), 0) FROM shared")
        starts = bounds([str(key) for (key,) in sample], int(count))
        batches = ordered(engine.stream(several, held=scan(opened)), "_about", starts, engine.scratch / "ranges")
        rows = (row for batch in batches for row in batch.to_pylist())
        for key, held in groupby(rows, key=lambda row: str(row["_about"])):
            yield key, [kind.from_row({name: value for name, value in row.items() if name != "_about"}) for row in held]


def _shared(engine: Engine, table: str, opened: Any) -> None:
    """Make the tables ``joined`` (``pub.X`` → key) and ``shared`` (keys with several rows)."""
    names = ["key", "publication"] if table in _JOINED else ["key"]
    engine.run("CREATE TABLE narrow AS SELECT * FROM held", held=scan(opened, names))
    if table in _JOINED:
        engine.run(MACRO)
        engine.run(
            "CREATE TABLE joined AS WITH named AS (SELECT DISTINCT key, joint(publication) AS j FROM narrow"
            " WHERE publication <> '' UNION SELECT DISTINCT key, joint(substr(key, 5)) FROM narrow"
            " WHERE starts_with(key, 'pub.')), alone AS (SELECT key, j FROM named WHERE starts_with(key, 'pub.')),"
            " targets AS (SELECT j, coalesce(min(key) FILTER (NOT starts_with(key, 'pub.')), min(key)) AS key"
            " FROM named WHERE j IN (SELECT j FROM alone) GROUP BY j)"
            " SELECT alone.key AS pub, min(targets.key) AS key FROM alone JOIN targets USING (j)"
            " WHERE targets.key <> alone.key GROUP BY alone.key"
        )
    else:
        engine.run("CREATE TABLE joined (pub VARCHAR, key VARCHAR)")
    engine.run(
        "CREATE TABLE shared AS SELECT coalesce(j.key, n.key) AS key, count(*) AS rows"
        " FROM narrow n LEFT JOIN joined j ON n.key = j.pub"
        " GROUP BY 1 HAVING count(*) > 1"
    )
    engine.run("DROP TABLE narrow")


def some_groups(lake: Lake, table: str, keys: Collection[str], version: int | None = None) -> Iterator[Group]:
    """Yield those of some keys that are there, with their rows; read by its own statistics, so fit for a page.

    A key ``pub.X`` whose publication a right names is not there: its rows are that right's.
    """
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _some(lake, table, wanted[start : start + _AT_ONCE], version)


def _some(lake: Lake, table: str, keys: list[str], version: int | None) -> Iterator[Group]:
    found: dict[str, list[Any]] = {}
    for record in lake.about(table, "key", keys, version):
        found.setdefault(record.key, []).append(record)
    if table in _JOINED:
        named = {record.publication for rows in found.values() for record in rows if record.publication}
        named.update(key.removeprefix(PUBLICATION) for key in keys if key.startswith(PUBLICATION))
        owners = publication_owners(lake, named, version)
        for key in [key for key in found if owners.get(key, key) != key]:
            del found[key]
        ours = [pub for pub, key in owners.items() if key in found and pub != key]
        for record in lake.about(table, "key", ours, version):
            found[owners[record.key]].append(record)
    yield from found.items()


def publication_owners(lake: Lake, publications: Collection[str], version: int | None = None) -> Mapping[str, str]:
    """Return, for the rows ``pub.X`` that are there of some publications in any writing, the key they belong to: that
    of a right that names the publication, or the first of their own."""
    held: dict[str, set[str]] = {}
    wanted = variants({joint(one) for one in publications})
    for record in lake.about("patents", "publication", wanted, version, columns=("key", "publication")):
        held.setdefault(joint(record["publication"]), set()).add(record["key"])
    owners: dict[str, str] = {}
    for keys in held.values():
        rights = [key for key in keys if not key.startswith(PUBLICATION)]
        owner = min(rights or keys)
        owners.update({key: owner for key in keys if key.startswith(PUBLICATION)})
    return owners
