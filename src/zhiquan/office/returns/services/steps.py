"""Writing a step, and the refusals that several services share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.selectors import Actor, HeldPost
from zhiquan.office.returns.models import Round, Sheet, Step
from zhiquan.office.returns.ports import watchers
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

LONGEST_REASON = 500


def take(  # noqa: PLR0913 - a step has these parts and no fewer
    actor: Actor,
    post: HeldPost,
    kind: Step.Kind,
    round_: Round,
    sheet: Sheet | None = None,
    *,
    reason: str = "",
    sums: Mapping[str, Decimal] | None = None,
) -> Step:
    """Write down what happened and let it be heard; a deputy's step names the holder of the post too."""
    if actor.user_id is None:
        raise NotFound("returns.not-yours", _NOT_YOURS)
    step = Step.objects.create(
        round=round_,
        sheet=sheet,
        kind=kind,
        by_id=actor.user_id,
        in_place_of_id=post.holder if post.deputising else None,
        at=now(),
        reason=reason,
        totals={key: str(value) for key, value in (sums or {}).items()},
    )
    for _, watcher in watchers:
        watcher(step)
    return step


def held(post: HeldPost | None) -> HeldPost:
    """Return the post, or refuse (NotFound) ``returns.not-yours``: for who does not hold it, the step is not there."""
    if post is None:
        raise NotFound("returns.not-yours", _NOT_YOURS)
    return post


def unlocked(round_: Round) -> None:
    """Refuse ``returns.locked`` when a round takes no changes any more."""
    if round_.locked_at is not None:
        raise Refusal("returns.locked", _LOCKED)


def in_state(sheet: Sheet, *states: Sheet.State) -> None:
    """Refuse (Conflict) ``returns.state`` when a sheet does not stand where the step begins."""
    if sheet.state not in states:
        raise Conflict("returns.state", _STATE)


def over_missing(missing: Sequence[str], reason: str, refused: Text) -> str:
    """Return what is said about places that are missing, by name; refuse to pass over one in silence."""
    if not missing:
        return reason.strip()
    table = divisions(settings.DATA.region)
    names = [table.name(code) for code in missing]
    listed = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    if not reason.strip():
        raise Refusal("returns.missing", refused.format(count=len(missing), places=listed))
    return with_reason(f"{listed.zh}：{reason.strip()}")


def with_reason(reason: str) -> str:
    """Return the reason without spaces around it; none, or one too long, is refused (``returns.reason``)."""
    plain = reason.strip()
    if not plain or len(plain) > LONGEST_REASON:
        raise Refusal("returns.reason", _REASON.format(longest=LONGEST_REASON))
    return plain


def move(sheet: Sheet, state: Sheet.State, *fields: str) -> None:
    """Set a sheet's state; its version goes up so that an older view of it is refused."""
    sheet.state, sheet.version = state, sheet.version + 1
    sheet.save(update_fields=["state", "version", *fields])


_NOT_YOURS = Text("这一步不由您的部门办理。", "This step is not your department's.")
_LOCKED = Text(
    "本期已锁定，不能再改；核定后的更正另列为修订。", "This round is locked; corrections are listed after it is signed."
)
_STATE = Text("这张表的状态已经变化，请刷新后再办。", "This sheet has moved on; reload it and go on from there.")
_REASON = Text("请写明理由（不超过 {longest} 字）。", "Give the reason in {longest} characters at most.")
