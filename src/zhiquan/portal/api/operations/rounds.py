"""Rounds of returns: opened, looked at, passed on or sent back, locked, signed, corrected; the rows behind a value."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path

from zhiquan.office.access.selectors import Actor
from zhiquan.office.returns import services
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Restatement, Round, Row, SignedFigure
from zhiquan.office.returns.selectors import (
    PlaceTotals,
    counted_rows_for,
    get_round_for,
    may_lock,
    may_sign,
    places_for,
    signed_values,
)
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.cursors import Wanted
from zhiquan.portal.api.operations.returns import room, round_told, sheet_told
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import returns as shapes
from zhiquan.portal.api.shapes.base import Code, Cursor, Division, Id, Limit
from zhiquan.portal.web.answers import require_staff
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

__all__ = ["room"]  # the room of returns, with the operations on rounds in it
Line = Annotated[int, Path(ge=1, le=1_000_000)]


@room.change("POST", "/returns", Text("开始一期填报", "Open a round"), shapes.Round, scope=Scope.RETURNS_WRITE)
def open_round(request: HttpRequest, given: shapes.NewRound) -> dict[str, Any]:
    """Open a return for a period that has ended, in a place and everything below it."""
    made = services.open_round(_officer(request), given.code, given.period, given.division, today=today())
    return round_told(made, [])


@room.read("/returns/rounds/{round_id}", Text("一期填报", "One round"), shapes.WholeRound, scope=Scope.RETURNS_READ)
def get_round(request: HttpRequest, round_id: Id) -> dict[str, Any]:
    """Tell what every place that the caller sees comes to, as it stands and as it was signed."""
    actor = _officer(request)
    return _whole(actor, get_round_for(actor, round_id))


@room.read(
    "/returns/rounds/{round_id}/measures/{measure}/rows",
    Text("展开一个填报数", "The rows behind a value"),
    shapes.CountedRows,
    scope=Scope.RETURNS_READ,
)
def open_measure(
    request: HttpRequest, round_id: Id, measure: Code, division: Division, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """Open a value of a place: every row that it counts, by place and line."""
    question = {"round": round_id, "measure": measure, "division": division}
    found = counted_rows_for(_officer(request), round_id, measure, division)
    rows, following = Wanted("returns.rows", question, cursor, limit).cut(found.rows, _mark)
    shown = [{"division": row.sheet.division, "line": row.line, "cells": _cells(row)} for row in rows]
    stands = {"value": found.value, "signed": found.signed, "rows": shown}
    return {**stands, "next": following}


@room.change(
    "POST", "/returns/rounds/{round_id}/lock", Text("锁定", "Lock a round"), shapes.Round, scope=Scope.RETURNS_WRITE
)
def lock_round(request: HttpRequest, round_id: Id, given: shapes.OverMissing) -> dict[str, Any]:
    """Lock a round: nothing is handed in, sent back or passed on any more; places still missing need a reason."""
    return round_told(services.lock(_officer(request), round_id, given.reason), [])


@room.change(
    "POST", "/returns/rounds/{round_id}/sign", Text("核定", "Sign a round"), shapes.WholeRound,
    scope=Scope.RETURNS_WRITE,
)  # fmt: skip
def sign_round(request: HttpRequest, round_id: Id) -> dict[str, Any]:
    """Sign a locked round as its place's head; who locked it does not sign it."""
    actor = _officer(request)
    return _whole(actor, services.sign(actor, round_id))


@room.change(
    "POST", "/returns/sheets/{sheet_id}/accept", Text("接收", "Pass a sheet on"), shapes.Sheet,
    scope=Scope.RETURNS_WRITE,
)  # fmt: skip
def accept_sheet(request: HttpRequest, sheet_id: Id) -> dict[str, Any]:
    """Accept a sheet that was handed in, so that it counts for the place above; nobody accepts their own."""
    return sheet_told(services.accept(_officer(request), sheet_id))


@room.change(
    "POST", "/returns/sheets/{sheet_id}/send-back", Text("退回", "Send a sheet back"), shapes.Sheet,
    scope=Scope.RETURNS_WRITE,
)  # fmt: skip
def send_sheet_back(request: HttpRequest, sheet_id: Id, given: shapes.Reason) -> dict[str, Any]:
    """Send a sheet back with a reason, as long as the place above has not handed in itself."""
    return sheet_told(services.send_back(_officer(request), sheet_id, given.reason))


@room.change(
    "POST", "/returns/sheets/{sheet_id}/urge", Text("催报", "Urge a place"), shapes.Urged, scope=Scope.RETURNS_WRITE
)
def urge_sheet(request: HttpRequest, sheet_id: Id) -> dict[str, Any]:
    """Urge a place that has not handed in, once a day."""
    step = services.urge(_officer(request), sheet_id, today=today())
    return {"sheet": sheet_id, "at": step.at}


@room.change(
    "POST", "/returns/sheets/{sheet_id}/lines/{line}/correction", Text("核定后更正", "Correct a signed line"),
    shapes.RestatedList, scope=Scope.RETURNS_WRITE,
)  # fmt: skip
def correct_line(request: HttpRequest, sheet_id: Id, line: Line, given: shapes.CorrectedLine) -> dict[str, Any]:
    """Correct a line of a signed round: the signed values stay, what changes is listed as restated."""
    listed = services.correct(_officer(request), sheet_id, line, given.cells, given.reason, revision=given.revision)
    return {"restatements": [_restated(one) for one in listed]}


def _officer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require_staff(actor)
    return actor


def _whole(actor: Actor, held: Round) -> dict[str, Any]:
    definition, signed = return_of(held.definition), signed_values(held)
    places = places_for(actor, held)
    able = {"lock": may_lock(actor, held), "sign": may_sign(actor, held)}
    return {
        **round_told(held, [place.sheet for place in places]),
        "title": definition.title,
        "places": [_place(definition, place, signed) for place in places],
        "offers": [name for name, post in able.items() if post is not None],
    }


def _place(definition: Return, place: PlaceTotals, signed: dict[tuple[str, str], SignedFigure]) -> dict[str, Any]:
    values = []
    for measure in definition.measures:
        figure = signed.get((place.sheet.division, measure.key))
        value = {"value": place.totals[measure.key], "signed": figure.value if figure else None}
        values.append({"measure": measure.key, "label": measure.label, **value})
    return {**sheet_told(place.sheet), "expected": place.expected, "arrived": place.arrived, "values": values}


def _restated(one: Restatement) -> dict[str, Any]:
    return {"division": one.figure.division, "measure": one.figure.measure, "was": one.was, "now": one.now}


def _cells(row: Row) -> dict[str, str]:
    return {key: str(value) for key, value in row.values.items()}


def _mark(row: Row) -> str:
    return f"{row.sheet.division} {row.line:09d}"
