"""People, the organisations they act for, the posts they hold, and how they sign in."""

from __future__ import annotations

from zhiquan.office.access.models.claims import Claim, ClaimState, Invitation
from zhiquan.office.access.models.holding import Dated, Delegation, Deputy, Membership, Post, in_force
from zhiquan.office.access.models.people import Department, Organisation, User
from zhiquan.office.access.models.sessions import Session
from zhiquan.office.access.models.signing import (
    AccountEvent,
    Happening,
    Identity,
    Lockout,
    Passkey,
    RecoveryCode,
    SecondFactor,
)

__all__ = [
    "AccountEvent",
    "Claim",
    "ClaimState",
    "Dated",
    "Delegation",
    "Department",
    "Deputy",
    "Happening",
    "Identity",
    "Invitation",
    "Lockout",
    "Membership",
    "Organisation",
    "Passkey",
    "Post",
    "RecoveryCode",
    "SecondFactor",
    "Session",
    "User",
    "in_force",
]
