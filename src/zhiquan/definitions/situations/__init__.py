"""The situations in which people come to the hall 情形, and the matters that answer each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from zhiquan.definitions import files, read_yaml
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation in people's own words, with the codes of its matters in the order to look at them."""

    key: str
    label: Text
    matters: tuple[str, ...]


class _Label(BaseModel):
    model_config = ConfigDict(extra="forbid")
    zh: str
    en: str


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    key: str
    label: _Label
    matters: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    situations: tuple[_Row, ...]


@cache
def situations(region: Path | None = None) -> tuple[Situation, ...]:
    """Return all situations in their order; a region's own of the same key takes the shipped one's place."""
    found: dict[str, Situation] = {}
    for path in files("situations", region=region):
        for row in _File.model_validate(read_yaml(path)).situations:
            found[row.key] = Situation(row.key, Text(row.label.zh, row.label.en), row.matters)
    return tuple(found.values())
