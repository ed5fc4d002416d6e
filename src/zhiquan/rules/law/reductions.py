"""Reductions of annuities 年费减缴: which ones the law allows for a fee, and the best of them; they do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhiquan.rules.law.annuities import AnnuityLine
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import due
from zhiquan.rules.law.explaining import told
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

WHOLE = Decimal(100)
_REQUEST = Text("减缴请求", "The request for reduction")


class Qualified(StrEnum):
    """Who qualifies 费减备案; the value names the provision ``patent.reduction.<value>``."""

    SINGLE = "single"
    """One owner who qualifies (85 per cent)."""
    JOINT = "joint"
    """Two or more owners, each of whom qualifies (70 per cent)."""


@dataclass(frozen=True, slots=True)
class OpenLicence:
    """The time in which an open licence 开放许可 was used; ``to`` is the last day, empty while it goes on."""

    since: date
    to: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether the licence was used on a day."""
        return self.since <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an owner claims: the yearly record that holds for the right, when it was asked for, open licences.

    ``requested_on`` empty: the request was in time for every fee.
    """

    qualified: Qualified | None = None
    requested_on: date | None = None
    licences: tuple[OpenLicence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reduction:
    """The reduction used for a fee, in per cent of the full fee, why, and under which provisions."""

    percent: int
    reason: Text
    provisions: tuple[Provision, ...] = ()

    def of(self, amount: Decimal) -> Decimal:
        """Return what is left to pay of a full amount."""
        return amount * (WHOLE - self.percent) / WHOLE


@dataclass(frozen=True, slots=True)
class _Option:
    percent: int
    text: Text
    provisions: tuple[Provision, ...]


def request_by(due_on: date, book: Book, calendar: Calendar) -> date:
    """Return the last day to ask for a reduction of a fee: two and a half months before it is due, not rolled."""
    provision = book.at("patent.reduction.request", due_on)
    ledger = Ledger(_REQUEST, due_on, provision.limit, provision.key, backward=True, roll=provision.roll)
    return due(ledger, calendar).on or due_on


def best_reduction(line: AnnuityLine, first_year: int, claims: Claims, book: Book, calendar: Calendar) -> Reduction:
    """Return the best reduction that the law allows for one annuity; ``first_year`` is the patent year of grant.

    Asked on the day the fee is due: rates, how many years from the grant they reach, how long before it must be asked
    for. Where nothing applies the reason says what is missing.
    """
    refused: list[Text] = []
    options = [*_qualified(line, first_year, claims, book, calendar, refused), *_licensed(line, claims, book, refused)]
    if not options:
        return Reduction(0, _joined(refused) or Text("没有可用的减缴", "No reduction was claimed"))
    best = max(options, key=lambda option: option.percent)
    others = [option for option in options if option is not best]
    if not others:
        return Reduction(best.percent, _joined([best.text, *refused]) or best.text, best.provisions)
    exclusive = book.in_force("patent.reduction.exclusive", line.due_on)
    words = Text(
        "{best}；与{other}不能叠加，取较优的一项", "{best}; it does not add to {other}: the better one is used"
    )
    text = words.format(best=best.text, other=others[0].text)
    return Reduction(best.percent, text, (*best.provisions, *((exclusive,) if exclusive else ())))


def _qualified(
    line: AnnuityLine, first_year: int, claims: Claims, book: Book, calendar: Calendar, refused: list[Text]
) -> Iterator[_Option]:
    if claims.qualified is None:
        return
    rate = book.in_force(f"patent.reduction.{claims.qualified}", line.due_on)
    reach = book.in_force("patent.reduction.annuity-years", line.due_on)
    if rate is None or reach is None:
        missing = Text("规则库没有{day}的费减规定", "The book has no reduction for {day}")
        refused.append(missing.format(day=told(line.due_on)))
    elif line.year >= first_year + reach.number:
        words = Text("费减只及于自授权当年起{years}年", "The reduction reaches {years} years from the year of grant")
        refused.append(words.format(years=reach.number))
    elif claims.requested_on and claims.requested_on > (last := request_by(line.due_on, book, calendar)):
        words = Text("费减请求最迟应在{last}提出", "The reduction had to be asked for by {last}")
        refused.append(words.format(last=told(last)))
    else:
        words = Text("费减备案减缴{percent}%", "{percent} per cent for a qualified owner")
        yield _Option(rate.number, words.format(percent=rate.number), (rate, reach))


def _licensed(line: AnnuityLine, claims: Claims, book: Book, refused: list[Text]) -> Iterator[_Option]:
    if not any(licence.covers(line.due_on) for licence in claims.licences):
        return
    rate = book.in_force("patent.reduction.open-licence", line.due_on)
    if rate is None:
        words = Text("{day}尚无开放许可年费减缴的规定", "On {day} no reduction for open licences was in force")
        refused.append(words.format(day=told(line.due_on)))
    else:
        words = Text("开放许可实施期间减缴{percent}%", "{percent} per cent while the open licence is used")
        yield _Option(rate.number, words.format(percent=rate.number), (rate,))


def _joined(texts: list[Text]) -> Text | None:
    if not texts:
        return None
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def qualified(percent: int, book: Book, on: date) -> Qualified:
    """Return the kind of owner whose reduction is so many per cent on a day; refuses with ``law.reduction`` others."""
    for kind in Qualified:
        provision = book.in_force(f"patent.reduction.{kind}", on)
        if provision is not None and provision.number == percent:
            return kind
    raise Refusal(
        "law.reduction",
        Text(f"没有减缴{percent}%的规定。", f"There is no reduction of {percent} per cent."),
    )
