"""The day of service, by the rules of the day on which the document was sent."""

from __future__ import annotations

import pytest
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import Limit, Manner, Unit, due, from_service, served
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

BOOK = book(
    entry("service.electronic", 15, "calendar_day", to="2024-01-19"),
    entry("service.electronic", 0, "calendar_day", from_="2024-01-20"),
    entry("service.postal", 15, "calendar_day"),
    entry("service.notice", 1, "month"),
    entry("reply.first", 4, "month", roll=True),
)


@pytest.mark.parametrize(
    ("manner", "sent", "received", "on"),
    [
        (Manner.DIRECT, "2026-01-19", "2026-01-23", "2026-01-23"),
        (Manner.ELECTRONIC, "2026-01-19", None, "2026-01-19"),
        (Manner.ELECTRONIC, "2024-01-19", None, "2024-02-03"),
        (Manner.POSTAL, "2026-01-19", None, "2026-02-03"),
        # proved receipt goes before the presumption
        (Manner.POSTAL, "2026-01-19", "2026-01-22", "2026-01-22"),
        # a public notice serves when its month is over, whoever read it
        (Manner.NOTICE, "2026-01-31", "2026-02-01", "2026-02-28"),
        (Manner.NOTICE, "2026-01-31", None, "2026-02-28"),
    ],
)
def test_the_day_of_service(manner: Manner, sent: str, received: str | None, on: str) -> None:
    assert served(manner, day(sent), BOOK, day(received) if received else None).on == day(on)


def test_the_provision_is_cited_where_service_is_presumed() -> None:
    presumed = served(Manner.POSTAL, day("2026-01-19"), BOOK)
    assert presumed.provision is not None
    assert presumed.provision.key == "service.postal"
    assert presumed.text.zh == "2026年1月19日发出，经过15日，2026年2月3日为送达日（依据《某法》第一条）。"
    assert served(Manner.ELECTRONIC, day("2026-01-19"), BOOK).text.zh.startswith("2026年1月19日发出，当日为送达日")
    known = served(Manner.POSTAL, day("2026-01-19"), BOOK, day("2026-01-22"))
    assert (known.provision, known.text.zh) == (None, "2026年1月22日实际收到，该日为送达日。")


@pytest.mark.parametrize(("received", "said"), [("2026-01-18", "早于发出日"), (None, "须写明收到日")])
def test_a_service_that_cannot_be_is_refused(received: str | None, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        served(Manner.DIRECT, day("2026-01-19"), BOOK, day(received) if received else None)


def test_working_days_cannot_be_added_to_a_date_alone() -> None:
    with pytest.raises(Refusal, match="不能仅按日期推算"):
        served(Manner.POSTAL, day("2026-01-19"), book(entry("service.postal", 3, "working_day")))


def test_a_reply_runs_from_the_day_of_service() -> None:
    # sent on 19 January, presumed on 3 February, four months: 3 June 2026, a Wednesday
    ledger = from_service(
        BOOK.at("reply.first", day("2026-01-19")), Text("答复", "Reply"), served(Manner.POSTAL, day("2026-01-19"), BOOK)
    )
    assert ledger.limit == Limit(4, Unit.MONTH)
    assert due(ledger, calendar()).on == day("2026-06-03")
