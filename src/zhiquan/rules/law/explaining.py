"""A clock in words: numbered sentences fit to be read to a party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from zhiquan.rules.law import counting
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import ClockState, Due, due, state
from zhiquan.rules.law.ledger import OVERDUE, Extension, Ledger, Order, Pause, day_of, wall
from zhiquan.rules.law.units import Unit
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
_MONTHS = (Unit.MONTH, Unit.YEAR, Unit.HALF_MONTH)
_MANNER = {
    Unit.WORKING_DAY: Text(
        "只计工作日，不含周末和法定节假日，含调休上班日",
        "only working days count: not weekends or public holidays, but make-up working days",
    ),
    Unit.HALF_MONTH: Text("半个月按十五日计算", "half a month is fifteen days"),
    Unit.MONTH: Text(
        "到最后一月的相应日为止，无相应日的为该月最后一日",
        "up to the corresponding day of the last month, or its last day if there is none",
    ),
    Unit.YEAR: Text(
        "到最后一年的相应日为止，无相应日的为该月最后一日",
        "up to the corresponding day of the last year, or the month's last day if there is none",
    ),
}
_HOURS = Text("按小时连续计算，休息日不扣除", "the hours run on, days off included")
_DAYS = Text("按日历日计算", "calendar days count")


def explain(ledger: Ledger, calendar: Calendar) -> tuple[Text, ...]:
    """Return the numbered steps from the start to the last day, in both languages."""
    found = due(ledger, calendar)
    steps = [_start(ledger), _budget(ledger)]
    steps += [_extension(extension) for extension in ledger.extensions]
    steps += _sum(ledger)
    steps += _pauses(ledger, calendar)
    steps += _without_pauses(ledger, found, calendar)
    steps += _end(ledger, found, calendar)
    return tuple(Text(f"{n}. {step.zh}", f"{n}. {step.en}") for n, step in enumerate(steps, 1))


def told(day: date) -> Text:
    """Return a day, or a moment to the minute, as it is read aloud."""
    if isinstance(day, datetime):
        at = wall(day)
        return Text(f"{told(at.date()).zh}{at.hour}时{at.minute:02}分", f"{at:%H:%M} on {told(at.date()).en}")
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _start(ledger: Ledger) -> Text:
    start = ledger.started if ledger.to_the_hour else day_of(ledger.started)
    if ledger.to_the_hour:
        words = Text(
            "{name}自{day}起算（依据{source}）。",
            "{name} runs from {day} (under {source}).",
        )
    elif ledger.backward:
        words = Text(
            "{name}自{day}往前推算，当日不计入（依据{source}）。",
            "{name} is counted back from {day}; that day is not counted (under {source}).",
        )
    else:
        words = Text(
            "{name}自{day}起算，当日不计入，从{next}开始计算（依据{source}）。",
            "{name} runs from {day}; that day is not counted, counting begins on {next} (under {source}).",
        )
    source = ledger.citation or Text(f"规定 {ledger.provision_key}", f"provision {ledger.provision_key}")
    following = told(day_of(ledger.started) + ONE_DAY)
    return words.format(name=ledger.name, day=told(start), next=following, source=source)


def _budget(ledger: Ledger) -> Text:
    unit = ledger.limit.unit
    manner = _HOURS if ledger.to_the_hour else _MANNER.get(unit, _DAYS)
    return Text("期限为{limit}，{manner}。", "The limit is {limit}; {manner}.").format(
        limit=ledger.limit.text(), manner=manner
    )


def _extension(extension: Extension) -> Text:
    reason = extension.reason
    if extension.citation is not None:
        reason = Text(f"{reason.zh}，依据{extension.citation.zh}", f"{reason.en}; under {extension.citation.en}")
    return Text("{day}批准延长{limit}（{reason}）。", "On {day} it was extended by {limit} ({reason}).").format(
        day=told(extension.granted_on), limit=extension.limit.text(), reason=reason
    )


def _sum(ledger: Ledger) -> Iterator[Text]:
    if ledger.order is Order.EXCLUDE_FIRST and ledger.extensions:
        yield Text(
            "延长的期限从原期限扣除不计入的时间后届满之日起接着计算。",
            "Each extension begins where the time before it ended, after what is not counted was left out.",
        )
    elif sum(limit.unit in _MONTHS for limit in ledger.limits) > 1:
        yield Text(
            "按月、按年计算的期限先相加，再推算最后一月的相应日。",
            "Months and years are added up first; then the corresponding day of the last month is taken.",
        )


def _pauses(ledger: Ledger, calendar: Calendar) -> Iterator[Text]:
    """Tell each stop with the days it cost; days that an earlier stop has cost already are not told twice."""
    earlier: list[Pause] = []
    for pause in sorted(ledger.pauses, key=lambda p: (p.since, p.until or date.max)):
        if pause.since != pause.until:
            yield _pause(ledger, pause, counting.spans(earlier), calendar)
        earlier.append(pause)


def _pause(ledger: Ledger, pause: Pause, earlier: counting.Spans, calendar: Calendar) -> Text:
    named = {"since": told(pause.since), "reason": pause.reason}
    if pause.until is None:
        return Text(
            "自{since}起暂停（{reason}），尚未恢复。", "Since {since} it stands still ({reason}) and has not resumed."
        ).format(**named)
    first = max(pause.since.toordinal() - 1, day_of(ledger.started).toordinal())
    last = max(pause.until.toordinal() - 1, first)
    named["last"] = told(pause.until - ONE_DAY)
    days, working = (counting.counted(first, last, earlier, by) for by in (None, calendar))
    if ledger.working:
        return Text(
            "{since}至{last}暂停{days}日（{reason}），其中{lost}个工作日不计入。",
            "From {since} to {last} it stood still ({reason}): {days} calendar days; working days not counted: {lost}.",
        ).format(days=days, lost=working, **named)
    return Text(
        "{since}至{last}暂停{lost}日（{reason}），不计入。",
        "From {since} to {last} it stood still ({reason}); calendar days not counted: {lost}.",
    ).format(lost=days, **named)


def _without_pauses(ledger: Ledger, found: Due, calendar: Calendar) -> Iterator[Text]:
    if not any(p.since != p.until for p in ledger.pauses) or found.nominal is None or ledger.to_the_hour:
        return
    plain = due(replace(ledger, pauses=()), calendar).nominal
    if plain is not None and plain != found.nominal:
        yield Text(
            "如无暂停，期限至{plain}；扣除不计入的时间后为{nominal}。",
            "Without the stops it would have run to {plain}; with the time not counted it runs to {nominal}.",
        ).format(plain=told(plain), nominal=told(found.nominal))


def _end(ledger: Ledger, found: Due, calendar: Calendar) -> Iterator[Text]:
    if found.on is None:
        yield Text("恢复后才能确定到期日。", "The last day is known once it resumes.")
    else:
        yield from _moved(ledger, found, calendar)
        yield _last(ledger, found.at or found.on)
    if found.provisional:
        yield Text(
            "所涉年份的放假安排尚未公布，到期日暂按周末休息推算，公布后重新计算。",
            "The days off of a year it touches are not announced; the day is provisional: only weekends are left out.",
        )
    if ledger.ended is not None:
        late = state(ledger, ledger.ended, calendar) is ClockState.LATE
        result = Text("已超过期限", "after the last day") if late else Text("在期限之内", "in time")
        yield Text("已于{day}办结，{result}。", "It was done on {day}, {result}.").format(
            day=told(day_of(ledger.ended)), result=result
        )
    elif ledger.expiry != OVERDUE:
        result = Text(ledger.expiry.text.zh.rstrip("。"), ledger.expiry.text.en.rstrip("."))
        yield Text("逾期的后果：{result}。", "If it is missed: {result}.").format(result=result)


def _last(ledger: Ledger, last: date) -> Text:
    if isinstance(last, datetime):
        return Text("到期时刻为{day}。", "It ends at {day}.").format(day=told(last))
    if ledger.backward:
        return Text("最迟应在{day}办理（含当日）。", "The latest day to act is {day}, that day included.").format(
            day=told(last)
        )
    return Text("到期日为{day}（含当日）。", "The last day is {day}, that day included.").format(day=told(last))


def _moved(ledger: Ledger, found: Due, calendar: Calendar) -> Iterator[Text]:
    if found.nominal is None or found.at is not None:
        return
    why = calendar.why_off(found.nominal)
    if not ledger.roll and why is not None:
        kept = "届满日{nominal}为{why}，该规定没有顺延，仍为当日。", "{nominal} is {why}; this rule does not move it."
        yield Text(*kept).format(nominal=told(found.nominal), why=why)
    if found.nominal == found.on:
        return
    why = why or Text("暂停期间", "a stopped day")
    words = Text(
        "期限届满日{nominal}为{why}，顺延至其后第一个计入的工作日。",
        "The last day, {nominal}, is {why}; it moves to the first working day that counts after it.",
    )
    if ledger.backward:
        words = Text(
            "推算到的{nominal}为{why}，提前至其前一个工作日。",
            "The day reached, {nominal}, is {why}; it moves to the last working day before it.",
        )
    yield words.format(nominal=told(found.nominal), why=why)
