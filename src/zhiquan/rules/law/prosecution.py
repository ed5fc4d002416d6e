"""Deadlines of prosecution 审批程序期限: which steps start which limit, what ends it, what follows if it is missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.text import Text


class Step(StrEnum):
    """A step of prosecution: those that start limits, and those that end them."""

    FIRST_FILED = "first_filed"
    FILED = "filed"
    INTERNATIONAL = "international"
    ACCEPTED = "accepted"
    EXAMINATION_ENTERED = "examination_entered"
    CORRECTION_ASKED = "correction_asked"
    FIRST_ACTION = "first_action"
    LATER_ACTION = "later_action"
    GRANT_NOTICED = "grant_noticed"
    GRANTED = "granted"
    REJECTED = "rejected"
    REEXAMINED = "reexamined"
    INVALIDATION_FILED = "invalidation_filed"
    INVALIDATION_DECIDED = "invalidation_decided"
    SECRECY_ASKED = "secrecy_asked"
    EVALUATION_ASKED = "evaluation_asked"
    LICENCE_EFFECTIVE = "licence_effective"
    FEE_PAID = "fee_paid"
    EXAMINATION_ASKED = "examination_asked"
    PUBLISHED = "published"
    PRIORITY_CLAIMED = "priority_claimed"
    NATIONAL_PHASE = "national_phase"
    AMENDED = "amended"
    REPLIED = "replied"
    CORRECTED = "corrected"
    REGISTERED = "registered"
    REEXAMINATION_ASKED = "reexamination_asked"
    SUED = "sued"
    GROUNDS_ADDED = "grounds_added"
    SECRECY_NOTICED = "secrecy_noticed"
    SECRECY_DECIDED = "secrecy_decided"
    EVALUATED = "evaluated"
    LICENCE_RECORDED = "licence_recorded"
    AWARD_PAID = "award_paid"
    COMPENSATION_ASKED = "compensation_asked"


@dataclass(frozen=True, slots=True)
class Happened:
    """A step and its day: of filing, of receipt of a notice, of the act itself."""

    step: Step
    on: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """One limit that a step started; ``ledger`` is empty where the book knows no provision for the day."""

    key: str
    name: Text
    started_by: Happened
    ledger: Ledger | None


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str
    name: Text
    by: tuple[Step, ...]
    ends: Step
    kinds: frozenset[PatentKind] = frozenset(PatentKind)
    needs: Step | None = None
    """A step without which the limit does not exist."""


_INVENTION = frozenset({PatentKind.INVENTION})
_REGISTERED_ONLY = frozenset(PatentKind) - _INVENTION
_TECHNICAL = frozenset({PatentKind.INVENTION, PatentKind.UTILITY_MODEL})
_EARLIEST = (Step.FIRST_FILED, Step.FILED)
"""Counted from the earliest date 有优先权的，指优先权日: the first of the two that happened."""
_EARLIEST_ABROAD = (Step.FIRST_FILED, Step.INTERNATIONAL)
_RULES = (
    _Rule("patent.priority.{kind}", Text("要求优先权", "Claiming priority"), (Step.FIRST_FILED,), Step.FILED),
    _Rule("patent.filing.fee", Text("缴纳申请费", "Filing fee"), (Step.FILED,), Step.FEE_PAID),
    _Rule(
        "patent.filing.fee.notice",
        Text("受理后缴纳申请费", "Filing fee after acceptance"),
        (Step.ACCEPTED,),
        Step.FEE_PAID,
    ),
    _Rule("patent.publication", Text("公布申请", "Publication"), _EARLIEST, Step.PUBLISHED, _INVENTION),
    _Rule(
        "patent.examination.request",
        Text("请求实质审查", "Request for examination"),
        _EARLIEST,
        Step.EXAMINATION_ASKED,
        _INVENTION,
    ),
    _Rule(
        "patent.amendment.voluntary.{kind}",
        Text("主动修改", "Voluntary amendment"),
        (Step.EXAMINATION_ENTERED,),
        Step.AMENDED,
        _INVENTION,
    ),
    _Rule(
        "patent.amendment.voluntary.{kind}",
        Text("主动修改", "Voluntary amendment"),
        (Step.FILED,),
        Step.AMENDED,
        _REGISTERED_ONLY,
    ),
    _Rule("patent.reply.correction", Text("补正", "Correction"), (Step.CORRECTION_ASKED,), Step.CORRECTED),
    _Rule(
        "patent.reply.first",
        Text("答复第一次审查意见", "Reply to the first office action"),
        (Step.FIRST_ACTION,),
        Step.REPLIED,
    ),
    _Rule(
        "patent.reply.later",
        Text("答复再次审查意见", "Reply to a later office action"),
        (Step.LATER_ACTION,),
        Step.REPLIED,
    ),
    _Rule(
        "patent.registration",
        Text("办理登记手续（分案亦以此为限）", "Registration (divisionals too)"),
        (Step.GRANT_NOTICED,),
        Step.REGISTERED,
    ),
    _Rule(
        "patent.compensation.request",
        Text("请求期限补偿", "Request for compensation"),
        (Step.GRANTED,),
        Step.COMPENSATION_ASKED,
        _INVENTION,
    ),
    _Rule("patent.award.due", Text("发给发明人奖金", "Award to the inventors"), (Step.GRANTED,), Step.AWARD_PAID),
    _Rule(
        "patent.reexamination.request",
        Text("请求复审", "Request for re-examination"),
        (Step.REJECTED,),
        Step.REEXAMINATION_ASKED,
    ),
    _Rule(
        "patent.reexamination.suit",
        Text("对复审决定起诉", "Suit against re-examination"),
        (Step.REEXAMINED,),
        Step.SUED,
    ),
    _Rule(
        "patent.invalidation.grounds",
        Text("增加无效理由", "Adding grounds of invalidity"),
        (Step.INVALIDATION_FILED,),
        Step.GROUNDS_ADDED,
    ),
    _Rule(
        "patent.invalidation.suit",
        Text("对无效决定起诉", "Suit against invalidation"),
        (Step.INVALIDATION_DECIDED,),
        Step.SUED,
    ),
    _Rule(
        "patent.pct.entry",
        Text("进入国家阶段", "National phase"),
        _EARLIEST_ABROAD,
        Step.NATIONAL_PHASE,
        _TECHNICAL,
        Step.INTERNATIONAL,
    ),
    _Rule(
        "patent.pct.entry.late",
        Text("缴纳宽限费后进入国家阶段", "National phase with surcharge"),
        _EARLIEST_ABROAD,
        Step.NATIONAL_PHASE,
        _TECHNICAL,
        Step.INTERNATIONAL,
    ),
    _Rule(
        "patent.secrecy.notice",
        Text("保密审查通知", "Notice on secrecy"),
        (Step.SECRECY_ASKED,),
        Step.SECRECY_NOTICED,
        _TECHNICAL,
    ),
    _Rule(
        "patent.secrecy.decision",
        Text("保密审查决定", "Decision on secrecy"),
        (Step.SECRECY_ASKED,),
        Step.SECRECY_DECIDED,
        _TECHNICAL,
    ),
    _Rule(
        "patent.evaluation",
        Text("作出专利权评价报告", "Evaluation report"),
        (Step.EVALUATION_ASKED,),
        Step.EVALUATED,
        _REGISTERED_ONLY,
    ),
    _Rule(
        "patent.licence.filing",
        Text("许可合同备案", "Recording of the licence"),
        (Step.LICENCE_EFFECTIVE,),
        Step.LICENCE_RECORDED,
    ),
)


def prosecution_deadlines(kind: PatentKind, events: Iterable[Happened], book: Book) -> tuple[Deadline, ...]:
    """Return every limit that the events start, with those that a later event has met ended, oldest start first.

    Each limit is the provision in force on the day that starts it. A step that happened twice starts its limit twice;
    what meets a limit is the first such step on or after its start. Reckon the last days with ``due``.
    """
    known = sorted(events, key=lambda event: event.on)
    found = [
        _deadline(rule, kind, start, known, book)
        for rule in _RULES
        if kind in rule.kinds
        for start in _starts(rule, known)
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.started_by.on))


def _starts(rule: _Rule, known: list[Happened]) -> list[Happened]:
    if rule.needs is not None and all(event.step is not rule.needs for event in known):
        return []
    starts = [event for event in known if event.step in rule.by]
    return starts[:1] if len(rule.by) > 1 else starts


def _deadline(rule: _Rule, kind: PatentKind, start: Happened, known: list[Happened], book: Book) -> Deadline:
    key = rule.key.format(kind=kind)
    provision = book.in_force(key, start.on)
    if provision is None:
        return Deadline(key, rule.name, start, None)
    met = next((event.on for event in known if event.step is rule.ends and event.on >= start.on), None)
    return Deadline(key, rule.name, start, replace(Ledger.under(provision, rule.name, start.on), ended=met))
