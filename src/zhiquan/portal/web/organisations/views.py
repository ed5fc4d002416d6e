"""One organisation, one file 一企一档; its portfolio with the fees due; and bringing a list of numbers in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.definitions.shelf import law_book
from zhiquan.office.portfolio import services
from zhiquan.office.portfolio.selectors import get_owner, get_portfolio_for, may_change
from zhiquan.portal.dossier.organisation import organisation_file, subject_of
from zhiquan.portal.dossier.portfolio import MOST, Line, fees_of, held_against, numbers_in, numbers_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

PAGE = 50


def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the file; each room decides what of it this viewer sees."""
    subject = subject_of(code)
    if subject.code != code:
        return redirect("organisations", code=subject.code)
    file = organisation_file(subject, actor_of(request), today())
    shown = {"file": file, "places": divisions(settings.DATA.region)}
    return page(request, "organisations/organisation.html", shown)


@signed_in
def rights(request: HttpRequest, code: str) -> HttpResponse:
    """Show the portfolio with the next annuity of each right; take rights out of it."""
    held, actor, on = get_owner(subject_of(code).id), actor_of(request), today()
    if request.method == "POST":
        taken = services.take_out(actor, held, request.POST.getlist("right"), on)
        messages.success(request, gettext("已移出 %(count)d 件。") % {"count": taken})
        return redirect("organisations.rights", code=held.uscc)
    listed, after = get_portfolio_for(actor, held, on), request.GET.get("after", "")
    keys = list((listed.filter(right__gt=after) if after else listed).values_list("right", flat=True)[: PAGE + 1])
    fees = fees_of(keys[:PAGE], index(), on, law_book(settings.DATA.region))
    shown = {
        "organisation": held,
        "total": listed.count(),
        "fees": fees,
        "next": keys[PAGE - 1] if len(keys) > PAGE else "",
        "changes": may_change(actor, held, on),
    }
    return page(request, "organisations/rights.html", shown)


@signed_in
def bring_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take a list of numbers, show what the records say of each, and take in what is confirmed."""
    held, actor, on = get_owner(subject_of(code).id), actor_of(request), today()
    listed = get_portfolio_for(actor, held, on, "change")
    posted = request.POST
    if request.method == "POST" and posted.get("go") == "confirm":
        try:
            added = services.add(actor, held, _confirmed(posted.get("sure", "").split(), posted.getlist("doubt")), on)
        except Refusal as refusal:
            return told(request, refusal, "organisations.import", held.uscc)
        messages.success(request, gettext("已列入 %(count)d 件。") % {"count": added})
        return redirect("organisations.rights", code=held.uscc)
    shown: dict[str, Any] = {"organisation": held, "typed": posted.get("numbers", ""), "most": MOST}
    if request.method != "POST":
        return page(request, "organisations/import.html", shown)
    try:
        numbers = _numbers(request)
        lines = held_against(numbers, index(), held.name, set(listed.values_list("right", flat=True)))
    except Refusal as refusal:
        return page(request, "organisations/import.html", {**shown, "wrong": refusal}, status=422)
    return page(request, "organisations/checked.html", shown | _sorted(lines))


def _numbers(request: HttpRequest) -> list[str]:
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile) and file.file is not None:
        return numbers_of(file.file, file.size or 0)
    return numbers_in(request.POST.get("numbers", ""))


def _sorted(lines: tuple[Line, ...]) -> dict[str, Any]:
    """Return the lines apart: sure, doubtful, and those that cannot be taken."""
    return {
        "sure": [line for line in lines if line.sure],
        "doubtful": [line for line in lines if line.key and line.doubt],
        "left": [line for line in lines if not line.key],
    }


def _confirmed(*given: list[str]) -> list[str]:
    """Return the keys that came back from the page; what is none of ours is refused as a whole."""
    keys = [key for keys in given for key in keys]
    if not keys:
        raise Refusal("portfolio.nothing", _NOTHING)
    if len(keys) > MOST or any(isinstance(key_as_typed(key), Broken) for key in keys):
        raise Refusal("portfolio.keys", _KEYS)
    return keys


_NOTHING = Text("没有选中任何权利，请勾选后再确认。", "No right was chosen; tick some and confirm again.")
_KEYS = Text("确认的号码与核对的不符，请重新核对。", "What was confirmed was not checked; check the list again.")
