"""How a refusal becomes a page: one place, around every view."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from zhiquan.office.access.selectors import Actor
from zhiquan.portal.busy import AGAIN_AFTER, BUSY, is_busy
from zhiquan.portal.web.numbers import LARGEST
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

log = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def said(text: Text) -> str:
    """Return a text in the language of the request."""
    return text.say(get_language() or "zh-hans")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: a page with the sentence, 404 for what is not there, 409 when somebody was faster, else 422."""
    status = 404 if isinstance(refusal, NotFound) else 409 if isinstance(refusal, Conflict) else 422
    template = "404.html" if status == 404 else "refused.html"  # noqa: PLR2004 - the status itself
    shown = {"refusal": refusal, "back": _back(request), "typed": typed_in(request)}
    return page(request, template, shown, status=status)


def told(request: HttpRequest, refusal: Refusal, to: str, *args: object) -> HttpResponse:
    """Answer a refusal by going back to a page that shows the sentence at its head.

    Where somebody wrote a text, the sentence is shown with that text instead: it is not to be written again.
    """
    if any(len(value) >= WRITTEN for _, value in typed_in(request)):
        return refused(request, refusal)
    messages.error(request, said(refusal.text))
    return HttpResponseRedirect(resolve_url(to, *args))


def answering(view: View[P]) -> View[P]:
    """Wrap a view so that a ``Refusal`` it raises becomes a page, never a server error.

    What no service weighed and the database cannot hold is refused too: SQLite would keep it, PostgreSQL does not. A
    database that was busy for too long is told as such, with what was typed.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            _require_rows(kwargs.values())
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)
        except OperationalError as error:
            if not is_busy(error):
                raise
            return _busy(request)
        except DataError:
            log.warning("%s %s was given more than its row can hold", request.method, request.path, exc_info=True)
            return refused(request, Refusal("portal.too-long", TOO_LONG))

    return answered


WRITTEN = 40
"""Characters from which on something was written, and not merely given as a name or a day is."""


def _busy(request: HttpRequest) -> HttpResponse:
    log.warning("%s %s: the database was busy for too long", request.method, request.path)
    answer = page(request, "503.html", {"busy": BUSY, "typed": typed_in(request), "back": _back(request)}, status=503)
    answer["Retry-After"] = str(AGAIN_AFTER)
    return answer


def _require_rows(named: Iterable[object]) -> None:
    """Refuse an address whose number no row can have: the database would break over it."""
    if any(isinstance(one, int) and one > LARGEST for one in named):
        raise NotFound("portal.no-row", _NO_ROW)


def signed_in(view: View[P]) -> View[P]:
    """Wrap a view so that a visitor is asked to sign in first and then comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if actor_of(request).user_id is not None:
            return view(request, *args, **kwargs)
        if request.method == "GET":
            return redirect_to_login(request.get_full_path())
        if typed := typed_in(request):
            shown = {"typed": typed, "back": _back(request) or "/account/"}
            return page(request, "account/ended.html", shown, status=403)
        return redirect_to_login("")

    return guarded


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what people typed into a form that was not taken, to be shown to them again; nothing that is secret."""
    shown = [
        (name, value)
        for name, values in request.POST.lists()
        if not _NOT_TYPED.search(name)
        for value in values
        if value.strip()
    ]
    return shown[:MOST_SHOWN]


def staff_only(view: View[P]) -> View[P]:
    """Wrap a view so that only somebody with a post in the office sees it; for others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_staff(actor_of(request))
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def require_staff(actor: Actor) -> None:
    """Refuse, as if it were not there, whoever holds no post in the office."""
    if not actor.is_staff:
        raise NotFound("portal.staff-only", _STAFF)


def route(pattern: str, view: Callable[..., HttpResponseBase], name: str, *, post: bool = False) -> URLPattern:
    """Return the URL pattern of one page; only pages that say so take a POST."""
    methods = ["GET", "HEAD", "POST"] if post else ["GET", "HEAD"]
    return path(pattern, require_http_methods(methods)(answering(view)), name=name)


def _back(request: HttpRequest) -> str:
    """Return the page the visitor came from, when it is one of ours."""
    came_from = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if ours and came_from != request.build_absolute_uri() else ""


TOO_LONG = Text(
    "填写的某项内容过长或过大，没有保存；请返回上一页缩短后再提交。",
    "Something that was typed is too long or too large and was not kept; go back, shorten it and send it again.",
)
MOST_SHOWN = 300
_NOT_TYPED = re.compile(r"^(key|version|revision|go|next|action|id|step)$|token|password|secret|code", re.IGNORECASE)
"""Names of what a page itself put into its form, and of what is shown to nobody."""
_STAFF = Text("这是工作人员的页面，您的账户没有任职。", "This page is for the office; your account holds no post.")
_NO_ROW = Text("没有这个页面，请核对地址。", "There is no such page; check the address.")
