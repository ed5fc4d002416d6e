"""What changed in a table between two versions of the lake, read from the files added and removed since."""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.store.engine import Engine
from zhiquan.records.corpus.store.files import paths, scan
from zhiquan.records.corpus.store.joining import MACRO
from zhiquan.records.corpus.store.lake import Lake
from zhiquan.records.corpus.store.schema import SCHEMAS

_ROW = ("key", "record", "source", "batch", "raw_hash", "vintage")


def changed(lake: Lake, table: str, since: int, version: int | None = None) -> Iterator[str]:
    """Yield each key whose merged record may differ between two versions, once; ``since`` 0 is before the first.

    Rows that only moved from one file to another (a merge rewrites whole files, a compaction all of them) do not
    count. Rows of a publication touch the right that names it, and the other way round.
    """
    held = (_opened(lake, table, since), _opened(lake, table, version))
    with Engine(lake.reading) as engine:
        _moved(engine, table, held)
        _corrected(engine, lake, table, since, version)
        if table == "patents":
            _joined(engine, held)
        for batch in engine.stream("SELECT DISTINCT key FROM touched"):
            yield from batch["key"].to_pylist()


def _opened(lake: Lake, table: str, version: int | None) -> Any:
    return None if version == 0 else lake.opened(table, version)


def _moved(engine: Engine, table: str, held: tuple[Any, Any]) -> None:
    """Make ``touched``: key and publication of the rows that are in one version only."""
    names = [*_ROW, *(["publication"] if table == "patents" else [])]
    before, now = (set(paths(one)) if one else set() for one in held)
    gone, came = _files(held[0], before - now, names, table), _files(held[1], now - before, names, table)
    engine.run("CREATE TABLE gone AS SELECT * FROM given", given=gone)
    engine.run("CREATE TABLE came AS SELECT * FROM given", given=came)
    publication = "publication" if table == "patents" else "''"
    engine.run(
        f"CREATE TABLE touched AS SELECT DISTINCT key, {publication} AS publication FROM"
        " ((FROM came EXCEPT FROM gone) UNION ALL (FROM gone EXCEPT FROM came))"
    )


def _files(table: Any, wanted: set[str], names: list[str], name: str) -> pa.RecordBatchReader:
    """Return a reader of some columns of some files of a table."""
    if not wanted:
        return pa.RecordBatchReader.from_batches(pa.schema([SCHEMAS[name].field(one) for one in names]), [])
    return scan(table, names, files=wanted)


def _corrected(engine: Engine, lake: Lake, table: str, since: int, version: int | None) -> None:
    earlier = {one.record for one in lake.records("overlays", since)} if since else set()
    for one in lake.records("overlays", version):
        if one.about == table and one.record not in earlier:
            engine.run("INSERT INTO touched VALUES ($1, '')", (one.key,))


def _joined(engine: Engine, held: tuple[Any, Any]) -> None:
    """Add what hangs together by a publication: the rows ``pub.X`` and the rights that name X."""
    engine.run(MACRO)
    engine.run(
        "CREATE TABLE named AS SELECT joint(publication) AS j FROM touched WHERE publication <> ''"
        " UNION SELECT joint(substr(key, 5)) FROM touched WHERE starts_with(key, 'pub.')"
    )
    engine.run("CREATE TABLE alone (key VARCHAR, j VARCHAR)")
    for one in held:
        if one is not None:
            engine.run(
                "INSERT INTO alone SELECT DISTINCT key, joint(substr(key, 5)) FROM rows"
                " WHERE starts_with(key, 'pub.') AND joint(substr(key, 5)) IN (FROM named)",
                rows=scan(one, ["key"]),
            )
    engine.run("INSERT INTO touched SELECT DISTINCT key, '' FROM alone")
    for one in held:
        if one is not None:
            engine.run(
                "INSERT INTO touched SELECT DISTINCT key, '' FROM rows"
                " WHERE publication <> '' AND joint(publication) IN (SELECT j FROM alone)",
                rows=scan(one, ["key", "publication"]),
            )
