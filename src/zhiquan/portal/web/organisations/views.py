"""One organisation, one file 一企一档; and its own list of rights, brought in and held against the records."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.models import Organisation
from zhiquan.portal.dossier.organisation import organisation_file, subject_of
from zhiquan.portal.dossier.portfolio import LARGEST, MOST, Line, held_against, numbers_in, numbers_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.portfolio import own_word
from zhiquan.scenes.management.selectors import get_organisation_for
from zhiquan.scenes.management.services import say_all_own
from zhiquan.settings.now import today


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
    """Take a list of numbers, show what the records say of each, keep the organisation's word on the confirmed."""
    held, posted = get_organisation_for(actor_of(request), subject_of(code).id or 0, today()), request.POST
    shown: dict[str, Any] = {"organisation": held, "typed": posted.get("numbers", ""), "most": MOST}
    if request.method != "POST":
        return page(request, "organisations/import.html", shown)
    if posted.get("go") == "confirm":
        return _confirm(request, held)
    try:
        said = {right for right, ours in own_word(held).items() if ours}
        lines = held_against(_numbers(request), index(), held.name, said)
    except Refusal as refusal:
        return page(request, "organisations/import.html", {**shown, "wrong": refusal}, status=422)
    return page(request, "organisations/checked.html", shown | _sorted(lines))


def _confirm(request: HttpRequest, held: Organisation) -> HttpResponse:
    posted = request.POST
    try:
        keys = _confirmed(posted.get("sure", "").split(), posted.getlist("doubt"))
        added = say_all_own(actor_of(request), held.pk, keys)
    except Refusal as refusal:
        return told(request, refusal, "organisations.rights", held.uscc)
    messages.success(request, gettext("已列入 %(count)d 件。") % {"count": added})
    return redirect("manage.rights", organisation=held.pk)


def _numbers(request: HttpRequest) -> list[str]:
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return numbers_of(BytesIO(file.read(LARGEST + 1)))
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
