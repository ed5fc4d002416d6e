"""Legal status 法律状态: a function of kind, filing date, known events and a day; never a stored flag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.terms import MONTHS_OF_A_YEAR, Term, term_of
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text


class EventKind(StrEnum):
    """An entry of the patent register 专利登记簿 (Patent Rules art. 106), or a step of the application before it."""

    PUBLICATION = "publication"
    EXAMINATION = "examination"
    REJECTION = "rejection"
    WITHDRAWAL = "withdrawal"
    DEEMED_WITHDRAWAL = "deemed_withdrawal"
    GRANT = "grant"
    ANNUITY_MISSED = "annuity_missed"
    ANNUITY_PAID = "annuity_paid"
    LAPSE = "lapse"
    WAIVER = "waiver"
    RESTORATION = "restoration"
    INVALIDATION = "invalidation"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    TRANSFER = "transfer"
    PLEDGE = "pledge"
    PLEDGE_RELEASE = "pledge_release"
    PRESERVATION = "preservation"
    PRESERVATION_RELEASE = "preservation_release"
    LICENCE = "licence"
    OPEN_LICENCE = "open_licence"
    COMPULSORY_LICENCE = "compulsory_licence"
    DECLASSIFICATION = "declassification"
    COMPENSATION = "compensation"
    OWNER_CHANGE = "owner_change"


@dataclass(frozen=True, slots=True)
class RightEvent:
    """One register entry: what, effective from when, known from which source."""

    kind: EventKind
    on: date
    source: Text


class StatusCode(StrEnum):
    """The status of a right; transfers and pledges do not change it."""

    UNKNOWN = "unknown"
    NOT_FILED = "not_filed"
    PENDING = "pending"
    PUBLISHED = "published"
    EXAMINING = "examining"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    IN_FORCE = "in_force"
    IN_GRACE = "in_grace"
    SUSPENDED = "suspended"
    WAIVED = "waived"
    LAPSED = "lapsed"
    INVALIDATED = "invalidated"
    EXPIRED = "expired"

    @property
    def label(self) -> Text:
        """Return the status in words."""
        return _LABELS[self]


_LABELS = {
    StatusCode.UNKNOWN: Text("法律状态未知", "Legal status unknown"),
    StatusCode.NOT_FILED: Text("尚未申请", "Not filed yet"),
    StatusCode.PENDING: Text("审批中", "Pending"),
    StatusCode.PUBLISHED: Text("已公布，审批中", "Published, pending"),
    StatusCode.EXAMINING: Text("实质审查中", "Under examination"),
    StatusCode.REJECTED: Text("已驳回", "Rejected"),
    StatusCode.WITHDRAWN: Text("已撤回", "Withdrawn"),
    StatusCode.DEEMED_WITHDRAWN: Text("视为撤回", "Deemed withdrawn"),
    StatusCode.IN_FORCE: Text("有效", "In force"),
    StatusCode.IN_GRACE: Text("有效，年费滞纳期", "In force, annuity in grace"),
    StatusCode.SUSPENDED: Text("程序中止", "Proceedings suspended"),
    StatusCode.WAIVED: Text("已放弃", "Waived"),
    StatusCode.LAPSED: Text("已终止", "Lapsed"),
    StatusCode.INVALIDATED: Text("已宣告无效", "Invalidated"),
    StatusCode.EXPIRED: Text("期限届满", "Expired"),
}
_BY_EVENT = {
    EventKind.PUBLICATION: StatusCode.PUBLISHED,
    EventKind.EXAMINATION: StatusCode.EXAMINING,
    EventKind.REJECTION: StatusCode.REJECTED,
    EventKind.WITHDRAWAL: StatusCode.WITHDRAWN,
    EventKind.DEEMED_WITHDRAWAL: StatusCode.DEEMED_WITHDRAWN,
    EventKind.GRANT: StatusCode.IN_FORCE,
    EventKind.ANNUITY_MISSED: StatusCode.IN_GRACE,
    EventKind.ANNUITY_PAID: StatusCode.IN_FORCE,
    EventKind.RESTORATION: StatusCode.IN_FORCE,
    EventKind.LAPSE: StatusCode.LAPSED,
    EventKind.WAIVER: StatusCode.WAIVED,
    EventKind.INVALIDATION: StatusCode.INVALIDATED,
    EventKind.SUSPENSION: StatusCode.SUSPENDED,
    EventKind.RESUMPTION: StatusCode.UNKNOWN,
}
ENDED = frozenset(
    {
        StatusCode.REJECTED,
        StatusCode.WITHDRAWN,
        StatusCode.DEEMED_WITHDRAWN,
        StatusCode.LAPSED,
        StatusCode.WAIVED,
        StatusCode.INVALIDATED,
        StatusCode.EXPIRED,
    }
)
"""The codes of what stands no more; nothing but a restoration brings it back."""
STANDING = frozenset({StatusCode.IN_FORCE, StatusCode.IN_GRACE})
"""The codes of a right in force."""
NO_STATUS = Text("来源不含法律状态", "The source holds no legal status")
_BOOK = Text("规则库", "The book of provisions")


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """The answer for a day: code and label, whether it is certain, since when, why, and by which source."""

    code: StatusCode
    label: Text
    certain: bool
    since: date | None
    reason: Text
    source: Text


def legal_status(
    kind: PatentKind, filing_date: date | None, events: tuple[RightEvent, ...], on: date, book: Book
) -> LegalStatus:
    """Return the status on a day, from the events known up to that day and the term of the right.

    Unknown is not false: without events a right within its term, or within what may have prolonged it, is unknown.
    """
    known = sorted((e for e in events if e.kind in _BY_EVENT and e.on <= on), key=lambda event: event.on)
    if filing_date is None:
        return _by_event(known, None, on) or _unknown(
            Text("来源不含申请日，无法推算期限", "The source holds no filing date, so the term cannot be told")
        )
    if on < filing_date:
        reason = Text(f"申请日为{filing_date}", f"It was filed on {filing_date}")
        return _status(StatusCode.NOT_FILED, filing_date, reason, _BOOK, certain=True)
    granted = next((e.on for e in known if e.kind is EventKind.GRANT), None)
    if book.in_force(f"patent.term.{kind}", filing_date) is None:
        return _unknown(Text(f"规则库没有{filing_date}的期限规定", f"The book has no term for {filing_date}"))
    term = term_of(kind, filing_date, book, granted)
    longest = max(version.number for version in book.versions(f"patent.term.{kind}"))
    beyond = on >= add_months(filing_date, longest * MONTHS_OF_A_YEAR)
    return _by_event(known, term, on) or _by_term(term, on, beyond=beyond)


def _by_event(known: list[RightEvent], term: Term | None, on: date) -> LegalStatus | None:
    """Return what the last event says, unless the term has ended since."""
    if not known:
        return None
    code, last = _last(known)
    if code is StatusCode.UNKNOWN:
        return None
    if code in ENDED:
        return _status(code, last.on, Text("依据登记事项", "By an entry of the register"), last.source, certain=True)
    if term is not None and on >= term.expires_on:
        return None
    reason = Text("依据登记事项，未见其后的登记", "By an entry of the register; nothing later is known")
    if code is StatusCode.IN_FORCE:
        reason = Text("已授权，未见终止或无效的登记", "Granted; no lapse or invalidation is known")
    return _status(code, last.on, reason, last.source, certain=False)


def _last(known: list[RightEvent]) -> tuple[StatusCode, RightEvent]:
    """Return the code after the last event; a resumption brings back what stood before the suspension."""
    before, at = StatusCode.UNKNOWN, known[0]
    code = before
    for event in known:
        if event.kind is EventKind.SUSPENSION and code is not StatusCode.SUSPENDED:
            before = code
        code = before if event.kind is EventKind.RESUMPTION else _BY_EVENT[event.kind]
        at = event
    return code, at


def _by_term(term: Term, on: date, *, beyond: bool) -> LegalStatus:
    """Return what the term says; ``beyond``: even the longest term that the kind ever had has passed."""
    if on < term.expires_on:
        return _unknown(NO_STATUS)
    if on < term.latest_on:
        caveat = term.caveat or NO_STATUS
        return _unknown(
            Text(
                f"一般期限已于{term.expires_on}届满，但{caveat.zh}",
                f"The ordinary term ended on {term.expires_on}, but {caveat.en}",
            )
        )
    reason = Text(
        f"自申请日起的期限已于{term.latest_on}届满，权利不再存在",
        f"The term from filing ended on {term.latest_on}; no right stands any more",
    )
    certain = term.provision.sure or beyond
    return _status(StatusCode.EXPIRED, term.latest_on, reason, term.provision.source.text(), certain=certain)


def _status(code: StatusCode, since: date, reason: Text, source: Text, *, certain: bool) -> LegalStatus:
    return LegalStatus(code, code.label, certain=certain, since=since, reason=reason, source=source)


def _unknown(reason: Text) -> LegalStatus:
    code = StatusCode.UNKNOWN
    return LegalStatus(code, code.label, certain=False, since=None, reason=reason, source=_BOOK)


STATUS_EVENTS = frozenset(_BY_EVENT)
"""The events that change the status; the others are burdens and data."""
