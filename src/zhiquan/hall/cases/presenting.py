"""Parts of a page: answers, papers and checks as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import Answer, AnswerGroup, CheckView, DraftView, MaterialView
from zhiquan.hall.matters.guards import demanded
from zhiquan.hall.matters.letters import shown
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.schema import Material, Matter, OnFail
from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.text import Text


def text_of(value: Mapping[str, str]) -> Text:
    """Return a text kept as JSON."""
    return Text(value["zh"], value["en"])


def answers(fields: Sequence[Field], values: Mapping[str, Any]) -> tuple[Answer, ...]:
    """Return what was answered, in the order of the questions; unanswered questions are left out."""
    return tuple(
        Answer(field.key, field.label, values[field.key], shown(fields, field.key, values))
        for field in fields
        if field.key in values
    )


def form_groups(matter: Matter, values: Mapping[str, Any]) -> tuple[AnswerGroup, ...]:
    """Return the form's answers, section by section."""
    return tuple(AnswerGroup(section.label, answers(section.fields, values)) for section in matter.form.sections)


def material_views(
    materials: Sequence[Material],
    rows: Sequence[Mapping[str, Any]],
    demanded_why: Mapping[str, Text],
) -> tuple[MaterialView, ...]:
    """Return the papers with the files handed in for each."""
    return tuple(
        MaterialView(
            key=material.key,
            label=material.label,
            help=material.help,
            kinds=material.kinds,
            many=material.many,
            required=material.key in demanded_why,
            why=demanded_why.get(material.key),
            files=tuple((row["file"], row["name"]) for row in rows if row["material"] == material.key),
        )
        for material in materials
    )


def check_views(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> tuple[CheckView, ...]:
    """Return the checks' answers as they were recorded."""
    uses = {use.key: use for use in matter.checks}
    labels = {material.key: material.label for material in matter.materials}
    views = []
    for row in rows:
        use, outcome = uses[row["key"]], CheckOutcome(row["outcome"])
        asks = labels.get(use.asks or "") if outcome is CheckOutcome.UNKNOWN else None
        views.append(
            CheckView(
                key=use.key,
                label=use.label,
                outcome=outcome,
                text=text_of(row["text"]),
                source=text_of(row["source"]),
                as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
                blocks=outcome is CheckOutcome.FAIL and use.on_fail is OnFail.BLOCK,
                asks=asks,
            ),
        )
    return tuple(views)


def draft_view(draft: Draft) -> DraftView:
    """Return a draft with what is wrong with it; papers asked for by checks are known after the pre-check."""
    matter = matter_of(draft.definition)
    reading = read(matter.fields, draft.form, rules=matter.form.rules)
    case = getattr(draft, "case", None)
    return DraftView(
        id=draft.pk,
        matter=matter.code,
        title=matter.title,
        organisation=draft.organisation.name,
        sections=matter.form.sections,
        typed=dict(draft.form),
        errors=reading.errors,
        materials=material_views(matter.materials, draft.materials, demanded(matter, reading.values, ())),
        case_number=case.number if case else None,
    )
