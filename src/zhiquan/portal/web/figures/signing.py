"""The signing sheet: own, published and returned value side by side; restatements and what awaits one."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Unit, shown
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.portal.web.answers import said, staff_only
from zhiquan.portal.web.figures.charts import link
from zhiquan.portal.web.figures.views import division_of
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.scenes.reporting import signing as services
from zhiquan.scenes.reporting.models import SignedFigure
from zhiquan.scenes.reporting.signing import Basis, Line
from zhiquan.settings.now import now, today


def last_month() -> Period:
    """Return the running total of the last whole month, which is what is signed."""
    day = today()
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return Period(year, month, to_date=True)


@staff_only
def signing(request: HttpRequest) -> HttpResponse:
    """Show the sheet of a place and period, or sign what was chosen in it."""
    division, period = division_of(request), request.GET.get("period") or last_month().code
    here = f"{reverse('figures.signing')}?{urlencode({'division': division, 'period': period})}"
    if request.method == "POST":
        try:
            _sign(request, division, period)
        except Refusal as refusal:
            messages.error(request, said(refusal.text))
        return redirect(here)
    wanted, names = parse_period(period), divisions(settings.DATA.region)
    lines = services.sheet(division, period, today())
    actor = actor_of(request)
    shown_ = {
        "lines": [(line, cells(line), services.may_sign(actor, line.indicator, division)) for line in lines],
        "division": division,
        "period": wanted,
        "other": Period(wanted.year, wanted.month, not wanted.to_date),
        "name": names.name(division),
        "places": list(names.items()),
        "open": sum(line.signed is None for line in lines),
        "moved": sum(line.moved for line in lines),
    }
    return page(request, "figures/signing.html", shown_)


def _sign(request: HttpRequest, division: str, period: str) -> None:
    actor, code = actor_of(request), request.POST.get("indicator", "")
    if not code:
        count = services.sign_agreeing(actor, [division], period, at=now())
        messages.success(request, gettext("已核定 %(count)s 项。") % {"count": count})
        return
    if (basis := request.POST.get("basis", "")) not in set(Basis):
        raise Refusal("signing.basis", services.CHOOSE)
    reason = request.POST.get("reason", "")
    services.sign(actor, code, division, period, Basis(basis), at=now(), reason=reason)
    messages.success(request, gettext("已核定。"))


def cells(line: Line) -> list[tuple[Basis, str, str, str]]:
    """Return the values of a line as they are shown: kind, value, where it comes from, the address that opens it."""
    unit = line.indicator.unit
    found = []
    for basis, value in line.values:
        note, address = "", ""
        if basis is Basis.OWN:
            address = link(line.indicator.code, line.division, line.period.code)
        elif basis is Basis.OFFICIAL and line.official:
            note = f"{line.official.source} {line.official.published_on.isoformat()}"
        elif line.returned:
            address = line.returned.link
            note = "" if line.returned.locked else gettext("未锁定")
        found.append((basis, f"{shown(unit, value):,}", note, address))
    return found


def restatements(request: HttpRequest) -> HttpResponse:
    """List what was restated, and, for the office, what has moved since it was signed."""
    division = division_of(request)
    names = divisions(settings.DATA.region)
    found = services.restatements(division)
    moved = list(services.moved(division, today())) if actor_of(request).is_staff else []
    shown_ = {
        "rows": [(one, *(printed(row) for row in (one.before, one.after))) for one in found],
        "moved": [(line, printed(line.signed), cells(line)) for line in moved if line.signed],
        "labels": {one.code: one.label for one in catalogue(settings.DATA.region)},
        "division": division,
        "name": names.name(division),
        "places": list(names.items()),
    }
    return page(request, "figures/restatements.html", shown_)


def printed(row: SignedFigure) -> str:
    """Return a signed value in the unit that its indicator was shown in when it was signed."""
    unit = Unit.model_validate(row.definition["unit"])
    return f"{shown(unit, Decimal(row.value)):,}{said(unit.name)}"
