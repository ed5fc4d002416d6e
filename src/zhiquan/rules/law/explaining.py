"""A clock in words: numbered sentences fit to be read to a party."""

from __future__ import annotations

from datetime import date, timedelta

from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import ClockState, Due, Extension, Ledger, Pause, due, state
from zhiquan.rules.law.units import Unit
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
_MONTHS = (Unit.MONTH, Unit.YEAR)


def explain(ledger: Ledger, calendar: Calendar) -> tuple[Text, ...]:
    """Return the numbered steps from the start to the last day, in both languages."""
    found = due(ledger, calendar)
    steps = [_start(ledger), _budget(ledger)]
    steps += [_extension(extension) for extension in ledger.extensions]
    if sum(limit.unit in _MONTHS for limit in ledger.limits) > 1:
        steps.append(
            Text(
                "按月、按年计算的期限先相加，再推算最后一月的相应日。",
                "Months and years are added up first; then the corresponding day of the last month is taken.",
            )
        )
    steps += [_pause(pause) for pause in ledger.pauses if pause.since != pause.until]
    steps += _end(ledger, found, calendar)
    return tuple(Text(f"{n}. {step.zh}", f"{n}. {step.en}") for n, step in enumerate(steps, 1))


def _day(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _start(ledger: Ledger) -> Text:
    return Text(
        "{name}自{day}起算，当日不计入，从{next}开始计算（依据规定 {key}）。",
        "{name} runs from {day}; that day is not counted, counting begins on {next} (provision {key}).",
    ).format(name=ledger.name, day=_day(ledger.started), next=_day(ledger.started + ONE_DAY), key=ledger.provision_key)


def _budget(ledger: Ledger) -> Text:
    manner = {
        Unit.WORKING_DAY: Text(
            "只计工作日，不含周末和法定节假日，含调休上班日",
            "only working days count: not weekends or public holidays, but make-up working days",
        ),
        Unit.MONTH: Text(
            "到最后一月的相应日为止，无相应日的为该月最后一日",
            "up to the corresponding day of the last month, or its last day if there is none",
        ),
        Unit.YEAR: Text(
            "到最后一年的相应日为止，无相应日的为该月最后一日",
            "up to the corresponding day of the last year, or the month's last day if there is none",
        ),
    }.get(ledger.limit.unit, Text("按日历日计算", "calendar days count"))
    return Text("期限为{limit}，{manner}。", "The limit is {limit}; {manner}.").format(
        limit=ledger.limit.text(), manner=manner
    )


def _extension(extension: Extension) -> Text:
    return Text("{day}批准延长{limit}（{reason}）。", "On {day} it was extended by {limit} ({reason}).").format(
        day=_day(extension.granted_on), limit=extension.limit.text(), reason=extension.reason
    )


def _pause(pause: Pause) -> Text:
    if pause.until is None:
        return Text(
            "自{since}起暂停（{reason}），尚未恢复。", "Since {since} it stands still ({reason}) and has not resumed."
        ).format(since=_day(pause.since), reason=pause.reason)
    return Text(
        "{since}至{last}暂停{days}日（{reason}），不计入。",
        "From {since} to {last} it stood still for {days} day(s) ({reason}); they are not counted.",
    ).format(
        since=_day(pause.since),
        last=_day(pause.until - ONE_DAY),
        days=(pause.until - pause.since).days,
        reason=pause.reason,
    )


def _end(ledger: Ledger, found: Due, calendar: Calendar) -> list[Text]:
    steps = []
    if found.on is not None:
        if found.nominal is not None and found.nominal != found.on:
            steps.append(
                Text(
                    "期限届满日{nominal}不计或不是工作日，顺延至其后第一个计入的工作日。",
                    "The last day, {nominal}, is no working day that counts; it moves to the first one after it.",
                ).format(nominal=_day(found.nominal))
            )
        steps.append(
            Text("到期日为{day}（含当日）。", "The last day is {day}, that day included.").format(day=_day(found.on))
        )
    else:
        steps.append(Text("恢复后才能确定到期日。", "The last day is known once it resumes."))
    if found.provisional:
        steps.append(
            Text(
                "所涉年份的放假安排尚未公布，暂按周末休息推算，公布后重新计算。",
                "The days off of a year it touches are not announced; only weekends are left out until they are.",
            )
        )
    if ledger.ended is not None:
        late = state(ledger, ledger.ended, calendar) is ClockState.LATE
        result = Text("已超过期限", "after the last day") if late else Text("在期限之内", "in time")
        steps.append(
            Text("已于{day}办结，{result}。", "It was done on {day}, {result}.").format(
                day=_day(ledger.ended), result=result
            )
        )
    return steps
