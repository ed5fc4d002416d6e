"""Letters 文书: drafted, reviewed and signed by the office; read and taken away by the party."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases.selectors import case_view, get_case_for
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.hall.letters import services, turn
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.rendering import Block
from zhiquan.hall.letters.selectors import get_letter_for, letter_docx, letter_pdf
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.web.answers import signed_in, staff_only, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal


@staff_only
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Draft a letter of a case from its template and show it."""
    if request.method != "POST":
        return redirect("desk.case", number=number)
    actor = actor_of(request)
    case = get_case_for(actor, number)
    try:
        made = services.draft_each(actor, case, request.POST.get("letter", ""))
    except Refusal as refusal:
        return told(request, refusal, "desk.case", number)
    messages.success(request, gettext("已拟稿，请他人审核。"))
    return redirect("letters.letter", letter_id=made[0].pk)


@signed_in
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show what a letter says and where it stands; to the office with the step that comes next."""
    actor = actor_of(request)
    found = get_letter_for(actor, letter_id)
    content = found.as_content()
    shown = {"letter": found, "content": content, "blocks": _blocks(content.body)}
    if actor.is_staff:
        shown |= {
            "why_not": turn.why_not_next(actor, found),
            "may_void": turn.may_void(actor, found),
            "others": _others(actor, found),
            "serving": _serving(actor, found) if found.state == State.SIGNED else "",
        }
    return page(request, "letters/letter.html", shown)


def _others(actor: Actor, found: Letter) -> list[Letter]:
    letters = turn.letters_in(found.case.number)
    return [one for one in turn.waiting_for(actor, letters) if one.pk != found.pk]


def _serving(actor: Actor, found: Letter) -> str:
    """Return the step by which this actor can note now that the letter was served, or nothing."""
    offers = case_view(actor, found.case.number).offers
    return next((offer.key for offer in offers if offer.offered and offer.serves == found.template), "")


def _blocks(body: tuple[Block, ...]) -> list[tuple[str, object]]:
    """Return what a letter says as (kind, rows or text), for its page."""
    return [("text", one) if isinstance(one, str) else (type(one).__name__.lower(), one.rows) for one in body]


@staff_only
def step(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Review, sign or void a letter; the room decides who may."""
    if request.method != "POST":
        return redirect("letters.letter", letter_id=letter_id)
    actor = actor_of(request)
    found = get_letter_for(actor, letter_id)
    try:
        match request.POST.get("step"):
            case "review":
                services.review(actor, found, request.POST.get("opinion", ""))
                messages.success(request, gettext("已审核，请签发。"))
            case "sign":
                services.sign(actor, found, request.POST.get("opinion", ""))
                messages.success(request, gettext("已签发并加盖电子印章。"))
            case _:
                services.void(actor, found, request.POST.get("reason", ""))
                messages.success(request, gettext("已作废。"))
    except Refusal as refusal:
        return told(request, refusal, "letters.letter", letter_id)
    return redirect("letters.letter", letter_id=letter_id)


@signed_in
def pdf(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Hand out the sealed PDF, or the draft as it would look."""
    found = get_letter_for(actor_of(request), letter_id)
    return _saved(letter_pdf(found), Kind.PDF, f"{name_of(found)}.pdf")


@signed_in
def docx(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Hand out the docx."""
    found = get_letter_for(actor_of(request), letter_id)
    return _saved(letter_docx(found), Kind.DOCX, f"{name_of(found)}.docx")


def name_of(found: Letter) -> str:
    """Return the name under which a letter is saved."""
    return " ".join(filter(None, (found.title, found.number)))


def _saved(content: bytes, kind: Kind, name: str) -> HttpResponse:
    return HttpResponse(content, headers=saved_headers(name, kind, len(content)))
