"""All calculators on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.calculators import annuity, number, opposition, period, working_days
from zhiquan.portal.web.page import page

TOOLS = (annuity.TOOL, period.TOOL, working_days.TOOL, opposition.TOOL, number.TOOL)
"""The calculators, in the order of the page."""


def overview(request: HttpRequest) -> HttpResponse:
    """Show what can be reckoned, each with something to try."""
    return page(request, "calculators/overview.html", {"tools": TOOLS})
