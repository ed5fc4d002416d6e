"""Calculators: the last day of a limit, annuities, numbers; every answer with what it rests on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.shapes import tools as shapes
from zhiquan.portal.api.shapes.base import Day
from zhiquan.portal.web.calculators.annuity import FIRST
from zhiquan.portal.web.calculators.number import check
from zhiquan.portal.web.calculators.period import EARLIEST, LATEST
from zhiquan.rules.identifiers import Broken, Identified, PatentKind
from zhiquan.rules.law import History, Ledger, Limit, Unit, annuity_table, due, explain, term_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

room = Room(Text("计算", "Calculators"))


@room.read("/calculators/period", Text("期限推算", "The last day of a limit"), shapes.LastDay)
def reckon_period(
    request: HttpRequest,
    start: Day,
    amount: Annotated[int, Query(ge=1, le=3650)],
    unit: Literal["working_day", "calendar_day", "half_month", "month", "year"] = "working_day",
    backward: bool = False,
) -> dict[str, Any]:
    """Reckon the last day of a limit that begins after a day, or backwards; the reckoning is told step by step."""
    if not EARLIEST <= start <= LATEST:
        raise Refusal("tools.day", _DAY.format(first=EARLIEST, last=LATEST))
    days = calendar(settings.DATA.region)
    ledger = Ledger(_LIMIT, start, Limit(amount, Unit(unit)), "", (), backward=backward, citation=_GIVEN)
    found = due(ledger, days)
    return {"due_on": found.on, "provisional": found.provisional, "explain": explain(ledger, days)}


@room.read("/calculators/annuities", Text("专利年费", "Patent annuities"), shapes.AnnuityTable)
def reckon_annuities(request: HttpRequest, kind: PatentKind, filed: Day, granted: Day | None = None) -> dict[str, Any]:
    """List the annuities of a patent year by year, unreduced, with the provisions in force on each day."""
    if filed < FIRST or (granted is not None and granted < filed):
        raise Refusal("tools.day", _FILED.format(first=FIRST))
    book = law_book(settings.DATA.region)
    rows = annuity_table(kind, filed, book, calendar(settings.DATA.region), History(granted))
    return {
        "expires_on": term_of(kind, filed, book, granted).expires_on,
        "rows": [_row(row) for row in rows],
    }


@room.read("/calculators/number", Text("核对号码", "Check a number"), shapes.Checked)
def check_number(request: HttpRequest, q: Annotated[str, Query(min_length=1, max_length=100)]) -> dict[str, Any]:
    """Tell what an official number is, whether it is right, and if not what it may have been; nothing is chosen."""
    found = check(q.strip())
    readings = [one for one in (found.reading, *found.others) if one is not None]
    return {
        "given": found.given,
        "readings": [_reading(one) for one in readings],
        "candidates": [repair.canonical for repair in found.candidates],
        "held": found.held,
    }


def _row(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in shapes.AnnuityRow.model_fields if name != "sources"}
    return told | {"sources": [provision.source.text() for provision in row.provisions]}


def _reading(one: Identified) -> dict[str, Any]:
    wrong = one.found.text if isinstance(one.found, Broken) else None
    return {"kind": one.kind, "canonical": one.canonical, "standing": one.standing, "wrong": wrong}


_LIMIT, _GIVEN = Text("期限", "The limit"), Text("请求给出的内容", "what was asked")
_DAY = Text("起算日须在 {first} 与 {last} 之间。", "The start must lie between {first} and {last}.")
_FILED = Text(
    "申请日不能早于 {first}，授权公告日不能早于申请日。",
    "The filing date cannot lie before {first}, nor the grant before the filing.",
)
