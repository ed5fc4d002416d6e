"""The counter 窗口收件: a clerk enters what was brought, posted or told by telephone, and hands over a receipt."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.cases import services
from zhiquan.hall.cases.selectors import matters
from zhiquan.hall.cases.services.counter import CHANNELS
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, reach_of
from zhiquan.office.rulebook.selectors import active
from zhiquan.portal.web.answers import said, staff_only
from zhiquan.portal.web.desk.intake import OWN, Intake, blank, known, read
from zhiquan.portal.web.forms import Wrong, rows
from zhiquan.portal.web.hall.selectors import by_chain
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@staff_only
def counter(request: HttpRequest) -> HttpResponse:
    """List the matters that can be entered."""
    return page(request, "desk/counter.html", {"groups": by_chain(matters()), "window": _windows(actor_of(request))})


@staff_only
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Take an application in for somebody; what is missing is told in the receipt and supplemented afterwards."""
    matter = matter_of(active(code, today()))
    places = _places(actor_of(request))
    if request.method != "POST":
        first = next(iter(places), ("", None))[0]
        return _form(request, matter, blank(first, uuid.uuid4().hex))
    given = read(request, matter)
    if request.POST.get(f"{OWN}go") == "enter":
        return _entered(request, matter, given)
    return _looked_up(request, matter, given)


@staff_only
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show the receipt of an application again; the secret was told once and is not told here."""
    return _handed_over(request, services.receipt_again(actor_of(request), number))


def _entered(request: HttpRequest, matter: Matter, given: Intake) -> HttpResponse:
    party = known(given.uscc)
    try:
        made = services.enter_at_counter(
            actor_of(request),
            matter.code,
            party.pk if party and party.name == given.name else given.applicant,
            given.form,
            materials=given.rows(),
            channel=given.channel,
            received_at=given.received_at,
            key=given.key,
        )
    except FormRefusal as refusal:
        return _form(request, matter, given, refusal.errors)
    except Refusal as refusal:
        messages.error(request, said(refusal.text))
        return _form(request, matter, given, status=422)
    return _handed_over(request, made, fresh=True)


def _handed_over(request: HttpRequest, made: services.Receipt, *, fresh: bool = False) -> HttpResponse:
    """Show a receipt; where to follow the case is written out, for it is read on paper."""
    shown = {
        "receipt": made,
        "fresh": fresh,
        "has_papers": any(material.files for material in made.materials),
        "progress_at": f"{settings.PUBLIC_URL}{resolve_url('progress')}",
    }
    return page(request, "desk/receipt.html", shown)


def _looked_up(request: HttpRequest, matter: Matter, given: Intake) -> HttpResponse:
    """Fill in the name and the place that belong to the credit code; otherwise only keep what was typed."""
    if party := known(given.uscc):
        given = replace(given, name=party.name, division=party.division)
    asked = bool(given.uscc) and request.POST.get(f"{OWN}go") == "look"
    return _form(request, matter, given, unknown=asked and party is None)


def _form(
    request: HttpRequest,
    matter: Matter,
    given: Intake,
    errors: Iterable[Wrong] = (),
    *,
    status: int = 200,
    unknown: bool = False,
) -> HttpResponse:
    """Show the form as it was filled in; ``unknown``: the credit code that was looked up is nobody's of ours."""
    wrong = tuple(errors)
    held = [(material, [paper for paper in given.papers if paper.material == material.key])
            for material in matter.materials]  # fmt: skip
    shown: dict[str, Any] = {
        "matter": matter,
        "given": given,
        "sections": [(section, rows(section.fields, given.form, wrong)) for section in matter.form.sections],
        "wrong": wrong,
        "materials": held,
        "channels": CHANNELS.items(),
        "places": _places(actor_of(request)),
        "unknown": unknown,
    }
    return page(request, "desk/enter.html", shown, status=422 if wrong else status)


def _windows(actor: Actor) -> tuple[str, ...]:
    """Return the places at whose window the actor sits."""
    return tuple(post.division for post in actor.posts if post.role is Role.WINDOW)


def _places(actor: Actor) -> list[tuple[str, Text]]:
    """Return the places that the actor's window takes applications from, the smallest first."""
    table = divisions(settings.DATA.region)
    reaches = [reach_of(place) for place in _windows(actor)]
    found = [code for code in table if any(reach.holds(code) for reach in reaches)]
    return [(code, table.name(code)) for code in sorted(found, key=lambda code: (code.endswith("00"), code))]
