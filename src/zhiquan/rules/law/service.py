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


class Manner(StrEnum):
    """How a document was served; the value names the provision ``service.<value>``, direct service needs none."""

    DIRECT = "direct"
    """直接送达: the day of receipt."""
    ELECTRONIC = "electronic"
    """电子送达: since 2024-01-20 the day of entry into the recognised system, before that fifteen days later."""
    POSTAL = "postal"
    """邮寄送达: presumed received so many days after dispatch, unless the day of receipt is proved."""
    NOTICE = "notice"
    """公告送达: so long after the notice was published."""


@dataclass(frozen=True, slots=True)
class Served:
    """The day of service, the provision that fixes it (none where the day of receipt is known), and why in words."""

    on: date
    provision: Provision | None
    text: Text


def served(manner: Manner, sent_on: date, book: Book, received_on: date | None = None) -> Served:
    """Return the day of service; proved receipt 实际收到日 goes before what is presumed, except for a public notice.

    Refuses with ``law.service`` a receipt before the dispatch, or direct service without its day.
    """
    if received_on is not None and received_on < sent_on:
        raise Refusal(
            "law.service",
            Text(
                f"收到日{received_on}早于发出日{sent_on}，请核对。",
                f"It cannot be received ({received_on}) before it was sent ({sent_on}); check both.",
            ),
        )
    if received_on is not None and manner is not Manner.NOTICE:
        words = Text("{day}实际收到，该日为送达日。", "Received on {day}; that is the day of service.")
        return Served(received_on, None, words.format(day=told(received_on)))
    if manner is Manner.DIRECT:
        raise Refusal("law.service", Text("直接送达须写明收到日。", "Direct service needs the day of receipt."))
    provision = book.at(f"service.{manner}", sent_on)
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
