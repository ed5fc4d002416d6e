"""Django turned to another place: a data folder and a database beside those of the tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhiquan.settings.folders import DataFolder


@contextmanager
def empty_server() -> Iterator[Mapping[str, Any] | None]:
    """Give an empty database of the tests' server, dropped afterwards; None on SQLite."""
    if connection.vendor == "sqlite":
        yield None
        return
    name = f"restored_{uuid.uuid4().hex[:8]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield {**connection.settings_dict, "NAME": name}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def living_in(data: DataFolder, server: Mapping[str, Any] | None, patch: Any) -> Iterator[None]:
    """Let everything below happen in another data folder and on its database."""
    former = connection.settings_dict["NAME"]
    _turn(server["NAME"] if server else str(data.database))
    try:
        with patch.context() as within:
            within.setattr(settings, "DATA", data)
            yield
    finally:
        _turn(former)


def _turn(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
