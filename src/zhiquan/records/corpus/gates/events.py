"""The gate of legal events."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhiquan.records.corpus.gates.amounts import read_amount
from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, digest, refused, text
from zhiquan.records.corpus.gates.dates import Days
from zhiquan.records.corpus.gates.parties import read_parties
from zhiquan.records.corpus.gates.regions import told_division
from zhiquan.records.corpus.gates.rights import read_right
from zhiquan.records.corpus.keys import HOME, mark_key
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import EventKind, EventRecord
from zhiquan.rules.identifiers import Broken

_WORDS: tuple[tuple[re.Pattern[str], EventKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        # what ends something before what begins it
        ("(?:质押|出质).*(?:注销|解除|终止)|(?:注销|解除).*质押", EventKind.PLEDGE_ENDED),
        ("质押|出质", EventKind.PLEDGED),
        ("许可.*(?:注销|解除|终止)|(?:注销|解除|终止).*许可", EventKind.LICENCE_ENDED),
        ("许可", EventKind.LICENSED),
        ("转让|转移|移转|权利人.*变更", EventKind.TRANSFERRED),
        ("恢复", EventKind.RESTORED),
        ("无效", EventKind.INVALIDATED),
        ("期限?届满|期满", EventKind.EXPIRED),
        ("驳回", EventKind.REFUSED),
        ("撤回|放弃", EventKind.WITHDRAWN),
        ("终止|失效|未缴年费|注销|撤销", EventKind.CEASED),
        ("实质审查|实审", EventKind.EXAMINATION),
        ("授权|核准注册|注册公告", EventKind.GRANTED),
        ("公开|公布|初步?审定|公告", EventKind.PUBLISHED),
        ("异议", EventKind.OPPOSED),
        ("缴费|缴纳", EventKind.FEE_PAID),
        ("变更|更正", EventKind.CHANGED),
        ("申请", EventKind.FILED),
    )
)
"""Words of Chinese gazettes and exports → what happened."""
_TELLING = 200
"""So much of a text is looked at for what happened."""
_KNOWN = frozenset(kind.value for kind in EventKind)


def check(row: RawRow, origin: Origin) -> EventRecord | Refused:
    """Let a row of ``events`` through as a record, or refuse it."""
    fields = row.fields
    key, doubts = _key(fields)
    if isinstance(key, Broken):
        return broken_number("mark-number" if text(fields, "mark_number") else "number", key, row)
    days = Days(fields)
    published = days.read("published_on")
    on, until = days.read("on"), days.read("until")
    if "on" in days.unread or (on is None and published is None):
        return refused("event-date.unreadable", row)
    day = on or published
    if day is None:
        raise AssertionError("one of the two days is there")
    parties = read_parties(fields, origin.addresses)
    written = text(fields, "event")
    event = kind_of(written)
    money = text(fields, "amount")
    amount, currency = read_amount(money)
    told = {
        "event-date.published": on is None,
        "event-date.future": day > origin.vintage,
        "end.before-beginning": bool(until and until < day),
        "amount.unreadable": bool(money) and not amount,
    }
    division, division_doubts = told_division(fields)
    said = text(fields, "text") or (written if written != event else "")
    number, code = text(fields, "number"), text(fields, "code")
    names = (f"{party.role}={party.name}" for party in parties)
    name = digest(code, said, number, amount, until.isoformat() if until else "", *names)
    return EventRecord(
        **common(
            row,
            origin,
            f"{key}/{event}/{day.isoformat()}/{name}",
            key,
            (*doubts, *(doubt for doubt, holds in told.items() if holds), *days.doubts(), *division_doubts),
        ),
        event=event,
        on=day,
        published_on=published,
        until=until,
        code=code,
        text=said,
        number=number,
        parties=parties,
        amount=amount,
        currency=(text(fields, "currency").upper() or currency) if amount else "",
        division=division or origin.division,
    )


def kind_of(written: str) -> str:
    """Return the ``EventKind`` value that a text is or names; ``other`` where it names none."""
    if written in _KNOWN:
        return written
    told = written[:_TELLING]
    return next((kind.value for pattern, kind in _WORDS if pattern.search(told)), EventKind.OTHER.value)


def _key(fields: Mapping[str, Value]) -> tuple[str | Broken, tuple[str, ...]]:
    if number := text(fields, "mark_number"):
        return mark_key(text(fields, "office").upper() or HOME, number), ()
    right = read_right(fields)
    return (right, ()) if isinstance(right, Broken) else (right.key, right.doubts)
