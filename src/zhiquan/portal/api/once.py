"""A request that comes twice is done once: ``Idempotency-Key``, kept for a day with the answer it got.

The key is taken by one insert that the database lets only one of any number of requests make; the work is done outside
that transaction, and the answer laid beside the key. A request that died holding a key leaves it to be taken over; the
services' own keys (``service_key``) then keep the work from being done a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zhiquan.office.access.services.person import person
from zhiquan.office.box import box
from zhiquan.portal.api.caller import Caller, caller_of
from zhiquan.portal.api.models import KeptAnswer
from zhiquan.portal.api.problems import Answered
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
LEASE = timedelta(seconds=60)
"""How long a request may work before another may take over from it."""
_FORM = re.compile(r"[!-~]{1,80}")
_KEPT_HEADERS = ("Content-Type", "Content-Language", "ETag", "Location")
_SERVER_ERROR = 500


def once(request: HttpRequest, caller: Caller, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a request that changes something, or give the answer that the same request got before."""
    taken = take(caller, key_of(request), _digest(request, caller))
    if taken.status is not None:
        return _again(taken)
    try:
        answer = run()
    except BaseException:
        taken.delete()
        raise
    if not isinstance(answer, HttpResponse) or answer.status_code >= _SERVER_ERROR:
        taken.delete()
    else:
        taken.status, taken.content = answer.status_code, _box().encrypt(answer.content).decode()
        taken.headers = {name: answer[name] for name in _KEPT_HEADERS if name in answer}
        taken.save(update_fields=["status", "content", "headers"])
    return answer


def take(caller: Caller, key: str, digest: str) -> KeptAnswer:
    """Take a key, or return what it already led to; refused while somebody else works on it, or for another request."""
    at, user = now(), person(caller.actor)
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user_id=user, key=key, digest=digest, taken_at=at)
    except IntegrityError:
        found = KeptAnswer.objects.filter(user_id=user, key=key).first()
    if found is None:  # whoever held it let it go this moment
        raise Conflict("api.key-working", _WORKING)
    over = found.taken_at < at - timedelta(hours=settings.API_ANSWER_HOURS)
    if found.digest != digest and not over:
        raise Refusal("api.key-used", _USED)
    if found.status is not None and not over:
        return found
    if found.taken_at > at - LEASE:
        raise Conflict("api.key-working", _WORKING)
    anew = {"taken_at": at, "digest": digest, "status": None}
    if not KeptAnswer.objects.filter(pk=found.pk, taken_at=found.taken_at).update(**anew):
        raise Conflict("api.key-working", _WORKING)
    return KeptAnswer.objects.get(pk=found.pk)


def key_of(request: HttpRequest) -> str:
    """Return the key of a request, or refuse with 400."""
    key = request.headers.get(HEADER, "")
    if not _FORM.fullmatch(key):
        raise Answered(400, "api.key", _KEY)
    return key


def service_key(request: HttpRequest) -> str:
    """Return the key under which services record what this request does: the same whenever it comes again."""
    told = f"{caller_of(request).actor.user_id} {key_of(request)}"
    return "api:" + hashlib.sha256(told.encode()).hexdigest()[:40]


def _digest(request: HttpRequest, caller: Caller) -> str:
    """Hash what makes two requests the same: method, address, for whom, and the body or the parts of a form."""
    whose = caller.token.organisation_id if caller.token else None
    told = hashlib.sha256(f"{request.method} {request.get_full_path()} {whose}\n".encode())
    if request.content_type != "multipart/form-data":
        told.update(request.body)
        return told.hexdigest()
    for name, values in sorted(request.POST.lists()):
        told.update(f"{name}={values!r}\n".encode())
    for name, file in sorted(request.FILES.items()):
        told.update(f"{name}:{file.name}\n".encode())  # type: ignore[union-attr]
        for chunk in file.chunks():  # type: ignore[union-attr]
            told.update(chunk)
        file.seek(0)  # type: ignore[union-attr]
    return told.hexdigest()


def _again(kept: KeptAnswer) -> HttpResponse:
    return HttpResponse(
        _box().decrypt(kept.content.encode()), status=kept.status, headers={**kept.headers, REPLAYED: "true"}
    )


def _box() -> Fernet:
    """What an answer is kept under: it may hold a secret that is told once, and what only its caller may read."""
    return box("kept answers")


_KEY = Text(
    "请在 Idempotency-Key 标头中给出 1 至 80 个可见 ASCII 字符的标识；重试同一请求时用同一标识。",
    "Send an Idempotency-Key of 1 to 80 visible ASCII characters; the same one when the same request is tried again.",
)
_USED = Text(
    "这个 Idempotency-Key 已用于另一个请求，请换一个。",
    "This Idempotency-Key was used for another request; take a new one.",
)
_WORKING = Text("同一请求正在办理，请稍后重试。", "The same request is being worked on; try again in a moment.")
