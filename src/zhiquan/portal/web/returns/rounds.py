"""All rounds, one round with what every place has come to, and the rows behind one figure."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.selectors import Actor
from zhiquan.office.returns import services
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import RETURN, return_of
from zhiquan.office.returns.models import Restatement, Round, SignedFigure
from zhiquan.office.returns.periods import containing, parse_period
from zhiquan.office.returns.selectors import (
    PlaceTotals,
    counted_rows_for,
    get_round_for,
    may_lock,
    may_sign,
    places_for,
    rounds_for,
    sheets_to_fill,
    signed_values,
)
from zhiquan.office.rulebook.selectors import all_active
from zhiquan.portal.web.answers import staff_only, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.returns.words import cells, plain, state_of, told_steps
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

MOST_ROUNDS, MOST_WAITING, MOST_ROWS = 60, 200, 500


@staff_only
def returns(request: HttpRequest) -> HttpResponse:
    """List the rounds one has a part in, what is due first; open a round where one may."""
    actor = actor_of(request)
    if request.method == "POST":
        code, _, division = request.POST.get("what", "").partition("@")
        try:
            opened = services.open_round(actor, code, request.POST.get("period", ""), division, today=today())
        except Refusal as refusal:
            return told(request, refusal, "returns")
        messages.success(request, gettext("填报已开始，下级可以填写了。"))
        return redirect("returns.round", round_id=opened.pk)
    rounds = list(rounds_for(actor)[:MOST_ROUNDS])
    mine = sheets_to_fill(actor, MOST_WAITING)
    context = {
        "rounds": [(one, return_of(one.definition), _period(one)) for one in rounds],
        "waiting": [(one, return_of(one.round.definition), _period(one.round), *state_of(one)) for one in mine],
        "openable": _openable(actor),
        "places": divisions(settings.DATA.region),
    }
    return page(request, "returns/returns.html", context)


@staff_only
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show how far a round has come and what every place comes to; lock it, sign it."""
    actor = actor_of(request)
    held = get_round_for(actor, round_id)
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("go") == "sign":
                services.sign(actor, round_id)
            else:
                services.lock(actor, round_id, request.POST.get("reason", ""))
            return redirect("returns.round", round_id=round_id)
        except Refusal as wrong:
            refusal = wrong
    context = {**_round(actor, held), "refusal": refusal}
    return page(request, "returns/round.html", context, status=422 if refusal else 200)


@staff_only
def behind(request: HttpRequest, round_id: int, measure: str, division: str) -> HttpResponse:
    """Open one figure: the rows that make it up, place by place."""
    found = counted_rows_for(actor_of(request), round_id, measure, division)
    held, rows = found.round, list(found.rows)
    definition = return_of(held.definition)
    context = {
        "round": held,
        "definition": definition,
        "period": _period(held),
        "measure": found.measure,
        "value": plain(found.value),
        "division": division,
        "signed": None if found.signed is None else plain(found.signed),
        "rows": [(row, cells(definition, row.values)) for row in rows[:MOST_ROWS]],
        "more": max(0, len(rows) - MOST_ROWS),
        "places": divisions(settings.DATA.region),
    }
    return page(request, "returns/behind.html", context)


def _round(actor: Actor, held: Round) -> dict[str, Any]:
    definition = return_of(held.definition)
    places = places_for(actor, held)
    visible = {place.sheet.division for place in places}
    signed = signed_values(held)
    return {
        "round": held,
        "definition": definition,
        "period": _period(held),
        "places": divisions(settings.DATA.region),
        "lines": [_line(definition, place, signed) for place in _ordered(places)],
        "restatements": [(one, plain(one.was), plain(one.now)) for one in _restated(held, visible)],
        "labels": {one.key: one.label for one in definition.measures},
        "steps": told_steps(held.steps.filter(sheet=None)),
        "can_lock": may_lock(actor, held) is not None,
        "can_sign": may_sign(actor, held) is not None,
    }


def _restated(held: Round, visible: set[str]) -> QuerySet[Restatement]:
    found = Restatement.objects.filter(figure__round=held, figure__division__in=visible)
    return found.select_related("figure", "step__by").order_by("-pk")


def _ordered(places: list[PlaceTotals]) -> list[PlaceTotals]:
    """Return the tree from above: each place directly before those below it."""
    below: dict[int | None, list[PlaceTotals]] = {}
    known = {place.sheet.pk for place in places}
    for place in places:
        above = place.sheet.parent_id if place.sheet.parent_id in known else None
        below.setdefault(above, []).append(place)

    def walk(above: int | None) -> list[PlaceTotals]:
        return [one for place in below.get(above, ()) for one in (place, *walk(place.sheet.pk))]

    return walk(None)


def _line(definition: Return, place: PlaceTotals, signed: dict[tuple[str, str], SignedFigure]) -> dict[str, Any]:
    label, look = state_of(place.sheet)
    found = []
    for measure in definition.measures:
        figure = signed.get((place.sheet.division, measure.key))
        current = plain(place.totals[measure.key])
        value = plain(figure.value) if figure else current
        found.append((measure, value, None if value == current else current))
    return {"place": place, "label": label, "look": look, "cells": found}


def _period(held: Round) -> Any:
    return parse_period(held.period, return_of(held.definition).every)


def _openable(actor: Actor) -> list[tuple[str, Text, str]]:
    """Return what an actor may open where: its value in the form, its words, the latest period that has ended."""
    found = []
    for version in all_active(today(), kind=RETURN):
        definition = return_of(version)
        for post in actor.posts:
            if post.role in definition.reviews and not post.deputising:
                last = containing(definition.every, today()).before
                found.append((f"{definition.code}@{post.division}", definition.title, last.code))
    return sorted(set(found), key=lambda one: one[0])
