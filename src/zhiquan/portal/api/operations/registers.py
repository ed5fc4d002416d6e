"""Registers 登记簿 and lists: which there are, their entries, one entry; an organisation's file 一企一档."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query

from zhiquan.office.registers.selectors import Asked, EntryView, entry_page, get_entry_for, registers
from zhiquan.portal.api.caller import actor_within
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.operations.search import told_of_record
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import office as shapes
from zhiquan.portal.api.shapes.base import Code, Cursor, Day, Limit
from zhiquan.portal.dossier.organisation import organisation_file, subject_of
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

room = Room(Text("登记簿与单位", "Registers and organisations"))


@room.read("/registers", Text("登记簿与名录", "The registers"), shapes.RegisterList)
def list_registers(request: HttpRequest) -> dict[str, Any]:
    """List every register that has an entry, with how many are in force today."""
    return {"registers": registers(today())}


@room.read("/registers/{code}/entries", Text("登记", "Entries of a register"), shapes.EntryList)
def list_entries(
    request: HttpRequest,
    code: Code,
    right: Annotated[str, Query(max_length=120, description="权利号 · Number of a right")] = "",
    organisation: Annotated[str, Query(max_length=18, description="统一社会信用代码 · Credit code")] = "",
    on: Day | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """List the entries of a register, those entered last first: of a right, of an organisation, in force on a day.

    What an entry holds, and the case it rests on, is told to those who answer for its place, with `desk:read`.
    """
    question = {"code": code, "right": right, "organisation": organisation, "on": on}
    mark = opened("registers", question, cursor)
    asked = Asked(_canonical(right) if right else None, organisation or None, on)
    viewer = actor_within(request, Scope.DESK_READ)
    rows, following = entry_page(viewer, code, asked, today(), after=int(mark) if mark else None, size=limit)
    return {"entries": rows, "next": sealed("registers", question, str(following) if following else None)}


@room.read("/registers/{code}/entries/{number}", Text("一项登记", "One entry"), shapes.Entry)
def get_entry(request: HttpRequest, code: Code, number: Annotated[str, Path(max_length=60)]) -> EntryView:
    """Tell one entry: since when, until when, of which rights."""
    return get_entry_for(actor_within(request, Scope.DESK_READ), code, number, today())


@room.read("/organisations/{code}", Text("一企一档", "One organisation's file"), shapes.OrganisationFile)
def get_organisation(request: HttpRequest, code: Annotated[str, Path(max_length=60)]) -> dict[str, Any]:
    """Tell what is held of an organisation, by its credit code: the rights that name it, its entries in registers, and
    what each room shows this caller (with `cases:read` as much as on the page).
    """
    subject, day = subject_of(code), today()
    file = organisation_file(subject, actor_within(request, Scope.CASES_READ), day)
    return {
        **{name: getattr(subject, name) for name in ("code", "name", "division")},
        "on": day,
        "total": file.total,
        "newest": [told_of_record(record) for _, _, record in file.newest],
        "panels": file.panels,
    }


def _canonical(number: str) -> str:
    """Return a right's number as registers keep it; one that is none is asked for as it was given."""
    key = key_as_typed(number)
    return number if isinstance(key, Broken) else key
