"""What is done to drafts and cases: every verb of the hall."""

from __future__ import annotations

from zhiquan.hall.cases.services.acting import act, withdraw
from zhiquan.hall.cases.services.backfill import Result, read_result, take_result
from zhiquan.hall.cases.services.counter import Applicant, Receipt, enter_at_counter, receipt_again
from zhiquan.hall.cases.services.erasing import erase_personal
from zhiquan.hall.cases.services.handing_over import hand_over
from zhiquan.hall.cases.services.keeping import assign, correct, link, recuse, tag
from zhiquan.hall.cases.services.rating import call_back, rate, rate_with_secret
from zhiquan.hall.cases.services.replacing import replace_receipt
from zhiquan.hall.cases.services.secret import reissue_secret, tell_secret
from zhiquan.hall.cases.services.together import ActedRow, SeriesRow, act_many, draft_series, submit_series
from zhiquan.hall.cases.services.writing import attach, detach, precheck, save_draft, start_draft, submit

__all__ = [
    "ActedRow",
    "Applicant",
    "Receipt",
    "Result",
    "SeriesRow",
    "act",
    "act_many",
    "assign",
    "attach",
    "call_back",
    "correct",
    "detach",
    "draft_series",
    "enter_at_counter",
    "erase_personal",
    "hand_over",
    "link",
    "precheck",
    "rate",
    "rate_with_secret",
    "read_result",
    "receipt_again",
    "recuse",
    "reissue_secret",
    "replace_receipt",
    "save_draft",
    "start_draft",
    "submit",
    "submit_series",
    "tag",
    "take_result",
    "tell_secret",
    "withdraw",
]
