"""Queries that are put together once and asked many times with other values.

Putting together a query's SQL costs several times what the database needs to answer it by a key. Where every request
asks the same few questions, they are written as querysets all the same, and their SQL is kept: by kind of database, for
all threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
_MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda place: (1 << 62) + 7 * place + 3,
    str: lambda place: f"\x00asked-{place}\x00",
    date: lambda place: date(9998, 1, 1) + timedelta(days=place),
}
"""Values that no row has: where one stands in the SQL's parameters, what is asked for goes."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A query put together: its SQL, what goes where in the parameters, and how rows are read."""

    query: _Standing
    iterable: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]


class _Compiler(SQLCompiler):
    """Answers with the SQL that stands."""

    query: _Standing
    has_extra_select = False

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and the parameters of this time."""
        return self.query.sql, self.query.given


class _Standing(Query):
    """A query that was put together before; only its parameters differ."""

    sql: str
    given: tuple[Any, ...]
    read: tuple[Any, ...]

    def get_compiler(self, using: str | None = None, connection: Any = None, *more: Any, **named: Any) -> _Compiler:
        """Return a compiler that has nothing left to do."""
        compiler = _Compiler(self, connection or connections[using or "default"], using, *more, **named)
        compiler.select, compiler.klass_info, compiler.annotation_col_map, compiler.col_count = self.read
        return compiler


class Prepared(Generic[Row]):
    """A question with values left open: ``Prepared(lambda number: Case.objects.filter(number=number), number=str)``.

    ``build`` returns the queryset for values given by name and must make the same SQL whatever they are: a value goes
    into a condition as it is, and nothing is decided by it. ``ValueError`` where one is not found in the SQL's
    parameters again. Asked, it returns the rows; nothing is kept of them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **asked: type[int | str | date]) -> None:
        self._build, self._asked, self._plans = build, asked, dict[str, _Plan | None]()

    def __call__(self, **given: int | str | date) -> list[Row]:
        """Return the rows for values, by name."""
        connection = connections["default"]
        if connection.vendor not in self._plans:
            self._plans[connection.vendor] = self._planned(connection)
        plan = self._plans[connection.vendor]
        if plan is None:
            return []
        params = list(plan.params)
        for place, name in plan.places:
            params[place] = _adapted(connection, given[name])
        query = copy(plan.query)
        query.given = tuple(params)
        rows: QuerySet[Any, Row] = QuerySet(plan.query.model, query)
        rows._iterable_class = plan.iterable  # noqa: SLF001
        return list(rows)

    def _planned(self, connection: Any) -> _Plan | None:
        """Put the query together; None where its conditions leave no row whatever is asked."""
        marks = {name: _MARKS[kind](place) for place, (name, kind) in enumerate(self._asked.items())}
        rows = self._build(**marks)
        compiler = rows.query.get_compiler("default")
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        wanted = {_adapted(connection, mark): name for name, mark in marks.items()}
        places = tuple((place, wanted[value]) for place, value in enumerate(params) if _is_in(value, wanted))
        if lost := marks.keys() - {name for _, name in places}:
            raise ValueError(f"not a plain parameter of the query: {', '.join(sorted(lost))}")
        query: Any = rows.query.chain(klass=_Standing)
        query.sql = sql
        query.read = (compiler.select, compiler.klass_info, compiler.annotation_col_map, compiler.col_count)
        return _Plan(query, rows._iterable_class, sql, tuple(params), places)  # noqa: SLF001


def _adapted(connection: Any, value: int | str | date) -> Any:
    """Return a value in the form in which the database's driver is handed it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _is_in(value: Any, wanted: Mapping[Any, str]) -> bool:
    return isinstance(value, int | str | date) and value in wanted
