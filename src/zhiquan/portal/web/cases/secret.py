"""A new secret 查询码 for who lost it: to the applicant on the own page, or at the window; shown once."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal


@signed_in
def secret(request: HttpRequest, number: str) -> HttpResponse:
    """Give the applicant a new secret."""
    return reissued(request, number, "cases.case")


def reissued(request: HttpRequest, number: str, back: str) -> HttpResponse:
    """Give out a new secret and show it once; ``back`` names the case's page of this reader."""
    if request.method != "POST":
        return redirect(back, number=number)
    try:
        given = services.reissue_secret(actor_of(request), number, key=request.POST.get("key") or uuid.uuid4().hex)
    except Refusal as refusal:
        return told(request, refusal, back, number)
    shown = {"number": number, "secret": given, "back": resolve_url(back, number), "heading": gettext("新的查询码")}
    return page(request, "cases/secret.html", shown)
