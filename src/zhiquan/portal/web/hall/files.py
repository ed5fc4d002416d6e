"""Papers handed out: always saved, never shown in the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.files.selectors import download_headers, get_file_for, open_file
from zhiquan.portal.web.page import actor_of


def paper(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out a stored file to whoever may read it."""
    file = get_file_for(actor_of(request), file_id)
    return HttpResponse(open_file(file).read(), headers=download_headers(file))
