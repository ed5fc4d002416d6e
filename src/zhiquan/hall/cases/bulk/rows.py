"""Rows straight into the tables of SQLite or PostgreSQL: values as each keeps them, and the indexes made after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models, transaction

Row = tuple[Any, ...]


def columns_of(model: type[models.Model]) -> list[str]:
    """Return the names of a table's columns, in the order in which rows are given."""
    return [str(field.column) for field in model._meta.concrete_fields]  # noqa: SLF001 - the model's public description


def plain(value: Any) -> Any:
    """Return a value as the database at hand keeps it: JSON and dates as texts."""
    if isinstance(value, datetime):
        at = value.astimezone(UTC)
        return str(at.replace(tzinfo=None)) if connection.vendor == "sqlite" else at.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value


@transaction.atomic
def insert(tables: Iterable[tuple[type[models.Model], Sequence[Row]]]) -> None:
    """Write the rows of several tables in one transaction."""
    for model, rows in tables:
        names = ", ".join(f'"{name}"' for name in columns_of(model))
        table = model._meta.db_table  # noqa: SLF001
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                marks = ", ".join(["?"] * len(columns_of(model)))
                cursor.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608
            else:
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)


_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' AND tbl_name = %s",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE 'CREATE INDEX%%' AND tablename = %s",
}


def drop_indexes(tables: Iterable[type[models.Model]]) -> list[str]:
    """Drop the indexes that hold no constraint; returns the statements that make them again."""
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(_INDEXES[connection.vendor], [model._meta.db_table])  # noqa: SLF001
            found += cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def hurry(*, on: bool) -> None:
    """Let the connection load without looking at foreign keys, or look at them again; on SQLite without syncing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA foreign_keys={'OFF' if on else 'ON'}")
            cursor.execute(f"PRAGMA synchronous={'OFF' if on else 'FULL'}")
            cursor.execute(f"PRAGMA cache_size={-400_000 if on else -2_000}")
        else:
            cursor.execute(f"SET session_replication_role = {'replica' if on else 'origin'}")
            cursor.execute(f"SET synchronous_commit = {'off' if on else 'on'}")
            cursor.execute("SET maintenance_work_mem = '512MB'")


def alone(tables: Iterable[type[models.Model]]) -> None:
    """Keep everybody else from writing these tables until the transaction ends; on SQLite a transaction is alone."""
    if connection.vendor == "postgresql":
        names = ", ".join(f'"{model._meta.db_table}"' for model in tables)  # noqa: SLF001
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def raise_sequences(tables: Iterable[type[models.Model]]) -> None:
    """Let the next row of each table be numbered after the last."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in tables:
                table = model._meta.db_table  # noqa: SLF001
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\"")  # noqa: S608
