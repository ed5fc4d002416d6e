"""The staff's desk: what is due, and one case with everything that decides it."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases.selectors import case_view, desk_of
from zhiquan.hall.cases.views import CaseView
from zhiquan.hall.letters.turn import letters_in, waiting_for
from zhiquan.office.access.colleagues import holders
from zhiquan.portal.web.acting import Attempt, frame, take
from zhiquan.portal.web.answers import staff_only
from zhiquan.portal.web.desk.filters import ASKED, chips, scope_of, selects, wanted
from zhiquan.portal.web.hall.selectors import flow_of_case
from zhiquan.portal.web.page import actor_of, page
from zhiquan.settings.now import today

ROWS = 50
"""The cases on a page of the desk: half of what ``Desk.page`` gives at once, as a page of a hundred takes as long to
render as all else together."""


@staff_only
def worklist(request: HttpRequest) -> HttpResponse:
    """List the cases of the person's divisions, soonest due first, as far as the address asks for them."""
    actor, asked = actor_of(request), request.GET
    desk = desk_of(actor)
    shown = {
        "work": desk.page(after=asked.get("after") or None, size=ROWS, **wanted(asked)),
        "scope": scope_of(asked),
        "chips": chips(desk, asked),
        "selects": selects(actor, asked),
        "text": asked.get("text", ""),
        "filtered": any(asked.get(name) for name in ASKED),
        "paged": "after" in asked,
    }
    return page(request, "desk/worklist.html", shown)


@staff_only
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to the office; ``do`` in the address opens the form of one step."""
    return _shown(request, case_view(actor_of(request), number), Attempt(request.GET.get("do", "")))


@staff_only
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Take a step as the office."""
    return take(request, number, "desk.case", _shown)


def _shown(request: HttpRequest, view: CaseView, attempt: Attempt) -> HttpResponse:
    letters = letters_in(view.number)
    counted = Counter(check.outcome.value for check in view.checks)
    shown = {
        **frame(view, attempt),
        "waiting": [offer for offer in view.offers if not (offer.offered or offer.whose or offer.done)],
        "letters_waiting": waiting_for(actor_of(request), letters),
        "held": {letter.pk for letter in letters},
        "others": [offer for offer in view.offers if offer.whose or offer.done],
        "tally": [(key, counted[key]) for key in ("fail", "unknown", "pass")],
        "flow": flow_of_case(actor_of(request), view.number),
        "people": holders(view.division, today()) if view.kept.may & {"assign", "recuse"} else (),
    }
    return page(request, "desk/case.html", shown, status=422 if attempt.errors else 200)
