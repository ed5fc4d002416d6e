"""Evidence uploaded with a form: every file staged and scanned, those of an earlier try that was refused kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from zhiquan.hall.files.models import StoredFile
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.page import actor_of


def handed_in(request: HttpRequest) -> tuple[int, ...]:
    """Stage the uploads of ``files`` and return them behind those named in ``kept``, as far as they are one's own.

    The new ones are added to what the form posted, so that a page that refuses can offer them again.
    """
    found = [file.pk for file in offered(request)]
    for upload in request.FILES.getlist("files"):
        found.append(kept(request, upload).pk)
        request.POST = request.POST.copy()
        request.POST.setlist("kept", [str(one) for one in found])
    return tuple(found)


def offered(request: HttpRequest) -> Iterable[StoredFile]:
    """Return the staged files that a form has handed in before: only one's own, only while nothing took them up."""
    numbers = [int(one) for one in request.POST.getlist("kept") if one.isascii() and one.isdecimal()]
    mine = StoredFile.objects.filter(uploaded_by_id=actor_of(request).user_id, attached_at=None)
    return mine.filter(pk__in=numbers).order_by("pk")
