"""A clock told to a party, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.law.making import day

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import Extension, Ledger, Limit, Pause, Unit, explain
from zhiquan.rules.text import Text

CN = calendar()
NAME, WHY = Text("审查期限", "The examination"), Text("补正材料", "supplement")
FIVE = Ledger(NAME, day("2026-03-06"), Limit(5, Unit.WORKING_DAY), "pledge.registration")


def chinese(ledger: Ledger) -> list[str]:
    return [step.zh for step in explain(ledger, CN)]


def test_a_plain_clock_is_told_in_three_numbered_sentences() -> None:
    assert chinese(FIVE) == [
        "1. 审查期限自2026年3月6日起算，当日不计入，从2026年3月7日开始计算（依据规定 pledge.registration）。",
        "2. 期限为5个工作日，只计工作日，不含周末和法定节假日，含调休上班日。",
        "3. 到期日为2026年3月13日（含当日）。",
    ]
    assert [step.en for step in explain(FIVE, CN)][-1] == "3. The last day is 13 March 2026, that day included."


def test_pauses_are_told_with_their_last_day_and_empty_ones_are_not() -> None:
    pauses = (
        Pause(day("2026-03-09"), day("2026-03-11"), WHY),
        Pause(day("2026-03-12"), day("2026-03-12"), WHY),
    )
    told = chinese(replace(FIVE, pauses=pauses))
    assert told[2] == "3. 2026年3月9日至2026年3月10日暂停2日（补正材料），其中2个工作日不计入。"
    assert told[3] == "4. 如无暂停，期限至2026年3月13日；扣除不计入的时间后为2026年3月17日。"
    assert told[4] == "5. 到期日为2026年3月17日（含当日）。"


def test_an_open_pause_leaves_the_end_open() -> None:
    told = chinese(replace(FIVE, pauses=(Pause(day("2026-03-09"), None, WHY),)))
    assert told[2:] == ["3. 自2026年3月9日起暂停（补正材料），尚未恢复。", "4. 恢复后才能确定到期日。"]


def test_summed_months_and_a_moved_end_are_told() -> None:
    ledger = Ledger(
        NAME,
        day("2026-08-31"),
        Limit(1, Unit.YEAR),
        "x.y",
        extensions=(Extension(Limit(6, Unit.MONTH), day("2026-09-01"), Text("案情复杂", "complexity")),),
    )
    told = "\n".join(chinese(ledger))
    assert "2026年9月1日批准延长6个月（案情复杂）" in told
    assert "先相加" in told
    assert "到最后一年的相应日为止" in told
    assert "尚未公布" in told
    assert [step.split(".")[0] for step in chinese(ledger)] == ["1", "2", "3", "4", "5", "6"]


def test_an_end_on_a_day_off_is_told_to_move() -> None:
    ledger = replace(FIVE, limit=Limit(1, Unit.MONTH), started=day("2026-09-01"))
    told = chinese(ledger)
    assert told[2] == "3. 期限届满日2026年10月1日为国庆节放假，顺延至其后第一个计入的工作日。"
    assert "2026年10月8日" in told[3]


def test_days_are_said_to_be_calendar_days() -> None:
    assert "按日历日计算" in chinese(replace(FIVE, limit=Limit(15, Unit.CALENDAR_DAY)))[1]


def test_a_clock_that_has_ended_says_whether_in_time() -> None:
    assert chinese(replace(FIVE, ended=day("2026-03-13")))[-1] == "4. 已于2026年3月13日办结，在期限之内。"
    assert chinese(replace(FIVE, ended=day("2026-03-16")))[-1] == "4. 已于2026年3月16日办结，已超过期限。"
