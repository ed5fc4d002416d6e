"""An organisation's own rights 我的权利: fees due, the plan of five years, marks to renew, reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query

from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.office.access.models import Organisation
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.cursors import Wanted
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import portfolio as shapes
from zhiquan.portal.api.shapes.base import Cursor, Id, Limit
from zhiquan.rules.law import Provision, value_text
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text
from zhiquan.scenes.management.annuities import Fee
from zhiquan.scenes.management.marks import RENEWABLE, HeldMark, mark_order, marks_of
from zhiquan.scenes.management.models import Decision, FeeRecord
from zhiquan.scenes.management.plan import Line
from zhiquan.scenes.management.plan_of import plan_of, workbook
from zhiquan.scenes.management.portfolio import Held, portfolio_of
from zhiquan.scenes.management.reminders import Due, reached, told_of
from zhiquan.scenes.management.selectors import (
    Account,
    accounts_of,
    fee_record,
    get_organisation_for,
    organisations_for,
)
from zhiquan.settings.now import today

room = Room(Text("我的权利", "Own rights"))
READ = Scope.RIGHTS_READ
Months = Annotated[int, Query(ge=1, le=60, description="今后几个月 · Months ahead")]


@room.read("/portfolios", Text("我管理的单位", "Whose rights one manages"), shapes.ManagedList, scope=READ)
def list_portfolios(request: HttpRequest) -> dict[str, Any]:
    """List the organisations whose rights the caller manages: own ones, and those that delegated everything."""
    found = organisations_for(actor_of(request))
    return {"organisations": [{"id": one.pk, "name": one.name, "code": one.uscc} for one in found]}


@room.read("/portfolios/{organisation_id}/rights", Text("权利清单", "Own rights"), shapes.OwnRightList, scope=READ)
def list_own_rights(
    request: HttpRequest, organisation_id: Id, gone: bool = False, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """List the patents of an organisation by filing date, with what records and its own word say of the holder; why
    fees cannot be told where they cannot. With `gone` those that went to another or are said not to be its own.
    """
    held_by, on = _organisation(request, organisation_id), today()
    rows = [(one, None) for one in portfolio_of(held_by, on) if one.gone] if gone else _with_accounts(held_by, on)
    wanted = Wanted("portfolio.rights", {"organisation": organisation_id, "gone": gone}, cursor, limit)
    shown, following = wanted.cut(rows, lambda row: _held_mark(row[0]))
    told = {"on": on, "count": len(rows), "record": _record(fee_record(held_by, on))}
    return told | {"rights": [_right(*row) for row in shown], "next": following}


@room.read("/portfolios/{organisation_id}/fees", Text("待缴年费", "Fees due"), shapes.FeeList, scope=READ)
def list_fees(
    request: HttpRequest, organisation_id: Id, months: Months = 12, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """List the annuities that are open and fall due in the coming months, those in grace too: amount, reduction,
    surcharge of this very day, and the provision behind each. Paid is what the organisation said to have paid.
    """
    held_by, on = _organisation(request, organisation_id), today()
    until = add_months(on, months)
    due = [(one.held, fee) for one in accounts_of(held_by, on, until) for fee in one.fees]
    wanted = Wanted("portfolio.fees", {"organisation": organisation_id, "months": months}, cursor, limit)
    shown, following = wanted.cut(sorted(due, key=_fee_mark), _fee_mark)
    sums = {"late": sum(fee.late for _, fee in due), "total": sum((fee.payable for _, fee in due), Decimal(0))}
    told = {"on": on, "until": until, "count": len(due), **sums}
    return told | {"fees": [_fee(*row) for row in shown], "next": following}


@room.read("/portfolios/{organisation_id}/plan", Text("年费计划", "The annuity plan"), shapes.Plan, scope=READ)
def get_plan(request: HttpRequest, organisation_id: Id, limit: Limit = 100, cursor: Cursor = None) -> dict[str, Any]:
    """Tell what the rights will cost in five calendar years, kept, undecided or dropped, and each right's part."""
    plan = plan_of(_organisation(request, organisation_id), today())
    wanted = Wanted("portfolio.plan", {"organisation": organisation_id}, cursor, limit)
    shown, following = wanted.cut(plan.rows, lambda row: _held_mark(row[0].held))
    told = {"on": plan.on, "years": plan.years, "untold": plan.untold}
    return told | {"rows": [_plan_row(*row) for row in shown], "next": following}


@room.read(
    "/portfolios/{organisation_id}/plan.xlsx", Text("下载年费计划", "Download the plan"), None, scope=READ,
    media=Kind.XLSX.media_type,
)  # fmt: skip
def download_plan(request: HttpRequest, organisation_id: Id) -> HttpResponse:
    """Hand out the plan as a workbook."""
    held_by = _organisation(request, organisation_id)
    content = workbook(plan_of(held_by, today()), get_language() or "zh-hans")
    name = f"{held_by.name} {today().isoformat()}.xlsx"
    return HttpResponse(content, headers=saved_headers(name, Kind.XLSX, len(content)))


