"""Columns of the lake's tables, derived from the records' types, and the way between rows and records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import accumulate
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from zhiquan.records.corpus.model import TABLES, Record
from zhiquan.records.corpus.store.overlay import OverlayRecord

_PLAIN: Mapping[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), date: pa.date32()}

R = TypeVar("R", bound=Record)


def _type(hint: Any) -> pa.DataType:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (Union, UnionType):
        return _type(next(one for one in get_args(hint) if one is not type(None)))
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct(_fields(hint))
    raise TypeError(f"no column type for {hint!r}")


def _fields(kind: Any) -> list[pa.Field[Any]]:
    hints = get_type_hints(kind)
    return [pa.field(field.name, _type(hints[field.name])) for field in fields(kind)]


KINDS: Mapping[str, type[Record]] = MappingProxyType({**TABLES, "overlays": OverlayRecord})
"""Table → the type of its rows: the tables of the model, and people's corrections."""
SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType({name: pa.schema(_fields(kind)) for name, kind in KINDS.items()})
"""Table → its columns; one row per (record, source)."""
PATENTS = SCHEMAS["patents"]


def to_batch(table: str, records: Sequence[Record]) -> pa.RecordBatch:
    """Turn records of one table into one batch of it."""
    schema = SCHEMAS[table]
    columns = [_column([getattr(record, column.name) for record in records], column.type) for column in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array[Any]:
    """Return one column; lists of parties and the like are laid flat first, several times faster than row by row."""
    if not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)):
        return pa.array(values, type=kind)
    flat = [one for value in values for one in value]
    parts = [_column([getattr(one, part.name) for one in flat], part.type) for part in kind.value_type]
    ends = accumulate((len(value) for value in values), initial=0)
    offsets = pa.array(list(ends), type=pa.int32())
    structs = pa.StructArray.from_arrays(parts, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(offsets, structs, type=kind)


def from_batch(kind: type[R], batch: pa.RecordBatch) -> Iterator[R]:
    """Yield the records of one batch."""
    for row in batch.to_pylist():
        yield kind.from_row(row)
