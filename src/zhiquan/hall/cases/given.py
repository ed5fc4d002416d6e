"""To whom cases were given: read from the events by an index over what stands in them.

The expressions stand in the SQL as they are, without parameters: SQLite uses an index over an expression, or over a
part of the rows, only for a question that is written in the same words.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Func, TextField


class GivenTo(Func):
    """The user named by an event's data, as text."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Return the words of each kind of database."""
        words = "(%(expressions)s ->> 'user')" if connection.vendor == "postgresql" else _SQLITE
        return super().as_sql(compiler, connection, template=words, **more)


class IsAssigned(Func):
    """Whether an event's kind is the one that gives a case to somebody."""

    output_field = BooleanField()
    template = "%(expressions)s = 'assigned'"


_SQLITE = "CAST(JSON_EXTRACT(%(expressions)s, '$.user') AS TEXT)"
