"""Returns 填报: the rounds one sees a part of, the rows of a sheet, handing it in."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query

from zhiquan.office.returns import services
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Round, Sheet
from zhiquan.office.returns.rows import Typed, read_rows
from zhiquan.office.returns.selectors import (
    get_sheet_for,
    handed_in,
    may_fill,
    round_mark,
    rounds_for,
    sheets_for,
    typed_rows,
)
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import returns as shapes
from zhiquan.portal.api.shapes.base import Cursor, Id
from zhiquan.portal.web.answers import require_staff
from zhiquan.rules.text import Text

room = Room(Text("填报", "Returns"))
MOST = 50


@room.read("/returns", Text("填报轮次", "Rounds"), shapes.RoundList, scope=Scope.RETURNS_READ)
def list_rounds(
    request: HttpRequest, limit: Annotated[int, Query(ge=1, le=50)] = MOST, cursor: Cursor = None
) -> dict[str, Any]:
    """List the rounds with the sheets that the caller sees, the latest first."""
    actor = actor_of(request)
    require_staff(actor)
    found = list(rounds_for(actor, before=opened("returns", {}, cursor))[: limit + 1])
    rounds = found[:limit]
    seen: dict[int, list[Sheet]] = {one.pk: [] for one in rounds}
    for sheet in sheets_for(actor).filter(round__in=rounds).order_by("division"):
        seen[sheet.round_id].append(sheet)
    following = round_mark(rounds[-1]) if len(found) > limit else None
    return {"rounds": [round_told(one, seen[one.pk]) for one in rounds], "next": sealed("returns", {}, following)}


@room.read("/returns/sheets/{sheet_id}", Text("查看填报表", "One sheet"), shapes.WholeSheet, scope=Scope.RETURNS_READ)
def get_sheet(request: HttpRequest, sheet_id: Id) -> dict[str, Any]:
    """Tell the rows of a sheet and what is wrong with them; a draft only to who fills it."""
    actor = actor_of(request)
    require_staff(actor)
    sheet = get_sheet_for(actor, sheet_id)
    return _whole(sheet, typed_rows(sheet) if may_fill(actor, sheet) else handed_in(sheet))


@room.change(
    "PUT",
    "/returns/sheets/{sheet_id}",
    Text("保存填报表", "Save a sheet"),
    shapes.WholeSheet,
    scope=Scope.RETURNS_WRITE,
)
def save_sheet(request: HttpRequest, sheet_id: Id, given: shapes.GivenRows) -> dict[str, Any]:
    """Keep the rows as they are, right or wrong, in place of those before; what is wrong is told."""
    actor = actor_of(request)
    require_staff(actor)
    rows = [Typed(row.line, row.cells) for row in given.rows]
    sheet = services.save_draft(actor, sheet_id, given.version, rows)
    return _whole(sheet, typed_rows(sheet))


@room.change(
    "POST",
    "/returns/sheets/{sheet_id}/hand-in",
    Text("上报", "Hand a sheet in"),
    shapes.Sheet,
    scope=Scope.RETURNS_WRITE,
)
def hand_in_sheet(request: HttpRequest, sheet_id: Id, given: shapes.HandIn) -> dict[str, Any]:
    """Hand a sheet in to the place above."""
    actor = actor_of(request)
    require_staff(actor)
    return sheet_told(services.submit(actor, sheet_id, given.version, nil=given.nil, reason=given.reason))


def round_told(one: Round, sheets: list[Sheet]) -> dict[str, Any]:
    """Return a round with some of its sheets as the API tells them."""
    told = {"id": one.pk, "code": one.code, "period": one.period, "division": one.division}
    ended = {"locked": one.locked_at is not None, "signed": one.signed_at is not None}
    return {**told, **ended, "sheets": [sheet_told(sheet) for sheet in sheets]}


def sheet_told(sheet: Sheet) -> dict[str, Any]:
    """Return where a sheet stands, as the API tells it."""
    same = {name: getattr(sheet, name) for name in ("division", "fills", "due", "state", "version")}
    return {"id": sheet.pk, **same}


def _whole(sheet: Sheet, rows: list[Typed]) -> dict[str, Any]:
    definition = return_of(sheet.round.definition)
    read = read_rows(definition, rows)
    wrong = [
        {"row": one.at, "field": one.field, "text": one.text, "doubt": one.doubt}
        for one in (*read.errors, *read.doubts)
    ]
    shown = [{"line": row.line, "cells": {key: str(cell) for key, cell in row.cells.items()}} for row in rows]
    return {**sheet_told(sheet), "columns": [one.key for one in definition.columns], "rows": shown, "wrong": wrong}
