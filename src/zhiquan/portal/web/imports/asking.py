"""The mapping as a form: a row for each column of the table, what was chosen before what was guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from zhiquan.office.access.selectors import Actor
from zhiquan.portal.imports.models import ImportJob
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape, labels, shapes
from zhiquan.records.corpus.loaders.heading_table.values import DateForm
from zhiquan.records.corpus.loaders.own_table.guess import Guess, Guessed, Sureness, guess
from zhiquan.records.corpus.loaders.own_table.mapping import CONSTANTS
from zhiquan.rules.text import Text

DATES = {
    DateForm.YEAR_FIRST: Text("年在前：2026-03-05", "year first: 2026-03-05"),
    DateForm.DAY_FIRST: Text("日在前：05/03/2026", "day first: 05/03/2026"),
    DateForm.MONTH_FIRST: Text("月在前：03/05/2026", "month first: 03/05/2026"),
}
_NAMED = 40


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column as the page asks about it."""

    at: int
    guess: Guess
    chosen: str

    @property
    def name(self) -> str:
        """The name of its select."""
        return f"column.{self.at}"

    @property
    def is_guess(self) -> bool:
        """Whether what is chosen is what was guessed."""
        return self.chosen == self.guess.field

    @property
    def look(self) -> str:
        """How its badge looks: pass, unknown, or plain where nothing is imported."""
        if self.guess.sureness is Sureness.NONE:
            return ""
        return "pass" if self.guess.sureness is Sureness.SURE else "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole form: columns, and what goes for all rows."""

    guessed: Guessed
    rows: tuple[ColumnRow, ...]
    dates: str
    separator: str
    constants: tuple[tuple[str, Text, str], ...]
    name: str
    source: str
    vintage: str
    division: str
    keep: bool

    @property
    def shape(self) -> Shape:
        """The kind of list."""
        return self.guessed.shape

    @property
    def fields(self) -> list[tuple[str, Text]]:
        """The fields that a column of this kind of list may be."""
        return [(key, labels()[key]) for key in self.shape.fields]

    @property
    def shapes(self) -> list[Shape]:
        """The kinds of list that there are."""
        return list(shapes().values())

    @property
    def date_forms(self) -> list[tuple[str, Text]]:
        """The orders in which dates may be written."""
        return [(form.value, text) for form, text in DATES.items()]

    def data(self) -> dict[str, Any]:
        """Return the mapping as its file would hold it."""
        return {
            "name": self.name,
            "shape": self.shape.key,
            "dates": self.dates,
            "separator": self.separator,
            "constants": {name: value for name, _, value in self.constants if value},
            "columns": {row.guess.heading: row.chosen for row in self.rows if row.chosen},
            "headings": [row.guess.heading for row in self.rows],
        }


def asked(job: ImportJob, actor: Actor, posted: QueryDict | None = None) -> Asked:
    """Return the form: as posted, else as confirmed before, else as guessed. A shape posted anew is guessed anew."""
    held: Mapping[str, Any] = job.mapping or {}
    kind = posted.get("shape", "") if posted is not None else held.get("shape", "")
    guessed = guess(job.path, kind)
    anew = posted is None or posted.get("go") == "guess"
    chosen = _chosen(guessed, held, None if anew else posted)
    rows = tuple(ColumnRow(at, one, chosen[at]) for at, one in enumerate(guessed.columns))
    told = posted or QueryDict()
    constants = {} if posted is not None else held.get("constants", {})
    return Asked(
        guessed=guessed,
        rows=rows,
        dates=told.get("dates") or held.get("dates", DateForm.YEAR_FIRST.value),
        separator=told.get("separator", held.get("separator", "")),
        constants=tuple(
            (name, labels()[name], told.get(f"constant.{name}", "") or constants.get(name, ""))
            for name in CONSTANTS[guessed.shape.table]
            if name != "division"
        ),
        name=told.get("name", "").strip() or held.get("name", "") or _name_of(job),
        source=told.get("source", job.source),
        vintage=told.get("vintage", job.vintage.isoformat()),
        division=told.get("division", job.division or (actor.divisions[0] if len(actor.divisions) == 1 else "")),
        keep=posted is None or "keep" in posted,
    )


def _chosen(guessed: Guessed, held: Mapping[str, Any], posted: QueryDict | None) -> list[str]:
    if posted is not None:
        allowed = {"", *guessed.shape.fields}
        given = [posted.get(f"column.{at}", "") for at in range(len(guessed.columns))]
        return [field if field in allowed else "" for field in given]
    if held.get("shape") == guessed.shape.key:
        return [str(held["columns"].get(one.heading, "")) for one in guessed.columns]
    return [one.field for one in guessed.columns]


def _name_of(job: ImportJob) -> str:
    """Return a name that a mapping may have, from the file's."""
    stem = job.path.stem
    return "".join(sign if sign.isalnum() else "-" for sign in stem).strip("-")[:_NAMED] or "mapping"
