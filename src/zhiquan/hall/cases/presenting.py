"""Parts of a page: answers, papers and checks as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.conf import settings

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import Answer, AnswerGroup, CheckView, DraftView, MaterialView
from zhiquan.hall.matters.guards import demanded
from zhiquan.hall.matters.letters import shown
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.schema import Material, Matter, OnFail
from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.text import Text


def text_of(value: Mapping[str, str]) -> Text:
    """Return a text kept as JSON."""
    return Text(value["zh"], value["en"])


def answers(
    fields: Sequence[Field], values: Mapping[str, Any], parties: Mapping[str, str] = MappingProxyType({})
) -> tuple[Answer, ...]:
    """Return what was answered, in the order of the questions; unanswered questions are left out.

    ``parties`` are the names of the case's parties by id: what is answered with one reads as its name.
    """
    return tuple(_answer(field, values, parties) for field in fields if field.key in values)


def _answer(field: Field, values: Mapping[str, Any], parties: Mapping[str, str]) -> Answer:
    value = values[field.key]
    answer = Answer(field.key, field.label, value, _said(field, values, parties))
    if field.type is not FieldType.TABLE or not value:
        return answer
    columns = [column for column in field.columns if any(row.get(column.key) for row in value)]
    rows = (tuple(_said(column, row, parties) for column in columns) for row in value)
    return replace(answer, columns=tuple(column.label for column in columns), rows=tuple(rows))


def _said(field: Field, values: Mapping[str, Any], parties: Mapping[str, str]) -> Text:
    """Return one answer in words: a party and a place by name, the rest as letters say it."""
    value = values.get(field.key)
    given = () if value is None else tuple(value) if field.many else (value,)
    match field.type:
        case FieldType.PARTY:
            return _together([Text(name, name) for name in (parties.get(one, one) for one in given)])
        case FieldType.DIVISION:
            places = divisions(settings.DATA.region)
            return _together([_PLACE.format(place=places.name(one), code=one) for one in given])
        case _:
            return shown([field], field.key, values)


def _together(parts: Sequence[Text]) -> Text:
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


_PLACE = Text("{place}（{code}）", "{place} ({code})")


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
