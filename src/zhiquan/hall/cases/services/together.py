"""Many at once: a series of applications handed in together, and one step taken in many cases where that is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.cases import drafting
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import get_case_for, get_draft_for
from zhiquan.hall.cases.services.acting import act
from zhiquan.hall.cases.services.writing import attach, hand_in, save_draft, start_draft
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

MOST = 500
"""How many applications or cases one request takes."""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One application of a series: the draft, and its case or why there is none."""

    draft: int
    number: str | None
    refusal: Text | None


@dataclass(frozen=True, slots=True)
class ActedRow:
    """One case of many: its version after the step, or why the step was not taken."""

    number: str
    version: int | None
    refusal: Text | None


def draft_series(
    actor: Actor,
    matter: str,
    organisation_id: int,
    common: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    materials: Sequence[Mapping[str, Any]] = (),
) -> list[int]:
    """Make a draft for every row: the common answers with the row's laid over them, and the papers of all."""
    _bounded(len(rows))
    drafts = []
    for row in rows:
        draft = start_draft(actor, matter, organisation_id)
        save_draft(actor, draft.pk, {**common, **row})
        for paper in materials:
            attach(actor, draft.pk, paper["material"], int(paper["file"]))
        drafts.append(draft.pk)
    return drafts


def submit_series(actor: Actor, draft_ids: Sequence[int], key: str) -> tuple[SeriesRow, ...]:
    """Hand in drafts that belong together; each becomes a case linked to the first, whole or not at all.

    What is refused is told in its row and can be handed in again with the same ``key`` once it is put right; what was
    handed in with this key stays the case it is.
    """
    drafting.require_key(key)
    _bounded(len(draft_ids))
    head = _head(actor, draft_ids, key)
    rows = []
    for draft_id in draft_ids:
        try:
            case = hand_in(actor, draft_id, key, series=head)
        except Refusal as refusal:
            rows.append(SeriesRow(draft_id, None, refusal.text))
            continue
        head = head or case.number
        rows.append(SeriesRow(draft_id, case.number, None))
    return tuple(rows)


def act_many(
    actor: Actor, numbers: Sequence[str], action: str, data: Mapping[str, Any], key: str
) -> tuple[ActedRow, ...]:
    """Take a step in many cases, each in a transaction of its own, where the matter allows it for many (``bulk``)."""
    drafting.require_key(key)
    _bounded(len(numbers))
    rows = []
    for number in dict.fromkeys(numbers):
        try:
            case = get_case_for(actor, number, action)
            _require_bulk(case, action)
            done = act(actor, number, action, data, version=case.version, key=key)
        except Refusal as refusal:
            rows.append(ActedRow(number, None, refusal.text))
        else:
            rows.append(ActedRow(number, done.version, None))
    return tuple(rows)


def _require_bulk(case: Case, key: str) -> None:
    try:
        action = matter_of(case.definition).action(key)
    except KeyError:
        raise NotFound("cases.no-action", _NO_ACTION) from None
    if not action.bulk:
        raise Refusal("cases.not-bulk", _NOT_BULK.format(action=action.label))


def _head(actor: Actor, draft_ids: Sequence[int], key: str) -> str | None:
    """Return the first case of a series that was handed in before, so that the rest joins the same one."""
    for draft_id in draft_ids:
        try:
            case = drafting.submitted_as(get_draft_for(actor, draft_id), key)
        except Refusal:
            continue  # its row will say why
        if case is not None:
            return case.number
    return None


def _bounded(count: int) -> None:
    if not 0 < count <= MOST:
        raise Refusal("cases.too-many", _MANY.format(most=MOST))


_NO_ACTION = Text("这个事项没有这个步骤。", "This matter has no such step.")
_NOT_BULK = Text("“{action}”须逐件办理。", "“{action}” is done case by case.")
_MANY = Text("一次 1 至 {most} 件，请分批办理。", "Between 1 and {most} at a time; do it in parts.")
