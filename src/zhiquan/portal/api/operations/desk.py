"""The office's desk: the worklist, one case with everything that decides it, steps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, QueryDict
from ninja import File, Query
from ninja.files import UploadedFile

from zhiquan.hall.cases.selectors import worklist_for
from zhiquan.hall.cases.services import call_back as call_back_on
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import FORM, Room
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.operations.cases import Action, Moved
from zhiquan.portal.api.operations.drafts import staged
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import cases as shapes
from zhiquan.portal.api.shapes.base import CaseNumber, Cursor
from zhiquan.portal.api.shapes.forms import Step, StoredPaper
from zhiquan.portal.api.shapes.office import CallBack
from zhiquan.portal.api.stepping import shown, step
from zhiquan.portal.web.answers import require_staff
from zhiquan.portal.web.desk.filters import wanted
from zhiquan.rules.text import Text

room = Room(Text("工作台", "Desk"))
Word = Annotated[str, Query(max_length=60)]


@room.read("/desk/cases", Text("工作清单", "The worklist"), shapes.CaseList, scope=Scope.DESK_READ)
def list_work(
    request: HttpRequest,
    scope: Literal["open", "waiting", "mine", "late", "paused", "closed"] = "open",
    matter: Word = "",
    state: Word = "",
    due: Annotated[Literal["", "0", "3", "7", "30"], Query(description="几天内到期 · Due within so many days")] = "",
    handler: Annotated[
        str, Query(max_length=19, description="me、nobody 或人员编号 · me, nobody, or a person's number")
    ] = "",
    division: Annotated[str, Query(pattern=r"^([0-9]{6})?$")] = "",
    tag: Word = "",
    text: Word = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """List the cases of one's divisions, soonest due first, filtered as on the page of the desk."""
    actor = actor_of(request)
    require_staff(actor)
    asked = QueryDict(mutable=True)
    asked.update(
        {"scope": scope, "matter": matter, "state": state, "due": due, "handler": handler, "division": division,
         "tag": tag, "text": text}
    )  # fmt: skip
    question = asked.dict()
    page = worklist_for(actor, after=opened("desk", question, cursor), size=limit, **wanted(asked))
    return {"cases": page.rows, "next": sealed("desk", question, page.next)}


@room.read(
    "/desk/cases/{number}", Text("查看办件（办理）", "One case for the office"), shapes.Case, scope=Scope.DESK_READ
)
def get_work(request: HttpRequest, response: HttpResponse, number: CaseNumber) -> dict[str, Any]:
    """Tell a case as the office sees it, with the steps that are not offered and why not."""
    require_staff(actor_of(request))
    return shown(request, response, number, office=True)


@room.change(
    "POST",
    "/desk/files",
    Text("上传文件（办理）", "Upload a file for the office"),
    StoredPaper,
    scope=Scope.DESK_WRITE,
    takes=FORM,
)
def upload_office_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> dict[str, Any]:
    """Receive a file that a step of the office takes up."""
    require_staff(actor_of(request))
    return staged(request, file)


@room.change(
    "POST", "/desk/cases/{number}/actions/{action}", Text("办理一步（办理）", "Take a step for the office"), Moved,
    scope=Scope.DESK_WRITE,
)  # fmt: skip
def act_for_office(request: HttpRequest, number: CaseNumber, action: Action, given: Step) -> dict[str, Any]:
    """Take a step as the office, under the guards of the matter: role, recusal, another person than before."""
    require_staff(actor_of(request))
    return step(request, number, action, given)


@room.change(
    "POST", "/desk/cases/{number}/call-back", Text("回访", "Call back on a rating"), Moved, scope=Scope.DESK_WRITE
)
def call_back(request: HttpRequest, number: CaseNumber, given: CallBack) -> dict[str, Any]:
    """Note what a call-back on a case's rating found and did, once."""
    actor = actor_of(request)
    require_staff(actor)
    case = call_back_on(actor, number, given.answer, key=service_key(request))
    return {"number": case.number, "version": case.version}