@room.read("/portfolios/{organisation_id}/marks", Text("本单位商标", "Own marks"), shapes.OwnMarkList, scope=READ)
def list_own_marks(
    request: HttpRequest, organisation_id: Id, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """List the marks, those to be renewed first: until when each is registered, from when it is renewed, for what."""
    held, on = marks_of(_organisation(request, organisation_id), today()), today()
    renewable = [one for one in held if one.stage in RENEWABLE]
    wanted = Wanted("portfolio.marks", {"organisation": organisation_id}, cursor, limit)
    shown, following = wanted.cut(held, lambda one: "{} {} {}".format(*mark_order(one)))
    total = sum((one.fee or Decimal(0) for one in renewable), Decimal(0))
    told = {"on": on, "count": len(held), "renewable": len(renewable), "total": total}
    return told | {"marks": [_mark(one) for one in shown], "next": following}


@room.read("/portfolios/{organisation_id}/reminders", Text("到期提醒", "Reminders"), shapes.ReminderList, scope=READ)
def list_reminders(
    request: HttpRequest, organisation_id: Id, limit: Limit = 100, cursor: Cursor = None
) -> dict[str, Any]:
    """List the annuities and renewals that have come to a step of reminding, and when a notice of it went out."""
    held_by, on = _organisation(request, organisation_id), today()
    fees, marks = reached(held_by, on)
    sent = told_of(held_by, (*fees, *marks))
    rows = sorted([*(("annuity", one) for one in fees), *(("renewal", one) for one in marks)], key=_due_mark)
    shown, following = Wanted("portfolio.reminders", {"organisation": organisation_id}, cursor, limit).cut(
        rows, _due_mark
    )
    told = [_reminder(what, one) | {"told_at": sent.get((one.right, one.year, one.step))} for what, one in shown]
    return {"on": on, "reminders": told, "next": following}


def _organisation(request: HttpRequest, organisation_id: int) -> Organisation:
    return get_organisation_for(actor_of(request), organisation_id, today())


def _with_accounts(held_by: Organisation, on: date) -> list[tuple[Held, Account | None]]:
    return [(one.held, one) for one in accounts_of(held_by, on, on)]


def _held_mark(held: Held) -> str:
    """Where a right stands in a list by filing date; one without a date comes last."""
    return f"{_filed(held) or date.max} {held.number}"


def _fee_mark(row: tuple[Held, Fee]) -> str:
    held, fee = row
    return f"{fee.row.due_on} {held.number} {fee.row.year:02}"


def _due_mark(row: tuple[str, Due]) -> str:
    what, one = row
    return f"{one.last} {what} {one.right} {one.year}"


def _filed(held: Held) -> date | None:
    return held.record.filing_date if held.record else None


def _title(held: Held) -> str:
    return held.record.title if held.record else ""


def _right(held: Held, account: Account | None) -> dict[str, Any]:
    return {
        "right": held.number,
        "title": _title(held),
        "kind": held.kind,
        "filing_date": _filed(held),
        "status": held.status.label if held.status else None,
        "holding": held.holding.outcome,
        "holding_text": held.holding.text,
        "own": held.own,
        "gap": account.gap if account else None,
        "choice": account.choice if account else None,
    }


def _fee(held: Held, fee: Fee) -> dict[str, Any]:
    row, used = fee.row, fee.row.reduction
    same = {name: getattr(row, name) for name in ("year", "due_on", "grace_until", "full", "amount")}
    today_ = {name: getattr(fee, name) for name in ("late", "surcharge", "payable", "rises_on", "ask_by")}
    reduction = {"percent": used.percent, "reason": used.reason, "rules": _rules(used.provisions)}
    head = {"right": held.number, "title": _title(held)}
    return {**head, **same, **today_, "reduction": reduction, "rules": _rules(row.provisions)}


def _plan_row(one: Account, line: Line | None) -> dict[str, Any]:
    dues = [{"year": year, "amount": line.dues[year], "full": line.full[year]} for year in line.dues] if line else []
    return {
        "right": one.held.number,
        "title": _title(one.held),
        "choice": one.choice,
        "decision": decided(one.decision) if one.decision else None,
        "dues": dues,
        "total": line.total if line else None,
        "gap": one.gap,
    }


def decided(one: Decision) -> dict[str, Any]:
    """Return a decision as the API tells it."""
    return {"choice": one.choice, "reason": one.reason, "by": str(one.said_by), "at": one.said_at}


def _mark(one: HeldMark) -> dict[str, Any]:
    record = one.record
    return {
        "mark": one.key,
        "number": record.number if record else "",
        "text": record.text if record else "",
        "classes": sorted({each.nice_class for each in record.classes}) if record else [],
        "stage": one.stage,
        "ends_on": one.ends_on,
        "renew_from": one.renewal.first if one.renewal else None,
        "grace_until": one.grace.last if one.grace else None,
        "fee": one.fee,
        "rules": _rules(one.prices),
        "gap": one.gap,
    }


def _reminder(what: str, one: Due) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in ("right", "step", "year", "payable", "last", "late")}
    return {"what": what, **same}


def _rules(provisions: Iterable[Provision]) -> list[dict[str, Any]]:
    return [{"key": one.key, "value": value_text(one), "source": one.source.text()} for one in provisions]


def _record(said: FeeRecord | None) -> str | None:
    """Return what was last said of this year's record for reductions."""
    if said is None:
        return None
    return "joint" if said.joint else "own" if said.qualified else "no"
