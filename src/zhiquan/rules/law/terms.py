"""Terms of patents 专利权期限: the ordinary term from the filing date, and how far it might have been prolonged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

MONTHS_OF_A_YEAR = 12
_COMPENSATION = Text(
    "可能已获专利权期限补偿（专利法第四十二条第二款、第三款），来源不含补偿登记",
    "its term may have been compensated (Patent Law art. 42), and the source holds no record of compensation",
)
_RENEWAL = Text(
    "1993年以前申请的，期满前可续展三年，来源不含续展登记",
    "filed before 1993 it could be renewed for three years, and the source holds no record of renewal",
)


@dataclass(frozen=True, slots=True)
class Term:
    """The ordinary term: ``expires_on`` is the first day on which the right no longer stands 期满终止日.

    ``latest_on`` is the same day if every prolongation the law allows had been granted. ``certain``: the provision is
    compared with the act and nothing could have prolonged the term; ``caveat`` says what could have.
    """

    expires_on: date
    provision: Provision
    certain: bool
    caveat: Text | None
    latest_on: date


def term_of(kind: PatentKind, filing_date: date, book: Book, granted_on: date | None = None) -> Term:
    """Return the term of a right by the provision in force on its filing date (Patent Law art. 42).

    The end is the filing date's corresponding day and does not move to a working day. Refuses with
    ``law.no-provision`` before 1985-04-01, when there was no Patent Law.
    """
    provision = book.at(f"patent.term.{kind}", filing_date)
    expires = add_months(filing_date, provision.number * MONTHS_OF_A_YEAR)
    latest, caveat = expires, None
    if renewal := book.in_force(f"patent.term.renewal.{kind}", filing_date):
        latest, caveat = add_months(expires, renewal.number * MONTHS_OF_A_YEAR), _RENEWAL
    elif kind is PatentKind.INVENTION:
        latest = _compensated(filing_date, expires, book, granted_on)
        caveat = _COMPENSATION if latest > expires else None
    certain = provision.sure and latest == expires
    return Term(expires, provision, certain, caveat or (None if provision.sure else provision.note), latest)


def _compensated(filing_date: date, expires: date, book: Book, granted_on: date | None) -> date:
    """Return the last day to which compensation for delay and for the approval of a drug could reach.

    Delay counts from four years after filing to the grant, for grants since the rule began; a grant that is not known
    came before the ordinary end. The rule for drugs needs a right that had not ended when it began.
    """
    latest = expires
    granted = granted_on or expires
    if delay := book.in_force("patent.compensation.delay", granted):
        latest += max(granted - add_months(filing_date, delay.number * MONTHS_OF_A_YEAR), timedelta(0))
    if drug := book.in_force("patent.compensation.drug", latest):
        latest = add_months(latest, drug.number * MONTHS_OF_A_YEAR)
    return latest
