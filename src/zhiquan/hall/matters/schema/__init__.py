"""The schema of a matter, in parts: papers, clocks, steps, the whole."""

from __future__ import annotations

from zhiquan.hall.matters.schema.actions import (
    Action,
    Ahead,
    Condition,
    EffectUse,
    Opening,
    Outcome,
    Quota,
    Requires,
    Serves,
    Spawn,
    State,
    Target,
)
from zhiquan.hall.matters.schema.clocks import Audience, Clock, ClockMove, ClockOp
from zhiquan.hall.matters.schema.matter import (
    Authority,
    AuthorityKind,
    Chain,
    Matter,
    PartyUse,
    Statistics,
    find,
)
from zhiquan.hall.matters.schema.papers import CheckUse, Letter, LetterKind, Material, OnFail, Pack, Shown

__all__ = [
    "Action",
    "Ahead",
    "Audience",
    "Authority",
    "AuthorityKind",
    "Chain",
    "CheckUse",
    "Clock",
    "ClockMove",
    "ClockOp",
    "Condition",
    "EffectUse",
    "Letter",
    "LetterKind",
    "Material",
    "Matter",
    "OnFail",
    "Opening",
    "Outcome",
    "Pack",
    "PartyUse",
    "Quota",
    "Requires",
    "Serves",
    "Shown",
    "Spawn",
    "State",
    "Statistics",
    "Target",
    "find",
]
