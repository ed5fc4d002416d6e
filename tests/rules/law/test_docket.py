"""One adjudication, two respondents: every last day counted by hand, and the rules of the docket."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import (
    ClockState,
    Docket,
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


def defences() -> Docket:
    answer = Text("答辩期限", "The time for the defence")
    first = from_service(
        BOOK.at("adjudication.defence", FILED), answer, served(Manner.DIRECT, FILED, BOOK, day("2026-01-23"))
    )
    second = from_service(
        BOOK.at("adjudication.defence.abroad", FILED), answer, served(Manner.DIRECT, FILED, BOOK, day("2026-02-06"))
    )
    return Docket().enter(HOME, "答辩书", first).enter(ABROAD, "答辩书", second)


def closing() -> Ledger:
    ledger = clock("adjudication.closing", Text("办案期限", "The time to decide the case"), "2026-01-19")
    stopped = ledger.stop(day("2026-03-02"), SUSPENDED, Span.SUSPENSION).resume(day("2026-03-22"))
    return stopped.extend_under(
        BOOK.at("adjudication.extension", FILED), day("2026-05-06"), Text("案情复杂", "the case is complex")
    )


def test_each_respondent_answers_from_the_own_day_of_service() -> None:
    # 23 January + 15 days: 7 February 2026, a Saturday; the next working day is Monday the 9th
    # 6 February + 30 days: 8 March 2026, a Sunday; Monday the 9th. The Spring Festival inside does not stop the days.
    docket = defences()
    ends = {line.party: (due(line.ledger, CN).nominal, due(line.ledger, CN).on) for line in docket}
    assert ends == {
        HOME: (day("2026-02-07"), day("2026-02-09")),
        ABROAD: (day("2026-03-08"), day("2026-03-09")),
    }
    overall = docket.overall(CN)
    assert (overall.due.on, overall.line and overall.line.party) == (day("2026-03-09"), ABROAD)


def test_a_suspension_of_the_case_stops_the_answer_that_still_runs() -> None:
    # the first answer was done; of the second 22 days had run in February and one in March: 7 more from 22 March end on
    # Saturday the 28th, so Monday the 30th
    docket = defences().change(lambda clock: clock.done(day("2026-02-06")), party=HOME)
    stopped = docket.change(lambda clock: replace(clock, pauses=closing().pauses))
    assert [due(line.ledger, CN).on for line in stopped] == [day("2026-02-09"), day("2026-03-30")]
    assert [len(line.ledger.pauses) for line in stopped] == [0, 1]  # what has ended stays as it was


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
    told = [[step.zh for step in explain(line.ledger, CN)] for line in defences()]
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


def test_a_clock_is_entered_once_and_found_by_party_and_document() -> None:
    docket = defences().enter("", "裁决", closing())
    assert [line.party for line in docket.of(document="答辩书")] == [HOME, ABROAD]
    assert [line.document for line in docket.of(party="")] == ["裁决"]
    with pytest.raises(Refusal, match="已经登记"):
        docket.enter(HOME, "答辩书", closing())
    with pytest.raises(Refusal, match="没有这个当事人"):
        docket.change(lambda clock: clock, party="丙公司")


def test_the_whole_is_unknown_while_one_clock_stands() -> None:
    docket = defences().change(lambda clock: clock.stop(day("2026-02-08"), SUSPENDED), party=ABROAD)
    assert docket.overall(CN).due.on is None
    assert docket.overall(CN, party=HOME).due.on == day("2026-02-09")
    assert docket.overall(CN, party="丙公司").line is None


def test_a_guess_in_one_clock_makes_the_whole_provisional() -> None:
    later = Ledger(WHY, day("2026-12-30"), Limit(2, Unit.WORKING_DAY), "x.y", ended=day("2026-12-31"))
    longest = Ledger(WHY, day("2026-12-01"), Limit(200, Unit.CALENDAR_DAY), "x.y", roll=False)
    overall = Docket().enter("a", "x", later).enter("b", "x", longest).overall(CN)
    assert overall.due.provisional
    assert overall.line is not None
    assert overall.line.party == "b"


def test_overdue_lines_are_listed_and_what_was_done_is_not() -> None:
    docket = defences().change(lambda clock: clock.done(day("2026-02-09")), party=HOME)
    assert [line.party for line in docket.overdue(day("2026-03-10"), CN)] == [ABROAD]
    assert state(docket.lines[0].ledger, day("2026-03-10"), CN) is ClockState.MET
