"""Filling a sheet and handing it in; collecting what the places below have handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from zhiquan.office.access.selectors import Actor, HeldPost
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Row, Sheet, Step
from zhiquan.office.returns.rows import Read, Typed, read_rows, totals
from zhiquan.office.returns.selectors import locked_sheet_for, may_fill, typed_rows
from zhiquan.office.returns.services.steps import held, in_state, move, over_missing, take, unlocked
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text

OPEN = (Sheet.State.OPEN, Sheet.State.RETURNED)
MOST_TYPED = 10_000


@transaction.atomic
def save_draft(actor: Actor, sheet_id: int, version: int, typed: Sequence[Typed]) -> Sheet:
    """Keep what was typed as it is, right or wrong; empty rows go. Refuses what was typed on an older view."""
    sheet, _ = _mine(actor, sheet_id, version)
    if not sheet.fills:
        raise Refusal("returns.collects", _COLLECTS)
    kept = [row for row in typed if not row.is_empty]
    if len(kept) > MOST_TYPED:
        raise Refusal("returns.too-many", _TOO_MANY.format(most=MOST_TYPED))
    keys = [column.key for column in return_of(sheet.round.definition).columns]
    sheet.typed = as_draft(
        [Typed(row.line, {key: str(row.cells.get(key) or "")[:2000] for key in keys}) for row in kept]
    )
    move(sheet, Sheet.State(sheet.state), "typed")
    return sheet


@transaction.atomic
def submit(actor: Actor, sheet_id: int, version: int, *, nil: bool = False, reason: str = "") -> Sheet:
    """Hand a sheet in to the place above.

    One that fills must be right in every row, and one without rows says so (``nil``: 零报告). One that collects has
    accepted everything below; what is still missing is named together with a ``reason``. Refusals: ``returns.wrong``,
    ``returns.empty``, ``returns.not-empty``, ``returns.missing``, ``returns.top``.
    """
    sheet, post = _mine(actor, sheet_id, version)
    if sheet.parent_id is None:
        raise Refusal("returns.top", _TOP)
    said = _collected(sheet, reason) if not sheet.fills else ""
    read = _readable(sheet, nil=nil) if sheet.fills else None
    sums = totals(return_of(sheet.round.definition), read.values.values()) if read else {}
    step = take(actor, post, Step.Kind.SUBMITTED, sheet.round, sheet, reason=said, sums=sums)
    if read is not None:
        _write_rows(sheet, typed_rows(sheet), read.values, step)
    sheet.nil, sheet.typed, sheet.submitted_by_id = nil, [], actor.user_id
    move(sheet, Sheet.State.SUBMITTED, "nil", "typed", "submitted_by")
    return sheet


def as_draft(rows: Sequence[Typed]) -> list[dict[str, Any]]:
    """Return rows as a sheet keeps its draft."""
    return [{"line": row.line, "cells": dict(row.cells)} for row in rows]


def _mine(actor: Actor, sheet_id: int, version: int) -> tuple[Sheet, HeldPost]:
    sheet = locked_sheet_for(actor, sheet_id)
    post = held(may_fill(actor, sheet))
    unlocked(sheet.round)
    in_state(sheet, *OPEN)
    if sheet.version != version:
        raise Conflict("returns.older", _OLDER)
    return sheet, post


def _readable(sheet: Sheet, *, nil: bool) -> Read:
    typed = typed_rows(sheet)
    if nil and typed:
        raise Refusal("returns.not-empty", _NOT_EMPTY)
    if not nil and not typed:
        raise Refusal("returns.empty", _EMPTY)
    read = read_rows(return_of(sheet.round.definition), typed)
    if read.errors:
        first = read.errors[0]
        raise Refusal("returns.wrong", _WRONG.format(count=len(read.errors), row=first.at + 1, why=first.text))
    return read


def _collected(sheet: Sheet, reason: str) -> str:
    """Return what is said about places that are missing; refuse to pass over one in silence."""
    below = sheet.below.order_by("division").values_list("division", "state")
    missing = [division for division, state in below if state != Sheet.State.ACCEPTED]
    return over_missing(missing, reason, _MISSING)


def _write_rows(sheet: Sheet, typed: Sequence[Typed], values: Mapping[int, Mapping[str, Any]], step: Step) -> None:
    """Write what differs from the rows as last handed in: new lines, changed ones, and those taken out."""
    before = {row.line: row for row in sheet.rows.filter(latest=True)}
    following = max(before, default=0) + 1
    kept: dict[int, Mapping[str, Any]] = {}
    for at, row in enumerate(typed):
        line = row.line if row.line in before and row.line not in kept else following
        following += line == following
        kept[line] = values[at]
    changed = [
        (line, content)
        for line, content in kept.items()
        if line not in before or before[line].removed or before[line].values != content
    ]
    gone = [(line, row.values) for line, row in before.items() if line not in kept and not row.removed]
    replace(
        sheet, before, [*((line, content, False) for line, content in changed), *((*one, True) for one in gone)], step
    )


def replace(
    sheet: Sheet,
    before: Mapping[int, Row],
    changes: Sequence[tuple[int, Mapping[str, Any], bool]],
    step: Step,
) -> None:
    """Write the next revision of some lines: number, content, whether taken out; the ones before stay to be read."""
    Row.objects.filter(sheet=sheet, line__in=[line for line, _, _ in changes], latest=True).update(latest=False)
    Row.objects.bulk_create(
        Row(
            sheet=sheet,
            line=line,
            revision=before[line].revision + 1 if line in before else 1,
            values=dict(content),
            removed=removed,
            step=step,
        )
        for line, content, removed in changes
    )


_OLDER = Text(
    "这张表在您打开后又被改过；您填的内容没有保存，请刷新后对照再填。",
    "This sheet was changed after you opened it; what you typed is not kept: reload, compare and type again.",
)
_COLLECTS = Text(
    "本级只汇总，不填行；请退回下级更正。", "This place collects and fills no rows; send the sheet below back."
)
_TOO_MANY = Text("一张表最多暂存 {most} 行，请分期或删减。", "A sheet keeps {most} rows at most; take some out.")
_TOP = Text("汇总单位不再上报，请锁定本期。", "The collecting place hands in to nobody; lock the round instead.")
_NOT_EMPTY = Text(
    "表中还有行；零报告请先删去所有行。", "There are rows in the sheet; take them out before reporting nil."
)
_EMPTY = Text("没有填任何行；本期确无内容请用零报告。", "There is no row; where there is truly nothing, report nil.")
_WRONG = Text(
    "有 {count} 处需要更正，第一处在第 {row} 行：{why}", "{count} places need mending, the first in row {row}: {why}"
)
_MISSING = Text(
    "还有 {count} 个单位没有接收：{places}；请先接收，或者写明缺报的理由。",
    "{count} places are not accepted yet: {places}; accept them, or say why they are missing.",
)
