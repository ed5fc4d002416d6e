"""What can be done with accounts: claims, members, delegations, posts, signing in, second factors."""

from __future__ import annotations

from zhiquan.office.access.services.claiming import (
    Wanted,
    approve_claim,
    claim,
    get_claim_for,
    refuse_claim,
    withdraw_claim,
)
from zhiquan.office.access.services.delegating import Scope, delegate, revoke
from zhiquan.office.access.services.members import (
    end_membership,
    hand_over,
    invite,
    join,
    require_administrator,
    withdraw_invitation,
)
from zhiquan.office.access.services.posts import appoint, end_deputy, end_post, name_deputy
from zhiquan.office.access.services.signing_in import Attempt, check_password, log, note_failure, unlock

__all__ = [
    "Attempt",
    "Scope",
    "Wanted",
    "appoint",
    "approve_claim",
    "check_password",
    "claim",
    "delegate",
    "end_deputy",
    "end_membership",
    "end_post",
    "get_claim_for",
    "hand_over",
    "invite",
    "join",
    "log",
    "name_deputy",
    "note_failure",
    "refuse_claim",
    "require_administrator",
    "revoke",
    "unlock",
    "withdraw_claim",
    "withdraw_invitation",
]
