"""The rights of an organisation with their fees, its annuity plan, and the policies that fit it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext

from zhiquan.hall.cases.selectors import matters
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.office.access.models import Organisation
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.manage.words import CHOICES, MARK_STAGES, fit_row
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.law.units import add_months
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management import services
from zhiquan.scenes.management.calls.selectors import described, listing_registers, open_calls
from zhiquan.scenes.management.fitting import fits
from zhiquan.scenes.management.lists import entries_of
from zhiquan.scenes.management.marks import RENEWABLE, marks_of
from zhiquan.scenes.management.plan_of import plan_of, workbook
from zhiquan.scenes.management.portfolio import portfolio_of
from zhiquan.scenes.management.selectors import (
    accounts_of,
    fee_record,
    get_organisation_for,
    organisations_for,
)
from zhiquan.settings.now import today

AHEAD = 12
"""Months ahead of which the fees are shown."""
EACH = 20
"""Rows of a list that stand on one page: some organisations hold hundreds of rights."""


@signed_in
def organisations(request: HttpRequest) -> HttpResponse:
    """Let somebody choose whose rights to look at; with one organisation there is nothing to choose."""
    mine = list(organisations_for(actor_of(request)))
    if len(mine) == 1:
        return redirect("manage.rights", organisation=mine[0].pk)
    return page(request, "manage/organisations.html", {"organisations": mine})


@signed_in
def rights(request: HttpRequest, organisation: int) -> HttpResponse:
    """Show the rights and the fees of the coming year; take the organisation's word of them."""
    found = get_organisation_for(actor_of(request), organisation, today())
    if request.method == "POST":
        try:
            _say(request, found)
        except Refusal as refusal:
            return told(request, refusal, "manage.rights", organisation)
        return redirect(request.get_full_path())  # the page of the list that one was on
    accounts = accounts_of(found, today(), add_months(today(), AHEAD))
    due = sorted(((one, fee) for one in accounts for fee in one.fees), key=lambda pair: pair[1].row.due_on)
    context = {
        "organisation": found,
        "here": "rights",
        "accounts": Paginator(accounts, EACH).get_page(request.GET.get("rights")),
        "due": Paginator(due, EACH).get_page(request.GET.get("fees")),
        "late": sum(fee.late for _, fee in due),
        "total": sum((fee.payable for _, fee in due), Decimal(0)),
        "gone": [held for held in portfolio_of(found, today()) if held.gone],
        "record": fee_record(found, today()),
    }
    return page(request, "manage/rights.html", context)


def _say(request: HttpRequest, organisation: Organisation) -> None:
    """Take one word: a right is (not) ours, a fee was paid, the yearly record is in order."""
    actor, given = actor_of(request), request.POST
    right, go = given.get("right", ""), given.get("go", "")
    if go in {"ours", "not-ours"}:
        services.say_own(actor, organisation.pk, right, held=go == "ours")
    elif go == "paid":
        services.say_paid(actor, organisation.pk, right, _whole(given.get("year", "")), _day(given.get("paid_on", "")))
    elif go == "qualified":
        said = given.get("qualified", "")
        if said not in {"no", "yes", "joint"}:
            raise Refusal("management.qualified", _QUALIFIED)
        services.say_qualified(actor, organisation.pk, qualified=said in {"yes", "joint"}, joint=said == "joint")
    else:
        raise Refusal("management.what", _WHAT)
    messages.success(request, gettext("已记录。"))


@signed_in
def marks(request: HttpRequest, organisation: int) -> HttpResponse:
    """Show the marks with their terms and what their renewal costs; take the organisation's word of them."""
    found = get_organisation_for(actor_of(request), organisation, today())
    if request.method == "POST":
        try:
            _say_of_mark(request, found)
        except Refusal as refusal:
            return told(request, refusal, "manage.marks", organisation)
        return redirect("manage.marks", organisation=organisation)
    held = marks_of(found, today())
    renewable = [one for one in held if one.stage in RENEWABLE]
    context = {
        "organisation": found,
        "here": "marks",
        "marks": [(one, MARK_STAGES[one.stage]) for one in held],
        "renewable": len(renewable),
        "total": sum((one.fee or Decimal(0) for one in renewable), Decimal(0)),
    }
    return page(request, "manage/marks.html", context)


