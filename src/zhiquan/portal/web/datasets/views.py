"""The page of data sets."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.datasets.selectors import sets_of, totals_of
from zhiquan.portal.web.page import page
from zhiquan.records.corpus.datasets import registry
from zhiquan.records.corpus.store import Lake


def datasets(request: HttpRequest) -> HttpResponse:
    """Show what the lake holds, source by source; an empty state while nothing was imported."""
    found = registry(Lake(settings.DATA.lake))
    sets = sets_of(found) if found else ()
    return page(request, "datasets/datasets.html", {"found": found, "sets": sets, "totals": totals_of(found)})
