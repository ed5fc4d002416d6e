"""Many at once: a series of applications that differ in some answers, and one step in many cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zhiquan.hall.cases import services
from zhiquan.hall.cases.selectors import get_draft_for
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.operations.cases import Action
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import office as shapes
from zhiquan.portal.api.shapes.base import Id
from zhiquan.portal.web.answers import require_staff
from zhiquan.rules.text import Text

room = Room(Text("批量", "Many at once"))


@room.change(
    "POST", "/drafts/{draft_id}/series", Text("由草稿生成一批", "A series from a draft"), shapes.SeriesDrafts,
    scope=Scope.CASES_WRITE,
)  # fmt: skip
def draft_series(request: HttpRequest, draft_id: Id, given: shapes.NewSeries) -> dict[str, Any]:
    """Make a draft of each row: the answers and papers of this draft, with the row's answers laid over them."""
    actor = actor_of(request)
    draft = get_draft_for(actor, draft_id)
    code, common = draft.definition.code, dict(draft.form)
    made = services.draft_series(actor, code, draft.organisation_id, common, given.rows, draft.materials)
    return {"drafts": made}


@room.change("POST", "/series", Text("提交一批", "Hand a series in"), shapes.SeriesRows, scope=Scope.CASES_WRITE)
def submit_series(request: HttpRequest, given: shapes.HandedIn) -> dict[str, Any]:
    """Hand in drafts that belong together; what stands against one is told in its row, and holds up no other."""
    return {"rows": services.submit_series(actor_of(request), given.drafts, service_key(request))}


@room.change(
    "POST", "/desk/actions/{action}", Text("多件同办一步", "One step in many cases"), shapes.ActedRows,
    scope=Scope.DESK_WRITE,
)  # fmt: skip
def act_in_many(request: HttpRequest, action: Action, given: shapes.ManySteps) -> dict[str, Any]:
    """Take a step in many cases, where their matter allows it for many; each row tells what came of it."""
    actor = actor_of(request)
    require_staff(actor)
    return {"rows": services.act_many(actor, given.cases, action, given.data, service_key(request))}
