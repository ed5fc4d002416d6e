"""A party's own cases and papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases.locker import locker_of
from zhiquan.hall.cases.selectors import case_view, worklist_for
from zhiquan.hall.cases.services import tell_secret
from zhiquan.hall.cases.views import CaseView, ClockView, EventView
from zhiquan.hall.letters.turn import letters_in
from zhiquan.portal.web.acting import NOTHING, Attempt, frame, take
from zhiquan.portal.web.answers import signed_in
from zhiquan.portal.web.cases.rating import GRADES
from zhiquan.portal.web.hall.selectors import drafts
from zhiquan.portal.web.page import actor_of, page


@signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases of the person's organisations, open ones first."""
    actor = actor_of(request)
    closed = "closed" in request.GET
    shown = {
        "work": worklist_for(actor, closed=closed, after=request.GET.get("after") or None),
        "drafts": drafts(actor),
        "closed": closed,
        "paged": "after" in request.GET,
    }
    return page(request, "cases/list.html", shown)


@signed_in
def locker(request: HttpRequest) -> HttpResponse:
    """List the papers of the person's organisations that can be used again."""
    return page(request, "cases/locker.html", {"papers": locker_of(actor_of(request))})


@signed_in
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to its party."""
    return _shown(request, case_view(actor_of(request), number), NOTHING)


@signed_in
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Take a step as the party: hand in a supplement, withdraw."""
    return take(request, number, "cases.case", _shown)


def _shown(request: HttpRequest, view: CaseView, attempt: Attempt) -> HttpResponse:
    letters = [letter for letter in view.letters if letter.stage == "signed"]
    secret = tell_secret(actor_of(request), view.number)  # the first time only
    held = {letter.pk for letter in letters_in(view.number)} if letters else set()
    shown = {
        **frame(view, attempt),
        "letters": letters,
        "held": held,
        "secret": secret,
        "grades": GRADES,
        "turn": _turn(view),
    }
    return page(request, "cases/case.html", shown, status=422 if attempt.errors else 200)


def _turn(view: CaseView) -> tuple[ClockView, EventView] | None:
    """Return the party's clock that runs and what the office said last, where the case waits for this reader."""
    clock = next((one for one in view.clocks if one.for_party and one.state in _RUNS), None)
    if clock is None or not any(offer.offered for offer in view.offers):
        return None
    return clock, next((event for event in reversed(view.events) if event.answers), view.events[-1])


_RUNS = {"running", "overdue"}
