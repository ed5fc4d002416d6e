"""Erasing the personal answers of a case 个人信息删除 (个人信息保护法 article 47): the chain keeps their digests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from zhiquan.hall.cases import drafting, journal
from zhiquan.hall.cases.models import Case, CasePayload, Draft
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import standing_of
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.rules.written import whole
from zhiquan.settings.now import now, today

ERASED = "erased"
"""The kind of the event; its data: {reason, digests}."""
_LONGEST = 2_000


def erase_personal(actor: Actor, number: str, reason: str, *, key: str) -> Case:
    """Erase the personal answers of a closed case, with their salts, also in its draft; an event says which and why.

    For the signing head. Papers, letters and packs are documents and stay. The same ``key`` erases once. Refusals:
    ``cases.not-yours-to-erase``, ``cases.still-open``, ``cases.no-reason``, ``cases.nothing-personal``.
    """
    drafting.require_key(key)
    if not (said := whole(reason, _LONGEST)):
        raise Refusal("cases.no-reason", _REASON)
    case = get_case_for(actor, number)
    if Role.HEAD.value not in standing_of(actor, today()).who(case).roles:
        raise Refusal("cases.not-yours-to-erase", _HEAD)
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return locked
        if not locked.closed:
            raise Refusal("cases.still-open", _OPEN)
        held = CasePayload.objects.filter(case=locked, erased_at__isnull=True)
        digests = sorted(held.values_list("digest", flat=True))
        if not digests:
            raise Refusal("cases.nothing-personal", _NOTHING)
        data = {"reason": said, "digests": digests}
        journal.record(locked, ERASED, data, actor=actor, role=Role.HEAD.value, key=key)
        held.update(value=None, salt="", erased_at=now())
        _forget(locked.draft_id, (field.key for field in matter_of(locked.definition).fields if field.personal))
        locked.refresh_from_db()
    return locked


def _forget(draft_id: int, keys: Iterable[str]) -> None:
    """Take the answers out of what was typed, too."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    personal = set(keys)
    draft.form = {name: value for name, value in draft.form.items() if name not in personal}
    draft.save(update_fields=["form"])


_REASON = Text("请写明删除理由。", "Say why they are erased.")
_HEAD = Text("个人信息由签发人决定删除。", "The signing head decides about erasing personal answers.")
_OPEN = Text("办件尚未办结，个人信息仍需使用，不能删除。", "The case is still open and needs its personal answers.")
_NOTHING = Text("本办件没有可删除的个人信息。", "The case holds no personal answers any more.")
