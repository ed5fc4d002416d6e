"""The kinds of list there are (``map.yaml``): what each tells of, and the headings that mean its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.records.characters.folding import fold
from zhiquan.rules.text import Text

_NOTE = re.compile(r"(.+?)\(([^()]*)\)")
_UNIT = re.compile(
    r"(?:单位:?)?(?:亿|万)?(?:人民币|美)?元|人民币|cny|rmb|usd|必填|选填|可选|年月日|年/月/日|y{2,4}.*|个|件|项"
)
_MARKS = "*※★#:"
SERIAL = frozenset({"序号", "序", "行号", "编码序号", "no", "no.", "s/n", "序列"})
"""Headings of a column that only counts the rows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of list 表样: the table of the lake it tells of and how its columns are headed.

    Of each group in ``needs`` one field must be there. ``fields`` are field → folded headings, the most telling first.
    A shape beats those it stands ``above``; between equals decide ``telling`` words in headings, caption, sheet and
    file name. ``caption`` words set constants for every row. ``event`` and ``ended`` are the events of an event list.
    """

    key: str
    label: Text
    table: str
    needs: tuple[tuple[str, ...], ...]
    fields: Mapping[str, tuple[str, ...]]
    above: frozenset[str] = frozenset()
    telling: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    caption: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    event: str = ""
    ended: str = ""
    recognised: bool = True

    def columns(self, headings: Sequence[str]) -> dict[str, int]:
        """Return field → column for a row of headings; of several candidates the most telling wins."""
        at = {plain(heading): index for index, heading in reversed(list(enumerate(headings))) if heading}
        places = {name: [at[alias] for alias in aliases if alias in at] for name, aliases in self.fields.items()}
        return {name: found[0] for name, found in places.items() if found}

    def lacking(self, names: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the groups of which no field is there."""
        have = set(names)
        return [group for group in self.needs if not have.intersection(group)]

    def says(self, words: str) -> dict[str, str]:
        """Return what caption, sheet and file name say of every row, beside the shape's own constants."""
        said = dict(self.constants)
        for word, constants in self.caption.items():
            if word in words:
                return {**said, **constants}
        return said


def _folded(heading: str) -> str:
    return fold(heading.replace("\n", "")).strip(_MARKS)


@lru_cache(maxsize=8_192)
def plain(heading: str) -> str:
    """Return a heading folded, without marks and without a unit or note in brackets at its end."""
    folded = _folded(heading)
    noted = _NOTE.fullmatch(folded)
    return noted[1].strip() if noted and _UNIT.fullmatch(noted[2]) else folded


def unit_of(heading: str) -> str:
    """Return the unit in brackets at the end of a heading (``万元``), else nothing."""
    noted = _NOTE.fullmatch(_folded(heading))
    return noted[2] if noted and _UNIT.fullmatch(noted[2]) else ""


@cache
def shapes() -> Mapping[str, Shape]:
    """Return every shape by its key."""
    return {key: _shape(key, told) for key, told in _map()["shapes"].items()}


@cache
def labels() -> Mapping[str, Text]:
    """Return what every field is called on a page."""
    return {key: Text(**label) for key, label in _map()["labels"].items()}


@cache
def heading_within() -> int:
    """Return within how many rows of a sheet its headings stand."""
    return int(_map()["heading_within"])


@cache
def _map() -> dict[str, Any]:
    mapping: dict[str, Any] = read_yaml(Path(__file__).with_name("map.yaml"))
    return mapping


def _shape(key: str, told: Mapping[str, Any]) -> Shape:
    return Shape(
        key=key,
        label=Text(**told["label"]),
        table=told["table"],
        needs=tuple(tuple(group) for group in told["needs"]),
        fields={field: tuple(dict.fromkeys(map(plain, names))) for field, names in told["fields"].items()},
        above=frozenset(told.get("above", ())),
        telling=tuple(told.get("telling", ())),
        constants=dict(told.get("constants", {})),
        caption=dict(told.get("caption", {})),
        event=told.get("event", ""),
        ended=told.get("ended", ""),
        recognised=told.get("recognised", True),
    )
