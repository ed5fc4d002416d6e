"""Evidence uploaded with a form: every file staged and scanned, those of an earlier try that was refused kept."""

from __future__ import annotations

from django.http import HttpRequest

from zhiquan.hall.files.models import StoredFile
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.page import actor_of


def hand_in(request: HttpRequest, files: list[StoredFile]) -> tuple[int, ...]:
    """Stage the uploads of ``files`` behind those that the form names in ``kept``; return the numbers of all.

    ``files`` takes them up one by one, so that a page that refuses can offer again what was uploaded before it did.
    Of the kept ones only one's own count, and only while nothing took them up.
    """
    numbers = [int(one) for one in request.POST.getlist("kept") if one.isascii() and one.isdecimal()]
    mine = StoredFile.objects.filter(uploaded_by_id=actor_of(request).user_id, attached_at=None)
    files += mine.filter(pk__in=numbers).order_by("pk")
    for upload in request.FILES.getlist("files"):
        files.append(kept(request, upload))
    return tuple(file.pk for file in files)
