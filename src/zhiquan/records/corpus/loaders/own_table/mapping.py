"""A mapping: which heading of a user's own table means which field, and how the table writes its values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from zhiquan.records.corpus.loaders.heading_table.shapes import Shape, labels, plain, shapes
from zhiquan.records.corpus.loaders.heading_table.values import DateForm
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

NAME = re.compile(r"[\w][\w-]{0,59}")
"""What a mapping may be called: letters, digits and Han, no blanks, no dots; it is a file's name."""
VALUE = "value"
"""The field that several columns may have: each is a measure of its own."""
CONSTANTS = {
    "statistics": ("dataset", "measure", "item", "place", "period", "unit"),
    "events": ("office", "event", "currency", "division"),
    "marks": ("office", "kind", "status", "division"),
    "indications": ("register", "countries", "regime", "status", "division"),
    "organisations": ("kind", "industry", "country", "division"),
    "patents": ("office", "kind", "status", "division"),
}
"""Table → the fields that may stand for the whole table."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means: a field of the shape, and what else its values say (a measure, a year)."""

    field: str
    constants: Mapping[str, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnMapping:
    """A mapping 映射: ``headings`` are those of the table it was made for, each once; ``columns`` say what the used
    ones mean. ``dates`` is the order of its dates, ``separator`` what stands between names beside ``;``, ``constants``
    are fields that are the same in every row."""

    name: str
    shape: Shape
    headings: tuple[str, ...]
    columns: Mapping[str, Column]
    dates: DateForm = DateForm.YEAR_FIRST
    separator: str = ""
    constants: Mapping[str, str] = made(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Return what tables with the same headings share, in whatever order."""
        return fingerprint(self.headings)

    @property
    def digest(self) -> str:
        """Return what changes with every change of meaning."""
        return hashlib.sha256(repr(as_data(self)).encode()).hexdigest()[:16]


def fingerprint(headings: Sequence[str]) -> str:
    """Return a digest of headings, whatever their order, width or script."""
    return hashlib.sha256("\x1f".join(sorted(plain(name) for name in headings if name)).encode()).hexdigest()[:16]


def as_data(mapping: OwnMapping) -> dict[str, Any]:
    """Return a mapping as its file holds it."""
    columns = {
        heading: {"field": column.field, **column.constants} if column.constants else column.field
        for heading, column in mapping.columns.items()
    }
    return {
        "name": mapping.name,
        "shape": mapping.shape.key,
        "dates": mapping.dates.value,
        "separator": mapping.separator,
        "constants": dict(mapping.constants),
        "columns": columns,
        "headings": list(mapping.headings),
    }


def from_data(data: Any) -> OwnMapping:
    """Read what ``as_data`` gave or a person wrote; ``Refusal`` says what is wrong with it."""
    if not isinstance(data, Mapping):
        raise _refused("映射应为 YAML 键值", "a mapping is YAML of keys and values")
    if unknown := [str(key) for key in data if key not in _KEYS]:
        raise _refused(f"不认识的键：{'、'.join(unknown)}", f"unknown keys: {', '.join(unknown)}")
    name = checked_name(_text(data.get("name", ""), "name"))
    shape = shapes().get(_text(data.get("shape", ""), "shape"))
    if shape is None:
        known = ", ".join(shapes())
        raise _refused(f"shape 应为 {known} 之一", f"shape is one of {known}")
    columns = {_text(key, "columns"): _column(key, told) for key, told in _table(data, "columns").items()}
    constants = {str(key): _text(value, str(key)) for key, value in _table(data, "constants").items()}
    headings = tuple(_text(one, "headings") for one in data.get("headings") or columns)
    dates, separator = _dates(data.get("dates", "ymd")), _text(data.get("separator") or "", "separator")
    said = {key: value for key, value in constants.items() if value}
    mapping = OwnMapping(name, shape, headings, columns, dates, separator, said)
    _check(mapping)
    return mapping


_KEYS = frozenset({"name", "shape", "dates", "separator", "constants", "columns", "headings"})


def checked_name(name: str) -> str:
    """Return a mapping's name if it may be one."""
    if not NAME.fullmatch(name):
        raise _refused("名称只用汉字、字母、数字、- 和 _", "its name is made of letters, digits, Han, - and _")
    return name


def _check(mapping: OwnMapping) -> None:
    """Refuse a mapping that could not be read by: columns that are no headings, unknown fields, a field told by two
    columns, one that is needed."""
    if strange := [heading for heading in mapping.columns if heading not in mapping.headings]:
        raise _refused(f"headings 中没有 {'、'.join(strange)}", f"there are no headings {', '.join(strange)}")
    told = [name for column in mapping.columns.values() for name in (column.field, *column.constants)]
    allowed = {*mapping.shape.fields, *CONSTANTS[mapping.shape.table], *mapping.shape.constants}
    if unknown := sorted({*told, *mapping.constants} - allowed):
        raise _refused(f"没有字段 {'、'.join(unknown)}", f"there are no fields {', '.join(unknown)}")
    fields = [column.field for column in mapping.columns.values() if column.field != VALUE]
    if twice := sorted({name for name in fields if fields.count(name) > 1}):
        zh, en = "、".join(labels()[name].zh for name in twice), ", ".join(labels()[name].en for name in twice)
        raise _refused(f"两列对应同一字段：{zh}", f"two columns mean the same: {en}")
    if lacking := mapping.shape.lacking([*told, *mapping.constants]):
        zh = "、".join("或".join(labels()[name].zh for name in group) for group in lacking)
        en = ", ".join(" or ".join(labels()[name].en for name in group) for group in lacking)
        raise _refused(f"{mapping.shape.label.zh}还需要：{zh}", f"a {mapping.shape.label.en} also needs {en}")


def _column(heading: object, told: Any) -> Column:
    if isinstance(told, Mapping):
        values = {str(key): _text(value, str(heading)) for key, value in told.items()}
        return Column(values.pop("field", ""), values)
    return Column(_text(told, str(heading)))


def _table(data: Mapping[str, Any], key: str) -> Mapping[Any, Any]:
    held = data.get(key) or {}
    if not isinstance(held, Mapping):
        raise _refused(f"{key} 应为键值", f"{key} holds keys and values")
    return held


def _dates(told: Any) -> DateForm:
    if told not in {form.value for form in DateForm}:
        raise _refused("dates 应为 ymd、dmy 或 mdy", "dates is ymd, dmy or mdy")
    return DateForm(told)


def _text(value: Any, key: str) -> str:
    """Return a text or whole number as text; YAML makes others of some words (``NO`` is false), which is refused."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _refused(f"“{key}”的值应加引号写成文字", f"the value of {key!r} is to be written as text, in quotes")


def _refused(zh: str, en: str) -> Refusal:
    return Refusal("mapping.wrong", Text(f"映射不可用：{zh}。", f"The mapping cannot be used: {en}."))


def no_mapping(name: str) -> NotFound:
    """Return the refusal for a mapping that is not there."""
    zh, en = (
        "没有名为“{name}”的映射，可用 zhiquan mapping list 查看。",
        "There is no mapping {name}; see zhiquan mapping list.",
    )
    return NotFound("mapping.not-found", Text(zh, en).format(name=name))
