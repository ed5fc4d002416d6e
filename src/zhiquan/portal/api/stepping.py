"""Taking a step in a case by a program: the same service for the party's operation and the office's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.cases.views import CaseView
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.problems import Answered
from zhiquan.portal.api.shapes.base import LARGEST_ID
from zhiquan.portal.api.shapes.forms import Step
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text

_TAG = re.compile(r'(?:W/)?"?([0-9]{1,18})"?')


def shown(request: HttpRequest, response: HttpResponse, number: str, *, office: bool) -> dict[str, Any]:
    """Return a case as its page shows it, and its version as ``ETag``; a party is told public words, what it can do
    and the letters that were issued.
    """
    case = case_view(actor_of(request), number)
    response["ETag"] = f'"{case.version}"'
    told = {name: getattr(case, name) for name in _SAME}
    told |= {"actions": case.offers, "letters": case.letters, "state": case.state, "state_label": case.state_label}
    return told if office else told | _for_party(case)


def _for_party(case: CaseView) -> dict[str, Any]:
    return {
        "state": "",
        "state_label": case.public_label,
        "actions": [offer for offer in case.offers if offer.offered],
        "letters": [letter for letter in case.letters if letter.stage == "signed"],
    }


def step(request: HttpRequest, number: str, action: str, given: Step) -> dict[str, Any]:
    """Take a step based on the version that the caller saw."""
    papers = [one.model_dump() for one in given.materials]
    return based_on(
        request,
        given.version,
        lambda actor, version, key: services.act(
            actor, number, action, given.data, version=version, key=key, materials=papers
        ),
    )


def based_on(request: HttpRequest, given: int | None, change: Callable[[Actor, int, str], Case]) -> dict[str, Any]:
    """Change a case based on the version of ``If-Match`` (412 when it is not the present one) or of the body (409)."""
    tag = request.headers.get("If-Match")
    version = _version(tag) if tag is not None else given
    if version is None:
        raise Refusal("api.version", _VERSION)
    try:
        case = change(actor_of(request), version, service_key(request))
    except Conflict as conflict:
        if tag is None:
            raise
        raise Answered(412, conflict.code, conflict.text) from None
    return {"number": case.number, "version": case.version}


def _version(tag: str) -> int:
    found = _TAG.fullmatch(tag.strip())
    if found is None or int(found[1]) > LARGEST_ID:
        raise Answered(412, "api.if-match", _NO_TAG)
    return int(found[1])


_SAME = (
    "number", "matter", "title", "organisation", "division", "opened_on", "closed", "outcome", "version", "form",
    "materials", "checks", "clocks", "events",
)  # fmt: skip
_VERSION = Text(
    "请给出所依据的版本：正文中的 version，或 If-Match 标头。",
    "Give the version this is based on: version in the body, or If-Match.",
)
_NO_TAG = Text('If-Match 须是办件的 ETag，如 "3"。', 'If-Match takes the case\'s ETag, like "3".')
