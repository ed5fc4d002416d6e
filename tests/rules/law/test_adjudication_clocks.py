"""One adjudication, two respondents, each with a clock of the own: every last day counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import (
    ClockState,
    Ledger,
    Limit,
    Manner,
    Span,
    Unit,
    due,
    explain,
    from_service,
    served,
    state,
)
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

CN = calendar()
EXCLUDED = ["suspension", "public-notice", "testing", "jurisdiction", "evidence", "settlement"]
BOOK = book(
    entry("adjudication.closing", 3, "month", roll=True, excludes=EXCLUDED),
    entry("adjudication.extension", 1, "month", roll=True, extends="adjudication.closing", order=1),
    entry("adjudication.extension.again", 2, "month", roll=True, extends="adjudication.closing", order=2),
    entry("adjudication.defence", 15, "calendar_day", roll=True),
    entry("adjudication.defence.abroad", 30, "calendar_day", roll=True),
    entry("service.postal", 15, "calendar_day"),
)
FILED = day("2026-01-19")
HOME, ABROAD, WHY = "甲公司", "乙公司", Text("请求人申请延长举证期限", "extension of the time for evidence")
SUSPENDED = Text("涉案专利被请求宣告无效", "invalidation of the patent was requested")


def clock(key: str, name: Text, started: str) -> Ledger:
    return Ledger.under(BOOK.at(key, FILED), name, day(started))


def defences() -> dict[str, Ledger]:
    answer = Text("答辩期限", "The time for the defence")
    first = from_service(
        BOOK.at("adjudication.defence", FILED), answer, served(Manner.DIRECT, FILED, BOOK, day("2026-01-23"))
    )
    second = from_service(
        BOOK.at("adjudication.defence.abroad", FILED), answer, served(Manner.DIRECT, FILED, BOOK, day("2026-02-06"))
    )
    return {HOME: first, ABROAD: second}


def closing() -> Ledger:
    ledger = clock("adjudication.closing", Text("办案期限", "The time to decide the case"), "2026-01-19")
    stopped = ledger.stop(day("2026-03-02"), SUSPENDED, Span.SUSPENSION).resume(day("2026-03-22"))
    return stopped.extend_under(
        BOOK.at("adjudication.extension", FILED), day("2026-05-06"), Text("案情复杂", "the case is complex")
    )


def test_each_respondent_answers_from_the_own_day_of_service() -> None:
    # 23 January + 15 days: 7 February 2026, a Saturday; the next working day is Monday the 9th
    # 6 February + 30 days: 8 March 2026, a Sunday; Monday the 9th. The Spring Festival inside does not stop the days.
    ends = {party: (due(clock, CN).nominal, due(clock, CN).on) for party, clock in defences().items()}
    assert ends == {
        HOME: (day("2026-02-07"), day("2026-02-09")),
        ABROAD: (day("2026-03-08"), day("2026-03-09")),
    }


def test_a_suspension_of_the_case_stops_the_answer_that_still_runs() -> None:
    # the first answer was done; of the second 22 days had run in February and one in March: 7 more from 22 March end on
    # Saturday the 28th, so Monday the 30th
    answers = defences()
    stopped = replace(answers[ABROAD], pauses=closing().pauses)
    assert due(answers[HOME].done(day("2026-02-06")), CN).on == day("2026-02-09")
    assert due(stopped, CN).on == day("2026-03-30")


def test_the_case_ends_after_three_months_and_one_with_twenty_days_left_out() -> None:
    # 19 January + 3 months: 19 April, a Sunday; + 1 month: 19 May, a Tuesday; + 20 days not counted: 8 June, a Monday
    ledger = closing()
    assert due(replace(ledger, pauses=(), extensions=()), CN).on == day("2026-04-20")
    assert due(replace(ledger, pauses=()), CN).on == day("2026-05-19")
    assert due(ledger, CN).on == day("2026-06-08")
    assert not due(ledger, CN).provisional


def test_the_clock_of_the_case_is_read_aloud() -> None:
    assert [step.zh for step in explain(closing(), CN)] == [
        "1. 办案期限自2026年1月19日起算，当日不计入，从2026年1月20日开始计算（依据《某法》第一条）。",
        "2. 期限为3个月，到最后一月的相应日为止，无相应日的为该月最后一日。",
        "3. 2026年5月6日批准延长1个月（案情复杂，依据《某法》第一条）。",
        "4. 按月、按年计算的期限先相加，再推算最后一月的相应日。",
        "5. 2026年3月2日至2026年3月21日暂停20日（涉案专利被请求宣告无效），不计入。",
        "6. 如无暂停，期限至2026年5月19日；扣除不计入的时间后为2026年6月8日。",
        "7. 到期日为2026年6月8日（含当日）。",
    ]


def test_the_answers_are_read_aloud_with_the_day_they_move_to() -> None:
    told = [[step.zh for step in explain(clock, CN)] for clock in defences().values()]
    assert told[0][2:] == [
        "3. 期限届满日2026年2月7日为周六，顺延至其后第一个计入的工作日。",
        "4. 到期日为2026年2月9日（含当日）。",
    ]
    assert told[1][2] == "3. 期限届满日2026年3月8日为周日，顺延至其后第一个计入的工作日。"


def test_five_working_days_to_send_the_request_count_over_the_weekend() -> None:
    # filed on Monday 19 January: 20, 21, 22, 23, 26
    assert due(Ledger(WHY, FILED, Limit(5, Unit.WORKING_DAY), "x.y"), CN).on == day("2026-01-26")


def test_only_what_the_provision_leaves_out_can_be_left_out() -> None:
    with pytest.raises(Refusal) as refused:
        closing().stop(day("2026-04-01"), WHY, Span.HEARING)
    assert refused.value.code == "law.excludes"
    assert closing().stop(day("2026-04-01"), WHY).pauses[-1].span is None


def test_a_clock_that_stands_cannot_stop_and_one_that_runs_cannot_resume() -> None:
    stopped = closing().stop(day("2026-04-01"), WHY)
    with pytest.raises(Refusal, match="已经暂停"):
        stopped.stop(day("2026-04-02"), WHY)
    with pytest.raises(Refusal, match="没有暂停"):
        closing().resume(day("2026-04-02"))
    assert stopped.resume(day("2026-04-03")).pauses[0] == closing().pauses[0]


@pytest.mark.parametrize("key", ["adjudication.extension", "adjudication.defence"])
def test_extensions_follow_their_order(key: str) -> None:
    again, fresh = BOOK.at("adjudication.extension.again", FILED), replace(closing(), extensions=())
    twice = closing().extend_under(again, day("2026-06-01"), WHY)
    assert due(replace(twice, pauses=()), CN).on == day("2026-07-20")  # 19 July is a Sunday
    for ledger, provision in ((fresh, again), (twice, again), (closing(), BOOK.at(key, FILED))):
        with pytest.raises(Refusal) as refused:
            ledger.extend_under(provision, day("2026-06-01"), WHY)
        assert refused.value.code == "law.extends"


def test_an_extension_of_an_extension_names_the_one_before() -> None:
    rules = book(
        entry("some.limit", 10, "calendar_day"),
        entry("some.longer", 5, "calendar_day", extends="some.limit"),
        entry("some.longest", 3, "calendar_day", extends="some.longer"),
    )
    ledger = Ledger.under(rules.at("some.limit", FILED), WHY, FILED)
    longer = ledger.extend_under(rules.at("some.longer", FILED), FILED, WHY)
    assert due(longer.extend_under(rules.at("some.longest", FILED), FILED, WHY), CN).on == day("2026-02-06")
    with pytest.raises(Refusal):
        ledger.extend_under(rules.at("some.longest", FILED), FILED, WHY)


def test_what_was_done_in_time_is_met_and_what_was_not_is_overdue() -> None:
    answers, on = defences(), day("2026-03-10")
    assert state(answers[HOME].done(day("2026-02-09")), on, CN) is ClockState.MET
    assert state(answers[ABROAD], on, CN) is ClockState.OVERDUE
