"""The catalogue of matters, their guides 办事指南, and the beginning of an application."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiquan.hall.cases.selectors import matter_view, matters
from zhiquan.hall.cases.services import start_draft
from zhiquan.portal.web.account.selectors import applicants_for
from zhiquan.portal.web.answers import signed_in
from zhiquan.portal.web.hall.selectors import AUTHORITIES, by_chain, by_situation, drafts, flow_of_matter
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.scenes.management.calls.selectors import open_calls
from zhiquan.settings.now import today


def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the matters in force: by what people come for, and by the links of the chain."""
    known = matters()
    shown = {"situations": by_situation(known), "groups": by_chain(known), "drafts": drafts(actor_of(request))}
    return page(request, "hall/catalogue.html", shown)


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show one matter: conditions, papers, flow, limits, basis."""
    matter = matter_view(code)
    organisations = applicants_for(actor_of(request), code)
    shown = {
        "matter": matter,
        "authority": AUTHORITIES[matter.authority],
        "flow": flow_of_matter(code),
        "organisations": organisations,
        "can_apply": bool(organisations),
        "calls": open_calls(today(), code),
    }
    return page(request, "hall/guide.html", shown)


@signed_in
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an application of one of those the person acts for; a typed address leads to the guide."""
    if request.method != "POST":
        return redirect("hall.guide", code=code)
    begun = start_draft(actor_of(request), code, whole(request.POST.get("organisation", "")))
    return redirect("hall.draft", draft_id=begun.pk)
