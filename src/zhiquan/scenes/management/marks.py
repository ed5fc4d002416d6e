"""The marks of an organisation 商标: until when each is registered, from when it is renewed, what that costs.

The term is ten years and renewed for ten (Trademark Law art. 39 and 40, from 2027 art. 43 and 44), in the twelve months
before its end, or with a further fee in the six months of grace 宽展期 after; every number is the law book's. Records
lag behind the register: what the organisation says to have renewed counts from the term that it renewed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.clocks import Moment
from zhiquan.office.access.models import Organisation
from zhiquan.records.corpus.keys import HOME, is_mark
from zhiquan.records.corpus.model import MarkRecord
from zhiquan.rules.law import Provision, Window
from zhiquan.rules.law.trademark_windows import renewal_windows
from zhiquan.rules.law.units import add
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.models import Renewal
from zhiquan.scenes.management.portfolio import own_word
from zhiquan.scenes.shared import corpus

ONE_DAY = timedelta(days=1)


class Stage(StrEnum):
    """Where a mark stands in its term on a day."""

    QUIET = "quiet"
    RENEW = "renew"
    GRACE = "grace"
    OVER = "over"
    UNTOLD = "untold"


RENEWABLE = frozenset({Stage.RENEW, Stage.GRACE})


@dataclass(frozen=True, slots=True)
class HeldMark:
    """A mark on a day: ``ends_on`` the last day of its term, ``fee`` in CNY what its renewal costs that day, all
    classes at the rate for paper; both ``None`` where ``gap`` says why they cannot be told. ``prices``: what the fee
    rests on, each for one class.
    """

    key: str
    record: MarkRecord | None
    stage: Stage
    ends_on: date | None = None
    renewal: Window | None = None
    grace: Window | None = None
    fee: Decimal | None = None
    gap: Text | None = None
    prices: tuple[Provision, ...] = ()

    @property
    def last(self) -> date:
        """Return the last day to renew at all, for those that can be."""
        return self.grace.last if self.grace else date.max


def marks_of(organisation: Organisation, on: date) -> tuple[HeldMark, ...]:
    """Return the marks that name an organisation or that it says are its own: those to renew first, by their end."""
    records = corpus.open_corpus()
    said = {right: held for right, held in own_word(organisation).items() if is_mark(right)}
    named = {record.key: record for record in records.marks_named(organisation.name)}
    found = {**{key: records.mark(key) for key in said}, **named}
    ours = {key: record for key, record in found.items() if said.get(key) is not False}
    renewed, now = _renewed(organisation, ours), moment()
    held = [_held(key, record, renewed.get(key, frozenset()), on, now) for key, record in ours.items()]
    return tuple(sorted(held, key=mark_order))


def mark_order(one: HeldMark) -> tuple[int, date, str]:
    """Return where a mark stands in the list: what to renew first, by the end of its term and its key."""
    return (_ORDER.index(one.stage), one.ends_on or date.max, one.key)


def _renewed(organisation: Organisation, keys: Collection[str]) -> Mapping[str, frozenset[date]]:
    """Return the last days of the terms that the organisation says were renewed, by mark."""
    found: dict[str, frozenset[date]] = {}
    rows = Renewal.objects.filter(organisation=organisation, right__in=list(keys))
    for right, ended_on in rows.values_list("right", "ended_on"):
        found[right] = found.get(right, frozenset()) | {ended_on}
    return found


def _held(key: str, record: MarkRecord | None, renewed: Collection[date], on: date, now: Moment) -> HeldMark:
    if record is None or record.office != HOME:
        return HeldMark(key, record, Stage.UNTOLD, gap=_NO_RECORD if record is None else _ABROAD)
    if record.expires_on is None and record.registration_date is None:
        return HeldMark(key, record, Stage.UNTOLD, gap=_UNREGISTERED)
    try:
        ends_on = _end(record, renewed, now)
        renewal, grace = renewal_windows(ends_on, now.book, now.calendar)
        prices = _prices(on > ends_on, now)
    except Refusal as refusal:  # the book knows no provision of that time
        return HeldMark(key, record, Stage.UNTOLD, gap=refusal.text)
    stage = _stage(renewal, grace, on)
    over = _OVER if stage is Stage.OVER else None
    if stage not in RENEWABLE:
        return HeldMark(key, record, stage, ends_on, renewal, grace, gap=over)
    return HeldMark(key, record, stage, ends_on, renewal, grace, _fee(record, prices), prices=prices)


def _end(record: MarkRecord, renewed: Collection[date], now: Moment) -> date:
    """Return the last day of the present term: the recorded one, or ten years from the registration, and renewals."""
    ends_on = record.expires_on
    if ends_on is None:
        begun = record.registration_date or date.min
        ends_on = add(begun, now.book.at("trademark.term", begun).limit) - ONE_DAY
    while ends_on in renewed:
        ends_on = add(ends_on + ONE_DAY, now.book.at("trademark.renewal.term", ends_on).limit) - ONE_DAY
    return ends_on


def _prices(late: bool, now: Moment) -> tuple[Provision, ...]:  # noqa: FBT001 - in grace or not
    keys = ("trademark.fee.renewal", "trademark.fee.renewal.late") if late else ("trademark.fee.renewal",)
    return tuple(now.book.at(key, now.on) for key in keys)


def _fee(record: MarkRecord, prices: tuple[Provision, ...]) -> Decimal:
    each = sum((Decimal(one.number) for one in prices), Decimal(0))
    return each * max(1, len({one.nice_class for one in record.classes}))


def _stage(renewal: Window, grace: Window, on: date) -> Stage:
    if on > grace.last:
        return Stage.OVER
    if on >= grace.first:
        return Stage.GRACE
    return Stage.RENEW if on >= renewal.first else Stage.QUIET


_ORDER = (Stage.GRACE, Stage.RENEW, Stage.QUIET, Stage.UNTOLD, Stage.OVER)
_NO_RECORD = Text("库中没有这件商标的记录", "no record of this mark")
_ABROAD = Text("外国商标，不按中国的期限推算", "a mark abroad; its term is not reckoned here")
_UNREGISTERED = Text("库中没有注册日和有效期", "no day of registration and no term is recorded")
_OVER = Text(
    "有效期和宽展期都已过，库中未见续展；如已续展，以商标局的信息为准",
    "the term and the months of grace are over and no renewal is recorded; the register of the office decides",
)
