"""What the codes of opened rows are called: by the view's own words, or by the names of places, matters, registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from django.conf import settings

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.matters.schema import Action, Matter, State
from zhiquan.insight.figures.facts import Fact
from zhiquan.insight.figures.views import Column, Naming, View
from zhiquan.office.registers.selectors import register_name
from zhiquan.office.rulebook.selectors import versions
from zhiquan.rules.text import Text

Words = Mapping[str, tuple[Text, ...]]
"""The words of a row by column; of a column without codes there is nothing."""


class Wording:
    """The words of a view's rows. A matter is read once, by its newest version: names are kept from one to the next."""

    def __init__(self, view: View) -> None:
        self._coded = [column for column in view.columns if column.values or column.names in _WORDED]
        self._matters: dict[str, Matter | None] = {}

    def of(self, fact: Fact) -> Words:
        """Return what the codes of a row are called; a code that nobody names is its own name."""
        return {column.name: tuple(self._said(column, fact)) for column in self._coded if fact[column.name]}

    def _said(self, column: Column, fact: Fact) -> Iterator[Text]:
        held = fact[column.name]
        for code in [held] if isinstance(held, str) else held:
            yield self._word(column, code, fact) or Text(code, code)

    def _word(self, column: Column, code: str, fact: Fact) -> Text | None:
        match column.names:
            case None:
                return column.values.get(code)
            case Naming.DIVISION:
                return self._places.name(code)
            case Naming.REGISTER:
                return register_name(code)
            case Naming.MATTER:
                matter = self._matter(code)
                return matter.title if matter else None
            case _:
                return self._step(fact["matter"], code)

    @cached_property
    def _places(self) -> Divisions:
        return divisions(settings.DATA.region)

    def _matter(self, code: str) -> Matter | None:
        if code not in self._matters:
            published = versions(code)
            self._matters[code] = matter_of(published[0]) if published else None
        return self._matters[code]

    def _step(self, code: str, step: str) -> Text | None:
        """Return what a matter calls one of its actions or states."""
        matter = self._matter(code)
        steps: Iterable[Action | State] = (*matter.actions, *matter.states) if matter else ()
        return next((one.label for one in steps if one.key == step), None)


_WORDED = {Naming.DIVISION, Naming.MATTER, Naming.REGISTER, Naming.STEP}
"""Whose codes read as words; a right and a case are called by their numbers."""
