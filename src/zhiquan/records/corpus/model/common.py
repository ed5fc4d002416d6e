"""What all records share: where they come from, and the way to and from rows and JSON, derived from their types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints


class PartyRole(StrEnum):
    """What a party is to a right or an event."""

    APPLICANT = "applicant"
    """申请人 when the application was filed."""
    OWNER = "owner"
    """当前权利人: patentee, registrant, holder as of the vintage."""
    INVENTOR = "inventor"
    AGENCY = "agency"
    AGENT = "agent"
    FROM = "from"
    """Assignor, licensor, pledgor 转让人、许可人、出质人."""
    TO = "to"
    """Assignee, licensee, pledgee 受让人、被许可人、质权人."""
    USER = "user"
    """Legal user of the special mark of a geographical indication 专用标志合法使用人."""
    APPROVER = "approver"
    """Body that answers for a geographical indication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or organisation beside a right or event, as one source names it.

    ``country`` is a WIPO ST.3 code, ``division`` a GB/T 2260 code read from the address; each empty where unknown.
    ``code`` is a unified social credit code where the source gives one.
    """

    role: str
    name: str
    address: str = ""
    country: str = ""
    division: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of the lake: what one source says of one thing.

    ``record`` names the row within its source (the same thing told again replaces it); ``key`` is what it is about,
    the same in every source. ``vintage`` is the day as of which the source speaks, ``raw_hash`` the SHA-256 of the
    row as read, ``doubts`` keys of ``corpus.gates.doubts``.
    """

    record: str
    key: str
    source: str
    batch: str
    vintage: date
    raw_hash: str
    doubts: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """Return the record as compact UTF-8 JSON without the optional fields that are empty."""
        return json.dumps(_held(self), ensure_ascii=False, default=_plain, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, stored: bytes | str) -> Self:
        """Read what ``to_json`` wrote."""
        return cls.from_row(json.loads(stored))

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Build a record from a mapping by the fields' names; dates may be ISO strings, what is not there is empty."""
        kind: Any = cls  # a class is hashable, but not as mypy sees one whose instances hash
        return cls(**{name: read(row[name]) for name, read in _readers(kind) if row.get(name) is not None})


def _held(item: Any) -> dict[str, Any]:
    """Return a record's, or a part's, fields without the optional ones that are empty."""
    found = {}
    kind: Any = type(item)  # a class is hashable, but not as mypy sees one whose instances hash
    for name, needed in _names(kind):
        value = getattr(item, name)
        if needed or value not in ("", (), None):
            found[name] = value
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _held(value)


@lru_cache(maxsize=64)
def _names(cls: Any) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.default is MISSING) for field in fields(cls))


@lru_cache(maxsize=64)
def _readers(cls: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(cls))


def _reader(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if hint is date:
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    if get_origin(hint) is tuple:
        (inside, *_) = get_args(hint)
        if is_dataclass(inside):
            kind: Any = inside
            return lambda values: tuple(_inner(kind, value) for value in values)
        return tuple
    return lambda value: value


def _inner(kind: Any, value: Mapping[str, Any]) -> Any:
    return kind(**{name: read(value[name]) for name, read in _readers(kind) if value.get(name) is not None})
