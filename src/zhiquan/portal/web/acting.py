"""Taking a step in a case from a page: the same for the party's page and the staff's."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.cases.views import ActionOffer, CaseView
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.services import LIMIT, WAITING, stage
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.portal.web.answers import said, told
from zhiquan.portal.web.forms import FieldRow, Party, Wrong, rows, typed
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of
from zhiquan.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step that was refused for its answers: what was typed and what is wrong with it."""

    action: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[Wrong, ...] = ()


NOTHING = Attempt()
Show = Callable[[HttpRequest, CaseView, Attempt], HttpResponse]


def offered(case: CaseView, attempt: Attempt) -> list[tuple[ActionOffer, tuple[FieldRow, ...]]]:
    """Return the steps that can be taken, each with the rows of its form."""
    parties = [Party(party.id, party.role, party.name) for party in case.parties]
    return [(offer, _rows(offer, attempt, parties)) for offer in case.offers if offer.offered]


def _rows(offer: ActionOffer, attempt: Attempt, parties: Sequence[Party]) -> tuple[FieldRow, ...]:
    mine = attempt if offer.key == attempt.action else NOTHING
    return rows(offer.fields, mine.typed, mine.errors, prefix=f"{offer.key}-", parties=parties)


def frame(case: CaseView, attempt: Attempt) -> dict[str, Any]:
    """Return what the page needs to offer steps: forms, a fresh request key, which form stands open."""
    return {"case": case, "offers": offered(case, attempt), "key": uuid.uuid4().hex, "open": attempt.action}


def take(request: HttpRequest, number: str, back: str, show: Show) -> HttpResponse:
    """Take the posted step; wrong answers are shown beside their fields, every other refusal at the page's head."""
    if request.method != "POST":
        return redirect(back, number=number)
    actor = actor_of(request)
    case = case_view(actor, number)
    action = request.POST.get("action", "")
    offer = next((offer for offer in case.offers if offer.key == action), None)
    answers = typed(request.POST, offer.fields if offer else ())
    try:
        papers = _papers(request, offer.materials if offer else ())
        services.act(
            actor,
            number,
            action,
            answers,
            version=whole(request.POST.get("version", "")),
            key=request.POST.get("key") or uuid.uuid4().hex,
            materials=papers,
        )
    except FormRefusal as refusal:
        return show(request, case, Attempt(action, answers, refusal.errors))
    except Refusal as refusal:
        return told(request, refusal, back, number)
    messages.success(request, gettext("已办理。"))
    return redirect(back, number=number)


def kept(request: HttpRequest, upload: UploadedFile[Any]) -> StoredFile:
    """Stage an uploaded paper; never more of it is read than a paper may be large. What needs it attaches it."""
    file = stage(actor_of(request), upload.name or "", upload.read(LIMIT + 1))
    if file.quarantined:
        messages.warning(request, said(WAITING.format(name=file.name)))
    return file


def _papers(request: HttpRequest, materials: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"material": material.key, "file": kept(request, upload).pk}
        for material in materials
        for upload in request.FILES.getlist(f"material.{material.key}")
    ]
