"""The plans of the year, one plan with where it stands, one task with what was reported and urged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.files.models import StoredFile
from zhiquan.insight.plans.lights import Light
from zhiquan.portal.web.answers import staff_only
from zhiquan.portal.web.evidence import hand_in
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.plans.words import look, target_row
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.plans import services
from zhiquan.scenes.reporting.plans.selectors import (
    HeldPlan,
    PlanStatus,
    TaskStatus,
    get_plan_for,
    may_urge,
    plans_for,
    post_in,
    status_of,
)
from zhiquan.settings.now import now, today


@staff_only
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans that concern the viewer's posts."""
    context = {"plans": plans_for(actor_of(request), today()), "places": divisions(settings.DATA.region)}
    return page(request, "plans/plans.html", context)


@staff_only
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a plan's targets and tasks stand today."""
    held = get_plan_for(actor_of(request), code, today())
    status = status_of(held, today())
    every = [one for task in status.tasks.values() for one in task.targets] + list(status.targets)
    context = {
        **_frame(held, status),
        "sections": [
            (part.label, [_line(held, status.tasks[t.key]) for t in part.tasks]) for part in held.plan.sections
        ],
        "targets": [target_row(one, held.plan.division) for one in every],
        "counts": [(light, count, look(light)) for light in Light if (count := status.count(light))],
    }
    return page(request, "plans/plan.html", context)


@staff_only
def task(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Show one task with its targets, reports and urgings; take a report or an urging."""
    held, refusal = get_plan_for(actor_of(request), code, today()), None
    files: list[StoredFile] = []
    if request.method == "POST":
        try:
            _said(request, code, task, files)
        except Refusal as wrong:
            refusal = wrong
        else:
            return redirect("plans.task", code=code, task=task)
    status = status_of(held, today())
    found = status.tasks.get(task)
    if found is None:
        raise NotFound("plans.task", _NO_TASK.format(key=task))
    context = {
        **_frame(held, status),
        "found": found,
        "look": look(found.light),
        "units": [held.plan.place_of(unit) for unit in found.task.cooperating],
        "targets": [target_row(one, held.plan.division) for one in found.targets],
        "reports": post_in(actor_of(request), held.plan, found.task.lead) is not None,
        "urges": may_urge(actor_of(request), held.plan) and not found.waiting,
        "refusal": refusal,
        "typed": request.POST,
        "kept": files,
    }
    return page(request, "plans/task.html", context, status=422 if refusal else 200)


def _said(request: HttpRequest, code: str, task: str, files: list[StoredFile]) -> None:
    """Record what was posted: a report, or an urging; ``files`` takes up what was uploaded, also where refused."""
    given = request.POST
    if given.get("go") == "urge":
        services.urge(actor_of(request), code, task, given.get("asked", ""), _day(given.get("answer_by", "")), at=now())
        messages.success(request, gettext("已督办，牵头单位报告进展即为答复。"))
        return
    percent, after = given.get("percent", ""), given.get("after", "")
    said = services.Report(
        whole(percent, -1),
        given.get("text", ""),
        given.get("evidence", ""),
        whole(after) or None,
        hand_in(request, files),
    )
    services.report(actor_of(request), code, task, said, at=now())
    messages.success(request, gettext("进展已记录。"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("plans.urge-day", _DAY) from None


def _frame(held: HeldPlan, status: PlanStatus) -> dict[str, Any]:
    names = divisions(settings.DATA.region)
    return {"held": held, "plan": held.plan, "status": status, "name": names.name(held.plan.division), "places": names}


def _line(held: HeldPlan, found: TaskStatus) -> dict[str, Any]:
    return {"found": found, "look": look(found.light), "place": held.plan.place_of(found.task.lead)}


_NO_TASK = Text("工作要点中没有任务“{key}”。", "The plan has no task “{key}”.")
_DAY = Text("请填写答复期限，如 2026-03-31。", "Give the day by which to answer, such as 2026-03-31.")
