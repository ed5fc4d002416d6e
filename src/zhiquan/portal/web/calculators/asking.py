"""What a calculator asks, and the page that answers: the whole state is in the address, errors keep what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from zhiquan.portal.web.calculators.months import WEEKDAYS
from zhiquan.portal.web.forms import FieldRow, rows, typed
from zhiquan.portal.web.page import page
from zhiquan.rules.forms.answers import FieldError, read
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Answers = Mapping[str, Any]
"""What was read, JSON values by key; what was left empty is missing."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a calculator; it was sent when ``by`` is in the address. ``defaults`` stand in an untouched form.

    The fields ``asked_further`` are folded away under the words of ``further``.
    """

    by: str
    button: Text
    fields: tuple[Field, ...]
    title: Text | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    further: Text | None = None
    asked_further: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """What keeps the ids of two forms of one page apart."""
        return f"{self.by}-"


@dataclass(frozen=True, slots=True)
class Example:
    """Something to click: a sentence and the answers behind it."""

    label: Text
    answers: Mapping[str, str]

    @property
    def query(self) -> str:
        """The example as the query of an address."""
        return urlencode(self.answers)


@dataclass(frozen=True, slots=True)
class Tool:
    """One calculator: its URL name, what it is for, what it asks, what to try."""

    name: str
    title: Text
    about: Text
    forms: tuple[Form, ...]
    examples: tuple[Example, ...]

    @property
    def template(self) -> str:
        """The template that shows its answer."""
        return f"calculators/{self.name.removeprefix('tools.').replace('-', '_')}.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as the page shows it; ``values`` is empty until everything can be read."""

    form: Form
    rows: tuple[FieldRow, ...]
    errors: tuple[FieldError, ...] = ()
    values: Answers | None = None

    @property
    def first_rows(self) -> list[FieldRow]:
        """The questions that are always open."""
        return [row for row in self.rows if row.name not in self.form.asked_further]

    @property
    def further_rows(self) -> list[FieldRow]:
        """The questions that are folded away."""
        return [row for row in self.rows if row.name in self.form.asked_further]

    @property
    def unfolded(self) -> bool:
        """Whether something was said or is wrong in the folded questions."""
        return any(row.errors or row.value not in {"", self.form.defaults.get(row.name)} for row in self.further_rows)


Reckon = Callable[[str, Answers], Mapping[str, Any]]
"""From the form's ``by`` and what was typed to what the template shows; may refuse with a sentence."""


def ask(sent: QueryDict, form: Form) -> Asked:
    """Read one form; one that was not sent shows its defaults and finds no fault."""
    given = typed(sent, form.fields)
    if form.by not in sent:
        filled = {**form.defaults, **{key: value for key, value in given.items() if value}}
        return Asked(form, rows(form.fields, filled, prefix=form.prefix))
    reading = read(form.fields, given)
    shown = rows(form.fields, given, reading.errors, prefix=form.prefix)
    return Asked(form, shown, reading.errors, None if reading.errors else reading.values)


def answer(request: HttpRequest, tool: Tool, reckon: Reckon, carried: Mapping[str, str] | None = None) -> HttpResponse:
    """Show a calculator with its answer, 422 where what was typed cannot be read or the rules refuse it.

    ``carried`` is sent along with the form without being asked.
    """
    asked = tuple(ask(request.GET, form) for form in tool.forms)
    errors = [error for one in asked for error in _linked(one)]
    shown: dict[str, Any] = {
        "tool": tool,
        "asked": asked,
        "errors": errors,
        "weekdays": WEEKDAYS,
        "carried": carried or {},
    }
    for one in asked:
        if one.values is None or "found" in shown:
            continue
        try:
            shown |= {"found": reckon(one.form.by, one.values)}
        except Refusal as refusal:
            shown["refusal"] = refusal
    wrong = shown["errors"] or "refusal" in shown
    return page(request, tool.template, shown, status=422 if wrong else 200)


def _linked(one: Asked) -> list[tuple[str, Text]]:
    return [(f"f-{one.form.prefix}{error.field}", error.text) for error in one.errors]
