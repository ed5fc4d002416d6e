"""Service 送达: the day on which a document counts as received, from which its limits run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.rules.law.book import Book
from zhiquan.rules.law.explaining import told
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import add
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

PATENT_OFFICE, CIVIL = "service", "service.civil"
"""Families of provisions: the patent office's own rule, and the Civil Procedure Law's (arts. 87 to 95, 283)."""


class Manner(StrEnum):
    """How a document was served; ``<family>.<value>`` is the provision of a way that needs no proved receipt."""

    DIRECT = "direct"
    """直接送达: the day of receipt."""
    AGENT = "agent"
    """送达代理人、代收人: the day on which who may receive for the party signed."""
    LEFT = "left"
    """留置送达: refused, and left at the place before witnesses or on film."""
    ENTRUSTED = "entrusted"
    """委托送达: by another authority, the day of receipt."""
    ELECTRONIC = "electronic"
    """电子送达: since 2024-01-20 the day of entry into the recognised system, before that fifteen days later."""
    POSTAL = "postal"
    """邮寄送达: the day on the return slip; the patent office's letters are presumed received after days."""
    NOTICE = "notice"
    """公告送达: so long after the notice was published."""
    NOTICE_ABROAD = "notice-abroad"
    """公告送达 to a party without a residence in the country."""

    @property
    def published(self) -> bool:
        """Whether it is a public notice: who reads it earlier is served no earlier."""
        return self in {Manner.NOTICE, Manner.NOTICE_ABROAD}

    @property
    def label(self) -> Text:
        """The name of the way."""
        return _LABELS[self]


_LABELS = {
    Manner.DIRECT: Text("直接送达", "By hand"),
    Manner.AGENT: Text("送交代理人、代收人", "To an agent or a person who may receive"),
    Manner.LEFT: Text("留置送达", "Left at the place"),
    Manner.ENTRUSTED: Text("委托送达", "Through another authority"),
    Manner.ELECTRONIC: Text("电子送达", "Electronically"),
    Manner.POSTAL: Text("邮寄送达", "By post"),
    Manner.NOTICE: Text("公告送达", "By public notice"),
    Manner.NOTICE_ABROAD: Text("公告送达（境内无住所）", "By public notice, no residence in the country"),
}


@dataclass(frozen=True, slots=True)
class Served:
    """The day of service, the provision that fixes it (none where the day of receipt is known), and why in words."""

    on: date
    provision: Provision | None
    text: Text


def served(
    manner: Manner, sent_on: date, book: Book, received_on: date | None = None, *, family: str = PATENT_OFFICE
) -> Served:
    """Return the day of service; proved receipt 实际收到日 goes before what is presumed, except for a public notice.

    ``family`` is the rule that applies. Refuses with ``law.service`` a receipt before the dispatch, or a way for which
    the rule presumes nothing without the day of receipt.
    """
    if received_on is not None and received_on < sent_on:
        raise Refusal(
            "law.service",
            Text(
                f"收到日{received_on}早于发出日{sent_on}，请核对。",
                f"It cannot be received ({received_on}) before it was sent ({sent_on}); check both.",
            ),
        )
    if received_on is not None and not manner.published:
        words = Text("{day}实际收到，该日为送达日。", "Received on {day}; that is the day of service.")
        return Served(received_on, None, words.format(day=told(received_on)))
    provision = book.in_force(f"{family}.{manner}", sent_on)
    if provision is None:
        raise Refusal("law.service", _NO_DAY.format(manner=manner.label))
    limit = provision.limit
    on = add(sent_on, limit)
    words = Text(
        "{sent}发出，经过{limit}，{on}为送达日（依据{source}）。",
        "Sent on {sent}; after {limit} the day of service is {on} (under {source}).",
    )
    if not limit.amount:
        words = Text("{sent}发出，当日为送达日（依据{source}）。", "Sent and served on {sent} (under {source}).")
    text = words.format(sent=told(sent_on), limit=limit.text(), on=told(on), source=provision.source.text())
    return Served(on, provision, text)


def from_service(provision: Provision, name: Text, service: Served) -> Ledger:
    """Start a clock under a provision on the day of service; that day is not counted."""
    return Ledger.under(provision, name, service.on)


_NO_DAY = Text(
    "{manner}须写明收到日（回证或者回执上的日期）。",
    "{manner}: give the day of receipt, as on the receipt or return slip.",
)
