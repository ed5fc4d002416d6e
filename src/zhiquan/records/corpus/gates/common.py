"""What the gates of all tables share: origin, refusal, the values of a row, the fields of every record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from zhiquan.records.corpus.gates.addresses import Addresses
from zhiquan.records.corpus.gates.refusals import REFUSALS
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.text import Text

_DIGEST = 16
"""Bytes of a digest that names a row within its source."""


def plain(value: object) -> object:
    """Return a value as JSON can write it: whatever is a mapping or a sequence becomes one of JSON's."""
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, Sequence) else str(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=plain)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that stays outside: the rule (stable, for machines) and its sentence."""

    rule: str
    text: Text
    row: RawRow


@dataclass(frozen=True, slots=True)
class Origin:
    """What all rows of a batch share; ``addresses`` reads them by the region's table of divisions."""

    source: str
    batch: str
    division: str
    vintage: date
    addresses: Addresses = field(default_factory=Addresses)


class Common(TypedDict):
    """The fields of every record."""

    record: str
    key: str
    source: str
    batch: str
    vintage: date
    raw_hash: str
    doubts: tuple[str, ...]


def common(row: RawRow, origin: Origin, record: str, key: str, doubts: Iterable[str]) -> Common:
    """Return the fields of every record; a doubt raised twice is kept once, the loader's own (``doubts``) first."""
    if own := row.fields.get("doubts"):
        doubts = (*(str(doubt) for doubt in own), *doubts)
    return {
        "record": record,
        "key": key,
        "source": origin.source,
        "batch": origin.batch,
        "vintage": origin.vintage,
        "raw_hash": raw_hash(row),
        "doubts": tuple(dict.fromkeys(doubts)),
    }


def text(fields: Mapping[str, Value], name: str) -> str:
    """Return a field as one text without blanks around; several values are joined by ``; ``."""
    value = fields.get(name)
    if not value:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return text(value, "name")
    return "; ".join(one for one in (text({"": each}, "") for each in value) if one)


def texts(value: Value, between: re.Pattern[str]) -> tuple[str, ...]:
    """Return the texts of a field that holds several, apart or parted by ``between``; each once, in order.

    ``between`` holds no blanks: with them a cell of nothing but blanks would be searched anew from each of them.
    """
    if isinstance(value, str):
        return tuple(dict.fromkeys(bare for one in between.split(value) if (bare := one.strip())))
    if isinstance(value, Mapping):
        return texts(value.get("name", ""), between)
    return tuple(dict.fromkeys(one for each in value for one in texts(each, between)))


def mappings(value: Value) -> Iterator[Mapping[str, Value]]:
    """Yield the structures of a field that holds some."""
    if isinstance(value, Mapping):
        yield value
    elif not isinstance(value, str):
        for each in value:
            yield from mappings(each)


def refused(rule: str, row: RawRow) -> Refused:
    """Refuse a row by one of the rules of ``refusals``."""
    return Refused(rule, REFUSALS[rule], row)


def broken_number(what: str, number: Broken, row: RawRow) -> Refused:
    """Refuse a row by the rule that its number breaks; ``what`` says which number."""
    return Refused(f"{what}.{number.rule}", number.text, row)


def raw_hash(row: RawRow) -> str:
    """Return the SHA-256 of the row as it was read; ``UnicodeEncodeError`` where a text holds half a character."""
    return hashlib.sha256(_ENCODER.encode(row.raw).encode()).hexdigest()


def digest(*values: str) -> str:
    """Return a short digest of some values, to name a row by what it says."""
    return hashlib.blake2b("\x1f".join(values).encode(), digest_size=_DIGEST).hexdigest()
