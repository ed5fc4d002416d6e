"""One record of one right from one source, as the rest of the program reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class PatentRecord:
    """A patent application or patent 专利 as one source tells it.

    ``key`` is the canonical application number (``CN201420789305.0``), ``number`` the number as the source wrote it,
    ``standing`` what its check character says (valid, unchecked); ``kind`` is a ``PatentKind`` value; ``main_class``
    is a canonical symbol of ``class_scheme`` (``ipc``, ``locarno``, or both empty). ``vintage`` is the day as of
    which the source speaks. ``raw_hash`` is the SHA-256 of the row as read. ``doubts`` are keys of the doubts in
    ``corpus.gates``.
    """

    key: str
    source: str
    batch: str
    number: str
    standing: str
    kind: str
    title: str
    abstract: str
    applicants: tuple[str, ...]
    filing_date: date
    main_class: str
    class_scheme: str
    division: str
    vintage: date
    raw_hash: str
    doubts: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """Return the record as compact UTF-8 JSON: what the index stores for display."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> Self:
        """Read what ``to_json`` wrote."""
        return cls.from_row(json.loads(stored))

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Build a record from a mapping with the fields' names; dates may be ISO strings."""
        values = {field.name: row[field.name] for field in fields(cls)}
        for name in ("filing_date", "vintage"):
            if isinstance(values[name], str):
                values[name] = date.fromisoformat(values[name])
        for name in ("applicants", "doubts"):
            values[name] = tuple(values[name] or ())
        return cls(**values)
