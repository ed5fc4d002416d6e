"""Compensation of patent terms 专利权期限补偿: for delay in granting, and for the approval of a new drug."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import due
from zhiquan.rules.law.explaining import told
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.terms import term_of
from zhiquan.rules.law.units import add, add_months
from zhiquan.rules.text import Text

MONTHS_OF_A_YEAR = 12
_REQUEST = Text("请求期限补偿的期限", "The time to ask for compensation")


@dataclass(frozen=True, slots=True)
class Delay:
    """The course of an examination: filing, request for examination, grant, and days that are not compensated."""

    filed_on: date
    examination_requested_on: date
    granted_on: date
    reasonable_days: int = 0
    applicant_days: int = 0
    dual_filed: bool = False


@dataclass(frozen=True, slots=True)
class Compensation:
    """Days added to a term, the last day to ask for them, the new end (first day without the right), and the steps."""

    days: int
    request_by: date
    expires_on: date
    steps: tuple[Text, ...]
    provisions: tuple[Provision, ...]


def delay_compensation(delay: Delay, book: Book, calendar: Calendar) -> Compensation:
    """Return what a late grant of an invention adds (Patent Law art. 42 par. 2, Patent Rules art. 77-79).

    Counted from the later of four years after filing and three years after the request for examination, to the grant,
    less reasonable delay and the applicant's own; nothing for an invention filed twice on one day (同日申请).
    """
    since_filing = book.at("patent.compensation.delay", delay.granted_on)
    since_request = book.at("patent.compensation.delay.examination", delay.granted_on)
    begins = max(
        add(delay.filed_on, since_filing.limit), add(delay.examination_requested_on, since_request.limit)
    )  # the later of the two ends
    gross = max((delay.granted_on - begins).days, 0)
    net = max(gross - delay.reasonable_days - delay.applicant_days, 0)
    steps = [
        Text(
            "自{begins}（申请满{a}且请求实审满{b}之日）至授权公告日{granted}共{gross}日。",
            "From {begins} ({a} after filing and {b} after the request) to the grant on {granted}: {gross} days.",
        ).format(
            begins=told(begins),
            a=since_filing.limit.text(),
            b=since_request.limit.text(),
            granted=told(delay.granted_on),
            gross=gross,
        ),
        Text(
            f"减去合理延迟{delay.reasonable_days}日、申请人引起的延迟{delay.applicant_days}日，为{net}日。",
            f"Less {delay.reasonable_days} days of reasonable delay and {delay.applicant_days} of the applicant's"
            f" own: {net} days.",
        ),
    ]
    provisions = [since_filing, since_request]
    if delay.dual_filed:
        net = 0
        provisions.append(book.at("patent.compensation.dual", delay.granted_on))
        steps.append(
            Text("同日申请取得的发明专利不给予补偿。", "An invention filed twice on one day is not compensated.")
        )
    term = term_of(PatentKind.INVENTION, delay.filed_on, book, delay.granted_on)
    return _made(net, delay.granted_on, term.expires_on, book, calendar, (steps, provisions))


def drug_compensation(
    filed_on: date, approved_on: date, expires_on: date, book: Book, calendar: Calendar
) -> Compensation:
    """Return what the approval of a new drug adds (Patent Law art. 42 par. 3, Patent Rules art. 80-84).

    The days from filing to approval less five years, at most five years, and at most fourteen years of term after the
    approval. ``expires_on`` is the end before it, with compensation for delay where there was any.
    """
    deduct = book.at("patent.compensation.drug.deduct", approved_on)
    most = book.at("patent.compensation.drug", approved_on)
    total = book.at("patent.compensation.drug.total", approved_on)
    waited = (add_months(approved_on, -deduct.number * MONTHS_OF_A_YEAR) - filed_on).days
    until = min(expires_on + timedelta(days=max(waited, 0)), add(expires_on, most.limit), add(approved_on, total.limit))
    days = max((until - expires_on).days, 0)
    step = Text(
        "申请日{filed}至批准日{approved}的间隔减去{deduct}为{waited}日；不超过{most}，且批准后总有效期不超过{total}，为{days}日。",
        "From filing on {filed} to approval on {approved} less {deduct}: {waited} days; at most {most}, and at most"
        " {total} of term after the approval: {days} days.",
    ).format(
        filed=told(filed_on),
        approved=told(approved_on),
        deduct=deduct.limit.text(),
        waited=waited,
        most=most.limit.text(),
        total=total.limit.text(),
        days=days,
    )
    return _made(days, approved_on, expires_on, book, calendar, ([step], [deduct, most, total]))


def compensation_fee(days: int, due_on: date, book: Book) -> Decimal:
    """Return the annuities of the compensated time in CNY, one sum before the ordinary end; part of a year is free."""
    return Decimal(book.at("patent.fee.compensation.annuity", due_on).number * (days // 365))


def _made(
    days: int,
    event: date,
    expires_on: date,
    book: Book,
    calendar: Calendar,
    why: tuple[list[Text], list[Provision]],
) -> Compensation:
    request = book.at("patent.compensation.request", event)
    last = due(Ledger.under(request, _REQUEST, event), calendar).on or event
    steps, provisions = why
    return Compensation(days, last, expires_on + timedelta(days=days), tuple(steps), (*provisions, request))
