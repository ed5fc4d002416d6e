"""Writing an application and handing it in; nothing typed is ever lost."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Path
from ninja.files import UploadedFile

from zhiquan.hall.cases import services
from zhiquan.hall.cases.selectors import draft_view, drafts_for
from zhiquan.hall.cases.views import DraftView, Precheck
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.services import LIMIT, stage
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.door import FORM, Room
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import forms as shapes
from zhiquan.portal.api.shapes.base import Id, Shape
from zhiquan.portal.api.shapes.cases import Submitted
from zhiquan.rules.text import Text

room = Room(Text("申请", "Applications"))
MOST = 100


class DraftList(Shape):
    """The newest drafts: their ids."""

    drafts: list[int]


@room.read("/drafts", Text("我的草稿", "One's drafts"), DraftList, scope=Scope.CASES_READ)
def list_drafts(request: HttpRequest) -> dict[str, Any]:
    """List the drafts of the organisations one acts for, those changed last first, a hundred at most."""
    return {"drafts": list(drafts_for(actor_of(request)).values_list("pk", flat=True)[:MOST])}


@room.change("POST", "/drafts", Text("开始一项申请", "Begin an application"), shapes.Draft, scope=Scope.CASES_WRITE)
def start_draft(request: HttpRequest, given: shapes.NewDraft) -> DraftView:
    """Begin an application; answers may be given at once, and are kept whether they are in order or not."""
    actor = actor_of(request)
    begun = services.start_draft(actor, given.matter, given.organisation)
    return services.save_draft(actor, begun.pk, given.form) if given.form else draft_view(actor, begun.pk)


@room.read("/drafts/{draft_id}", Text("查看草稿", "One draft"), shapes.Draft, scope=Scope.CASES_READ)
def get_draft(request: HttpRequest, draft_id: Id) -> DraftView:
    """Tell what was typed and what is wrong with it."""
    return draft_view(actor_of(request), draft_id)


@room.change("PUT", "/drafts/{draft_id}", Text("保存草稿", "Save a draft"), shapes.Draft, scope=Scope.CASES_WRITE)
def save_draft(request: HttpRequest, draft_id: Id, given: shapes.SavedDraft) -> DraftView:
    """Keep the answers in place of those before; what is wrong with them is told, never refused."""
    return services.save_draft(actor_of(request), draft_id, given.form)


@room.change(
    "POST", "/files", Text("上传文件", "Upload a file"), shapes.StoredPaper, scope=Scope.CASES_WRITE, takes=FORM
)
def upload_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> dict[str, Any]:
    """Receive a file; it belongs to nothing until a draft or a step takes it up, and goes when none does."""
    return staged(request, file)


@room.change(
    "POST", "/drafts/{draft_id}/papers", Text("附上材料", "Attach a paper"), shapes.Draft, scope=Scope.CASES_WRITE
)
def attach_paper(request: HttpRequest, draft_id: Id, given: shapes.AttachedFile) -> DraftView:
    """Attach an uploaded file to a draft as one of the matter's papers."""
    return services.attach(actor_of(request), draft_id, given.material, given.file)


@room.change(
    "DELETE",
    "/drafts/{draft_id}/papers/{material}/{file_id}",
    Text("取下材料", "Take a paper out"),
    shapes.Draft,
    scope=Scope.CASES_WRITE,
)
def detach_paper(
    request: HttpRequest, draft_id: Id, material: Annotated[str, Path(max_length=60)], file_id: Id
) -> DraftView:
    """Take a paper out of a draft."""
    return services.detach(actor_of(request), draft_id, material, file_id)


@room.read("/drafts/{draft_id}/check", Text("提交前核对", "Check a draft"), shapes.Precheck, scope=Scope.CASES_READ)
def check_draft(request: HttpRequest, draft_id: Id) -> Precheck:
    """Run the matter's checks over a draft whose answers are in order: pass, fail or unknown, each with its source."""
    return services.precheck(actor_of(request), draft_id)


@room.change(
    "POST", "/drafts/{draft_id}/submit", Text("提交申请", "Hand an application in"), Submitted, scope=Scope.CASES_WRITE
)
def submit_draft(request: HttpRequest, draft_id: Id) -> dict[str, Any]:
    """Hand a draft in: it becomes a case with a number; its secret is told this once."""
    actor = actor_of(request)
    case = services.submit(actor, draft_id, service_key(request))
    return {"number": case.number, "version": case.version, "secret": services.tell_secret(actor, case.number) or None}


def staged(request: HttpRequest, file: UploadedFile) -> dict[str, Any]:
    """Receive an upload as the pages do; never more of it is read than a paper may be large."""
    kept: StoredFile = stage(actor_of(request), file.name or "", file.read(LIMIT + 1))
    return {
        "id": kept.pk,
        "name": kept.name,
        "kind": kept.kind,
        "size": kept.size,
        "digest": kept.digest,
        "waiting": kept.quarantined,
    }
