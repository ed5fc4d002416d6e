"""Rating how a case was handled 好差评: on the party's own page, or with number and secret."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.hall.cases.presenting_notes import GRADE_LABELS
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of
from zhiquan.rules.refusal import Refusal

GRADES = sorted(GRADE_LABELS.items(), reverse=True)
"""The five grades with their labels, best first."""


@signed_in
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Rate as the applicant."""
    if request.method != "POST":
        return redirect("cases.case", number=number)
    try:
        services.rate(
            actor_of(request),
            number,
            grade_of(request),
            request.POST.get("comment", ""),
            key=request.POST.get("key") or uuid.uuid4().hex,
        )
    except Refusal as refusal:
        return told(request, refusal, "cases.case", number)
    messages.success(request, gettext("感谢您的评价。"))
    return redirect("cases.case", number=number)


def grade_of(request: HttpRequest) -> int:
    """Return the posted grade; nothing that is a grade is 0, which the room refuses."""
    return whole(request.POST.get("grade", ""))
