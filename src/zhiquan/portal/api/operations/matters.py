"""The catalogue of matters, one definition with its questions, and for whom one may apply."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query

from zhiquan.hall.cases.selectors import matter_view, matters
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.rulebook.selectors import active
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.form_schema import form_schema
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import cases as shapes
from zhiquan.portal.api.shapes.base import Code
from zhiquan.portal.web.account.selectors import applicants_for
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

room = Room(Text("事项", "Matters"))


@room.read("/matters", Text("事项目录", "The catalogue of matters"), shapes.MatterList)
def list_matters(request: HttpRequest) -> dict[str, Any]:
    """List the matters in force today."""
    return {"matters": matters()}


@room.read("/matters/{code}", Text("办事指南", "One matter"), shapes.Matter)
def get_matter(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Tell one matter: who may apply, papers, limits with their provisions, and every question of its form."""
    found, definition = matter_view(code), matter_of(active(code, today()))
    told = {name: getattr(found, name) for name in shapes.Matter.model_fields if hasattr(found, name)}
    limits = [{"label": label, "limit": limit, "source": source} for label, limit, source in found.limits]
    return {**told, "limits": limits, "sections": definition.form.sections}


@room.read("/matters/{code}/schema", Text("申请表的 JSON Schema", "JSON Schema of a matter's form"), dict[str, Any])
def get_matter_schema(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the answers to a matter's form; what depends on other answers is told only
    when they are given (`required_when`).
    """
    return form_schema(matter_of(active(code, today())))


@room.read(
    "/applicants", Text("我可以代表谁申请", "For whom one may apply"), shapes.OrganisationList, scope=Scope.CASES_READ
)
def list_applicants(request: HttpRequest, matter: Annotated[str, Query(max_length=60)]) -> dict[str, Any]:
    """List the organisations for which the caller may file in a matter, own ones first."""
    found = applicants_for(actor_of(request), matter)
    return {
        "organisations": [
            {"id": one.pk, "name": one.name, "uscc": one.uscc, "as_agent": as_agent} for one, as_agent in found
        ]
    }
