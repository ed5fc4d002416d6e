"""What officers do here: look at claims, name deputies."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases.services import hand_over
from zhiquan.hall.cases.services.together import MOST
from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access import services
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.web.account.selectors import deputy_view, open_claims
from zhiquan.portal.web.account.views import user_of
from zhiquan.portal.web.answers import said, signed_in, staff_only, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


@staff_only
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims that wait for the officer."""
    return page(request, "account/claims.html", {"claims": open_claims(actor_of(request))})


@staff_only
def review(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Show one claim with its proof, and approve or refuse it."""
    actor = actor_of(request)
    one = services.get_claim_for(actor, claim_id)
    if request.method == "POST":
        try:
            if request.POST.get("go") == "approve":
                services.approve_claim(actor, claim_id)
            else:
                services.refuse_claim(actor, claim_id, request.POST.get("reason", ""))
        except Refusal as refusal:
            return told(request, refusal, "account.review", claim_id)
        messages.success(request, gettext("已办理。"))
        return redirect("account.claims")
    held = Organisation.objects.filter(uscc=one.uscc).first()
    proof = StoredFile.objects.filter(pk=one.proof).first()
    return page(request, "account/review.html", {"claim": one, "held": held, "proof": proof})


@signed_in
def deputies(request: HttpRequest) -> HttpResponse:
    """Show one's posts, who holds them in one's place and whose one holds; name or end a deputy."""
    actor, posted = actor_of(request), request.POST
    if not actor.is_official:
        raise NotFound("account.no-post", _NO_POST)
    if request.method != "POST":
        return page(request, "account/deputies.html", deputy_view(actor))
    try:
        if posted.get("go") == "end":
            services.end_deputy(actor, whole(posted.get("id", "")))
        elif posted.get("go") == "hand-over":
            return _handed_over(request, actor)
        else:
            since, until = (_day(posted.get(key, "")) for key in ("since", "until"))
            services.name_deputy(actor, whole(posted.get("post", "")), posted.get("username", ""), since, until)
    except Refusal as refusal:
        shown = deputy_view(actor) | {"typed": posted, "refusal": refusal}
        return page(request, "account/deputies.html", shown, status=422)
    messages.success(request, gettext("已办理。"))
    return redirect("account.deputies")


def _handed_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand cases over and tell how many went, and for each that stayed why."""
    giver = request.POST.get("giver", "").strip() or user_of(request).username
    rows = hand_over(actor, giver, request.POST.get("taker", ""), key=uuid.uuid4().hex)
    stayed = [row for row in rows if row.refusal is not None]
    for row in stayed[:_SHOWN]:
        messages.error(request, f"{row.number}：{said(row.refusal)}" if row.refusal else row.number)
    if len(rows) >= MOST:
        messages.warning(request, said(_MORE.format(most=MOST)))
    messages.success(request, gettext("已交接 %(n)s 件。") % {"n": len(rows) - len(stayed)})
    return redirect("account.deputies")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("account.day", _DAY) from None


_SHOWN = 20
"""How many cases that stayed are told one by one."""
_MORE = Text("一次最多交接 {most} 件，请再办一次其余的。", "At most {most} go at once; hand over the rest again.")
_NO_POST = Text("这是工作人员的页面，您的账户没有任职。", "This page is for the office; your account holds no post.")
_DAY = Text("请填写日期，例如 2026-11-22。", "Give a date, as 2026-11-22.")