def _say_of_mark(request: HttpRequest, organisation: Organisation) -> None:
    actor, mark, go = actor_of(request), request.POST.get("mark", ""), request.POST.get("go", "")
    if go == "renewed":
        services.say_renewed(actor, organisation.pk, mark)
    elif go in {"ours", "not-ours"}:
        services.say_mark(actor, organisation.pk, mark, held=go == "ours")
    else:
        raise Refusal("management.what", _WHAT)
    messages.success(request, gettext("已记录。"))


@signed_in
def plan(request: HttpRequest, organisation: int) -> HttpResponse:
    """Show what the rights will cost by year; take a decision about one of them."""
    found = get_organisation_for(actor_of(request), organisation, today())
    if request.method == "POST":
        given = request.POST
        right = given.get("right", "")
        try:
            services.decide(actor_of(request), organisation, right, given.get("choice", ""), given.get("reason", ""))
        except Refusal as refusal:
            return _plan(request, found, refusal, right)
        messages.success(request, gettext("决定已记录。"))
        return redirect(request.get_full_path())
    return _plan(request, found, None, "")


def _plan(request: HttpRequest, found: Organisation, refusal: Refusal | None, open_: str) -> HttpResponse:
    made = plan_of(found, today())
    rows = [
        (one, line, [line.dues.get(y) for y in made.span] if line else ())
        for one, line in sorted(made.rows, key=lambda row: row[1] is None)  # what costs nothing stands last
    ]
    context = {
        "organisation": found,
        "here": "plan",
        "plan": made,
        "rows": _page_with(open_, rows, request.GET.get("page")),
        "choices": CHOICES,
        "refusal": refusal,
        "open": open_,
        "typed": request.POST,
    }
    return page(request, "manage/plan.html", context, status=422 if refusal else 200)


def _page_with(right: str, rows: list[Any], asked: str | None) -> Page[Any]:
    """Return the page that was asked for; the one of a right where something has to be said of it."""
    place = next((place for place, row in enumerate(rows) if row[0].held.number == right), None)
    return Paginator(rows, EACH).get_page(asked if place is None else place // EACH + 1)


@signed_in
def plan_file(request: HttpRequest, organisation: int) -> HttpResponse:
    """Hand out the plan as a workbook."""
    found = get_organisation_for(actor_of(request), organisation, today())
    content = workbook(plan_of(found, today()), get_language() or "zh-hans")
    name = f"{found.name} {today().isoformat()}.xlsx"
    return HttpResponse(content, headers=saved_headers(name, Kind.XLSX, len(content)))


@signed_in
def policies(request: HttpRequest, organisation: int) -> HttpResponse:
    """Show the policies and programmes that fit the organisation's file, each with the fact that blocks it."""
    found = get_organisation_for(actor_of(request), organisation, today())
    open_ = {matter.code for matter in matters()}
    context = {
        "organisation": found,
        "here": "policies",
        "fits": [
            (fit_row(fit), fit.programme.matter in open_, open_calls(today(), fit.programme.matter))
            for fit in fits(found, today())
        ],
        "held": described(entries_of(found.uscc, listing_registers(), today())),
    }
    return page(request, "manage/policies.html", context)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("management.day", _DAY) from None


_WHAT = Text("没有读懂要记录什么，请刷新页面重试。", "What is to be noted was not clear; load the page again.")
_QUALIFIED = Text("请选择本年度费减备案是否合格。", "Choose whether this year's record for reductions is in order.")
_DAY = Text("请填写缴费日，如 2026-03-31。", "Give the day of payment, such as 2026-03-31.")
