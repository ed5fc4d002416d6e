"""What the place above does with a sheet: accept it, send it back with a reason, urge one that is late."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from zhiquan.office.access.selectors import Actor, HeldPost
from zhiquan.office.returns.models import Sheet, Step
from zhiquan.office.returns.selectors import handed_in, locked_sheet_for, may_review
from zhiquan.office.returns.services.filling import as_draft
from zhiquan.office.returns.services.steps import held, in_state, move, take, unlocked, with_reason
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI


@transaction.atomic
def accept(actor: Actor, sheet_id: int) -> Sheet:
    """Accept a sheet that was handed in; nobody accepts what they handed in themselves (``returns.own``)."""
    sheet, post = _handed(actor, sheet_id)
    in_state(sheet, Sheet.State.SUBMITTED)
    if sheet.submitted_by_id == actor.user_id:
        raise Refusal("returns.own", _OWN)
    take(actor, post, Step.Kind.ACCEPTED, sheet.round, sheet)
    move(sheet, Sheet.State.ACCEPTED)
    return sheet


@transaction.atomic
def send_back(actor: Actor, sheet_id: int, reason: str) -> Sheet:
    """Send a sheet back with a reason, also one accepted before, as long as the place above has not handed in itself.

    Refuses (Conflict) ``returns.above-in``: then the place above must get its own sheet back first.
    """
    sheet, post = _handed(actor, sheet_id)
    said = with_reason(reason)
    in_state(sheet, Sheet.State.SUBMITTED, Sheet.State.ACCEPTED)
    above = Sheet.objects.select_for_update().filter(below=sheet).first()
    if above is None or above.is_handed_in:
        raise Conflict("returns.above-in", _ABOVE)
    take(actor, post, Step.Kind.SENT_BACK, sheet.round, sheet, reason=said)
    sheet.typed = as_draft(handed_in(sheet))
    move(sheet, Sheet.State.RETURNED, "typed")
    return sheet


@transaction.atomic
def urge(actor: Actor, sheet_id: int, *, today: date) -> Step:
    """Urge a place that has not handed in 催报: once a day (``returns.urged``), and only what is still missing."""
    sheet, post = _handed(actor, sheet_id)
    in_state(sheet, Sheet.State.OPEN, Sheet.State.RETURNED)
    last = sheet.steps.filter(kind=Step.Kind.URGED).order_by("-at").first()
    if last is not None and last.at.astimezone(SHANGHAI).date() >= today:
        raise Refusal("returns.urged", _URGED)
    return take(actor, post, Step.Kind.URGED, sheet.round, sheet)


def _handed(actor: Actor, sheet_id: int) -> tuple[Sheet, HeldPost]:
    sheet = locked_sheet_for(actor, sheet_id)
    post = held(may_review(actor, sheet))
    unlocked(sheet.round)
    return sheet, post


_OWN = Text("不能接收自己报送的表，请由他人审核。", "You handed this sheet in yourself; somebody else accepts it.")
_ABOVE = Text(
    "本级已经上报；请先由上级退回，再退回下级。",
    "Your own sheet is handed in; have it sent back first, then send this one back.",
)
_URGED = Text("今天已经催报过。", "It was urged today already.")
