"""Changes made in the database, past the models."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from zhiquan.hall.cases.chain import EventRow, hash_of
from zhiquan.hall.cases.models import Case, CaseEvent


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def change(case: Case, at: int, /, **columns: Any) -> None:
    """Write into columns of an event, whatever the models say."""
    columns = {name: json.dumps(value) if name == "data" else value for name, value in columns.items()}
    names = ", ".join(f"{name} = %s" for name in columns)
    execute(f"UPDATE cases_caseevent SET {names} WHERE case_id = %s AND seq = %s", *columns.values(), case.pk, at)


def remove(case: Case, seq: int) -> None:
    execute("DELETE FROM cases_caseevent WHERE case_id = %s AND seq = %s", case.pk, seq)


def swap(case: Case, one: int, other: int) -> None:
    change(case, one, seq=9_999)
    change(case, other, seq=one)
    change(case, 9_999, seq=other)


def insert(case: Case, seq: int, /, **columns: Any) -> None:
    """Put an event in before the one that stands there, copied from it, with a hash that fits the one before."""
    row = CaseEvent.objects.filter(case=case).order_by("-seq").first()
    assert row is not None
    for later in range(row.seq, seq - 1, -1):
        change(case, later, seq=later + 1)
    before = CaseEvent.objects.filter(case=case, seq=seq - 1).first()
    row.pk, row.seq, row.key, row.prev = None, seq, f"forged-{seq}", before.hash if before else ""
    for name, value in columns.items():
        setattr(row, name, value)
    row.hash = hash_of(row, case.number)
    QuerySet(CaseEvent).bulk_create([row])


def rewrite(case: Case, at: int, /, **columns: Any) -> None:
    """Change an event and hash it and all after it anew, as somebody would who knows how chains are made."""
    rows = [EventRow(*row) for row in case.events.order_by("seq").values_list(*EventRow._fields)]
    prev = ""
    for row in rows:
        told = row._replace(prev=prev, **(columns if row.seq == at else {}))
        prev = hash_of(told, case.number)
        change(case, row.seq, prev=told.prev, hash=prev, **(columns if row.seq == at else {}))
