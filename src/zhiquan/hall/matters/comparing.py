"""Two versions of a definition set against each other, in words: added, removed, changed from → to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from zhiquan.hall.matters.comparing_words import Words, joined, name_of
from zhiquan.hall.matters.letter_file import LetterFile
from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.forms.base import Model
from zhiquan.rules.text import Text


class Turn(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version with everything it resolves to: templates by key, versions of checks and effects by name."""

    matter: Matter
    letters: Mapping[str, LetterFile] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """One attribute that differs: ``place`` inside the part, what it was (None: nothing), what it is."""

    place: Text
    before: Text | None
    after: Text | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that differs: its group (``actions``), key, label, and the attributes that do."""

    group: str
    key: str
    label: Text
    turn: Turn
    details: tuple[Detail, ...]


GROUPS = {
    "general": Text("总则", "General"),
    "fields": Text("填写项", "Questions"),
    "rules": Text("填写规则", "Rules between answers"),
    "materials": Text("材料", "Materials"),
    "checks": Text("核验", "Checks"),
    "states": Text("状态", "States"),
    "actions": Text("步骤", "Actions"),
    "clocks": Text("时限", "Clocks"),
    "letters": Text("文书", "Letters"),
    "templates": Text("文书正文", "Texts of letters"),
    "packs": Text("材料包", "Packs"),
    "parties": Text("其他当事人", "Other parties"),
    "programs": Text("核验与效果的程序版本", "Versions of checks and effects"),
}
"""The groups in which parts are compared, in their order, with their headings."""
_KEYED = ("materials", "checks", "states", "actions", "clocks", "letters", "packs", "parties")
_APART = {"code", "version", "form", *_KEYED}


def compare(before: Edition, after: Edition, roles: Mapping[str, Text]) -> tuple[Difference, ...]:
    """Return what differs, group by group; nothing where only the order or the writing does.

    ``roles`` says what the office calls its roles.
    """
    return tuple(_Comparison(before, after, roles).differences())


class _Comparison:
    def __init__(self, before: Edition, after: Edition, roles: Mapping[str, Text]) -> None:
        self._editions = (before, after)
        self._words = (Words(before.matter, roles), Words(after.matter, roles))

    def differences(self) -> Iterator[Difference]:
        old, new = (edition.matter for edition in self._editions)
        yield from self._general(old, new)
        yield from self._parts("fields", _by_key(old.fields), _by_key(new.fields))
        yield from self._parts("rules", _by_key(old.form.rules), _by_key(new.form.rules))
        for group in _KEYED:
            yield from self._parts(group, _by_key(getattr(old, group)), _by_key(getattr(new, group)))
            if group == "letters":
                yield from self._parts("templates", *(edition.letters for edition in self._editions))
        yield from self._programs()

    def _general(self, old: Matter, new: Matter) -> Iterator[Difference]:
        for name in Matter.model_fields:
            if name not in _APART and (details := tuple(self._attribute(old, new, name, ()))):
                yield Difference("general", name, name_of(Matter, name), Turn.CHANGED, details)
        if details := tuple(self._sections(old, new)):
            yield Difference("general", "sections", name_of(type(old.form), "sections"), Turn.CHANGED, details)

    def _sections(self, old: Matter, new: Matter) -> Iterator[Detail]:
        was, now = (_outline(matter) for matter in (old, new))
        if was != now:
            yield Detail(name_of(type(old.form), "sections"), was, now)

    def _parts(self, group: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
        for key in dict.fromkeys((*old, *new)):
            was, now = old.get(key), new.get(key)
            if was != now:
                turn = Turn.ADDED if was is None else Turn.REMOVED if now is None else Turn.CHANGED
                yield Difference(group, key, self._label(group, key, now or was), turn, tuple(self._of(was, now)))

    def _label(self, group: str, key: str, part: Any) -> Text:
        if group == "templates":
            letters = {**_by_key(self._editions[0].matter.letters), **_by_key(self._editions[1].matter.letters)}
            part = letters.get(key)
        label = getattr(part, "label", None)
        return label if isinstance(label, Text) else Text(key, key)

    def _of(self, was: Any, now: Any) -> Iterator[Detail]:
        """Yield the details of a part: all that its file says where it came or went, else what differs."""
        if was is not None and now is not None:
            yield from self._details(was, now, ())
            return
        part, words = (now, self._words[1]) if was is None else (was, self._words[0])
        for name in type(part).model_fields:
            if name in part.model_fields_set and name not in {"key", "label"} and getattr(part, name) not in _EMPTY:
                said = words.attribute(part, name)
                yield Detail(name_of(type(part), name), *((None, said) if was is None else (said, None)))

    def _details(self, was: Model, now: Model, path: tuple[Text, ...]) -> Iterator[Detail]:
        for name in type(was).model_fields:
            yield from self._attribute(was, now, name, path)

    def _attribute(self, was: Model, now: Model, name: str, path: tuple[Text, ...]) -> Iterator[Detail]:
        old, new = getattr(was, name), getattr(now, name)
        if old == new:
            return
        here = (*path, name_of(type(was), name))
        if isinstance(old, Model) and isinstance(new, Model):
            yield from self._details(old, new, here)
        elif name == "body":
            yield from _paragraphs(old, new, here)
        elif _is_keyed(old) and _is_keyed(new):
            yield from self._keyed(_by_key(old), _by_key(new), here)
        else:
            texts = (self._words[0].attribute(was, name), self._words[1].attribute(now, name))
            yield Detail(_path(here), None if old in _EMPTY else texts[0], None if new in _EMPTY else texts[1])

    def _keyed(self, old: Mapping[str, Any], new: Mapping[str, Any], path: tuple[Text, ...]) -> Iterator[Detail]:
        for key in dict.fromkeys((*old, *new)):
            was, now = old.get(key), new.get(key)
            label = getattr(now or was, "label", Text(key, key))
            here = (*path, Text(f"“{label.zh}”", f"“{label.en}”"))
            if was is not None and now is not None:
                yield from self._details(was, now, here)
            else:
                yield Detail(_path(here), was and self._words[0].model(was), now and self._words[1].model(now))

    def _programs(self) -> Iterator[Difference]:
        old, new = (edition.programs for edition in self._editions)
        for name in sorted({*old, *new}):
            was, now = old.get(name), new.get(name)
            if was != now:
                turn = Turn.ADDED if was is None else Turn.REMOVED if now is None else Turn.CHANGED
                said = (None if one is None else Text(one, one) for one in (was, now))
                detail = Detail(name_of(Matter, "version"), *said)
                yield Difference("programs", name, Text(name, name), turn, (detail,))


_EMPTY: tuple[Any, ...] = (None, (), {})


def _is_keyed(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, Model) and hasattr(part, "key") for part in value)


def _by_key(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {part.key: part for part in parts}


def _outline(matter: Matter) -> Text:
    """Return the sections of the form with the order of their questions."""
    sections = [(section.label, joined(one.label for one in section.fields)) for section in matter.form.sections]
    return joined((Text(f"{label.zh}：{told.zh}", f"{label.en}: {told.en}") for label, told in sections), "；", "; ")


def _path(steps: tuple[Text, ...]) -> Text:
    return joined(steps, " · ", " · ")


def _paragraphs(old: tuple[str, ...], new: tuple[str, ...], path: tuple[Text, ...]) -> Iterator[Detail]:
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op != "equal":
            was, now = "\n".join(old[a:b]), "\n".join(new[c:d])
            yield Detail(_path(path), Text(was, was) if was else None, Text(now, now) if now else None)
