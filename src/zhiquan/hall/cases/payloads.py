"""Personal answers: the chain keeps a salted digest, a row that can be erased keeps the value."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from zhiquan.hall.cases.models import Case, CasePayload
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.prepared import Prepared
from zhiquan.rules.forms.fields import Field

PERSONAL = "personal"
"""The key of the placeholder an event holds: ``{"personal": <digest>}``."""
ERASED = "（已删除）"


def digest_of(salt: str, value: Any) -> str:
    """Return the salted SHA-256 of a personal value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def conceal(case: Case, fields: Iterable[Field], values: Mapping[str, Any]) -> tuple[dict[str, Any], list[CasePayload]]:
    """Return the answers with personal ones replaced by their digests, and the rows that keep those values beside the
    chain; the caller writes them with the event.
    """
    concealed, kept = dict(values), []
    for field in fields:
        if field.personal and field.key in values:
            salt = secrets.token_hex(32)
            digest = digest_of(salt, values[field.key])
            kept.append(CasePayload(case=case, digest=digest, salt=salt, value=values[field.key]))
            concealed[field.key] = {PERSONAL: digest}
    return concealed, kept


def reveal(case: Case, snapshot: Snapshot) -> Snapshot:
    """Return a snapshot with the personal answers put back where they still exist."""
    kept = {row.digest: ERASED if row.erased_at else row.value for row in _KEPT(case=case.pk)}
    done = tuple(replace(step, data=_put_back(step.data, kept)) for step in snapshot.done)
    return replace(snapshot, form=_put_back(snapshot.form, kept), done=done)


def _put_back(values: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: kept.get(value[PERSONAL], ERASED) if isinstance(value, dict) and PERSONAL in value else value
        for key, value in values.items()
    }


_KEPT = Prepared(lambda case: CasePayload.objects.filter(case_id=case), case=int)
