"""The same figures by Django's ORM on PostgreSQL: one indexed table, one query for an indicator and month."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Counted, Indicator
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.model import Period, months_between

SINCE, THROUGH = date(2024, 11, 1), date(2026, 10, 31)
COLUMNS = (
    "key", "division", "kind", "holder", "holder_kind", "filed_on", "granted_on", "days_to_grant", "in_force_from",
    "in_force_until", "high_value_from", "high_value_until", "digital",
)  # fmt: skip


def compare(folder: Path, rows: int) -> None:
    """Load ``rows`` patents into PostgreSQL, compute by both, and compare every figure of every city."""
    import django

    django.setup()
    from django.db import connection

    table = pa.concat_tables(pq.read_table(path) for path in sorted(folder.glob("patents-*.parquet"))).slice(0, rows)
    small = folder / "small.parquet"
    pq.write_table(table, small)
    read = catalogue()
    ones = read.over("patents")
    at, used = time.perf_counter(), time.process_time()
    cells = compute(read.views["patents"], ones, [str(small)], divisions(), SINCE, THROUGH)
    print(f"engine, {rows:,} patents: {_spent(at, used)}")
    ours = {(cell.indicator, cell.division, cell.period): cell.value for cell in cells}
    model = _loaded(connection, table)
    at, used = time.perf_counter(), time.process_time()
    theirs = {key: value for one in ones for key, value in _by_orm(model, one)}
    print(f"Django ORM on {connection.vendor}, cities only: {_spent(at, used)}, the server's own left out")
    cities = {key: value for key, value in ours.items() if key[1] != "990000" and value}
    print("equal" if cities == {key: value for key, value in theirs.items() if value} else "DIFFERENT")


def _spent(at: float, used: float) -> str:
    """Return time by the clock and of this process' processors, which a busy machine does not lengthen."""
    return f"{time.perf_counter() - at:.2f} s ({time.process_time() - used:.2f} s of processors)"


def _loaded(connection: Any, table: pa.Table) -> Any:
    """Make the table, load it and index what the queries ask for."""
    from django.db import models

    text = ("division", "kind", "holder", "holder_kind", "digital")
    fields: dict[str, Any] = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "reporting"})}
    for name in COLUMNS:
        if name == "key":
            fields[name] = models.CharField(max_length=40, primary_key=True)
        elif name in text:
            fields[name] = models.CharField(max_length=80, null=True)
        else:
            kind = models.IntegerField if name == "days_to_grant" else models.DateField
            fields[name] = kind(null=True)
    model: Any = type("BenchmarkPatent", (models.Model,), fields)
    with connection.schema_editor() as editor:
        editor.create_model(model)
    at = time.perf_counter()
    for batch in table.select(COLUMNS).to_batches(max_chunksize=20_000):
        model.objects.bulk_create([model(**row) for row in batch.to_pylist()], batch_size=2_000)
    with connection.cursor() as cursor:
        for name in ("filed_on", "granted_on", "in_force_from"):
            cursor.execute(f"CREATE INDEX ON reporting_benchmarkpatent (division, {name})")
        cursor.execute("ANALYZE reporting_benchmarkpatent")
    print(f"loaded into {connection.vendor}: {time.perf_counter() - at:.1f} s")
    return model


def _by_orm(model: Any, one: Indicator) -> Any:
    """Yield the figures of an indicator: a query for each month, and of a flow for each running total."""
    from django.db.models import Count as Rows
    from django.db.models import Q
    from django.db.models import Sum as Total

    source = one.source
    if not isinstance(source, Counted):
        raise TypeError(one.code)
    met = Q()
    for condition in source.where:
        met &= _condition(condition)
    column = getattr(source, "column", "")
    measure: Any = (
        Rows("pk") if isinstance(source, Count)
        else Rows(column, distinct=True) if isinstance(source, CountDistinct)
        else Total(column)
    )  # fmt: skip
    for month in months_between(SINCE, THROUGH):
        for period in (month,) if one.as_of else (month, Period(month.year, month.month, to_date=True)):
            last = period.last_day
            if source.dated:
                first = last.replace(month=1 if period.to_date else last.month, day=1)
                within = Q(**{f"{source.dated}__gte": first, f"{source.dated}__lte": last})
            else:
                within = Q(**{f"{source.since}__lte": last})
                if source.until:
                    within &= Q(**{f"{source.until}__isnull": True}) | Q(**{f"{source.until}__gte": last})
            found = model.objects.filter(met, within).values_list("division").annotate(value=measure)
            yield from (((one.code, division, period.code), value) for division, value in found)


def _condition(condition: Condition) -> Any:
    from django.db.models import Q

    if condition.op == "in":
        return Q(**{f"{condition.column}__in": list(condition.value)})
    met = Q(**{condition.column: condition.value})
    return met if condition.op == "eq" else ~met & Q(**{f"{condition.column}__isnull": False})
