"""What is done to drafts and cases: every verb of the hall."""

from __future__ import annotations

from zhiquan.hall.cases.services.acting import act, withdraw
from zhiquan.hall.cases.services.keeping import assign, correct, link, recuse, tag
from zhiquan.hall.cases.services.rating import call_back, rate, rate_with_secret
from zhiquan.hall.cases.services.writing import attach, detach, precheck, save_draft, start_draft, submit

__all__ = [
    "act",
    "assign",
    "attach",
    "call_back",
    "correct",
    "detach",
    "link",
    "precheck",
    "rate",
    "rate_with_secret",
    "recuse",
    "save_draft",
    "start_draft",
    "submit",
    "tag",
    "withdraw",
]
