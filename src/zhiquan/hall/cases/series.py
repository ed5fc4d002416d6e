"""A series of applications that differ in one answer: one patent against thirty shops, thirty cases of one project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.presenting import draft_view
from zhiquan.hall.cases.seeing import HEAVY
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """One application of a series: what it differs by as it was typed, what is wrong with it, its case if handed in."""

    id: int
    title: Text
    organisation: str
    typed: str
    wrong: tuple[Text, ...]
    number: str


def rows_of(field: Field, pasted: str) -> list[dict[str, str]]:
    """Return one row of answers for each line that was pasted; a line of a table field is one row of that table.

    Refuses (``series.nothing``) where there are fewer than two lines: one application is no series.
    """
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    if len(lines) < _FEWEST:
        raise Refusal("series.nothing", _NOTHING)
    return [{field.key: line} for line in lines]


def series_drafts(actor: Actor, ids: Sequence[int], differing: str) -> tuple[SeriesDraft, ...]:
    """Return those of the drafts that are of the actor's organisations, in the order given; one query."""
    drafts = Draft.objects.filter(organisation_id__in=actor.organisations, pk__in=ids)
    found = {draft.pk: draft for draft in drafts.select_related("definition", "organisation", "case").defer(*HEAVY)}
    return tuple(_row(found[pk], differing) for pk in dict.fromkeys(ids) if pk in found)


def _row(draft: Draft, differing: str) -> SeriesDraft:
    view = draft_view(draft)
    case = getattr(draft, "case", None)
    return SeriesDraft(
        id=draft.pk,
        title=view.title,
        organisation=view.organisation,
        typed=str(draft.form.get(differing, "")).replace("\t", " · "),
        wrong=tuple(error.text for error in view.errors),
        number=case.number if case else "",
    )


_FEWEST = 2
_NOTHING = Text("请粘贴至少两行，每行一件。", "Paste at least two lines, one for each application.")
