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

    template = "CAST(JSON_EXTRACT(%(expressions)s, '$.user') AS TEXT)"

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Return PostgreSQL's words for the same."""
        return self.as_sql(compiler, connection, template="(%(expressions)s ->> 'user')", **more)


class IsAssigned(Func):
    """Whether an event's kind is the one that gives a case to somebody."""

    output_field = BooleanField()
    template = "%(expressions)s = 'assigned'"
