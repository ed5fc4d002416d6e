"""``python -m benchmarks.rules.clocks``: correctness first, then 100,000 clocks recomputed; prints one JSON report.

The clocks mix all units, closed and open pauses, extensions, both orders and limits counted back. A sample is first
compared with a plain walk over the days; no time is printed if one day differs. CPU time of this process, one core.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from datetime import date, timedelta

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import Calendar, Extension, Ledger, Limit, Order, Pause, Unit, dues, remaining, rungs, state
from zhiquan.rules.law.counting import parts
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

NAME = Text("期限", "limit")
LONGEST = {Unit.WORKING_DAY: 60, Unit.CALENDAR_DAY: 90, Unit.HOUR: 96, Unit.HALF_MONTH: 5, Unit.MONTH: 24, Unit.YEAR: 3}
FIRST, SPAN, SAMPLE, ROUNDS, ONE_DAY = date(2018, 1, 1), 3200, 1000, 4, timedelta(days=1)
TODAY = date(2026, 11, 22)


def ledger(chance: random.Random) -> Ledger:
    """Return one random clock."""
    started = FIRST + timedelta(days=chance.randrange(SPAN))
    if chance.random() < 0.1:
        return Ledger(NAME, started, _limit(chance), "some.limit", backward=True)
    pauses = []
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        since = started + timedelta(days=chance.randrange(90))
        open_ = chance.random() < 0.05
        pauses.append(Pause(since, None if open_ else since + timedelta(days=chance.randrange(30)), NAME))
    extensions = tuple(Extension(_limit(chance), started, NAME) for _ in range(chance.choice((0, 0, 1, 2))))
    order = Order.EXCLUDE_FIRST if chance.random() < 0.2 else Order.EXTEND_FIRST
    return Ledger(NAME, started, _limit(chance), "some.limit", tuple(pauses), extensions, order=order)


def _limit(chance: random.Random) -> Limit:
    unit = chance.choice(list(Unit))
    return Limit(chance.randrange(1, LONGEST[unit] + 1), unit)


def walked(clock: Ledger, days: Calendar) -> date | None:
    """Return the last day by walking from day to day, the slow and obvious way."""
    step = -ONE_DAY if clock.backward else ONE_DAY
    groups = [clock.limits] if clock.order is Order.EXTEND_FIRST else [(limit,) for limit in clock.limits]
    day = clock.started
    for limits in groups:
        months, plain, working = parts(limits)
        nominal = add_months(day, -months if clock.backward else months)
        for number, only_working in ((abs((nominal - day).days) + plain, False), (working, True)):
            left = number
            while left:
                day += step
                if any(p.until is None and p.covers(day) for p in clock.pauses):
                    return None
                left -= not any(p.covers(day) for p in clock.pauses) and (days.is_working(day) or not only_working)
    while not days.is_working(day) or any(p.covers(day) for p in clock.pauses):
        day += step
        if any(p.until is None and p.covers(day) for p in clock.pauses):
            return None
    return day


def main() -> int:
    """Run and print the report; exit 1 when a day is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--clocks", type=int, default=100_000)
    number = arguments.parse_args().clocks
    chance, days = random.Random(2026), calendar()
    clocks = [ledger(chance) for _ in range(number)]
    wrong = [clock for clock in clocks[:SAMPLE] if dues([clock], days)[0].on != walked(clock, days)]
    if wrong:
        print(json.dumps({"wrong": len(wrong), "first": str(wrong[0])}, ensure_ascii=False))
        return 1
    started = time.process_time()
    for clock in clocks[:SAMPLE]:
        walked(clock, days)
    walk = (time.process_time() - started) / min(SAMPLE, number) * number
    tasks = {
        "due": lambda: dues(clocks, days),
        "due_state_remaining": lambda: [(state(clock, TODAY, days), remaining(clock, TODAY, days)) for clock in clocks],
        "rungs": lambda: [rungs(clock, days) for clock in clocks],
    }
    seconds: dict[str, float] = {}
    for name, task in tasks.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            task()
            times.append(time.process_time() - begun)
        seconds[name] = round(statistics.median(times[1:]), 2)
    report = {"clocks": number, "seconds": seconds, "seconds_walking_day_by_day": round(walk, 1), "checked": SAMPLE}
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
