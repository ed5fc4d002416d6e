"""What can be done with accounts: claims, members, delegations, posts, signing in, second factors."""

from __future__ import annotations

from zhiquan.office.access.services.accounts import (
    Link,
    add_account,
    add_department,
    by_link,
    clear_factors,
    close_account,
    new_link,
    reopen_account,
)
from zhiquan.office.access.services.claiming import (
    Wanted,
    approve_claim,
    claim,
    get_claim_for,
    refuse_claim,
    withdraw_claim,
)
from zhiquan.office.access.services.delegating import Scope, delegate, revoke
from zhiquan.office.access.services.ending import (
    SessionView,
    end_everything,
    end_session,
    end_sessions,
    own_sessions,
)
from zhiquan.office.access.services.members import (
    end_membership,
    hand_over,
    invite,
    join,
    require_administrator,
    withdraw_invitation,
)
from zhiquan.office.access.services.posts import appoint, end_deputy, end_post, found_security, name_deputy
from zhiquan.office.access.services.signing_in import Attempt, check_password, log, note_failure, unlock

__all__ = [
    "Attempt",
    "Link",
    "Scope",
    "SessionView",
    "Wanted",
    "add_account",
    "add_department",
    "appoint",
    "approve_claim",
    "by_link",
    "check_password",
    "claim",
    "clear_factors",
    "close_account",
    "delegate",
    "end_deputy",
    "end_everything",
    "end_membership",
    "end_post",
    "end_session",
    "end_sessions",
    "found_security",
    "get_claim_for",
    "hand_over",
    "invite",
    "join",
    "log",
    "name_deputy",
    "new_link",
    "note_failure",
    "own_sessions",
    "refuse_claim",
    "reopen_account",
    "require_administrator",
    "revoke",
    "unlock",
    "withdraw_claim",
    "withdraw_invitation",
]
