"""The parts of a definition in words: how its attributes and values are called when two versions are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from zhiquan.hall.matters.comparing_names import NAMES, NAMES_OF, REFERS, VALUES
from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.forms.base import Model
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.law import Span
from zhiquan.rules.text import Text

YES, NO, NONE = Text("是", "yes"), Text("否", "no"), Text("无", "none")


def name_of(model: type[Model], attribute: str) -> Text:
    """Return what an attribute is called; ``KeyError`` when it has no name."""
    return NAMES_OF.get((model.__name__, attribute)) or NAMES[attribute]


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Return texts one after the other in both languages."""
    every = tuple(texts)
    return Text(zh.join(text.zh for text in every), en.join(text.en for text in every))


class Words:
    """Says values in words: keys by the labels that the matter (and, for roles, the office) gives them."""

    def __init__(self, matter: Matter, roles: Mapping[str, Text]) -> None:
        groups = ("states", "actions", "materials", "clocks", "letters", "packs", "parties")
        self._labels: dict[str, dict[str, Text]] = {
            name: {part.key: part.label for part in getattr(matter, name)} for name in groups
        }
        self._labels["roles"] = {**roles, **self._labels["parties"]}
        self._labels["fields"] = {field.key: field.label for field in matter.fields}

    def say(self, value: Any, group: str = "") -> Text:
        """Return a value in words; ``group`` names the keyed parts that a plain key speaks of."""
        match value:
            case _ if value in (None, (), {}):
                return NONE
            case Model():
                return self.model(value)
            case tuple() | list():
                return joined((self.say(one, group) for one in value), *_apart(value))
            case Mapping():
                return joined((self._pair(str(key), one) for key, one in value.items()), "，", ", ")
            case str() if not isinstance(value, StrEnum):
                return self._labels.get(group, {}).get(value, Text(value, value))
            case _:
                return _plain(value)

    def attribute(self, model: Model, name: str) -> Text:
        """Return the value of one attribute in words."""
        return self.say(getattr(model, name), REFERS.get((type(model).__name__, name)) or REFERS.get(("", name), ""))

    def model(self, model: Model) -> Text:
        """Return a part in words: what its file says of it."""
        label = getattr(model, "label", None)
        said = [name for name in type(model).model_fields if name in model.model_fields_set]
        rest = [name for name in said if name not in {"key", "label"} and getattr(model, name) not in (None, (), {})]
        pairs = [_titled(name_of(type(model), name), self.attribute(model, name)) for name in rest]
        told = joined(pairs, "，", ", ")
        if label is None:
            return told
        return Text(f"{label.zh}（{told.zh}）", f"{label.en} ({told.en})") if pairs else label

    def _pair(self, key: str, value: Any) -> Text:
        return joined((Text(key, key), self.say(value)), " = ", " = ")


def _apart(values: Sequence[Any]) -> tuple[str, str]:
    """Return what stands between values in both languages: sentences go on lines of their own."""
    if any(isinstance(one, Text) for one in values):
        return "\n", "\n"
    return ("；", "; ") if any(isinstance(one, Model) for one in values) else ("、", ", ")


def _plain(value: Any) -> Text:
    match value:
        case Text():
            return value
        case bool():
            return YES if value else NO
        case Span() | Level():
            return value.label
        case StrEnum():
            return VALUES[type(value)][value]
        case int() | float() | Decimal() | date():
            return Text(str(value), str(value))
        case _:
            raise TypeError(f"{type(value).__name__} has no words")


def _titled(title: Text, text: Text) -> Text:
    return Text(f"{title.zh}：{text.zh}", f"{title.en}: {text.en}")
