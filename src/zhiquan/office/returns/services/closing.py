"""The end of a round: locked, signed by somebody else, and corrected only beside what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Restatement, Round, Sheet, SignedFigure, Step
from zhiquan.office.returns.rows import Typed, read_rows
from zhiquan.office.returns.selectors import get_round_for, handed_in, locked_sheet_for, may_steer, round_totals
from zhiquan.office.returns.services.filling import replace
from zhiquan.office.returns.services.steps import held, in_state, over_missing, take, unlocked, with_reason
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


@transaction.atomic
def lock(actor: Actor, round_id: int, reason: str = "") -> Round:
    """Lock a round: nothing is handed in, sent back or accepted any more; places still missing need a reason."""
    round_ = _held_round(actor, round_id)
    post = held(may_steer(actor, round_))
    unlocked(round_)
    below = Sheet.objects.filter(round=round_, parent__parent=None, parent__isnull=False).order_by("division")
    missing = [sheet.division for sheet in below if sheet.state != Sheet.State.ACCEPTED]
    take(actor, post, Step.Kind.LOCKED, round_, reason=over_missing(missing, reason, _MISSING))
    round_.locked_at, round_.locked_by_id = now(), actor.user_id
    round_.save(update_fields=["locked_at", "locked_by"])
    return round_


@transaction.atomic
def sign(actor: Actor, round_id: int) -> Round:
    """Sign a locked round 核定 as its place's head: every measure of every place is written down for good.

    Refusals: ``returns.not-locked``, ``returns.signed``, ``returns.same-person`` (who locked it does not sign it).
    """
    round_ = _held_round(actor, round_id)
    post = held(next((p for p in actor.posts if p.role is Role.HEAD and p.division == round_.division), None))
    if round_.locked_at is None:
        raise Refusal("returns.not-locked", _NOT_LOCKED)
    if round_.signed_at is not None:
        raise Conflict("returns.signed", _SIGNED)
    if round_.locked_by_id == actor.user_id:
        raise Refusal("returns.same-person", _SAME)
    places = round_totals(round_)
    whole = next(place for place in places if place.sheet.parent_id is None)
    step = take(actor, post, Step.Kind.SIGNED, round_, sums=whole.totals)
    SignedFigure.objects.bulk_create(
        SignedFigure(round=round_, division=place.sheet.division, measure=key, value=value, step=step)
        for place in places
        for key, value in place.totals.items()
    )
    round_.signed_at = now()
    round_.save(update_fields=["signed_at"])
    return round_


@transaction.atomic
def correct(
    actor: Actor, sheet_id: int, line: int, cells: Mapping[str, str], reason: str, *, revision: int
) -> tuple[Restatement, ...]:
    """Correct one line after signing: the row gets a revision, and each signed value that changes gets a restatement.

    ``revision`` is the one that the correction is based on (Conflict ``returns.line-older`` where there is a later).

    Refusals: ``returns.not-signed`` (send the sheet back instead), ``returns.no-line``, ``returns.wrong``,
    ``returns.nothing-changed``.
    """
    sheet = locked_sheet_for(actor, sheet_id)
    round_ = sheet.round
    post = held(may_steer(actor, round_))
    said = with_reason(reason)
    if round_.signed_at is None:
        raise Refusal("returns.not-signed", _NOT_SIGNED)
    in_state(sheet, Sheet.State.SUBMITTED, Sheet.State.ACCEPTED)
    row = sheet.rows.filter(line=line, latest=True, removed=False).first()
    if row is None:
        raise NotFound("returns.no-line", _NO_LINE.format(line=line))
    if row.revision != revision:
        raise Conflict("returns.line-older", _LINE_OLDER.format(line=line))
    content = _corrected(sheet, Typed(line, cells))
    if content == row.values:
        raise Refusal("returns.nothing-changed", _SAME_VALUES)
    before = _by_place(round_)
    step = take(actor, post, Step.Kind.CORRECTED, round_, sheet, reason=said)
    replace(sheet, {line: row}, [(line, content, False)], step)
    return _restated(round_, before, _by_place(round_), step)


def _corrected(sheet: Sheet, typed: Typed) -> Mapping[str, Any]:
    """Return what a corrected line holds; it must be as right among the other lines as when the sheet was handed in."""
    rows = [typed if row.line == typed.line else row for row in handed_in(sheet)]
    read = read_rows(return_of(sheet.round.definition), rows)
    if read.errors:
        raise Refusal("returns.wrong", read.errors[0].text)
    return read.values[rows.index(typed)]


def _held_round(actor: Actor, round_id: int) -> Round:
    get_round_for(actor, round_id)
    return Round.objects.select_for_update(of=("self",)).select_related("definition").get(pk=round_id)


def _by_place(round_: Round) -> dict[tuple[str, str], Decimal]:
    return {(place.sheet.division, key): value for place in round_totals(round_) for key, value in place.totals.items()}


def _restated(
    round_: Round, before: Mapping[tuple[str, str], Decimal], after: Mapping[tuple[str, str], Decimal], step: Step
) -> tuple[Restatement, ...]:
    figures = {(figure.division, figure.measure): figure for figure in round_.figures.all()}
    return tuple(
        Restatement.objects.create(figure=figures[place], was=before[place], now=value, step=step)
        for place, value in after.items()
        if value != before[place]
    )


_MISSING = Text(
    "还有 {count} 个单位没有接收：{places}；锁定前请先接收，或者写明缺报的理由。",
    "{count} places are not accepted yet: {places}; accept them before locking, or say why they are missing.",
)
_NOT_LOCKED = Text("请先锁定本期，再核定。", "Lock the round before it is signed.")
_SIGNED = Text("本期已经核定。", "This round is signed already.")
_SAME = Text("锁定的人不能核定，请由另一人核定。", "Who locked the round does not sign it; another person does.")
_NOT_SIGNED = Text("尚未核定，请退回填报单位更正。", "It is not signed yet; send the sheet back to be mended.")
_NO_LINE = Text("没有第 {line} 行。", "There is no line {line}.")
_LINE_OLDER = Text(
    "第 {line} 行在您打开后又被更正过，请核对下面的现行内容再更正。",
    "Line {line} was corrected after you opened it; compare with what holds now, below, and correct it again.",
)
_SAME_VALUES = Text("更正前后相同，没有改动。", "Nothing differs from before; nothing was changed.")
