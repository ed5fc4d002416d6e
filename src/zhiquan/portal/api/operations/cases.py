"""A party's cases: list, one, steps, withdrawal; progress by number and secret."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from zhiquan.hall.cases import selectors, services
from zhiquan.portal.api.caller import actor_of, caller_of
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import cases as shapes
from zhiquan.portal.api.shapes.base import CaseNumber, Cursor, Shape
from zhiquan.portal.api.shapes.forms import Step, Withdrawal
from zhiquan.portal.api.shapes.office import Rating
from zhiquan.portal.api.stepping import based_on, shown, step
from zhiquan.rules.text import Text

room = Room(Text("办件", "Cases"))
Action = Annotated[str, Path(max_length=60)]


class Moved(Shape):
    """A case after a step."""

    number: str
    version: int


@room.read("/cases", Text("我的办件", "One's cases"), shapes.CaseList, scope=Scope.CASES_READ)
def list_cases(
    request: HttpRequest,
    closed: bool = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """List the cases that the caller sees, open ones unless `closed`, soonest due first."""
    question = {"closed": closed}
    after = opened("cases", question, cursor)
    page = selectors.worklist_for(actor_of(request), after=after, size=limit, closed=closed)
    return {"cases": page.rows, "next": sealed("cases", question, page.next)}


@room.read("/cases/{number}", Text("查看办件", "One case"), shapes.Case, scope=Scope.CASES_READ)
def get_case(request: HttpRequest, response: HttpResponse, number: CaseNumber) -> dict[str, Any]:
    """Tell a case as its party sees it: clocks with their reckoning, history, what can be done now."""
    return shown(request, response, number, office=False)


@room.change(
    "POST", "/cases/{number}/actions/{action}", Text("办理一步", "Take a step"), Moved, scope=Scope.CASES_WRITE
)
def act(request: HttpRequest, number: CaseNumber, action: Action, given: Step) -> dict[str, Any]:
    """Take a step as the party: answer a request for supplements, for example. `version` or `If-Match` says on which
    state it is based; when somebody acted since, it is refused (409, or 412 with `If-Match`).
    """
    return step(request, number, action, given)


@room.change("POST", "/cases/{number}/withdraw", Text("撤回申请", "Withdraw"), Moved, scope=Scope.CASES_WRITE)
def withdraw(request: HttpRequest, number: CaseNumber, given: Withdrawal) -> dict[str, Any]:
    """Withdraw a case, where its matter lets one."""
    return based_on(
        request,
        given.version,
        lambda actor, version, key: services.withdraw(actor, number, given.reason, version=version, key=key),
    )


@room.change("POST", "/cases/{number}/rating", Text("评价", "Rate a case"), Moved, scope=Scope.CASES_WRITE)
def rate(request: HttpRequest, number: CaseNumber, given: Rating) -> dict[str, Any]:
    """Rate how a closed case was handled, once, as its applicant; a poor grade is called back."""
    case = services.rate(actor_of(request), number, given.grade, given.comment, key=service_key(request))
    return {"number": case.number, "version": case.version}


@room.read("/progress", Text("查进度", "Progress"), shapes.Progress, method="POST")
def progress(request: HttpRequest, given: shapes.AskedProgress) -> dict[str, Any]:
    """Tell how far a case is to whoever has its number and secret; both stay out of the address."""
    found = selectors.progress(given.number, given.secret, source=caller_of(request).address)
    told = {name: getattr(found, name) for name in shapes.Progress.model_fields}
    return told | {"steps": [{"on": on, "label": label} for on, label in found.steps]}
