"""One step in many cases 批量办理: choose it, see exactly what it does and where it is refused, confirm once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases import services
from zhiquan.hall.cases.many import MOST_FORESEEN, Bulk, foreseen, misread
from zhiquan.portal.web.answers import staff_only, told
from zhiquan.portal.web.forms import rows, typed
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.forms.answers import FieldError
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text

OWN = "many."
"""Before the names of the page's own inputs: a step may ask for a ``number`` itself."""


@staff_only
def together(request: HttpRequest) -> HttpResponse:
    """Show the steps for the chosen cases, or one of them with its effects; take it when it was confirmed."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = asked.getlist(f"{OWN}number")
    if not 0 < len(numbers) <= MOST_FORESEEN:
        return told(request, Refusal("desk.choose", _CHOOSE.format(most=MOST_FORESEEN)), "desk")
    steps, without = foreseen(actor_of(request), numbers)
    step = next((bulk for bulk in steps if f"{bulk.matter}:{bulk.action}" == asked.get(f"{OWN}step")), None)
    if request.method == "POST" and asked.get(f"{OWN}go") == "take":
        return _taken(request, step)
    if step is None:
        shown = {"steps": steps, "without": without, "numbers": numbers}
        return page(request, "desk/together.html", shown)
    return _confirm(request, step)


def _confirm(
    request: HttpRequest, step: Bulk, answers: Mapping[str, Any] | None = None, errors: Sequence[FieldError] = ()
) -> HttpResponse:
    shown = {"step": step, "rows": rows(step.fields, answers or {}, errors), "wrong": errors, "key": uuid.uuid4().hex}
    return page(request, "desk/confirm.html", shown, status=422 if errors else 200)


def _taken(request: HttpRequest, step: Bulk | None) -> HttpResponse:
    """Take the step in exactly the cases that were confirmed; each tells how it went."""
    if step is None:
        return told(request, Conflict("desk.no-step", _GONE), "desk")
    actor, answers = actor_of(request), typed(request.POST, step.fields)
    confirmed = [number for number in request.POST.getlist(f"{OWN}able") if number in step.able]
    if errors := misread(actor, step.able[0], step.action, answers):
        return _confirm(request, step, answers, errors)
    if not confirmed:
        return told(request, Conflict("desk.no-step", _GONE), "desk")
    done = services.act_many(actor, confirmed, step.action, answers, request.POST.get(f"{OWN}key") or uuid.uuid4().hex)
    left = [number for number in request.POST.getlist(f"{OWN}able") if number not in step.able]
    shown = {"step": step, "done": done, "taken": sum(row.refusal is None for row in done), "left": left}
    return page(request, "desk/done.html", shown)


_CHOOSE = Text("请勾选 1 至 {most} 件后再批量办理。", "Tick between 1 and {most} cases first.")
_GONE = Text(
    "所选办件现在都不能办理这一步，可能已经办过，请刷新后再选。",
    "None of the chosen cases takes this step now; it may be done already. Reload and choose again.",
)
